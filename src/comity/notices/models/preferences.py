"""How often a person wants news by mail. What is asked of the person comes whatever it says."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comity.parties.access import Reader


class PreferenceQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> PreferenceQuerySet:
        """One's own; nobody sees how often others want news."""
        return self.filter(person=reader.person) if reader.person else self.none()

    def awaiting(self, slots: dict[str, datetime]) -> PreferenceQuerySet:
        """Of active persons whose last digest is older than the last ``slots`` of their rhythm,
        the longest waiting first."""
        late = Q(pk__in=[])
        for rhythm, slot in slots.items():
            late |= Q(rhythm=rhythm, digested_at__lt=slot)
        return self.filter(late, person__is_active=True).order_by("digested_at", "pk")


class Preference(models.Model):
    """One person's rhythm, and up to when the digests have told what changed.

    ``digested_at`` only moves forward: each span of time is in one digest at most.
    """

    class Rhythm(models.TextChoices):
        AT_ONCE = "at_once", _("at once, each by itself, and a digest every working day")
        DAILY = "daily", _("a digest every working day")
        WEEKLY = "weekly", _("a digest every Monday")
        NEVER = "never", _("no news by mail")

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="preference"
    )
    rhythm = models.CharField(_("news by mail"), max_length=8, choices=Rhythm, default=Rhythm.DAILY)
    digested_at = models.DateTimeField(editable=False)

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        indexes = [models.Index(fields=["rhythm", "digested_at"], name="digests_that_wait")]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_rhythm_display()}"
