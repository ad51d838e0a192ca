"""A part of a report lent to a colleague who has no account."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comity.parties.access import Reader

from .reports import Report


class HandOffQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> HandOffQuerySet:
        """To the party that writes the report, while it may write."""
        mine = Q(pk__in=[])
        for party, dialogue in sorted(reader.drafts):
            mine |= Q(report__owner=party, report__body__dialogue=dialogue)
        return self.filter(mine, report__in=Report.objects.visible_to(reader))

    def usable(self, at: object) -> HandOffQuerySet:
        """Neither ended, revoked nor given back."""
        return self.filter(expires_at__gt=at, revoked_at=None, finished_at=None)


class HandOff(models.Model):
    """A link by which somebody without an account writes one part of one report.

    ``parts`` are fields of the report (``progress``, ``limitations`` …); ``words`` what was
    written, by field. The address holds a random key of which only the hash is kept.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="hand_offs")
    parts = models.JSONField(_("parts"), default=list)
    words = models.JSONField(default=dict)
    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    handed_at = models.DateTimeField(_("handed over"))
    expires_at = models.DateTimeField(_("ends"))
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    saved_at = models.DateTimeField(_("saved"), null=True, blank=True)
    finished_at = models.DateTimeField(_("given back"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    taken_at = models.DateTimeField(_("taken over"), null=True, blank=True)

    objects = HandOffQuerySet.as_manager()

    class Meta:
        verbose_name = _("hand-off")
        verbose_name_plural = _("hand-offs")
        ordering = ["-handed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.email} · {self.report_id}"
