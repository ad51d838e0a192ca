"""The press list: who asked for news by mail, and confirmed that the address is theirs."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comity.parties.models import Dialogue

UNCONFIRMED_FOR = timedelta(days=7)
"""So long an address that nobody confirmed is kept."""


class PressQuerySet(models.QuerySet):
    def confirmed(self) -> PressQuerySet:
        return self.filter(confirmed_at__isnull=False)

    def of(self, language: str, dialogue: Dialogue | None) -> PressQuerySet:
        """Who is told of a note: those who read its language and asked for its dialogue or all."""
        return self.filter(Q(dialogue=None) | Q(dialogue=dialogue), language=language)

    def forgotten(self, at: datetime) -> PressQuerySet:
        return self.filter(confirmed_at=None, asked_at__lt=at - UNCONFIRMED_FOR)


class PressReader(models.Model):
    """An address that asked for news in a language, of one dialogue or of all.

    It is told nothing until it is confirmed by the link that only it received. Leaving deletes
    it: the ledger keeps that somebody joined and left, not who.
    """

    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=8)
    dialogue = models.ForeignKey(Dialogue, models.CASCADE, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    written_at = models.DateTimeField(null=True)
    """When it was last asked whether it wants the news."""
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = PressQuerySet.as_manager()

    class Meta:
        verbose_name = _("reader of the press list")
        verbose_name_plural = _("readers of the press list")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["email", "language", "dialogue"],
                name="press_list_once_for_each_dialogue",
            ),
            models.UniqueConstraint(
                fields=["email", "language"],
                condition=Q(dialogue=None),
                name="press_list_once_for_all_dialogues",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.pk}"

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None
