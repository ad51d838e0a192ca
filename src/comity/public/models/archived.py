"""Old pages: what was read of them, until the secretariat makes news of them or sets them aside."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comity.parties.access import Reader
from comity.parties.models import Dialogue, Person

from .news import NewsPage


class ArchivedQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> ArchivedQuerySet:
        """The secretariat of the dialogue for which they were brought in, and nobody else."""
        return self.filter(dialogue__in=reader.secretariats)

    def waiting(self) -> ArchivedQuerySet:
        return self.filter(accepted_at=None, set_aside_at=None)

    def accepted(self) -> ArchivedQuerySet:
        return self.filter(accepted_at__isnull=False)

    def set_aside(self) -> ArchivedQuerySet:
        return self.filter(set_aside_at__isnull=False)


class ArchivedPage(models.Model):
    """An old page, read: words alone, no marks. It stays as it was read; news made of it is a
    page of its own.

    ``sha256`` is of the page as its source gave it, ``digest`` of what its article says: either
    way the same page is brought in once.
    """

    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="+")
    site = models.CharField(_("site"), max_length=100, blank=True)
    file = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    title = models.TextField(_("title"), blank=True)
    day = models.CharField(_("date"), max_length=10, blank=True, help_text=_("Empty: not known."))
    place = models.CharField(_("place"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    paragraphs = models.JSONField(default=list)
    contacts = models.JSONField(default=list)
    pictures = models.JSONField(default=list)
    links = models.JSONField(default=list)
    flags = models.JSONField(default=list)
    left_out = models.JSONField(default=list)
    translation_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="translations"
    )
    arrived_at = models.DateTimeField()
    arrived_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    set_aside_at = models.DateTimeField(null=True, blank=True)
    note = models.ForeignKey(NewsPage, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ArchivedQuerySet.as_manager()

    class Meta:
        verbose_name = _("old page")
        verbose_name_plural = _("old pages")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "sha256"], name="old_page_once_by_source"),
            models.UniqueConstraint(fields=["dialogue", "digest"], name="old_page_once_by_words"),
            models.CheckConstraint(
                condition=models.Q(accepted_at=None) | models.Q(set_aside_at=None),
                name="old_page_accepted_or_set_aside",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.file

    def get_absolute_url(self) -> str:
        return reverse("public:archived", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.accepted_at is None and self.set_aside_at is None

    def keys(self, kind: str) -> list[str]:
        """What of a kind of the register it speaks of, by the names that Comity gives."""
        return [one["key"] for one in self.links if one["kind"] == kind and one.get("key")]

    def contact_lines(self) -> list[str]:
        return [_line(one) for one in self.contacts]


def _line(contact: dict[str, Any]) -> str:
    parts = (contact.get(name, "") for name in ("name", "role", "email", "phone"))
    return ", ".join(part for part in parts if part)
