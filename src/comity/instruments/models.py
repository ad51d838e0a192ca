"""What they agree: texts made of clauses, in several languages, frozen once adopted."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField, I18nTextField

from comity.documents.models import Rendition
from comity.meetings.models import Meeting
from comity.parties.access import Reader, Shared, SharedQuerySet
from comity.parties.dates import Precision
from comity.proceedings.models import Conclusions
from comity.tlp import Label

from .agreements import Agreement, Signature
from .footnotes import Footnote
from .overrides import Override
from .protocols import ClauseLink, Implementation, Protocol, Standing

__all__ = [
    "Agreement",
    "Clause",
    "ClauseLink",
    "ClauseText",
    "Footnote",
    "Implementation",
    "Instrument",
    "Override",
    "Protocol",
    "Signature",
    "Standing",
    "Suggestion",
    "Version",
]


class InstrumentQuerySet(SharedQuerySet):
    def adopted(self) -> InstrumentQuerySet:
        return self.exclude(adopted_at=None)

    def in_review(self) -> InstrumentQuerySet:
        """Not adopted, circulated or not."""
        return self.filter(adopted_at=None)

    def circulated(self) -> InstrumentQuerySet:
        return self.filter(adopted_at=None, shared_at__isnull=False)

    def regional(self) -> InstrumentQuerySet:
        return self.filter(is_national=False)

    def visible_to(self, reader: Reader) -> Self:
        """What a party brings in of its own is offered to the secretariat alone: another party
        that presides does not read it before it is shared."""
        seen = super().visible_to(reader)
        presided = reader.presidencies - reader.secretariats
        if not presided:
            return seen
        unshared = models.Q(is_national=True, shared_at=None, body__dialogue__in=presided)
        return seen.exclude(unshared & ~models.Q(owner__in=reader.parties))


class Instrument(Shared):
    """A text parties agree on. In review it is the secretariat's draft, unless it is *circulated*
    to the parties to be drafted together; ready, it is *offered* to a second person; adopted, it
    is shared and its clauses never change again.

    ``adopted_on`` is when the parties adopted it (archives may know only the year);
    ``adopted_at`` and ``adopted_by`` say when and by whom that was recorded here.
    """

    class Kind(models.TextChoices):
        DECLARATION = "declaration", _("declaration")
        CONCLUSIONS = "conclusions", _("conclusions")
        DECISION = "decision", _("decision")
        PLAN = "plan", _("plan of action")
        STRATEGY = "strategy", _("strategy")
        PRINCIPLES = "principles", _("statement of principles")
        PROTOCOL = "protocol", _("protocol")
        GUIDELINE = "guideline", _("guideline")
        MEMORANDUM = "memorandum", _("memorandum of understanding")
        AGREEMENT = "agreement", _("agreement")

    class Way(models.TextChoices):
        """How the parties agree on a text that they drafted here; of one from an archive nothing
        is known."""

        ROOM = "room", _("in the room")
        SILENCE = "silence", _("by silence")

    offered_to_presidency = True
    neutral_title = _("A text under %(label)s")

    slug = models.SlugField(unique=True, max_length=80)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    title = I18nCharField(_("title"), max_length=300)
    about = I18nTextField(_("about"), blank=True, default="")
    symbol = models.CharField(_("symbol"), max_length=80, blank=True)
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="instruments",
        verbose_name=_("meeting"),
    )
    conclusions = models.OneToOneField(
        Conclusions,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="instrument",
    )
    """The conclusions of its meeting out of which it was made, where it was."""
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    adopted_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    adopted_at = models.DateTimeField(null=True, blank=True, editable=False)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    way = models.CharField(
        _("way of adoption"), max_length=7, choices=Way, blank=True, default="", editable=False
    )
    agreed_at = models.DateTimeField(
        _("silence passed"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("The deadline at which nobody had broken the silence."),
    )
    stamp = models.PositiveIntegerField(
        default=0, editable=False, help_text=_("counts the changes, so that two reviewers notice")
    )
    revision = models.PositiveIntegerField(
        _("revision"), default=0, editable=False, help_text=_("the last one kept; 0 for none")
    )
    source = models.URLField(_("source"), blank=True, max_length=500)
    is_national = models.BooleanField(
        _("a party’s own text"),
        default=False,
        editable=False,
        help_text=_("Adopted by the law of its owner, not by a body."),
    )
    asked_by = models.ForeignKey(
        "Clause",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="asks_for",
        verbose_name=_("asked for by"),
    )

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        ordering = ["-adopted_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_text_is_public_only_once_adopted",
                condition=Q(shared_at=None)
                | Q(adopted_at__isnull=False)
                | Q(label__in=[Label.GREEN, Label.AMBER, Label.STRICT]),
            )
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("instruments:instrument", args=[self.slug])

    @property
    def is_adopted(self) -> bool:
        return self.adopted_at is not None

    @property
    def is_offered(self) -> bool:
        return self.offered_at is not None and not self.is_adopted

    @property
    def is_agreed(self) -> bool:
        """A silence on it has passed: it is adopted as it stands."""
        return self.agreed_at is not None

    @property
    def is_circulated(self) -> bool:
        """Shared before it is adopted: the parties draft it together."""
        return self.is_shared and not self.is_adopted

    @property
    def passing_symbol(self) -> str:
        """The symbol wherever the title is said in passing too."""
        return "" if self.is_watched else self.symbol

    def preparers(self) -> set[int | None]:
        """Who imported the text and who offered it: another person publishes it."""
        return {self.author_id, self.offered_by_id}


class VersionQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> VersionQuerySet:
        return self.filter(instrument__in=Instrument.objects.visible_to(reader))


class Version(models.Model):
    """The text of an instrument in one language, and whether it says the same as the others."""

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="versions")
    language = models.CharField(_("language"), max_length=8)
    source = models.ForeignKey(Rendition, models.PROTECT, null=True, related_name="+")
    is_first = models.BooleanField(default=False)
    is_equal = models.BooleanField(
        _("equal"),
        default=False,
        help_text=_("Read clause by clause against the first language and found equal."),
    )
    equals_revision = models.PositiveIntegerField(
        _("equals revision"), null=True, editable=False,
        help_text=_("the last revision of the text to which it was equal"),
    )  # fmt: skip
    equal_at = models.DateTimeField(_("found equal"), null=True, blank=True, editable=False)
    read_against = models.JSONField(
        null=True,
        editable=False,
        help_text=_("what each clause said, in the first language and in this one, when it was"),
    )
    as_read = models.JSONField(
        default=list, help_text=_("the paragraphs of the source in order: number, text")
    )
    left_out = models.JSONField(default=list, help_text=_("page headers and footers of the source"))

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("language version")
        verbose_name_plural = _("language versions")
        ordering = ["instrument", "-is_first", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "language"], name="one_version_per_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.instrument} ({self.language})"


class ClauseQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> ClauseQuerySet:
        return self.filter(instrument__in=Instrument.objects.visible_to(reader))

    def operative(self) -> ClauseQuerySet:
        return self.filter(kind=Clause.Kind.CLAUSE)

    def unplaced(self) -> ClauseQuerySet:
        return self.filter(kind=Clause.Kind.PARAGRAPH)


class Clause(models.Model):
    """One piece of the text in its place: a clause, a heading, a paragraph of the preamble,
    or a paragraph that reading could not place."""

    class Kind(models.TextChoices):
        HEADING = "heading", _("heading")
        PREAMBLE = "preamble", _("preamble")
        CLAUSE = "clause", _("clause")
        PARAGRAPH = "paragraph", _("unplaced paragraph")

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="clauses")
    position = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.CLAUSE)
    depth = models.PositiveSmallIntegerField(default=1)
    number = models.CharField(_("number"), max_length=40, blank=True)
    verb = models.CharField(_("verb"), max_length=20, blank=True)

    objects = ClauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["instrument", "position"]

    def __str__(self) -> str:
        return f"{self.instrument} {self.number}".strip()

    def get_absolute_url(self) -> str:
        return f"{self.instrument.get_absolute_url()}#c{self.pk}"


class ClauseTextQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> ClauseTextQuerySet:
        return self.filter(clause__in=Clause.objects.visible_to(reader))


class ClauseText(models.Model):
    """What a clause says in one language."""

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=8)
    text = models.TextField(_("text"))
    first_read = models.PositiveIntegerField(
        null=True, help_text=_("the first paragraph of the version's source that is in this text")
    )
    last_read = models.PositiveIntegerField(null=True, help_text=_("the last one"))

    objects = ClauseTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("clause text")
        verbose_name_plural = _("clause texts")
        ordering = ["clause", "language"]
        constraints = [
            models.UniqueConstraint(fields=["clause", "language"], name="one_text_per_language")
        ]

    def __str__(self) -> str:
        return self.text[:80]


class SuggestionQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> SuggestionQuerySet:
        return self.filter(clause__in=Clause.objects.visible_to(reader))

    def accepted(self) -> SuggestionQuerySet:
        return self.filter(state=Suggestion.State.ACCEPTED)

    def undecided(self) -> SuggestionQuerySet:
        return self.filter(state=Suggestion.State.OPEN)


class Suggestion(models.Model):
    """What the words of a clause suggest; only what a person accepted becomes a mandate."""

    class Kind(models.TextChoices):
        ADDRESSEE = "addressee", _("addressee")
        DUE = "due", _("due date")
        THEME = "theme", _("theme")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("of a suggestion", "open")
        ACCEPTED = "accepted", pgettext_lazy("of a suggestion", "accepted")
        DROPPED = "dropped", pgettext_lazy("of a suggestion", "dismissed")

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="suggestions")
    kind = models.CharField(max_length=10, choices=Kind)
    value = models.CharField(
        max_length=120,
        help_text=_("party:slug, body:slug, members:slug of a body, a date, or a theme's code"),
    )
    words = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        ordering = ["clause", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["clause", "kind", "value"], name="a_clause_is_suggested_a_thing_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"
