"""Telling people: every mail that leaves is first a row here, in the act's own transaction."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .mailboxes import Mailbox


class MessageQuerySet(models.QuerySet):
    def waiting(self) -> MessageQuerySet:
        """Not sent, and neither refused for good nor given up."""
        return self.filter(sent_at=None, given_up_at=None)

    def due(self, at: datetime) -> MessageQuerySet:
        """Waiting, and to be tried at ``at``; longest waiting first."""
        now = Q(next_try_at=None) | Q(next_try_at__lte=at)
        return self.waiting().filter(now).order_by("queued_at", "pk")

    def came_back(self) -> MessageQuerySet:
        """Bounced or given up, to persons and mailboxes that nothing has reached since."""
        lost = self.filter(Q(bounced_at__isnull=False) | Q(given_up_at__isnull=False))
        arrived = Message.objects.filter(
            sent_at__isnull=False, bounced_at=None, queued_at__gt=OuterRef("queued_at")
        )
        same = Q(person=OuterRef("person")) | Q(mailbox=OuterRef("mailbox"))
        known = Q(person__isnull=False) | Q(mailbox__isnull=False)
        return lost.filter(known & ~Exists(arrived.filter(same)))


class Message(models.Model):
    """A mail to one address: queued with the act it tells of, sent after the commit.

    It waits (``sent_at`` empty), is tried again from ``next_try_at`` on, and ends either sent
    or given up. ``fault`` keeps the server's words of the last failure, or those with which
    another server sent it back later (``bounced_at``).
    """

    class Kind(models.TextChoices):
        DUTY = "duty", _("duty")
        NEWS = "news", _("news")

    kind = models.CharField(max_length=4, choices=Kind, default=Kind.DUTY)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="mails"
    )
    mailbox = models.ForeignKey(Mailbox, models.CASCADE, null=True, related_name="mails")
    sender = models.CharField(max_length=320)
    to = models.JSONField(default=list)
    subject = models.CharField(max_length=500)
    text = models.TextField()
    html = models.TextField(blank=True)
    calendar = models.TextField(blank=True)
    """An invitation as calendars read it (RFC 5546), beside the text that says the same."""
    headers = models.JSONField(default=dict)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    next_try_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    bounced_at = models.DateTimeField(null=True, blank=True)
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


class Told(models.Model):
    """What a person was told once and is not told again, whatever runs twice."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("told")
        verbose_name_plural = _("told")
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="told_once")]

    def __str__(self) -> str:
        return self.key
