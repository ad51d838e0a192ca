"""What follows: mandates, assignments and the reports on them."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nTextField

from comity.documents.models import Document
from comity.instruments.models import Clause
from comity.parties.access import Reader, Shared, SharedQuerySet
from comity.parties.models import Body, Party, Theme
from comity.tlp import WATCHED


class MandateQuerySet(SharedQuerySet):
    def open(self) -> MandateQuerySet:
        return self.filter(closed_on=None)

    def overdue(self, on: date) -> MandateQuerySet:
        """Open and due before ``on``; the due day itself is still in time."""
        return self.open().filter(due_on__lt=on)


class Mandate(Shared):
    """What one clause asks to be done, by whom and by when. Never deleted: the record of a
    dialogue only grows."""

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
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def is_watched(self) -> bool:
        """Every reading is written down; a mail then names it without its words."""
        return self.tlp in WATCHED

    def is_overdue(self, on: date) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < on


class AssignmentQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> AssignmentQuerySet:
        return self.filter(mandate__in=Mandate.objects.visible_to(reader))


class Assignment(models.Model):
    """One mandate asked of one addressee: a party, or a body as such."""

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="assignments")
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="assignments"
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


class ReportQuerySet(SharedQuerySet):
    def accepted(self) -> ReportQuerySet:
        return self.filter(state=Report.State.ACCEPTED)

    def in_course(self) -> ReportQuerySet:
        """Not accepted yet: at most one for each assignment."""
        return self.exclude(state=Report.State.ACCEPTED)

    def submitted(self) -> ReportQuerySet:
        return self.filter(state=Report.State.SUBMITTED)


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
    evidence = models.ManyToManyField(
        Document, blank=True, related_name="reports", verbose_name=_("evidence")
    )
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

    @property
    def is_watched(self) -> bool:
        """Every reading is written down; a mail then names it without its words."""
        return self.tlp in WATCHED

    def preparers(self) -> set[int | None]:
        """Who began it, who submitted it, and who added the evidence that goes out with it."""
        evidence = [document.preparers() for document in self.evidence.all()]
        return super().preparers().union({self.submitted_by_id}, *evidence)


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

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["at"]

    def __str__(self) -> str:
        return self.text[:80]
