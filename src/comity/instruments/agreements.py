"""Agreements: what a memorandum or an agreement says of its own life, and who signed it.

What is not known stays empty. An agreement is read by whoever reads its text.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from comity.parties.access import Reader
from comity.parties.dates import Precision
from comity.parties.models import Party

SOON = timedelta(days=365)
ALARM_DAYS = [180, 90, 30]
"""Days before somebody must decide, where the register says no other."""


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last: 31 May, three months: 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


class AgreementQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> AgreementQuerySet:
        texts = apps.get_model("instruments", "Instrument").objects.visible_to(reader)
        return self.filter(instrument__in=texts)


class Agreement(models.Model):
    """The term and renewal of a text; its obligations are the mandates of that text.

    ``ends_on`` is the last day of the current term, ``renews_on`` the day on which it is renewed
    if that is another one, ``notice_months`` how long before it notice must be given.
    """

    class Renewal(models.TextChoices):
        TACIT = "tacit", _("by itself, unless notice is given")
        EXPLICIT = "explicit", _("when the parties agree on it")
        NONE = "none", _("not foreseen")

    class State(models.TextChoices):
        COMING = "coming", _("not yet in force")
        IN_FORCE = "in_force", _("in force")
        ENDING = "ending", _("ending within a year")
        ENDED = "ended", pgettext_lazy("of an agreement", "ended")
        UNKNOWN = "unknown", _("entry into force not recorded")

    instrument = models.OneToOneField(
        "instruments.Instrument", models.PROTECT, related_name="agreement"
    )
    in_force_on = models.DateField(_("in force since"), null=True, blank=True)
    in_force_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    renewal = models.CharField(_("renewal"), max_length=8, choices=Renewal, blank=True)
    renews_on = models.DateField(_("renewal on"), null=True, blank=True)
    notice_months = models.PositiveSmallIntegerField(_("months of notice"), null=True, blank=True)
    alarm_days = models.JSONField(_("days of alarm"), default=list, blank=True)
    renewed_on = models.DateField(null=True, blank=True, editable=False)
    terminated_on = models.DateField(null=True, blank=True, editable=False)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["instrument"]
        constraints = [
            models.CheckConstraint(
                name="an_agreement_ends_after_it_begins",
                condition=Q(in_force_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("in_force_on")),
                violation_error_message=_("An agreement cannot end before it is in force."),
            )
        ]

    def __str__(self) -> str:
        """Without the title: it is named to readers who may not see the text."""
        return gettext("Agreement %(key)s") % {"key": self.pk}

    def get_absolute_url(self) -> str:
        return reverse("instruments:agreement", args=[self.instrument.slug])

    def state(self, on: date) -> Agreement.State:
        """How it stands on a day. One that is renewed by itself goes on after its term."""
        if self.terminated_on and self.terminated_on <= on:
            return self.State.ENDED
        last = self.last_day
        if last and last < on:
            return self.State.ENDED
        if self.in_force_on is None:
            return self.State.UNKNOWN
        if self.in_force_on > on:
            return self.State.COMING
        return self.State.ENDING if last and last <= on + SOON else self.State.IN_FORCE

    @property
    def last_day(self) -> date | None:
        """The last day in force, as far as it is settled now."""
        term = None if self.renewal == self.Renewal.TACIT else self.ends_on
        return min(filter(None, [term, self.terminated_on]), default=None)

    @property
    def decides_on(self) -> date | None:
        """The day before which the parties renew it, or give notice; None: nothing to decide."""
        day = self.renews_on or self.ends_on
        if day is None or self.terminated_on or self.renewal == self.Renewal.NONE:
            return None
        return months_before(day, self.notice_months or 0)

    @property
    def alarms(self) -> list[int]:
        """Days before ``decides_on`` on which those who decide are told, the earliest first."""
        return sorted(set(self.alarm_days or ALARM_DAYS), reverse=True)


class SignatureQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> SignatureQuerySet:
        return self.filter(agreement__in=Agreement.objects.visible_to(reader))


class Signature(models.Model):
    """A party to an agreement: when and by whom it was signed, and since when it binds it."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="signatures")
    party = models.ForeignKey(Party, models.PROTECT, related_name="signatures")
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signed_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    ratified_on = models.DateField(_("ratified on"), null=True, blank=True)
    ratified_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    in_force_on = models.DateField(_("in force for it since"), null=True, blank=True)
    in_force_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    signatory = models.CharField(_("signed by"), max_length=200, blank=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["agreement", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "party"], name="a_party_signs_an_agreement_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.agreement} · {self.party}"
