"""Files with a symbol, revisions and, in each revision, one rendition per language."""

from __future__ import annotations

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from comity.parties.access import Reader, Shared


class Document(Shared):
    """A text or file of a meeting, an instrument or a report, under one symbol."""

    symbol = models.CharField(_("symbol"), max_length=80, blank=True, db_index=True)
    title = I18nCharField(_("title"), max_length=300)
    source = models.URLField(_("source"), blank=True, max_length=500)

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


class Revision(models.Model):
    """One state of a document; the highest number is the current one, 0 the first issue."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField(_("revision"), default=0)
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["document", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="revisions_are_numbered_once")
        ]

    def __str__(self) -> str:
        suffix = f"/Rev.{self.number}" if self.number else ""
        return f"{self.document.symbol or self.document}{suffix}"


def private_storage() -> object:
    """Labelled files lie here, outside every public folder."""
    return storages["private"]


class RenditionQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> RenditionQuerySet:
        return self.filter(revision__document__in=Document.objects.visible_to(reader))


class Rendition(models.Model):
    """A revision in one language: the file as it came, with what was measured of it."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="renditions")
    language = models.CharField(_("language"), max_length=8)
    file = models.FileField(_("file"), storage=private_storage, max_length=200)
    name = models.CharField(_("file name"), max_length=200)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField(_("size"), help_text=_("bytes"))
    sha256 = models.CharField(max_length=64)

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
