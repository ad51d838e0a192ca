"""What a party says on one clause: a proposal to change it, or a comment."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.instruments.models import Clause, Instrument
from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Party

from .draftings import Drafting
from .positions import Position


class SaidQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> Self:
        """Where the reader may read the drafting: what is published, and what the reader's own
        party has written in that dialogue."""
        own = [
            Q(position__owner=party, position__drafting__instrument__body__dialogue=dialogue)
            for party, dialogue in sorted(reader.drafts)
        ]
        readable = reduce(or_, own, Q(published_at__isnull=False))
        draftings = Drafting.objects.visible_to(reader)
        return self.filter(readable, position__drafting__in=draftings)

    def published(self) -> Self:
        """Whatever became of it later."""
        return self.filter(published_at__isnull=False)

    def of_text(self, text: Instrument) -> Self:
        return self.filter(position__drafting__instrument=text)


class Said(models.Model):
    """Words of a party on one clause, in one language. Prepared inside the party; published,
    read by whoever reads the drafting.

    The clause may go while the words stay: ``number`` and ``place`` still say where they belonged.
    """

    position = models.ForeignKey(Position, models.PROTECT, related_name="%(class)ss")
    clause = models.ForeignKey(
        Clause, models.SET_NULL, null=True, blank=True, related_name="%(class)ss"
    )
    number = models.CharField(_("number"), max_length=40, blank=True)
    place = models.PositiveIntegerField(default=0, help_text=_("the clause's, as it was written"))
    language = models.CharField(_("language"), max_length=8)
    words = models.TextField(_("words"), blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("written"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def party(self) -> Party:
        return self.position.owner

    @property
    def text(self) -> Instrument:
        return self.position.drafting.instrument

    @property
    def is_late(self) -> bool:
        """Published after the day on which positions were due."""
        if self.published_at is None:
            return False
        return self.position.drafting.is_late(day_of(self.published_at))


class ProposalQuerySet(SaidQuerySet):
    def open(self) -> Self:
        """Published, and nobody has decided on it."""
        return self.filter(state=Proposal.State.PUBLISHED)

    def drafts(self) -> Self:
        return self.filter(state=Proposal.State.DRAFT)


class Proposal(Said):
    """What a party wants otherwise in one clause and one language.

    ``before`` is what the clause said when it was written: where it says something else by
    now, the proposal is looked at again before anybody takes it. Of an insertion, ``after`` is
    the clause it follows (at the head: none, with ``place`` 0) and ``clause`` the one that it
    became.
    """

    class Kind(models.TextChoices):
        REPLACE = "replace", pgettext_lazy("of a proposal", "replace")
        INSERT = "insert", pgettext_lazy("of a proposal", "insert")
        DELETE = "delete", pgettext_lazy("of a proposal", "delete")

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("of a proposal", "draft")
        PUBLISHED = "published", pgettext_lazy("of a proposal", "published")
        TAKEN = "taken", pgettext_lazy("of a proposal", "taken")
        REFUSED = "refused", pgettext_lazy("of a proposal", "not taken")
        WITHDRAWN = "withdrawn", pgettext_lazy("of a proposal", "withdrawn")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    after = models.ForeignKey(
        Clause, models.SET_NULL, null=True, blank=True, related_name="insertions"
    )
    before = models.TextField(_("the clause as it was"), blank=True)
    reason = models.TextField(_("reason"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_because = models.TextField(_("why"), blank=True)
    in_brackets = models.BooleanField(_("in brackets"), default=False)
    stamp = models.PositiveIntegerField(
        default=0, editable=False, help_text=_("counts the savings, so that two writers notice")
    )
    sitting = models.CharField(max_length=32, blank=True, default="", editable=False)
    """The form in which it was begun: what is kept while typing goes to the same draft."""

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["place", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_draft_is_not_published",
                condition=~Q(state="draft") | Q(published_at=None),
            ),
            models.CheckConstraint(
                name="what_is_decided_was_published",
                condition=~Q(state__in=["published", "taken", "refused"])
                | Q(published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()

    def get_absolute_url(self) -> str:
        return reverse("consensus:proposal", args=[self.pk])

    @property
    def is_insert(self) -> bool:
        return self.kind == self.Kind.INSERT

    @property
    def is_delete(self) -> bool:
        return self.kind == self.Kind.DELETE

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def look(self) -> str:
        """The shape of its state."""
        return {"draft": "draft", "taken": "done", "refused": "not_done"}.get(self.state, "closed")

    @property
    def is_at_head(self) -> bool:
        return self.is_insert and self.place == 0

    @property
    def anchor_id(self) -> int | None:
        """The key of the clause that it changes or follows; None at the head, or where it went."""
        return self.after_id if self.is_insert else self.clause_id


class CommentQuerySet(SaidQuerySet):
    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)

    def waiting(self) -> Self:
        """Meant for all, and not published yet."""
        return self.standing().filter(for_colleagues=False, published_at=None)


class Comment(Said):
    """What a party remarks on a clause: among its colleagues, where it stays, or for all."""

    for_colleagues = models.BooleanField(
        _("for colleagues"),
        default=False,
        help_text=_("Stays inside the party: it is never published."),
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["place", "pk"]
        constraints = [
            models.CheckConstraint(
                name="what_is_for_colleagues_is_not_published",
                condition=Q(for_colleagues=False) | Q(published_at=None),
            )
        ]

    def __str__(self) -> str:
        return self.words[:80]

    def get_absolute_url(self) -> str:
        return f"{self.position.get_absolute_url()}#k{self.pk}"
