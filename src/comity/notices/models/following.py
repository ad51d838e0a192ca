"""What a person wants to see change."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.parties.access import Reader
from comity.parties.models import Body


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
