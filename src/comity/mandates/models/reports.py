"""What addressees say on what was asked of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comity.documents.models import Document
from comity.parties.access import Reader, Shared, SharedQuerySet

from .mandates import Assignment
from .rounds import Round


class ReportQuerySet(SharedQuerySet):
    def accepted(self) -> ReportQuerySet:
        return self.filter(state=Report.State.ACCEPTED)

    def in_course(self) -> ReportQuerySet:
        """Not accepted yet: at most one for each assignment."""
        return self.exclude(state=Report.State.ACCEPTED)

    def submitted(self) -> ReportQuerySet:
        return self.filter(state=Report.State.SUBMITTED)

    def prepared_by_others(self, person: int | None) -> ReportQuerySet:
        """Those that the person may accept: see ``preparers`` of a report and of a document."""
        own = Q(author=person) | Q(submitted_by=person) | Q(drafters=person)
        own |= Q(evidence__author=person) | Q(evidence__revisions__made_by=person)
        own |= Q(evidence__revisions__renditions__added_by=person)
        return self.exclude(pk__in=Report.objects.filter(own).values("pk"))


class Report(Shared):
    """What an addressee says on an assignment. A draft is the addressee's own; submitted, it is
    *offered* to the secretariat; accepted, it is shared with the circle of its label.

    ``owner`` is the party that reports; ``body`` the mandate's audience.
    """

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        UNDER_WAY = "under_way", _("under way")
        DONE = "done", _("done")
        NOT_DONE = "not_done", _("not done")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        RETURNED = "returned", _("returned")
        ACCEPTED = "accepted", _("accepted")

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="reports")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    status = models.CharField(_("status"), max_length=10, choices=Status, blank=True)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    progress = models.TextField(_("progress"), blank=True)
    limitations = models.TextField(_("limitations"), blank=True)
    next_steps = models.TextField(_("next steps"), blank=True)
    best_practice = models.TextField(_("best practice"), blank=True)
    confirmed = models.JSONField(
        default=list,
        blank=True,
        editable=False,
        help_text=_("fields of which the writer said that last time's words still hold"),
    )
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="reports", editable=False
    )
    evidence = models.ManyToManyField(
        Document, blank=True, related_name="reports", verbose_name=_("evidence")
    )
    drafters = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", editable=False
    )
    """Everybody who saved words in it."""
    is_invented = models.BooleanField(default=False, editable=False)
    reported_on = models.DateField(_("reported on"), null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    stamp = models.PositiveIntegerField(
        default=0, editable=False, help_text=_("counts the savings, so that two writers notice")
    )
    sitting = models.CharField(
        max_length=32,
        blank=True,
        default="",
        editable=False,
        help_text=_("the open page that saved last; its next saving is no surprise to itself"),
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["assignment", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"],
                condition=~Q(state="accepted"),
                name="one_report_in_course_per_assignment",
            )
        ]

    def __str__(self) -> str:
        """Without the mandate's words: it is named to readers who may not see the mandate."""
        return gettext("Report %(key)s of %(addressee)s") % {
            "key": self.pk,
            "addressee": self.assignment.addressee,
        }

    def get_absolute_url(self) -> str:
        return reverse("mandates:report", args=[self.pk])

    @property
    def is_with_its_writer(self) -> bool:
        """A draft, or returned: the addressee writes, nobody else touches it."""
        return self.state in {Report.State.DRAFT, Report.State.RETURNED}

    def preparers(self) -> set[int | None]:
        """Who wrote it, who submitted it, and who added the evidence that goes out with it."""
        evidence = [document.preparers() for document in self.evidence.all()]
        drafters = self.drafters.values_list("pk", flat=True)
        return super().preparers().union({self.submitted_by_id}, drafters, *evidence)


class RemarkQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> RemarkQuerySet:
        """Between the addressee and the secretariat; nobody else reads why a report came back."""
        offices = Q(report__owner__in=reader.parties) | Q(
            report__body__dialogue__in=reader.secretariats
        )
        return self.filter(offices, report__in=Report.objects.visible_to(reader))


class Remark(models.Model):
    """The secretariat's comment with which a report went back to its addressee."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="remarks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField(_("comment"))
    field = models.CharField(
        max_length=20, blank=True, default="", help_text=_("the field it is on; empty: the whole")
    )

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["at"]

    def __str__(self) -> str:
        return self.text[:80]


class ReportVersionQuerySet(RemarkQuerySet):
    pass


class ReportVersion(models.Model):
    """The words of a report as they stood when it was submitted or accepted, numbered from 1.

    Read by those who read the remarks: its addressee and the secretariat.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(_("state"), max_length=10, choices=Report.State)
    status = models.CharField(_("status"), max_length=10, choices=Report.Status, blank=True)
    words = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ReportVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a report")
        verbose_name_plural = _("versions of reports")
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"], name="versions_of_a_report_are_numbered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id}/{self.number}"
