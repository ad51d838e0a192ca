"""Lines that a party stands behind, and what is proposed to be changed in them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from comity.parties.access import Reader
from comity.parties.models import Membership, Party, Person

from .hours import Hours
from .numbers import CALL, Number

CONFIRM_EVERY = 90
"""Days for which a party's word is taken that a line answers."""
OFTEN, SELDOM = 7, 365
FACTS = (
    "name", "run_by", "numbers", "time_zone", "hours", "languages", "serves", "services", "steps",
    "note", "caution", "confirm_every",
)  # fmt: skip
"""What a line says, and two persons of its party change."""


def of_reader(reader: Reader, path: str = "party") -> Q:
    """What belongs to a party of the reader, or of a dialogue whose secretariat the reader is."""
    mine = Q(**{f"{path}__in": reader.parties})
    if not reader.secretariats:
        return mine
    current = Membership.objects.current(timezone.localdate())
    kept = current.filter(body__dialogue__in=reader.secretariats).order_by()
    return mine | Q(**{f"{path}__in": kept.values("party")})


class LineQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> Self:
        """Everyone reads what was ever confirmed; its party and secretariats read the rest."""
        public = Q(withdrawn_at=None, confirmed_on__isnull=False)
        return self.filter(public | of_reader(reader) if reader.is_seated else public)

    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)

    def public(self, on: date) -> Self:
        """What anybody is shown on a day: whatever was ever confirmed, the confirmed ones first."""
        is_late = Case(When(confirmed_until__lt=on, then=Value(1)), default=Value(0))
        found = self.standing().filter(confirmed_on__isnull=False)
        return found.annotate(is_late=is_late).order_by("party__slug", "is_late", "position", "pk")

    def confirmed(self, on: date) -> Self:
        """Those whose party has said of late that they answer; the last day is still in time."""
        found = self.standing().filter(confirmed_until__gte=on)
        return found.order_by("party__slug", "position", "pk")

    def of_party(self, party: Party) -> Self:
        return self.filter(party=party)


class Line(models.Model):
    """A helpline that a party stands behind.

    It says what two persons of the party released. Nobody but the party reads it before it was
    confirmed once; ``confirmed_until`` then tells by itself how long that holds.
    """

    party = models.ForeignKey(Party, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    name = I18nCharField(_("name"), max_length=300)
    run_by = I18nCharField(_("run by"), max_length=300, blank=True, default="")
    numbers = models.JSONField(_("numbers"), default=list)
    """As ``Number.facts`` gives them, the one to try first in front; see ``reached_by``."""
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    hours = models.JSONField(_("hours"), default=dict)
    """See ``hours.Hours``."""
    languages = models.JSONField(_("languages"), default=list)
    serves = models.JSONField(_("whom it serves"), default=list, blank=True)
    services = models.JSONField(_("services"), default=list, blank=True)
    steps = models.JSONField(_("what happens when you call"), default=list, blank=True)
    note = I18nTextField(_("in your own words"), blank=True, default="")
    caution = I18nTextField(_("false numbers"), blank=True, default="")
    """Numbers that look alike or were forged, where the party knows of some."""
    confirm_every = models.PositiveSmallIntegerField(
        _("confirmed every … days"),
        default=CONFIRM_EVERY,
        validators=[MinValueValidator(OFTEN), MaxValueValidator(SELDOM)],
    )
    is_invented = models.BooleanField(default=False, editable=False)
    """Of the example; it is said wherever the line is shown."""
    released_at = models.DateTimeField(_("released"), editable=False)
    confirmed_on = models.DateField(_("confirmed"), null=True, blank=True, editable=False)
    confirmed_until = models.DateField(null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", editable=False
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)

    objects = LineQuerySet.as_manager()

    class Meta:
        verbose_name = _("helpline")
        verbose_name_plural = _("helplines")
        ordering = ["party__slug", "position", "pk"]
        indexes = [models.Index(fields=["confirmed_until"], name="line_confirmed_until")]

    def __str__(self) -> str:
        return f"{self.name} · {self.party}"

    def get_absolute_url(self) -> str:
        return reverse("helplines:line", args=[self.pk])

    @property
    def version(self) -> str:
        """Names what the line says as it stands: each release is a new one."""
        return self.released_at.isoformat()

    @cached_property
    def reached_by(self) -> list[Number]:
        return [Number(**facts) for facts in self.numbers]

    @property
    def when(self) -> Hours:
        return Hours.of(self.hours, self.time_zone)

    def is_open_at(self, at: datetime) -> bool:
        return self.when.is_open_at(at)

    def printed_number(self) -> str:
        """The number as it is printed on a poster: the first to call, else the first of all."""
        calls = [one for one in self.reached_by if one.way == CALL]
        return next((one.written for one in [*calls, *self.reached_by]), "")

    @property
    def is_public(self) -> bool:
        return self.withdrawn_at is None and self.confirmed_on is not None

    def is_confirmed(self, on: date) -> bool:
        return self.withdrawn_at is None and bool(
            self.confirmed_until and on <= self.confirmed_until
        )

    def holds_until(self, confirmed_on: date) -> date:
        """The last day for which a word given on a day is taken."""
        return confirmed_on + timedelta(days=self.confirm_every)

    @property
    def lapsed_on(self) -> date | None:
        """The first day on which the party's word no longer holds; the pages say it since then."""
        return self.confirmed_until + timedelta(days=1) if self.confirmed_until else None


class ChangeQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> Self:
        """The party that proposes it, and the secretariats of its dialogues."""
        return self.filter(of_reader(reader)) if reader.is_seated else self.none()

    def waiting(self) -> Self:
        return self.filter(released_at=None, dropped_at=None)


class Change(models.Model):
    """What one person of a party proposes to say of a line; another one releases it."""

    class Kind(models.TextChoices):
        NEW = "new", _("new line")
        CHANGE = "change", _("changed line")
        WITHDRAW = "withdraw", _("withdrawn line")

    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    line = models.ForeignKey(Line, models.PROTECT, null=True, related_name="changes")
    """None: a line that is not there before it is released."""
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    said = models.JSONField(default=dict)
    """Every one of ``FACTS``; texts by language."""
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("proposed"))
    released_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(_("released"), null=True)
    dropped_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    dropped_at = models.DateTimeField(_("dropped"), null=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a helpline")
        verbose_name_plural = _("changes of helplines")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["line"],
                condition=Q(released_at=None, dropped_at=None, line__isnull=False),
                name="one_open_change_of_a_line",
            )
        ]

    def __str__(self) -> str:
        return f"{self.party} · {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("helplines:change", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.released_at is None and self.dropped_at is None

    @property
    def title(self) -> Any:
        """What the line is, or shall be, called: text by language."""
        return self.line.name if self.line else self.said.get("name", {})
