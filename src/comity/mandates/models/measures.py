"""What a party has done: recorded once, cited in as many reports as it answers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comity.documents.models import Document
from comity.parties.access import Reader, Shared, SharedQuerySet
from comity.parties.dates import Precision
from comity.parties.models import Theme

from .reports import Report


class MeasureQuerySet(SharedQuerySet):
    def newest_first(self) -> MeasureQuerySet:
        return self.order_by(models.F("started_on").desc(nulls_last=True), "-pk")


class Measure(Shared):
    """Something a party has done or set up, in the party's own words and language.

    ``owner`` is the party; ``body`` the audience it is shown to. What is cited in a report is
    a copy of the words, read by the report's circle: a measure that changes later rewrites none.
    """

    class Kind(models.TextChoices):
        LAW = "law", _("law or regulation")
        POLICY = "policy", _("policy or plan")
        UNIT = "unit", _("office or unit")
        SERVICE = "service", _("service to migrants")
        TRAINING = "training", _("training")
        CAMPAIGN = "campaign", _("campaign")
        AGREEMENT = "agreement", _("agreement")
        STUDY = "study", _("study or data")
        OPERATION = "operation", _("operation")
        OTHER = "other", _("other measure")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=300)
    account = models.TextField(_("account"), blank=True)
    office = models.CharField(_("responsible office"), max_length=300, blank=True)
    started_on = models.DateField(_("from"), null=True, blank=True)
    started_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    ended_on = models.DateField(_("until"), null=True, blank=True)
    ended_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    amount = models.DecimalField(
        _("amount"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True, help_text=_("ISO 4217"))
    themes = models.ManyToManyField(
        Theme, blank=True, related_name="measures", verbose_name=_("themes")
    )
    evidence = models.ManyToManyField(
        Document, blank=True, related_name="measures", verbose_name=_("evidence")
    )
    is_invented = models.BooleanField(default=False, editable=False)
    changed_at = models.DateTimeField(_("changed"), editable=False)
    stamp = models.PositiveIntegerField(
        default=1, editable=False, help_text=_("counts the savings, so that two writers notice")
    )
    sitting = models.CharField(max_length=32, blank=True, default="", editable=False)
    drafters = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", editable=False
    )

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["owner", "-started_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="an_amount_has_a_currency",
                condition=Q(amount=None, currency="") | Q(amount__isnull=False) & ~Q(currency=""),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("mandates:measure", args=[self.pk])

    def preparers(self) -> set[int | None]:
        """Its author, who else wrote in it, and who added its evidence."""
        evidence = [document.preparers() for document in self.evidence.all()]
        drafters = self.drafters.values_list("pk", flat=True)
        return super().preparers().union(drafters, *evidence)


class CitationQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> CitationQuerySet:
        """Its words are the report's: who reads the report reads them."""
        return self.filter(report__in=Report.objects.visible_to(reader))


class Citation(models.Model):
    """A measure as one report cites it: its words on that day, read by the report's circle."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="citations")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="citations")
    title = models.CharField(_("title"), max_length=300)
    account = models.TextField(_("account"), blank=True)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    stamp = models.PositiveIntegerField(editable=False, help_text=_("that of the measure then"))
    cited_at = models.DateTimeField(_("cited"))
    cited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = CitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("citation of a measure")
        verbose_name_plural = _("citations of measures")
        ordering = ["report", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "measure"], name="a_measure_is_cited_once_in_a_report"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_changed(self) -> bool:
        """Whether the measure says something else by now."""
        now = self.measure
        return (now.title, now.account) != (self.title, self.account)
