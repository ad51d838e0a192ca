"""A body asks its parties for reports, for a period and by a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from comity.documents.models import Document
from comity.instruments.models import Instrument
from comity.parties.access import Reader, Shared, SharedQuerySet
from comity.parties.models import Theme

from .mandates import Mandate


class RoundQuerySet(SharedQuerySet):
    def open(self) -> RoundQuerySet:
        return self.filter(opened_at__isnull=False, closed_at=None)


class Round(Shared):
    """A reporting round of a body over some instruments or themes.

    *Prepared* until it is opened; *open* until it is closed; then *published* or not. Its
    mandates are fixed when it opens, so that what is asked does not move while it is answered.
    ``body`` asks; ``owner`` is the party of the secretariat that prepared it.
    """

    title = I18nCharField(_("title"), max_length=300)
    about = I18nTextField(_("about"), blank=True, default="")
    since = models.DateField(_("period from"))
    until = models.DateField(_("period to"))
    instruments = models.ManyToManyField(
        Instrument, blank=True, related_name="rounds", verbose_name=_("texts")
    )
    themes = models.ManyToManyField(
        Theme, blank=True, related_name="rounds", verbose_name=_("themes")
    )
    mandates = models.ManyToManyField(
        Mandate, blank=True, related_name="rounds", verbose_name=_("mandates"), editable=False
    )
    with_institutions = models.BooleanField(
        _("institutions report too"),
        default=False,
        help_text=_("on the same mandates, in a stream of their own"),
    )
    deadline_on = models.DateField(_("deadline"))
    reminders = models.JSONField(
        _("reminders"),
        default=list,
        blank=True,
        help_text=_("days from the deadline: -7 a week before, 3 three days after"),
    )
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)
    drafters = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", editable=False
    )

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("reporting round")
        verbose_name_plural = _("reporting rounds")
        ordering = ["-deadline_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_period_ends_after_it_begins", condition=Q(since__lte=models.F("until"))
            )
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("mandates:round", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None

    @property
    def state(self) -> str:
        """``prepared``, ``open`` or ``closed``."""
        if self.opened_at is None:
            return "prepared"
        return "open" if self.closed_at is None else "closed"

    def preparers(self) -> set[int | None]:
        return super().preparers().union(self.drafters.values_list("pk", flat=True))


class QuestionQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> QuestionQuerySet:
        return self.filter(round__in=Round.objects.visible_to(reader))


class Question(models.Model):
    """What a round asks of each party besides its reports."""

    class Kind(models.TextChoices):
        TEXT = "text", _("text")
        CHOICE = "choice", _("one of several")
        NUMBER = "number", _("number with its unit")
        YES_NO = "yes_no", _("yes or no, with evidence")

    round = models.ForeignKey(Round, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.TEXT)
    words = I18nTextField(_("question"))
    unit = I18nCharField(_("unit"), max_length=100, blank=True, default="")
    choices = I18nTextField(
        _("choices"), blank=True, default="", help_text=_("one on each line, in the same order")
    )
    is_required = models.BooleanField(_("required"), default=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["round", "position", "pk"]

    def __str__(self) -> str:
        return str(self.words)


class ReplyQuerySet(SharedQuerySet):
    def accepted(self) -> ReplyQuerySet:
        return self.filter(state=Reply.State.ACCEPTED)

    def prepared_by_others(self, person: int | None) -> ReplyQuerySet:
        """Those that the person may accept: see ``preparers`` of a reply and of a document."""
        own = Q(author=person) | Q(submitted_by=person) | Q(drafters=person)
        files = "answers__evidence__"
        own |= Q(**{f"{files}author": person}) | Q(**{f"{files}revisions__made_by": person})
        own |= Q(**{f"{files}revisions__renditions__added_by": person})
        return self.exclude(pk__in=Reply.objects.filter(own).values("pk"))


class Reply(Shared):
    """What one party replies to a round: its answers, and the reports it files in it.

    ``owner`` is the party. It follows the life of a report: the party's own until submitted,
    then the secretariat's to accept or return. A row stands for every party that was asked.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("not opened")
        OPENED = "opened", _("opened")
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        RETURNED = "returned", _("returned")
        ACCEPTED = "accepted", _("accepted")

    round = models.ForeignKey(Round, models.PROTECT, related_name="replies")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    is_institution = models.BooleanField(default=False, editable=False)
    extended_until = models.DateField(_("extended until"), null=True, blank=True)
    extended_because = models.TextField(_("why it was extended"), blank=True, default="")
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    saved_at = models.DateTimeField(null=True, blank=True, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    comment = models.TextField(
        _("comment"), blank=True, help_text=_("why the secretariat returned it")
    )
    stamp = models.PositiveIntegerField(default=0, editable=False)
    sitting = models.CharField(max_length=32, blank=True, default="", editable=False)
    drafters = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", editable=False
    )

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ["round", "owner__slug"]
        constraints = [
            models.UniqueConstraint(fields=["round", "owner"], name="a_party_replies_once")
        ]

    def __str__(self) -> str:
        return f"{self.owner} · {self.round}"

    def get_absolute_url(self) -> str:
        return reverse("mandates:reply", args=[self.pk])

    @property
    def is_with_its_writer(self) -> bool:
        return self.state not in {self.State.SUBMITTED, self.State.ACCEPTED}

    def due_on(self) -> date:
        """The party's own last day: the round's, or later where it was extended."""
        return max(self.round.deadline_on, self.extended_until or self.round.deadline_on)

    def is_open_on(self, on: date) -> bool:
        """Whether the party may still submit: the round is open, or was extended for it."""
        is_extended = self.extended_until is not None and on <= self.extended_until
        return self.round.is_open or (self.round.opened_at is not None and is_extended)

    def evidence(self) -> models.QuerySet[Document]:
        """The files of all its answers."""
        return Document.objects.filter(answers__reply=self).distinct()

    def preparers(self) -> set[int | None]:
        """Who wrote in it, who submitted it, and who added the evidence that goes out with it."""
        evidence = [document.preparers() for document in self.evidence()]
        drafters = self.drafters.values_list("pk", flat=True)
        return super().preparers().union({self.submitted_by_id}, drafters, *evidence)


class AnswerQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> AnswerQuerySet:
        return self.filter(reply__in=Reply.objects.visible_to(reader))


class Answer(models.Model):
    """What a reply says to one question; which field counts follows from the question's kind."""

    reply = models.ForeignKey(Reply, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    text = models.TextField(_("answer"), blank=True)
    number = models.DecimalField(
        _("number"), max_digits=20, decimal_places=4, null=True, blank=True
    )
    choice = models.PositiveSmallIntegerField(
        _("choice"), null=True, blank=True, help_text=_("counted from 1, as the question lists")
    )
    yes = models.BooleanField(_("yes"), null=True, blank=True)
    evidence = models.ManyToManyField(
        Document, blank=True, related_name="answers", verbose_name=_("evidence")
    )

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["reply", "question__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reply", "question"], name="a_question_is_answered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reply_id}/{self.question_id}"

    @property
    def value(self) -> Any:
        """What was said, by the question's kind; None: nothing yet."""
        by_kind = {"text": self.text or None, "choice": self.choice, "number": self.number}
        return self.yes if self.question.kind == "yes_no" else by_kind[self.question.kind]
