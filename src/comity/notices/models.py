"""Telling people: every mail that leaves is first a row here, in the act's own transaction."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comity.parties.access import Reader
from comity.parties.models import Body


class MessageQuerySet(models.QuerySet):
    def waiting(self) -> MessageQuerySet:
        """Not sent, and neither refused for good nor given up."""
        return self.filter(sent_at=None, given_up_at=None)

    def due(self, at: datetime) -> MessageQuerySet:
        """Waiting, and to be tried at ``at``; longest waiting first."""
        now = Q(next_try_at=None) | Q(next_try_at__lte=at)
        return self.waiting().filter(now).order_by("queued_at", "pk")


class Message(models.Model):
    """A mail to one address: queued with the act it tells of, sent after the commit.

    It waits (``sent_at`` empty), is tried again from ``next_try_at`` on, and ends either sent
    or given up. ``fault`` keeps the server's words of the last failure.
    """

    sender = models.CharField(max_length=320)
    to = models.JSONField(default=list)
    subject = models.CharField(max_length=500)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    next_try_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=500, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-queued_at", "-pk"]
        indexes = [
            models.Index(
                fields=["queued_at"],
                condition=Q(sent_at=None, given_up_at=None),
                name="messages_that_wait",
            )
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("notices:message", args=[self.pk])

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None


class FollowQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> FollowQuerySet:
        """One's own; nobody sees what others follow."""
        return self.filter(person=reader.person) if reader.person else self.none()


class Follow(models.Model):
    """A person wants to see what changes in a body; the bodies one sits in are followed anyway."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    body = models.ForeignKey(Body, models.CASCADE, related_name="followers")

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        constraints = [
            models.UniqueConstraint(fields=["person", "body"], name="a_body_is_followed_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.body}"
