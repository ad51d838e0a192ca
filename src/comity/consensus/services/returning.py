"""A Word file with a party's changes comes back: it is read, and what is confirmed is proposed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comity.clauses import Unreadable
from comity.clauses.tracked import Opened, Read, digest_of, open_tracked, read_changes
from comity.consensus.frozen import Pieces, freeze, known, languages_of, printed
from comity.consensus.models import ReturnedText, TextRevision
from comity.consensus.rules import AnotherText, NothingMarked, require_drafter
from comity.consensus.tracked_files import settled_before
from comity.documents.faults import KindNotTaken
from comity.documents.files import Upload
from comity.instruments.models import Clause, Instrument
from comity.instruments.rules import TextIsUnreadable
from comity.instruments.sentences import say
from comity.parties import ledger
from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Party, Person
from comity.refusals import Refusal

from .commenting import comment
from .opening import drafting_of
from .proposing import propose

LEAST_PLACED = 0.5
"""A file that names no text is of this one where so many of its clauses are found in it."""


def take_back(
    text: Instrument, upload: Upload, *, party: Party, by: Person, at: datetime
) -> ReturnedText:
    """Read what a party wants otherwise out of a Word file, and keep both for its confirmation.

    A file that was sent before is not read again.

    Raises:
        NotInDrafting, NotADrafter, NotOfTheParty.
        KindNotTaken, TextIsUnreadable: it is no Word file, or none that can be read.
        AnotherText: it was made of another text.
        NothingMarked: it says what the text says.
    """
    with transaction.atomic():
        require_drafter(by, party, drafting_of(text).instrument, day_of(at))
    again = ReturnedText.objects.filter(
        drafting__instrument=text, party=party, sha256=upload.sha256
    )
    if found := again.first():
        return found
    # Reading takes a second; the database is not held meanwhile.
    content = _content(upload)
    language, opened, read = _read(text, upload.name, content, by, at)
    with transaction.atomic():
        drafting = drafting_of(text)
        require_drafter(by, party, drafting.instrument, day_of(at))
        returned = ReturnedText(
            drafting=drafting,
            party=party,
            language=language,
            revision=opened.stamp.revision if opened.stamp else None,
            name=upload.name,
            sha256=upload.sha256,
            read=_as_json(read),
            returned_by=by,
            returned_at=at,
        )
        returned.file.save(upload.name, ContentFile(content), save=False)
        returned.save()
        facts = {"text": text.pk, "changes": len(read.changes), "language": language}
        ledger.write(
            "returned_text.read", returned, by=by, at=at, party=party, owner=party, facts=facts
        )
    return returned


def _content(upload: Upload) -> bytes:
    """Raises KindNotTaken."""
    if upload.extension != "docx":
        raise KindNotTaken(
            _(
                "%(name)s is no Word file. Send the .docx in which you wrote your changes; "
                "if your program saved it in another format, choose “Save as” and .docx."
            )
            % {"name": upload.name}
        )
    upload.content.seek(0)
    return bytes(upload.content.read())


def _read(
    text: Instrument, name: str, content: bytes, by: Person, at: datetime
) -> tuple[str, Opened, Read]:
    """Raises TextIsUnreadable, AnotherText, NothingMarked."""
    try:
        opened = open_tracked(content, name, settled_before(text))
    except Unreadable as unreadable:
        raise TextIsUnreadable(say(unreadable)) from unreadable
    if opened.stamp and opened.stamp.text != text.pk:
        raise _another(text, opened.stamp.text, name, by, at)
    pieces, languages = freeze(text), languages_of(text)
    if opened.stamp and opened.stamp.language in languages:
        languages = [opened.stamp.language]
    readings = {one: _read_in(text, opened, pieces, one) for one in languages}
    language = max(readings, key=lambda one: readings[one].placed)
    read = readings[language]
    if read.placed < LEAST_PLACED * len(printed(pieces, language)) and not opened.stamp:
        raise AnotherText(
            _(
                "%(name)s is not known as a file of “%(text)s”: too few of its clauses are in it. "
                "Take the Word file from the page of the text, and write your changes into that."
            )
            % {"name": name, "text": text}
        )
    if read.is_empty:
        raise NothingMarked(
            _(
                "%(name)s says what “%(text)s” says: no change was found in it. "
                "Check that you saved your changes, and that it is the right file."
            )
            % {"name": name, "text": text}
        )
    return language, opened, read


def _read_in(text: Instrument, opened: Opened, pieces: Pieces, language: str) -> Read:
    earlier = {
        digest_of(one.text): one.text
        for revision in TextRevision.objects.filter(instrument=text)
        for one in printed(revision.clauses, language)
    }
    return read_changes(opened, known(pieces, language), earlier)


def _another(text: Instrument, key: int, name: str, by: Person, at: datetime) -> AnotherText:
    """Names the other text only to whom may read it."""
    reader = Reader.of(by, day_of(at))
    other = Instrument.objects.visible_to(reader).filter(pk=key).first()
    words = {"name": name, "text": text, "other": other.passing_title if other else ""}
    if other:
        return AnotherText(
            _("%(name)s is of another text, “%(other)s”. Send it back on the page of that text.")
            % words
        )
    return AnotherText(
        _("%(name)s is of another text, not of “%(text)s”. Choose the file that belongs here.")
        % words
    )


def _as_json(read: Read) -> dict[str, Any]:
    return {
        "changes": [asdict(one) for one in read.changes],
        "unplaced": [asdict(one) for one in read.unplaced],
        "comments": [asdict(one) for one in read.comments],
        "marked": read.marked,
    }


@transaction.atomic
def take_changes(
    returned: ReturnedText,
    *,
    changes: Collection[int],
    comments: Collection[int] = (),
    for_colleagues: bool = True,
    by: Person,
    at: datetime,
) -> ReturnedText:
    """Propose the chosen changes of a file for the party, as drafts that its contact point
    publishes. What a rule forbids stays in the list with the reason.

    Args:
        changes, comments: Numbers in the list of what was read, from 0.
        for_colleagues: Whether the comments stay inside the party.

    Raises:
        NotInDrafting, NotADrafter, NotOfTheParty.
    """
    text = drafting_of(returned.drafting.instrument).instrument
    found = ReturnedText.objects.select_for_update().get(pk=returned.pk)
    require_drafter(by, found.party, text, day_of(at))
    taking = _Taking(found, text, by, at)
    for number, one in enumerate(found.read["changes"]):
        if number in changes and str(number) not in found.taken:
            taking.take(str(number), one)
    for number, one in enumerate(found.read["comments"]):
        if number in comments and f"c{number}" not in found.taken:
            taking.remark(f"c{number}", one, for_colleagues)
    found.save(update_fields=["taken", "refused"])
    facts = {"text": text.pk, "taken": sorted(found.taken), "refused": sorted(found.refused)}
    ledger.write(
        "returned_text.taken", found, by=by, at=at, party=found.party, owner=found.party,
        facts=facts,
    )  # fmt: skip
    return found


class _Taking:
    """The changes of one file becoming proposals, one by one."""

    def __init__(self, returned: ReturnedText, text: Instrument, by: Person, at: datetime) -> None:
        self.returned, self.text, self.by, self.at = returned, text, by, at
        self.clauses = {str(clause.pk): clause for clause in text.clauses.all()}

    def take(self, number: str, one: dict[str, Any]) -> None:
        try:
            with transaction.atomic():
                made = [self._propose(**step) for step in self._steps(one)]
        except Refusal as refusal:
            self.returned.refused[number] = str(refusal)
        else:
            self.returned.taken[number] = made
            self.returned.refused.pop(number, None)

    def _steps(self, one: dict[str, Any]) -> list[dict[str, Any]]:
        """A move is a deletion here and an insertion there."""
        reason = _reason(one)
        here = {"clause": self._clause(one["key"]), "written_for": one["before"], "reason": reason}
        if one["kind"] == "insert":
            return [{"kind": "insert", "after": self._clause(one["key"]), "words": one["after"],
                     "reason": reason}]  # fmt: skip
        if one["kind"] == "move":
            there = {"after": self._clause(one["goes_after"]), "words": one["after"]}
            return [{"kind": "delete", **here}, {"kind": "insert", **there, "reason": reason}]
        return [{"kind": one["kind"], "words": one["after"], **here}]

    def _clause(self, key: str) -> Clause | None:
        """The clause, or one that is gone: the rule about it is said by who proposes."""
        return self.clauses.get(key) or (Clause(pk=int(key)) if key else None)

    def _propose(self, **step: Any) -> int:
        made = propose(
            self.text, **step, language=self.returned.language, party=self.returned.party,
            by=self.by, at=self.at,
        )  # fmt: skip
        return made.pk

    def remark(self, number: str, one: dict[str, Any], for_colleagues: bool) -> None:
        try:
            with transaction.atomic():
                comment(
                    self.text, clause=self._clause(one["key"]),
                    words=one["words"], language=self.returned.language,
                    party=self.returned.party, for_colleagues=for_colleagues,
                    by=self.by, at=self.at,
                )  # fmt: skip
        except Refusal as refusal:
            self.returned.refused[number] = str(refusal)
        else:
            self.returned.taken[number] = []
            self.returned.refused.pop(number, None)


def _reason(one: dict[str, Any]) -> str:
    """What the words alone do not tell to the room."""
    if one["kind"] == "move":
        return _("Moved from %(number)s.") % {"number": one["number"] or "–"}
    return {
        "split": _("The clause is split here."),
        "joined": _("The clause is joined with the one beside it."),
    }.get(one["way"], "")


def summary(returned: ReturnedText) -> str:
    """How many changes became proposals."""
    count = sum(len(keys) for keys in returned.taken.values())
    return ngettext(
        "%(count)s proposal is prepared. Your contact point publishes it.",
        "%(count)s proposals are prepared. Your contact point publishes them.",
        count,
    ) % {"count": count}
