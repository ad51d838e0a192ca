"""Packs: made, taken back, and what is kept of them taken over afterwards.

A pack that comes back changes drafts alone, and of them only what was filled. Nothing of it is
lost: the file is kept as it came, and every answer that could not be taken over is kept with the
reason, for its author to take over by hand.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from comity.notices.inbound.addresses import Signed, address_of
from comity.notices.letters import absolute
from comity.parties import ledger
from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Dialogue, Party, Person, Seat
from comity.refusals import Conflict, Refusal
from comity.ui.said import plain

from .. import pack_notices
from ..models import Pack, Question, Reply, ReturnedPack, Round
from ..owed import owed
from ..packs import findings, sign
from ..packs.asked import Asked, Row
from ..packs.findings import Finding
from ..packs.looks import LONGEST
from ..packs.opening import NotAPack, Opened, open_pack
from ..packs.reading import Returned, read
from . import replies
from .taking import Handler, Taking
from .taking_reports import overwrite_report, submit_complete, take_report
from .taking_rounds import overwrite_answer, submit_answers, take_answer
from .taking_values import overwrite_value, take_value

MAIL = "pack"
"""The kind of signed address to which a pack is sent back."""
ANSWERS = Handler(take_answer, overwrite_answer)
HANDLERS = {
    "assignment": Handler(take_report, overwrite_report),
    "indicator": Handler(take_value, overwrite_value),
    **dict.fromkeys(Question.Kind.values, ANSWERS),
}
"""Kind of row → how it is taken over."""


class NothingOwed(Refusal):
    """A pack asks at least one thing."""


class NotTheirPack(Refusal):
    """A pack is made for, and returned by, those who write for its party."""


class NothingKept(Conflict):
    """Only what was kept can be taken over, once."""


class TakenBack(NamedTuple):
    """``is_again``: the same file came before, and had nothing new this time."""

    returned: ReturnedPack
    is_again: bool


@transaction.atomic
def make_pack(
    party: Party, dialogue: Dialogue, round_: Round | None, *,
    language: str, form: str, by: Person, at: datetime,
) -> Pack:  # fmt: skip
    """Put down what a party owes to a dialogue, to be taken away as a file.

    Raises:
        NotTheirPack: ``by`` does not write for the party there.
        NothingOwed: nothing is open.
    """
    _require_writer(by, party.pk, dialogue.pk, at)
    on = day_of(at)
    reply = _reply_to(round_, party)
    with override(language):
        found = owed(party, dialogue, round_, by=by, on=on)
        if not found.rows:
            raise NothingOwed(_nothing_owed(party, dialogue))
        pack = Pack.objects.create(
            party=party, dialogue=dialogue, round=round_, language=language, form=form,
            made_by=by, made_at=at,
        )  # fmt: skip
        asked = Asked(
            key=str(pack.key),
            party_key=party.pk,
            party=plain(party.name),
            dialogue=plain(dialogue.name),
            language=language,
            label=found.label.words,
            made_on=on.isoformat(),
            round=plain(round_.title) if round_ else "",
            due_on=(reply.due_on() if reply else round_.deadline_on).isoformat() if round_ else "",
            page=absolute(pack.get_absolute_url(), language),
            mailbox=address_of(Signed(MAIL, by.pk, str(pack.pk))),
            helpers=_helpers(dialogue, at),
            rows=tuple(_fitting(row, form) for row in found.rows),
        )
    if reply is not None:
        replies.note_opened(reply, by=by, at=at)
    pack.asked = asked.as_json()
    pack.save(update_fields=["asked"])
    facts = {"form": form, "language": language, "rows": len(asked.rows)}
    ledger.write("pack.made", pack, by=by, at=at, party=party, owner=party, facts=facts)
    pack_notices.pack_made(pack, reply=(MAIL, str(pack.pk)))
    return pack


def _reply_to(round_: Round | None, party: Party) -> Reply | None:
    found: Reply | None = Reply.objects.filter(round=round_, owner=party).first()
    return found if round_ is not None else None


def _require_writer(by: Person, party: int, dialogue: int, at: datetime) -> None:
    if (party, dialogue) not in Reader.of(by, day_of(at)).drafts:
        raise NotTheirPack(
            _(
                "You do not write for the party of this pack. Packs are made and sent back by "
                "those who hold a seat of the party: ask one of them to do it."
            )
        )


def _nothing_owed(party: Party, dialogue: Dialogue) -> str:
    words = _(
        "Nothing that you may see is open for %(party)s in %(dialogue)s, so there is nothing to "
        "take away. What is with the secretariat is not asked again."
    )
    return words % {"party": party, "dialogue": dialogue}


def _helpers(dialogue: Dialogue, at: datetime) -> tuple[str, ...]:
    """Up to three persons of the secretariat, with their party."""
    seats = Seat.objects.of_secretariat(dialogue, day_of(at)).select_related("person", "party")
    return tuple(f"{seat.person.name} ({plain(seat.party.name)})" for seat in seats[:3])


def _fitting(row: Row, form: str) -> Row:
    """A cell of a workbook holds less than an answer may: what does not fit is not shown, so that
    it is not taken for shortened."""
    if form != Pack.Form.EXCEL:
        return row
    return replace(row, said={name: t for name, t in row.said.items() if len(t) <= LONGEST})


def take_back(
    name: str, content: bytes, *, by: Person, at: datetime, way: str, expected: Pack | None = None
) -> TakenBack:
    """Take over what was filled in a file, and keep the file.

    Args:
        name: What the file is called; what it is, its bytes say.
        expected: The pack to whose page or address it was sent, for a file that lost its mark.

    Raises:
        FileRefused: it is no pack, or carries what no file may.
        NotTheirPack: of another party, or of nobody here.
    """
    # A large file is read before anybody else's writing has to wait for it.
    opened = open_pack(name, content)
    pack = _pack_in(opened, expected, by, at)
    asked = Asked.from_json(pack.asked)
    written = read(opened.found, asked)
    return _take_over(pack, opened, Taking(asked, by, at, written.language, HANDLERS), written, way)


@transaction.atomic
def _take_over(
    pack: Pack, opened: Opened, taking: Taking, written: Returned, way: str
) -> TakenBack:
    # The same pack sent twice at once is taken over twice in turn.
    pack = Pack.objects.select_for_update(of=("self",)).get(pk=pack.pk)
    with override(taking.asked.language):
        taking.findings += written.findings
        for row in taking.asked.rows:
            if row.mark in written.filled:
                taking.take(row, written.filled[row.mark])
        if written.submit:
            _submit(taking, set(written.filled), way)
        _say_the_rest(taking, pack)
    return _keep(pack, opened, taking, way)


def _pack_in(opened: Opened, expected: Pack | None, by: Person, at: datetime) -> Pack:
    """The pack that the file says it is, if the sender writes for its party."""
    key = sign.key_in(opened.found.whole)
    pack = Pack.objects.filter(key=key).first() if key else expected
    if pack is None and key == "":
        raise NotAPack(
            _(
                "This file does not say which pack it is. Send it from the page of the pack, "
                "or copy your answers into a new one."
            )
        )
    if pack is None or (key and not sign.is_whole(opened.found.whole, Asked.from_json(pack.asked))):
        raise NotTheirPack(
            _(
                "This file is not a pack that was made here for a party you write for. "
                "Make a pack of your own party, and copy your answers into it."
            )
        )
    _require_writer(by, pack.party_id, pack.dialogue_id, at)
    return pack


def _submit(taking: Taking, filled: set[str], way: str) -> None:
    """Submit what is complete, where the cover says so: only on the site, where a person signed in
    with a second factor; an address can be passed on."""
    if way == ReturnedPack.Way.MAIL:
        taking.findings.append(findings.submit_on_the_site())
    else:
        submit_complete(taking, filled)
        submit_answers(taking)


def _say_the_rest(taking: Taking, pack: Pack) -> None:
    if not taking.taken and not taking.findings:
        taking.findings.append(findings.nothing_new())
    reply = _reply_to(pack.round, pack.party)
    if pack.round and taking.taken and not (reply and reply.is_open_on(day_of(taking.at))):
        taking.findings.append(findings.round_is_closed(plain(pack.round.passing_title)))


def _keep(pack: Pack, opened: Opened, taking: Taking, way: str) -> TakenBack:
    upload = opened.upload
    earlier = pack.returns.filter(sha256=upload.sha256).first()
    if earlier is not None and not taking.taken:
        return TakenBack(earlier, is_again=True)
    returned = ReturnedPack(
        pack=pack, way=way, name=upload.name, sha256=upload.sha256, taken=taking.taken,
        findings=[one.as_json() for one in taking.findings],
        returned_by=taking.by, returned_at=taking.at,
    )  # fmt: skip
    upload.content.seek(0)
    content = ContentFile(upload.content.read())
    returned.file.save(f"packs/{secrets.token_hex(16)}", content, save=False)
    returned.save()
    facts = {"pack": pack.pk, "way": str(way), "sha256": upload.sha256, "taken": taking.taken}
    ledger.write(
        "pack.returned", returned, by=taking.by, at=taking.at, party=pack.party,
        owner=pack.party, facts=facts,
    )  # fmt: skip
    return TakenBack(returned, is_again=False)


@transaction.atomic
def take_kept(returned: ReturnedPack, number: int, *, by: Person, at: datetime) -> Finding:
    """Take over an answer that was kept, over whatever the site says now.

    Args:
        number: Its place among the findings, counted from 0.

    Raises:
        NotTheirPack, NothingKept, and what saving a draft raises.
    """
    returned = ReturnedPack.objects.select_for_update().get(pk=returned.pk)
    pack = returned.pack
    _require_writer(by, pack.party_id, pack.dialogue_id, at)
    asked = Asked.from_json(pack.asked)
    known = returned.findings[number] if 0 <= number < len(returned.findings) else {}
    row = next((row for row in asked.rows if row.mark == known.get("mark")), None)
    if row is None or known.get("take") is None or known.get("is_taken"):
        raise NothingKept(
            _("This answer is not waiting to be taken over. Open the page again to see what is.")
        )
    with override(asked.language):
        taking = Taking(asked, by, at, pack.language, HANDLERS)
        taking.overwrite(row, known["name"], known["take"])
    returned.findings[number]["is_taken"] = True
    returned.taken.setdefault(row.mark, []).append(known["name"])
    returned.save(update_fields=["findings", "taken"])
    facts = {"row": row.mark, "field": known["name"]}
    ledger.write(
        "pack.kept_taken", returned, by=by, at=at, party=pack.party, owner=pack.party, facts=facts
    )
    return Finding.from_json(returned.findings[number])
