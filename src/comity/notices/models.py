"""Telling people: every mail that leaves is first a row here, in the act's own transaction."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.parties.models import Body


class MessageQuerySet(models.QuerySet):
    def waiting(self) -> MessageQuerySet:
        return self.filter(sent_at=None)


class Message(models.Model):
    """A mail: queued with the act it tells of, sent after the commit, tried again if refused."""

    sender = models.CharField(max_length=320)
    to = models.JSONField(default=list)
    subject = models.CharField(max_length=500)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=500, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-queued_at", "-pk"]

    def __str__(self) -> str:
        return self.subject


class Follow(models.Model):
    """A person wants to see what changes in a body; the bodies one sits in are followed anyway."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    body = models.ForeignKey(Body, models.CASCADE, related_name="followers")

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        constraints = [
            models.UniqueConstraint(fields=["person", "body"], name="a_body_is_followed_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.body}"
