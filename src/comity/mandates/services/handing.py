"""A part of a report lent to a colleague without an account: handed over, written, given back,
revoked, and its words taken over by those who write the report.

Whoever holds the link writes in the hand-off alone, never in the report. Saving is not an act;
handing over, the first opening, giving back, revoking and taking over are in the ledger, by key.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Literal

from django.db import transaction
from django.utils.translation import gettext as _

from comity.parties import ledger
from comity.parties.dates import day_of
from comity.parties.models import Person
from comity.ui.said import plain_day

from .. import handing_notices
from ..models import HandOff, Report
from ..models.handing import HandOffQuerySet
from . import holding, reporting, rules

LONGEST = 30
"""Days after which a link ends at the latest."""
How = Literal["replace", "add"]


def digest_of(token: str) -> str:
    """Only this is kept: the database alone opens no link."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def hand_off(
    report: Report,
    *,
    parts: Iterable[str],
    email: str,
    name: str,
    note: str,
    language: str,
    days: int,
    by: Person,
    at: datetime,
) -> tuple[HandOff, str]:
    """Lend fields of words to the holder of an address, by mail; they begin with the draft's.

    Returns the hand-off and the address of its page, which is not kept.

    Args:
        parts: Of ``reporting.TEXTS``.
        days: Until the link ends, 1 to ``LONGEST``.

    Raises:
        MandateClosed, NotTheAddressee, InOtherHands, WithTheSecretariat.
        TooNarrowToHand, NothingHanded.
    """
    report, party = holding.held_by_writer(report, by=by, at=at)
    wanted = set(parts)
    chosen = [name for name in reporting.TEXTS if name in wanted]
    _require_passable(report)
    if not chosen or not 1 <= days <= LONGEST:
        raise rules.NothingHanded(
            _("Choose at least one part, and an end within %(days)s days.") % {"days": LONGEST}
        )
    token = secrets.token_urlsafe(32)
    handed = HandOff.objects.create(
        report=report,
        parts=chosen,
        words={name: getattr(report, name) for name in chosen},
        email=email,
        name=name,
        note=note,
        language=language,
        digest=digest_of(token),
        handed_by=by,
        handed_at=at,
        expires_at=at + timedelta(days=days),
    )
    facts = {"hand_off": handed.pk, "parts": chosen}
    ledger.write("report.handed", report, by=by, at=at, party=party, facts=facts)
    return handed, handing_notices.handed(handed, token)


def _require_passable(report: Report) -> None:
    if report.is_watched or report.assignment.mandate.is_watched:
        raise rules.TooNarrowToHand(
            _(
                "A link can be passed on, and every reading of what is %(label)s is written down. "
                "Ask your colleague for the words in another way, or have a seat given to them."
            )
            % {"label": report.tlp.words}
        )


def find(token: str) -> HandOff | None:
    found: HandOff | None = _whole().filter(digest=digest_of(token)).first()
    return found


def _whole() -> HandOffQuerySet:
    return HandOff.objects.select_related(
        "handed_by", "report__owner", "report__assignment__mandate__body__dialogue",
        "report__assignment__party", "report__assignment__body",
    )  # fmt: skip


def _held(handed: HandOff) -> HandOff:
    locked: HandOff = _whole().select_for_update(of=("self",)).get(pk=handed.pk)
    return locked


def require_usable(handed: HandOff, at: datetime) -> None:
    """Raises LinkOver, saying in one sentence what became of it and whom to ask."""
    said = _why_over(handed, at)
    if said:
        ended = handed.finished_at or handed.revoked_at or handed.expires_at
        day = plain_day(day_of(ended))
        raise rules.LinkOver(said % {"name": handed.handed_by, "day": day})


def _why_over(handed: HandOff, at: datetime) -> str:
    report = handed.report
    if handed.finished_at:
        return _("You gave this part back on %(day)s. Ask %(name)s for a new link to go on.")
    if handed.revoked_at:
        return _("%(name)s ended this link on %(day)s. What you saved is kept; ask for a new link.")
    if handed.expires_at <= at:
        return _("This link ended on %(day)s. What you saved is kept; ask %(name)s for a new link.")
    if not report.is_with_its_writer or not report.assignment.mandate.is_open:
        return _("This report is not being written any more. What you saved is kept; ask %(name)s.")
    if report.is_watched or report.assignment.mandate.is_watched:
        return _("This report is read by fewer people now. What you saved is kept; ask %(name)s.")
    return ""


