"""A text under silence: adopted unless a party objects before a deadline."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.consensus.quiet import State, state
from comity.parties.access import Reader
from comity.parties.models import Party

from .draftings import Drafting


class SilenceQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> Self:
        """Who reads the drafting reads what was said under silence."""
        return self.filter(drafting__in=Drafting.objects.visible_to(reader))

    def unfinished(self) -> Self:
        """No result is written down yet."""
        return self.filter(noted_at=None)

    def passed(self) -> Self:
        return self.filter(result=Silence.Result.PASSED)


class Silence(models.Model):
    """One procedure: a text, a deadline, and the parties that may break it.

    ``asked`` are the members and associates of the body on the day of the opening. A broken
    silence sends the text back to drafting; one that passes offers it for adoption.
    """

    class Result(models.TextChoices):
        BROKEN = "broken", pgettext_lazy("of a silence", "broken")
        PASSED = "passed", pgettext_lazy("of a silence", "passed")

    drafting = models.ForeignKey(Drafting, models.PROTECT, related_name="silences")
    opened_at = models.DateTimeField(_("opened at"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ends_at = models.DateTimeField(_("ends at"))
    first_ends_at = models.DateTimeField(help_text=_("before it was extended"))
    languages = models.JSONField(_("languages"), default=list)
    asked = models.ManyToManyField(Party, related_name="+", verbose_name=_("parties asked"))
    result = models.CharField(_("result"), max_length=6, choices=Result, blank=True)
    noted_at = models.DateTimeField(null=True, editable=False)

    objects = SilenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("silence procedure")
        verbose_name_plural = _("silence procedures")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["drafting"],
                condition=Q(noted_at=None),
                name="one_silence_at_a_time",
            ),
            models.CheckConstraint(
                name="a_silence_ends_after_it_begins", condition=Q(ends_at__gt=F("opened_at"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.drafting)

    def get_absolute_url(self) -> str:
        return reverse("consensus:silence", args=[self.drafting.instrument.slug])

    def state(self, at: datetime) -> State:
        return state(self.ends_at, self.result, at)

    @property
    def is_extended(self) -> bool:
        return self.ends_at != self.first_ends_at


class SilenceActQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> Self:
        return self.filter(silence__in=Silence.objects.visible_to(reader))


class SilenceAct(models.Model):
    """What a party said: it broke the silence, with its reason, lets it pass, or explained its
    position."""

    class Kind(models.TextChoices):
        BREAK = "break", _("breaks the silence")
        PASS = "pass", _("lets it pass")
        EXPLAIN = "explain", _("explains its position")

    silence = models.ForeignKey(Silence, models.PROTECT, related_name="acts")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=7, choices=Kind)
    words = models.TextField(_("words"), blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    objects = SilenceActQuerySet.as_manager()

    class Meta:
        verbose_name = _("act under silence")
        verbose_name_plural = _("acts under silence")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["silence"], condition=Q(kind="break"), name="a_silence_is_broken_once"
            ),
            models.UniqueConstraint(
                fields=["silence", "party"],
                condition=Q(kind="pass"),
                name="a_party_lets_a_silence_pass_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} {self.get_kind_display()}"


class SilenceDraftQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> Self:
        """Each person's own."""
        if not reader.is_seated:
            return self.none()
        seen = Silence.objects.visible_to(reader)
        return self.filter(person=reader.person, silence__in=seen)


class SilenceDraft(models.Model):
    """What a person types in a silence before it is said."""

    silence = models.ForeignKey(Silence, models.CASCADE, related_name="drafts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=7, choices=SilenceAct.Kind)
    words = models.TextField(_("words"), blank=True)
    language = models.CharField(_("language"), max_length=8)
    at = models.DateTimeField(_("at"))

    objects = SilenceDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft under silence")
        verbose_name_plural = _("drafts under silence")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["silence", "person"], name="one_draft_for_each_person")
        ]

    def __str__(self) -> str:
        return self.words[:80]
