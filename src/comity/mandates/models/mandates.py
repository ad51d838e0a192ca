"""What a text asks: mandates, and the assignment of each to its addressees."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nTextField

from comity.instruments.models import Clause
from comity.parties.access import Reader, Shared, SharedQuerySet
from comity.parties.models import Body, Party, Seat, Theme

SPEAKS_FOR_BODY = (Seat.Role.HEAD, Seat.Role.FOCAL_POINT)
"""Seats that answer for a body as such."""


class MandateQuerySet(SharedQuerySet):
    def open(self) -> MandateQuerySet:
        return self.filter(closed_on=None)

    def overdue(self, on: date) -> MandateQuerySet:
        """Open and due before ``on``; the due day itself is still in time."""
        return self.open().filter(due_on__lt=on)


class Mandate(Shared):
    """What one clause asks to be done, by whom and by when. Never deleted: the record of a
    dialogue only grows."""

    neutral_title = _("A mandate under %(label)s")

    clause = models.ForeignKey(
        Clause, models.PROTECT, related_name="mandates", verbose_name=_("clause")
    )
    action = I18nTextField(_("action"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    themes = models.ManyToManyField(
        Theme, blank=True, related_name="mandates", verbose_name=_("themes")
    )
    given_on = models.DateField(_("given on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)

    objects = MandateQuerySet.as_manager()

    shows_text: bool
    """Annotated by the matrix: whether the reader may see the text it comes from."""

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ["-given_on", "clause__position", "pk"]

    def __str__(self) -> str:
        return str(self.action)

    def get_absolute_url(self) -> str:
        return reverse("mandates:mandate", args=[self.pk])

    @property
    def title(self) -> Any:
        """A mandate has no other name than what it asks."""
        return self.action

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    def is_overdue(self, on: date) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < on


class AssignmentQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> AssignmentQuerySet:
        return self.filter(mandate__in=Mandate.objects.visible_to(reader))

    def asked_of(self, reader: Reader, on: date) -> AssignmentQuerySet:
        """Asked of a party the reader sits for in that dialogue, or of a body the reader heads."""
        asked = Q(pk__in=[])
        for party, dialogue in sorted(reader.drafts):
            asked |= Q(party=party, mandate__body__dialogue=dialogue)
        headed = Seat.objects.current(on).filter(
            person=reader.person, role__in=SPEAKS_FOR_BODY, body__in=reader.bodies
        )
        return self.filter(asked | Q(body__in=headed.values("body")))

    def open(self) -> AssignmentQuerySet:
        return self.filter(mandate__closed_on=None)

    def owed(self) -> AssignmentQuerySet:
        """Without those of institutions that report in support, which owe nothing."""
        return self.filter(is_support=False)

    def soonest_first(self) -> AssignmentQuerySet:
        """The open ones before the closed, by the date they are due."""
        return self.order_by(
            F("mandate__closed_on").desc(nulls_first=True),
            F("mandate__due_on").asc(nulls_last=True),
            "pk",
        )


class Assignment(models.Model):
    """One mandate asked of one addressee: a party, or a body as such."""

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="assignments")
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    is_support = models.BooleanField(
        default=False,
        editable=False,
        help_text=_("an institution reports on it beside the addressees; nothing is owed"),
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["mandate", "pk"]
        constraints = [
            models.CheckConstraint(
                name="an_assignment_has_one_addressee",
                condition=Q(party=None, body__isnull=False) | Q(party__isnull=False, body=None),
            ),
            models.UniqueConstraint(fields=["mandate", "party"], name="a_party_is_asked_once"),
            models.UniqueConstraint(fields=["mandate", "body"], name="a_body_is_asked_once"),
        ]

    def __str__(self) -> str:
        """Without the mandate's words: it is named to readers who may not see the mandate."""
        return gettext("Assignment %(key)s of %(addressee)s") % {
            "key": self.pk,
            "addressee": self.addressee,
        }

    def get_absolute_url(self) -> str:
        return reverse("mandates:assignment", args=[self.pk])

    @property
    def addressee(self) -> Party | Body:
        addressee = self.party or self.body
        assert addressee is not None, "the constraint an_assignment_has_one_addressee"
        return addressee