@transaction.atomic
def open_link(handed: HandOff, *, at: datetime) -> HandOff:
    """Note the first opening. Raises LinkOver."""
    handed = _held(handed)
    require_usable(handed, at)
    if handed.opened_at is None:
        handed.opened_at = at
        handed.save(update_fields=["opened_at"])
        _note("report.part_opened", handed, by=None, at=at)
    return handed


@transaction.atomic
def save_part(handed: HandOff, words: Mapping[str, str], *, at: datetime) -> HandOff:
    """Keep what the colleague typed; fields that were not handed over are let go.

    Raises LinkOver.
    """
    handed = _held(handed)
    require_usable(handed, at)
    handed.words |= {name: words[name] for name in handed.parts if name in words}
    handed.saved_at = at
    handed.save(update_fields=["words", "saved_at"])
    return handed


@transaction.atomic
def give_back(handed: HandOff, words: Mapping[str, str], *, at: datetime) -> HandOff:
    """Save a last time and end the link; who handed the part over is told. Raises LinkOver."""
    handed = save_part(handed, words, at=at)
    handed.finished_at = at
    handed.save(update_fields=["finished_at"])
    _note("report.part_given_back", handed, by=None, at=at)
    handing_notices.given_back(handed, on=day_of(at))
    return handed


@transaction.atomic
def revoke(handed: HandOff, *, by: Person, at: datetime) -> HandOff:
    """End a link at once; what was written so far can be taken over.

    Raises:
        MandateClosed, NotTheAddressee, InOtherHands, WithTheSecretariat, LinkOver.
    """
    holding.held_by_writer(handed.report, by=by, at=at)
    handed = _held(handed)
    require_usable(handed, at)
    handed.revoked_at = at
    handed.save(update_fields=["revoked_at"])
    _note("report.hand_off_revoked", handed, by=by, at=at)
    return handed


@transaction.atomic
def take_over(
    handed: HandOff, choices: Mapping[str, How], *, stamp: int, by: Person, at: datetime
) -> Report:
    """Take the colleague's words into the draft, field by field: in place of the draft's words,
    or after them. A field that is not chosen stays as it is.

    Args:
        stamp: That of the report as the page showed it beside the words.

    Raises:
        MandateClosed, NotTheAddressee, InOtherHands, WithTheSecretariat.
        LinkStillOpen: the colleague may still be writing.
        NothingHanded: no field was chosen.
        ChangedMeanwhile: the draft was saved since the page was opened.
    """
    report, _party = holding.held_by_writer(handed.report, by=by, at=at)
    handed = _held(handed)
    if not _why_over(handed, at):
        raise rules.LinkStillOpen(
            _("The link still works, and its words may change. End it first, then take them over.")
        )
    said = {name: _taken(handed, report, name, how) for name, how in choices.items()}
    words: dict[str, Any] = {name: one for name, one in said.items() if name in handed.parts}
    if not words:
        raise rules.NothingHanded(_("Choose for at least one field what to do with its words."))
    report = reporting.save_draft(
        report.assignment,
        by=by,
        at=at,
        stamp=stamp,
        label=report.tlp,
        with_observers=report.with_observers,
        **words,
    )
    handed.taken_at = at
    handed.save(update_fields=["taken_at"])
    _note("report.part_taken_over", handed, by=by, at=at, parts=list(words))
    return report


def _taken(handed: HandOff, report: Report, name: str, how: How) -> str:
    given = str(handed.words.get(name, ""))
    mine = getattr(report, name, "").strip()
    return f"{mine}\n\n{given}" if how == "add" and mine else given


def _note(
    act: str, handed: HandOff, *, by: Person | None, at: datetime, parts: list[str] | None = None
) -> None:
    facts = {"hand_off": handed.pk, "parts": handed.parts if parts is None else parts}
    ledger.write(act, handed.report, by=by, at=at, party=handed.report.owner, facts=facts)
