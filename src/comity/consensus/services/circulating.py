"""Circulating a text for drafting, and opening and closing its drafting."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from comity.consensus import notices
from comity.consensus.models import Drafting, TextRevision
from comity.consensus.rules import AlreadyCirculated, NotACircle
from comity.instruments.models import Instrument
from comity.instruments.rules import office_of
from comity.instruments.services.desk import opened, require_changeable
from comity.instruments.services.filing import carry_circle
from comity.parties import ledger, registry
from comity.parties.dates import day_of
from comity.parties.models import Person
from comity.parties.services import require_secretariat
from comity.tlp import Label

from .revisions import keep_revision

CIRCLES = (Label.GREEN, Label.AMBER, Label.STRICT)
"""The circles in which a text can be drafted."""


@transaction.atomic
def circulate(
    text: Instrument,
    *,
    label: Label | str,
    mode: str,
    due_on: date | None = None,
    by: Person,
    at: datetime,
    stamp: int,
) -> Drafting:
    """Open a text in review to the circle of a label, for the parties to draft it.

    Args:
        label: GREEN, AMBER or AMBER+STRICT; under members only nothing wider than AMBER.
        due_on: The day by which positions are asked for.

    Raises:
        AlreadyCirculated, NotACircle, and what ``opened`` raises.
    """
    text = opened(text, stamp=stamp, by=by, at=at)
    if text.is_circulated:
        raise AlreadyCirculated(
            _("“%(text)s” is circulated already. Nothing was done a second time.") % {"text": text}
        )
    before = text.circle_facts()
    _set_circle(text, Label(label), mode)
    text.shared_at = at
    _save(text)
    drafting = Drafting(instrument=text, mode=mode, due_on=due_on, opened_at=at, opened_by=by)
    drafting.author = by
    drafting.takes_circle_of(text)
    drafting.save()
    _write("text.circulated", drafting, by, at, before=before)
    if text.clauses.exists():
        keep_revision(text, by=by, at=at, why=TextRevision.Why.CIRCULATED)
    notices.circulated(drafting, by=by, at=at)
    return drafting


@transaction.atomic
def change_drafting(
    drafting: Drafting, *, mode: str, due_on: date | None, by: Person, at: datetime
) -> Drafting:
    """Switch the mode of a drafting, or the day on which positions are due.

    Raises:
        NotTheSecretariat.
    """
    drafting = _locked(drafting, by, at)
    text = drafting.instrument
    before = text.circle_facts() | {"mode": drafting.mode, "due_on": _written(drafting.due_on)}
    drafting.mode, drafting.due_on = mode, due_on
    drafting.save(update_fields=["mode", "due_on"])
    if not text.is_adopted:
        _set_circle(text, text.tlp, mode)
        _save(text)
        registry.carry_circle(text, by, at)
        drafting.refresh_from_db()
    _write("drafting.changed", drafting, by, at, before=before)
    return drafting


@transaction.atomic
def close_drafting(drafting: Drafting, *, by: Person, at: datetime) -> Drafting:
    """From now on the text takes no more proposals and comments; what is open stays open."""
    drafting = _locked(drafting, by, at)
    if drafting.closed_at is None:
        drafting.closed_at, drafting.closed_by = at, by
        drafting.save(update_fields=["closed_at", "closed_by"])
        _write("drafting.closed", drafting, by, at)
    return drafting


@transaction.atomic
def reopen_drafting(drafting: Drafting, *, by: Person, at: datetime) -> Drafting:
    """Take proposals again, as after a broken silence."""
    drafting = _locked(drafting, by, at)
    require_changeable(drafting.instrument, drafting.instrument.stamp)
    if drafting.closed_at is not None and not drafting.instrument.is_adopted:
        drafting.closed_at = drafting.closed_by = None
        drafting.save(update_fields=["closed_at", "closed_by"])
        _write("drafting.reopened", drafting, by, at)
    return drafting


def _locked(drafting: Drafting, by: Person, at: datetime) -> Drafting:
    found = Drafting.objects.select_for_update().get(pk=drafting.pk)
    found.instrument = Instrument.objects.select_for_update().get(pk=found.instrument_id)
    require_secretariat(by, found.instrument.body.dialogue, day_of(at))
    return found


def _set_circle(text: Instrument, label: Label, mode: str) -> None:
    if label not in CIRCLES:
        raise NotACircle(
            _(
                "“%(text)s” cannot be circulated as %(label)s. Until it is adopted it is "
                "%(green)s, %(amber)s or %(strict)s: choose one of them."
            )
            % {
                "text": text,
                "label": label.words,
                "green": Label.GREEN.words,
                "amber": Label.AMBER.words,
                "strict": Label.STRICT.words,
            }
        )
    text.with_observers = mode != Drafting.Mode.MEMBERS_ONLY
    # A wider label would let in by itself whom the mode shuts out.
    is_shut_out = not text.with_observers and Label.AMBER.is_narrower_than(label)
    text.label = Label.AMBER if is_shut_out else label


def _save(text: Instrument) -> None:
    text.stamp += 1
    text.save(update_fields=["label", "with_observers", "shared_at", "stamp"])
    carry_circle(text)


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _write(act: str, drafting: Drafting, by: Person, at: datetime, **facts: object) -> None:
    text = drafting.instrument
    facts |= {"mode": drafting.mode, "due_on": _written(drafting.due_on)}
    facts |= {"after": text.circle_facts()}
    party = office_of(by, text.body.dialogue, day_of(at))
    ledger.write(act, text, by=by, at=at, party=party, facts=facts)
