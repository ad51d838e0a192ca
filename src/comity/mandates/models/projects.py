"""Joint activities under a text, with partners, dates, a budget and results."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField, I18nTextField

from comity.instruments.models import Clause
from comity.parties.access import Reader, Shared, SharedQuerySet
from comity.parties.dates import Precision
from comity.parties.models import Party, Theme


class ProjectQuerySet(SharedQuerySet):
    def listed(self) -> ProjectQuerySet:
        """With what a list shows of each."""
        return self.select_related("body__dialogue", "owner").prefetch_related("partners__party")


class Project(Shared):
    """A joint activity; ``clauses`` are the paragraphs it carries out."""

    title = I18nCharField(_("title"), max_length=300)
    about = I18nTextField(_("about"), blank=True, default="")
    starts_on = models.DateField(_("from"), null=True, blank=True)
    starts_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    ends_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    budget = models.DecimalField(
        _("budget"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True, help_text=_("ISO 4217"))
    clauses = models.ManyToManyField(
        Clause, blank=True, related_name="projects", verbose_name=_("clauses")
    )
    themes = models.ManyToManyField(
        Theme, blank=True, related_name="projects", verbose_name=_("themes")
    )
    source = models.URLField(_("source"), blank=True, max_length=500)
    is_invented = models.BooleanField(default=False, editable=False)
    drafters = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", editable=False
    )
    """Everybody who changed it since it was recorded."""

    neutral_title = _("A project under %(label)s")

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_budget_has_a_currency",
                condition=Q(budget=None, currency="") | Q(budget__isnull=False) & ~Q(currency=""),
            )
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("mandates:project", args=[self.pk])

    def state(self, on: date) -> str:
        """``coming``, ``under_way``, ``ended``, or ``unknown`` where it has no dates."""
        if self.starts_on is None and self.ends_on is None:
            return "unknown"
        if self.ends_on and self.ends_on < on:
            return "ended"
        return "coming" if self.starts_on and self.starts_on > on else "under_way"

    def preparers(self) -> set[int | None]:
        return super().preparers().union(self.drafters.values_list("pk", flat=True))


class PartOfProjectQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> PartOfProjectQuerySet:
        return self.filter(project__in=Project.objects.visible_to(reader))


class Partner(models.Model):
    """A party in a project, in a role."""

    class Role(models.TextChoices):
        LEAD = "lead", pgettext_lazy("of a partner", "lead")
        IMPLEMENTING = "implementing", _("implementing partner")
        DONOR = "donor", _("donor")
        BENEFICIARY = "beneficiary", _("beneficiary")
        PARTNER = "partner", _("partner")

    project = models.ForeignKey(Project, models.CASCADE, related_name="partners")
    party = models.ForeignKey(Party, models.PROTECT, related_name="partnerships")
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.PARTNER)

    objects = PartOfProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["project", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "party"], name="a_partner_is_named_once")
        ]

    def __str__(self) -> str:
        return f"{self.party} · {self.get_role_display()}"


class Result(models.Model):
    """An output of a project, or a milestone on its way, by a day."""

    class Kind(models.TextChoices):
        OUTPUT = "output", _("output")
        MILESTONE = "milestone", _("milestone")

    project = models.ForeignKey(Project, models.CASCADE, related_name="results")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OUTPUT)
    words = I18nTextField(_("what"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    reached_on = models.DateField(_("reached on"), null=True, blank=True)

    objects = PartOfProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ["project", "due_on", "pk"]

    def __str__(self) -> str:
        return str(self.words)
