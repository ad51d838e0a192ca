"""Protocols and strategies: what a party makes of a regional text, and where each party stands.

A *regional* text is agreed by a body; a *national* one is a party's own, adopted by its own law,
and implements or adapts the regional one clause by clause.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from comity.parties.access import Reader, Shared, SharedQuerySet
from comity.parties.dates import Precision

REVIEW_SOON = timedelta(days=90)
"""From when on a review that comes near stands on the desk."""


def _texts(reader: Reader) -> models.QuerySet:
    seen: models.QuerySet = apps.get_model("instruments", "Instrument").objects.visible_to(reader)
    return seen


class ProtocolQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> ProtocolQuerySet:
        return self.filter(instrument__in=_texts(reader))

    def reviewed_by(self, on: date) -> ProtocolQuerySet:
        """Those whose next review falls on a day or before it."""
        return self.filter(review_on__lte=on)


class Protocol(models.Model):
    """What is known of the life of a protocol, strategy, plan or guideline.

    ``law`` is how a party adopted its own text: an act, a decree. ``review_on`` is the day by
    which it is looked at again, ``reviewed_on`` when that was done last.
    """

    instrument = models.OneToOneField(
        "instruments.Instrument", models.PROTECT, related_name="protocol"
    )
    law = models.CharField(_("adopted by"), max_length=300, blank=True)
    in_force_on = models.DateField(_("in force since"), null=True, blank=True)
    in_force_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    review_on = models.DateField(_("next review"), null=True, blank=True)
    reviewed_on = models.DateField(_("last review"), null=True, blank=True)

    objects = ProtocolQuerySet.as_manager()

    class Meta:
        verbose_name = _("protocol")
        verbose_name_plural = _("protocols")
        ordering = ["instrument"]
        constraints = [
            models.CheckConstraint(
                name="the_next_review_follows_the_last",
                condition=Q(review_on=None)
                | Q(reviewed_on=None)
                | Q(review_on__gt=F("reviewed_on")),
                violation_error_message=_("The next review follows the last one."),
            )
        ]

    def __str__(self) -> str:
        """Without the title: it is named to readers who may not see the text."""
        return gettext("Protocol %(key)s") % {"key": self.pk}

    def is_overdue(self, on: date) -> bool:
        return self.review_on is not None and self.review_on < on

    def is_near(self, on: date) -> bool:
        return self.review_on is not None and self.review_on <= on + REVIEW_SOON


class ImplementationQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> ImplementationQuerySet:
        """Those of which the reader may read both texts."""
        texts = _texts(reader).values("pk")
        return self.filter(national__in=texts, regional__in=texts)


class Implementation(models.Model):
    """That a party's own text carries out a regional one."""

    class Kind(models.TextChoices):
        IMPLEMENTS = "implements", pgettext_lazy("a national text … a regional one", "implements")
        ADAPTS = "adapts", pgettext_lazy("a national text … a regional one", "adapts")

    national = models.ForeignKey(
        "instruments.Instrument", models.PROTECT, related_name="implementations"
    )
    regional = models.ForeignKey(
        "instruments.Instrument", models.PROTECT, related_name="implemented_by"
    )
    kind = models.CharField(_("how"), max_length=10, choices=Kind, default=Kind.IMPLEMENTS)

    objects = ImplementationQuerySet.as_manager()

    class Meta:
        verbose_name = _("implementation")
        verbose_name_plural = _("implementations")
        ordering = ["regional", "national"]
        constraints = [
            models.UniqueConstraint(
                fields=["national", "regional"], name="a_text_implements_another_once"
            ),
            models.CheckConstraint(
                name="a_text_does_not_implement_itself", condition=~Q(national=F("regional"))
            ),
        ]

    def __str__(self) -> str:
        return gettext("Implementation %(key)s") % {"key": self.pk}

    def get_absolute_url(self) -> str:
        return reverse("instruments:links", args=[self.national.slug, self.regional.slug])


class ClauseLinkQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> ClauseLinkQuerySet:
        return self.filter(implementation__in=Implementation.objects.visible_to(reader))


class ClauseLink(models.Model):
    """That a clause of a national text answers one of the regional text, as its party says."""

    implementation = models.ForeignKey(Implementation, models.CASCADE, related_name="links")
    clause = models.ForeignKey("instruments.Clause", models.PROTECT, related_name="answers")
    regional = models.ForeignKey("instruments.Clause", models.PROTECT, related_name="answered_by")
    note = models.CharField(_("note"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)

    objects = ClauseLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("linked clause")
        verbose_name_plural = _("linked clauses")
        ordering = ["implementation", "regional__position", "clause__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["implementation", "clause", "regional"], name="two_clauses_are_linked_once"
            )
        ]

    def __str__(self) -> str:
        return gettext("Linked clause %(key)s") % {"key": self.pk}


class StandingQuerySet(SharedQuerySet):
    def visible_to(self, reader: Reader) -> Self:
        return super().visible_to(reader).filter(regional__in=_texts(reader).values("pk"))


class Standing(Shared):
    """Where a party says it stands with a regional text, since when, and by which source.

    It is never changed: a party that has gone further says so anew, and the latest one counts.
    """

    class Stage(models.TextChoices):
        NONE = "none", pgettext_lazy("national protocol", "none")
        DRAFTING = "drafting", pgettext_lazy("national protocol", "drafting")
        ADOPTED = "adopted", pgettext_lazy("national protocol", "adopted")
        IN_FORCE = "in_force", pgettext_lazy("national protocol", "in force")

    neutral_title = _("Where a party stands, under %(label)s")

    regional = models.ForeignKey("instruments.Instrument", models.PROTECT, related_name="standings")
    stage = models.CharField(_("stage"), max_length=8, choices=Stage)
    since_on = models.DateField(_("since"), null=True, blank=True)
    since_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    note = models.CharField(_("note"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    source = models.URLField(_("source"), max_length=500, blank=True)
    stated_at = models.DateTimeField(_("stated"))

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        ordering = ["-pk"]

    def __str__(self) -> str:
        """Without a title or a stage: refusals name it."""
        return gettext("What %(party)s says of where it stands") % {"party": self.owner}

    @property
    def title(self) -> str:
        return str(self)

    def get_absolute_url(self) -> str:
        return reverse("instruments:standings", args=[self.regional.slug])
