"""Files with a symbol, revisions and, in each revision, one rendition per language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from comity.parties.access import Reader, Shared, SharedQuerySet
from comity.parties.models import Body


def suffix_of(number: int) -> str:
    """How the symbol of a revision ends."""
    return f"/Rev.{number}" if number else ""


def waits(held_by: int | None, seems: str) -> bool:
    """Whether a file waits: for a second person, or for a word on which language it is in."""
    return held_by is not None or seems != ""


def wait(files: Sequence[Any]) -> bool:
    """Whether a revision waits: all the files that it has do."""
    return bool(files) and all(file.is_held for file in files)


def in_force(revisions: Iterable[Any]) -> Any:
    """The revision that counts: the newest that does not wait."""
    there = [revision for revision in revisions if not revision.is_held]
    return max(there, key=lambda revision: revision.number, default=None)


class DocumentQuerySet(SharedQuerySet):
    def with_files(self) -> DocumentQuerySet:
        """With everything that lists show of a document: three queries for any number."""
        return self.select_related("body__dialogue", "owner").prefetch_related(
            "revisions__renditions"
        )

    def in_language(self, language: str) -> DocumentQuerySet:
        """Of which some revision is there in the language, not held."""
        files = Rendition.objects.out().filter(language=language)
        return self.filter(pk__in=files.values("revision__document"))

    def newest_first(self) -> DocumentQuerySet:
        """What is in preparation, then the latest shared."""
        return self.order_by(models.F("shared_at").desc(nulls_first=True), "-pk")


class Document(Shared):
    """A text or file of a meeting, an instrument or a report, under one symbol."""

    symbol = models.CharField(_("symbol"), max_length=80, blank=True, db_index=True)
    title = I18nCharField(_("title"), max_length=300)
    source = models.URLField(_("source"), blank=True, max_length=500)
    had_observers = models.BooleanField(default=False, editable=False)
    """Observers read it until something that it belongs to was closed to them."""
    neutral_title = _("A document under %(label)s")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["symbol", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["symbol"],
                condition=~models.Q(symbol=""),
                name="one_document_per_symbol",
                violation_error_message=_("Another document already has this symbol."),
            )
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("documents:document", args=[self.pk])

    @property
    def passing_symbol(self) -> str:
        """The symbol wherever the title is said in passing too."""
        return "" if self.is_watched else self.symbol

    def preparers(self) -> set[int | None]:
        """Keys of the persons who prepared it: its author, and who revised it or added a file."""
        files = Rendition.objects.filter(revision__document=self)
        return {
            *super().preparers(),
            *self.revisions.values_list("made_by", flat=True),
            *files.values_list("added_by", flat=True),
        }

    @property
    def current(self) -> Revision | None:
        """The revision in force, or None where no file was added yet. Uses the prefetch."""
        return in_force(self.revisions.all())


class SymbolSeriesQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> SymbolSeriesQuerySet:
        """Of the dialogues in which the reader sits."""
        near = reader.dialogues | reader.dialogues_observed | reader.secretariats
        return self.filter(body__dialogue__in=near)


class SymbolSeries(models.Model):
    """How a body's symbols are made; the next one is proposed when a document is handed in."""

    body = models.OneToOneField(Body, models.PROTECT, related_name="symbol_series")
    pattern = models.CharField(_("pattern"), max_length=60)

    objects = SymbolSeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series of symbols")
        verbose_name_plural = _("series of symbols")

    def __str__(self) -> str:
        return self.pattern


class RevisionQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> RevisionQuerySet:
        return self.filter(document__in=Document.objects.visible_to(reader))


class Revision(models.Model):
    """One state of a document; the highest number is the current one, 0 the first issue."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField(_("revision"), default=0)
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["document", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"], name="revisions_are_numbered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.document.symbol or self.document}{self.suffix}"

    @property
    def suffix(self) -> str:
        """As symbols end: nothing for the first issue, then ``/Rev.1``."""
        return suffix_of(self.number)

    @property
    def is_held(self) -> bool:
        """All its files wait for a second person. Uses the prefetch."""
        return wait(list(self.renditions.all()))


def private_storage() -> Storage:
    """Labelled files lie here, outside every public folder."""
    return storages["private"]


class RenditionQuerySet(models.QuerySet):
    def out(self) -> RenditionQuerySet:
        """That wait for nobody."""
        return self.filter(held_by=None, seems="")

    def visible_to(self, reader: Reader) -> RenditionQuerySet:
        """Of documents that the reader may read; what is held, for those who may release it."""
        released = Q(held_by=None, seems="") | Q(
            revision__document__body__dialogue__in=reader.secretariats
        )
        for party, dialogue in sorted(reader.drafts):
            theirs = Q(revision__document__owner=party)
            released |= theirs & Q(revision__document__body__dialogue=dialogue)
        documents = Document.objects.visible_to(reader)
        return self.filter(released, revision__document__in=documents)


class Rendition(models.Model):
    """A revision in one language: the file as it came, with what was measured of it.

    A file added to a published document is *held* until another person releases it; one that
    seems to be in another language than it says, until somebody says which it is.
    """

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="renditions")
    language = models.CharField(_("language"), max_length=8)
    file = models.FileField(_("file"), storage=private_storage, max_length=200)
    name = models.CharField(_("file name"), max_length=200)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField(_("size"), help_text=_("bytes"))
    sha256 = models.CharField(max_length=64)
    crc32 = models.PositiveBigIntegerField(null=True, editable=False)
    """What a ZIP says of it; worked out when it is first needed."""
    seems = models.CharField(_("seems to be in"), max_length=8, blank=True, editable=False)
    """A language that the file's words seem to be in, until somebody says which it is."""
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("added by"),
    )
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("held by"),
        help_text=_("who added it, until another person releases it"),
    )

    objects = RenditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        ordering = ["revision", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "language"], name="one_rendition_per_language"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("documents:file", args=[self.pk])

    @property
    def is_held(self) -> bool:
        """It waits: for another person to release it, or for a word on which language it is in."""
        return waits(self.held_by_id, self.seems)
