"""What a mandate is measured by, and the values that reports give."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from comity.parties.access import Reader

from .mandates import Mandate
from .reports import Report


class IndicatorQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> IndicatorQuerySet:
        """It is part of what the mandate asks."""
        return self.filter(mandate__in=Mandate.objects.visible_to(reader))

    def current(self) -> IndicatorQuerySet:
        return self.filter(withdrawn_on=None)


class Indicator(models.Model):
    """A number that tells how far a mandate is carried out, with its unit and direction."""

    class Direction(models.TextChoices):
        UP = "up", _("more is better")
        DOWN = "down", _("less is better")

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="indicators")
    position = models.PositiveSmallIntegerField(default=0)
    name = I18nCharField(_("name"), max_length=300)
    definition = I18nTextField(_("definition"), blank=True, default="")
    unit = I18nCharField(_("unit"), max_length=100)
    direction = models.CharField(
        _("direction"), max_length=4, choices=Direction, default=Direction.UP
    )
    baseline = models.DecimalField(
        _("baseline"), max_digits=20, decimal_places=4, null=True, blank=True
    )
    baseline_year = models.PositiveSmallIntegerField(_("baseline year"), null=True, blank=True)
    target = models.DecimalField(
        _("target"), max_digits=20, decimal_places=4, null=True, blank=True
    )
    target_year = models.PositiveSmallIntegerField(_("target year"), null=True, blank=True)
    defined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawn_on = models.DateField(_("withdrawn"), null=True, blank=True, editable=False)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["mandate", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_target_lies_off_its_baseline",
                condition=Q(baseline=None) | Q(target=None) | ~Q(baseline=models.F("target")),
            )
        ]

    def __str__(self) -> str:
        return str(self.name)

    def progress(self, value: Decimal) -> Decimal | None:
        """The share of the way from baseline to target, 1 being there; None: cannot be said."""
        if self.baseline is None or self.target is None:
            return None
        return (value - self.baseline) / (self.target - self.baseline)


class IndicatorValueQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> IndicatorValueQuerySet:
        """It is part of what the report says."""
        return self.filter(
            report__in=Report.objects.visible_to(reader),
            indicator__in=Indicator.objects.visible_to(reader),
        )


class IndicatorValue(models.Model):
    """What one report says an indicator was in one year."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="values")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="values")
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.DecimalField(_("number"), max_digits=20, decimal_places=4)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = IndicatorValueQuerySet.as_manager()

    class Meta:
        verbose_name = _("value of an indicator")
        verbose_name_plural = _("values of indicators")
        ordering = ["indicator", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "indicator", "year"], name="one_value_a_year_in_a_report"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}/{self.year}"
