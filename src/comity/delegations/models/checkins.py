"""Who was seen at the registration desk, and when."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.meetings.models import Meeting
from comity.parties.access import Reader
from comity.parties.models import Person

from .delegations import Delegate, prepares


class CheckInQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> Self:
        """Those who keep the desk: the chair of the meeting and its host."""
        meeting = "delegate__delegation__meeting"
        seen = Meeting.objects.visible_to(reader)
        return self.filter(prepares(reader, f"{meeting}__"), **{f"{meeting}__in": seen})


class CheckIn(models.Model):
    """A delegate seen at a desk. Every sighting is kept; the earliest one stands.

    A desk without network says its own time (``said_at``) and sends it later; the time of
    receipt stands beside it. ``counts_at`` is the one of both that can be right.
    """

    delegate = models.ForeignKey(Delegate, models.PROTECT, related_name="check_ins")
    key = models.CharField(max_length=64, unique=True, editable=False)
    """Made by the desk, so that what is sent twice is kept once."""
    desk = models.CharField(_("desk"), max_length=60, blank=True)
    said_at = models.DateTimeField(_("time at the desk"), null=True, blank=True)
    received_at = models.DateTimeField(_("received"))
    counts_at = models.DateTimeField(_("counts as"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = CheckInQuerySet.as_manager()

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        ordering = ["counts_at", "pk"]

    def __str__(self) -> str:
        return f"{self.delegate_id} {self.counts_at:%Y-%m-%d %H:%M}"
