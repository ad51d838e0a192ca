"""The ledger: what changed state, label or audience, and who read what is watched.

Append-only. Each entry is chained to the one before it:

    digest = sha256(nonce + canonical JSON of the entry's statement)
    hash   = sha256(hash of the entry before + digest), in hexadecimal

A party's slice shows its own entries whole and of all others the digest alone; the nonce
keeps a foreign statement from being guessed, and the chain still checks from end to end.
Entries name things by kind and key, never by title: nothing leaks through the log.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from comity.tlp import WATCHED, Label

from . import registry
from .access import LABELS, Reader, Shared

if TYPE_CHECKING:
    from .models import Party, Person

BEGINNING = "0" * 64


class AppendOnly(Exception):
    """Entries are written once; nothing changes or removes them."""


class EntryQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> EntryQuerySet:
        """Entries on what the reader's parties own or did, and on the secretariat's dialogue;
        of RED only what the reader did."""
        mine = models.Q(by=reader.person) if reader.is_seated else models.Q(pk__in=[])
        known = models.Q(owner__in=reader.parties) | models.Q(party__in=reader.parties)
        known |= models.Q(body__dialogue__in=reader.secretariats)
        return self.filter(mine | known & ~models.Q(label=Label.RED))

    def of_party(self, party: Party) -> EntryQuerySet:
        """What the party owns or did."""
        return self.filter(models.Q(owner=party) | models.Q(party=party))

    def update(self, **fields: Any) -> int:
        raise AppendOnly

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly


class Entry(models.Model):
    """One thing that happened. Titles stay out; ``facts`` holds codes and keys alone, and words
    only where they were public when they were changed."""

    number = models.PositiveBigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("at"))
    act = models.CharField(_("act"), max_length=60)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    party = models.ForeignKey("parties.Party", models.PROTECT, null=True, related_name="+")
    thing = models.CharField(_("thing"), max_length=80, db_index=True)
    facts = models.JSONField(default=dict)
    label = models.CharField(_("label"), max_length=12, choices=LABELS)
    body = models.ForeignKey("parties.Body", models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey("parties.Party", models.PROTECT, null=True, related_name="+")
    nonce = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.act} {self.thing}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, force_insert=True)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly

    @property
    def statement(self) -> dict[str, Any]:
        """What the digest vouches for."""
        return {
            "number": self.number,
            "at": self.at.astimezone(UTC).isoformat(),
            "act": self.act,
            "by": self.by_id,
            "party": self.party_id,
            "thing": self.thing,
            "facts": self.facts,
            "label": str(self.label),
            "body": self.body_id,
            "owner": self.owner_id,
        }


class Head(models.Model):
    """The one row that says how far the ledger has come; locking it orders the writers."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=BEGINNING)

    class Meta:
        verbose_name = _("head of the ledger")

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"


