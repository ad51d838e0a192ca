"""What a person keeps here for themselves; nobody else reads it, and no office."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.parties.access import Reader


class PrivateQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> Self:
        """One's own."""
        return self.filter(person=reader.person) if reader.person else self.none()


class CalendarAddress(models.Model):
    """Where a person's calendar program fetches the meetings that the person may read.

    The address holds ``key`` signed by this site, so a copy of the database alone opens nothing.
    Another key ends the address there was.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_address"
    )
    key = models.CharField(max_length=32, unique=True, editable=False)
    opened_at = models.DateTimeField(_("opened"))

    objects = PrivateQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self) -> str:
        return str(self.person)


class Look(models.Model):
    """Up to where a person has seen what is new about a meeting: ``seen`` is the number of the
    ledger's last entry by then. An entry gets its number as it is committed, so nothing that was
    on its way while the person looked is passed over, as it could be by a clock."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="looks")
    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="looks")
    seen = models.PositiveBigIntegerField(default=0)
    looked_at = models.DateTimeField(_("looked"))

    objects = PrivateQuerySet.as_manager()

    class Meta:
        verbose_name = _("look")
        verbose_name_plural = _("looks")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "meeting"], name="one_last_look_at_each_meeting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.meeting_id}"
