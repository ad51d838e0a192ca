"""What a meeting concludes: points, and what the parties propose to change in them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField, I18nTextField

from comity.meetings.models import AgendaItem, Meeting
from comity.parties.access import Reader, Shared, SharedQuerySet
from comity.parties.models import Party


class ConclusionsQuerySet(SharedQuerySet):
    def open(self) -> ConclusionsQuerySet:
        return self.filter(finalised_at=None)


class Conclusions(Shared):
    """*Drafted* by the secretariat or the presidency, *circulated* to the participants for
    amendments until a deadline, *put forward* by one person and made *final* by another; then
    it never changes.
    """

    offered_to_presidency = True
    neutral_title = _("Conclusions under %(label)s")

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="conclusions")
    title = I18nCharField(_("title"), max_length=300)
    circulated_at = models.DateTimeField(_("circulated"), null=True, editable=False)
    deadline_at = models.DateTimeField(_("amendments until"), null=True)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    finalised_at = models.DateTimeField(_("final"), null=True, editable=False)
    finalised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    stamp = models.PositiveIntegerField(
        default=0, editable=False, help_text=_("counts the changes, so that two editors notice")
    )

    objects = ConclusionsQuerySet.as_manager()

    class Meta:
        verbose_name = _("conclusions")
        verbose_name_plural = pgettext_lazy("of several meetings", "conclusions")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("proceedings:conclusions", args=[self.meeting.slug])

    @property
    def is_final(self) -> bool:
        return self.finalised_at is not None

    @property
    def is_put_forward(self) -> bool:
        return self.offered_by_id is not None and not self.is_final

    @property
    def state(self) -> str:
        """``drafted``, ``circulated``, ``put_forward`` or ``final``."""
        if self.is_final:
            return "final"
        if self.is_put_forward:
            return "put_forward"
        return "circulated" if self.circulated_at else "drafted"

    def takes_amendments(self, at: Any) -> bool:
        """The instant of the deadline itself is in time."""
        return (
            self.state == "circulated" and self.deadline_at is not None and at <= self.deadline_at
        )

    def preparers(self) -> set[int | None]:
        """Who began it and who put it forward: another person publishes it."""
        return {self.author_id, self.offered_by_id}


class PointQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> PointQuerySet:
        return self.filter(conclusions__in=Conclusions.objects.visible_to(reader))

    def standing(self) -> PointQuerySet:
        """Not deleted."""
        return self.filter(removed_at=None)


class Point(models.Model):
    """One paragraph of the conclusions. A deleted one stays for the amendments that name it."""

    conclusions = models.ForeignKey(Conclusions, models.PROTECT, related_name="points")
    item = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="points",
        verbose_name=_("agenda item"),
    )
    position = models.PositiveIntegerField(default=0)
    text = I18nTextField(_("text"))
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = PointQuerySet.as_manager()

    class Meta:
        verbose_name = _("point")
        verbose_name_plural = _("points")
        ordering = ["conclusions", "position", "pk"]

    def __str__(self) -> str:
        return str(self.text)[:80]


class AmendmentQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> AmendmentQuerySet:
        return self.filter(conclusions__in=Conclusions.objects.visible_to(reader))

    def open(self) -> AmendmentQuerySet:
        return self.filter(state=Amendment.State.OPEN)


class Amendment(models.Model):
    """What a party proposes to change in a point, and what became of that."""

    class Act(models.TextChoices):
        REPLACE = "replace", _("replace the point")
        ADD = "add", _("add a point after it")
        DELETE = "delete", _("delete the point")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("of an amendment", "open")
        TAKEN = "taken", pgettext_lazy("of an amendment", "taken")
        LEFT = "left", pgettext_lazy("of an amendment", "left")
        WITHDRAWN = "withdrawn", pgettext_lazy("of an amendment", "withdrawn")

    conclusions = models.ForeignKey(Conclusions, models.PROTECT, related_name="amendments")
    point = models.ForeignKey(
        Point,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="amendments",
        verbose_name=_("point"),
    )
    """None: a point is to be added at the end."""
    act = models.CharField(_("act"), max_length=8, choices=Act)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    text = I18nTextField(_("text"), blank=True, default="")
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    word = models.TextField(_("word of the secretariat"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ["conclusions", "pk"]
        constraints = [
            models.CheckConstraint(
                name="only_an_addition_needs_no_point", condition=Q(act="add") | ~Q(point=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.party} · {self.get_act_display()}"


class KeptQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> KeptQuerySet:
        """The writer's own, as long as the conclusions can be read."""
        conclusions = Conclusions.objects.visible_to(reader)
        return self.filter(by=reader.person, conclusions__in=conclusions)


class Kept(models.Model):
    """What somebody is writing about the conclusions and has not saved yet."""

    conclusions = models.ForeignKey(Conclusions, models.CASCADE, related_name="kept")
    place = models.CharField(max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    words = models.JSONField(default=dict)
    kept_at = models.DateTimeField()

    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = _("kept draft")
        verbose_name_plural = _("kept drafts")
        constraints = [
            models.UniqueConstraint(
                fields=["conclusions", "place", "by"], name="one_draft_for_each_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.place} · {self.by}"