def canonical(statement: dict[str, Any]) -> bytes:
    return json.dumps(statement, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest_of(nonce: str, statement: dict[str, Any]) -> str:
    return hashlib.sha256(nonce.encode() + canonical(statement)).hexdigest()


def hash_of(before: str, digest: str) -> str:
    return hashlib.sha256((before + digest).encode()).hexdigest()


def name_of(thing: models.Model) -> str:
    """How the ledger names a thing: ``mandates.report:12``."""
    return f"{thing._meta.label_lower}:{thing.pk}"


@transaction.atomic
def write(
    act: str,
    thing: models.Model,
    *,
    by: Person | None,
    at: datetime,
    party: Party | None = None,
    owner: Party | None = None,
    facts: dict[str, Any] | None = None,
) -> Entry:
    """Append one entry, in the transaction of the act it records, and let the rooms above hear.

    ``party`` is the party acted for. Label, body and owner are the thing's own where it is
    ``Shared``; other things (seats, invitations) are written as AMBER of ``owner``.
    """
    entry = _append(act, thing, by=by, at=at, party=party, owner=owner, facts=facts)
    registry.tell(thing)
    return entry


@transaction.atomic
def _append(
    act: str,
    thing: models.Model,
    *,
    by: Person | None,
    at: datetime,
    party: Party | None = None,
    owner: Party | None = None,
    facts: dict[str, Any] | None = None,
) -> Entry:
    head, _made = Head.objects.select_for_update().get_or_create(pk=1)
    entry = Entry(
        number=head.number + 1,
        at=at,
        act=act,
        by=by,
        party=party,
        thing=name_of(thing),
        facts=facts or {},
        nonce=secrets.token_hex(16),
        **_circle(thing, owner),
    )
    entry.digest = digest_of(entry.nonce, entry.statement)
    entry.hash = hash_of(head.hash, entry.digest)
    entry.save()
    head.number, head.hash = entry.number, entry.hash
    head.save()
    return entry


def _circle(thing: models.Model, owner: Party | None) -> dict[str, Any]:
    if isinstance(thing, Shared):
        return {"label": thing.label, "body_id": thing.body_id, "owner_id": thing.owner_id}
    return {
        "label": Label.AMBER,
        "body_id": getattr(thing, "body_id", None),
        "owner_id": owner.pk if owner else getattr(thing, "party_id", None),
    }


def note_followed(
    thing: Shared,
    before: dict[str, Any],
    *,
    by: Any,
    at: datetime,
    party: Party | None,
    **facts: Any,
) -> None:
    """Write down that a thing's circle followed another's, where it is not as ``before`` (its
    ``circle_facts``): its owner reads there what became of it."""
    after = thing.circle_facts()
    if after != before:
        facts |= {"before": before, "after": after}
        write("label.followed", thing, by=by, at=at, party=party, facts=facts)


def note_reading(things: Iterable[Shared], *, by: Any, at: datetime, how: str = "read") -> None:
    """Write down that watched things (AMBER+STRICT, RED) were read or downloaded.

    One entry for a single thing; for a list, one entry per owner with the keys read, so
    that each owner finds its own in its slice.
    """
    groups: dict[tuple[str, int, int, str], list[Shared]] = {}
    for thing in things:
        if thing.tlp in WATCHED:
            kind = thing._meta.label_lower
            groups.setdefault((kind, thing.owner_id, thing.body_id, thing.label), []).append(thing)
    for group in groups.values():
        _append(how, group[0], by=by, at=at, facts={"keys": [thing.pk for thing in group]})


@dataclass(frozen=True)
class Broken:
    """The first entry at which the chain does not hold, and what does not hold there."""

    number: int
    reason: str


def verify() -> tuple[int, str, Broken | None]:
    """Walk the whole chain.

    Returns:
        How many entries hold, the hash of the last that holds, and the first break.
        Reasons are codes: ``gap``, ``statement``, ``chain``, ``head``.
    """
    count, before, broken = _walk(0, BEGINNING)
    with transaction.atomic():
        # While nobody writes: what was written during the walk, and the head.
        head = Head.objects.select_for_update().filter(pk=1).first() or Head()
        if not broken:
            count, before, broken = _walk(count, before)
    if not broken and (head.number, head.hash) != (count, before):
        broken = Broken(count + 1, "head")
    return count, before, broken


def _walk(count: int, before: str) -> tuple[int, str, Broken | None]:
    """On from the first ``count`` entries, the last of which has the hash ``before``."""
    entries = Entry.objects.exclude(number__range=(1, count))
    for entry in entries.order_by("number").iterator(2000):
        if reason := _fault(entry, count, before):
            return count, before, Broken(entry.number, reason)
        count, before = count + 1, entry.hash
    return count, before, None


def _fault(entry: Entry, count: int, before: str) -> str:
    if entry.number != count + 1:
        return "gap"
    if entry.digest != digest_of(entry.nonce, entry.statement):
        return "statement"
    if entry.hash != hash_of(before, entry.digest):
        return "chain"
    return ""


def daily_heads(limit: int = 60) -> list[tuple[date, int, str]]:
    """(day, number, hash) of the last entry of each day in UTC, newest first: for publication."""
    last = (
        Entry.objects.annotate(day=TruncDate("at", tzinfo=UTC))
        .values("day")
        .annotate(last=models.Max("number"))
        .order_by("-day")[:limit]
    )
    hashes = dict(
        Entry.objects.filter(number__in=[row["last"] for row in last]).values_list("number", "hash")
    )
    return [(row["day"], row["last"], hashes[row["last"]]) for row in last]


def slice_lines(party: Party, reader: Reader) -> Iterator[str]:
    """The party's slice as JSON lines: its own entries whole, of the others the digest."""
    own = set(Entry.objects.of_party(party).visible_to(reader).values_list("number", flat=True))
    for entry in Entry.objects.order_by("number").iterator(2000):
        line: dict[str, Any] = {"number": entry.number, "digest": entry.digest, "hash": entry.hash}
        if entry.number in own:
            line |= {"nonce": entry.nonce, "statement": entry.statement}
        yield json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n"
