"""What the dialogues have done: meetings, documents, texts, mandates, and the invented reports.

All of it is past. It is written down as it was, not acted out again: no notice is sent, and the
ledger says ``recorded`` with nobody's name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, TypeVar

from django.core.files.base import ContentFile

from comity.documents.models import Document, Rendition, Revision
from comity.instruments.models import Clause, ClauseText, Instrument, Version
from comity.mandates.models import Assignment, Mandate, Remark, Report
from comity.meetings import clocks
from comity.meetings.models import AgendaItem, Meeting
from comity.parties import ledger
from comity.parties.dates import PartialDate, Precision
from comity.parties.models import Body, Membership, Party, Person, Shared, Theme
from comity.parties.rows import said, web

from .files import Row, heads, rows, text

TEXTS = ("progress", "limitations", "next_steps", "best_practice")
MEDIA_TYPES = {"txt": "text/plain", "md": "text/markdown"}

Record = TypeVar("Record", bound=Shared)


def _record(record: Record, at: datetime) -> Record:
    record.save()
    ledger.write("recorded", record, by=None, at=at)
    return record


def _keeper(dialogue: str) -> Party:
    """The party that owns the records of a dialogue here."""
    row = next(row for row in rows("dialogues", "dialogue") if row["slug"] == dialogue)
    return Party.objects.get(slug=row["keeper"])


def load_meetings(at: datetime) -> None:
    """A conference comes before its meetings in the file."""
    for row in rows("meetings", "meeting"):
        bodies = [Body.objects.get(slug=slug) for slug in row["bodies"]]
        meeting = Meeting(
            slug=row["slug"],
            number=row.get("number", ""),
            title=said(row["title"]),
            about=said(row.get("about")),
            outcome=said(row.get("outcomes")),
            place=said(row.get("place")),
            source=web(row["source"]),
            label=row["label"],
            body=bodies[0],
            owner=_keeper(row["dialogue"]),
            with_observers=True,
            shared_at=at,
            host=Party.objects.filter(slug=row.get("host")).first(),
            conference=Meeting.objects.filter(slug=row.get("conference")).first(),
            follows=Meeting.objects.filter(slug=row.get("follows")).first(),
            modality=row.get("modality", ""),
            link=row.get("link", ""),
            documents_due_on=row.get("documents_due"),
            **_days(row),
        )
        _set_hours(meeting, row)
        _record(meeting, at)
        meeting.bodies.set(bodies)
        _load_agenda(meeting, row.get("agenda", []), at)


def _days(row: Row) -> dict[str, Any]:
    """First and last day, and how exactly they are known. One day has no last one of its own."""
    starts = PartialDate.read(row["starts"])
    ends = PartialDate.read(row["ends"]) if "ends" in row else starts
    one_day = starts.precision == Precision.DAY and "ends" not in row
    return {
        "starts_on": starts.first,
        "ends_on": None if one_day else ends.last,
        "precision": starts.precision,
    }


def _set_hours(meeting: Meeting, row: Row) -> None:
    meeting.time_zone = row.get("time_zone", "")
    for name, on in (("opens", meeting.starts_on), ("closes", meeting.last_day)):
        if name in row:
            local = datetime.fromisoformat(f"{on} {row[name]}")
            setattr(meeting, f"{name}_at", clocks.instant(local, meeting.clocks))


def _load_agenda(
    meeting: Meeting, items: list[Row], at: datetime, parent: AgendaItem | None = None
) -> None:
    """In reading order: an item, then its parts."""
    for row in items:
        item = AgendaItem(
            meeting=meeting,
            parent=parent,
            position=meeting.items.count() + 1,
            number=row["number"],
            title=said(row["title"]),
            mode=row["mode"],
            minutes=row.get("minutes"),
            lead=Party.objects.filter(slug=row.get("lead")).first(),
        )
        if "starts" in row:
            item.starts_at = clocks.instant(datetime.fromisoformat(row["starts"]), meeting.clocks)
        item.takes_circle_of(meeting)
        item.with_observers = row["mode"] != AgendaItem.Mode.MEMBERS_ONLY
        _record(item, at)
        _load_agenda(meeting, row.get("part", []), at, item)


def load_documents(at: datetime) -> None:
    for row in rows("documents", "document"):
        item = AgendaItem.objects.get(meeting__slug=row["meeting"], number=row["item"])
        document = Document(
            symbol=row["symbol"], title=said(row["title"]), source=web(row["source"])
        )
        document.takes_circle_of(item)
        document.label = row["label"]
        _record(document, at)
        item.documents.add(document)
        revision = Revision.objects.create(document=document, number=row["revision"], made_at=at)
        for language, name in row["renditions"].items():
            _rendition(revision, language, f"files/{name}")


def _rendition(revision: Revision, language: str, file: str) -> Rendition:
    content = text(file).encode()
    name = file.rpartition("/")[2]
    rendition = Rendition(
        revision=revision,
        language=language,
        name=name,
        size=len(content),
        media_type=MEDIA_TYPES[name.rpartition(".")[2]],
        sha256=hashlib.sha256(content).hexdigest(),
    )
    rendition.file.save(name, ContentFile(content))
    return rendition


def load_instruments(at: datetime) -> None:
    for row in heads("instruments"):
        adopted = PartialDate.read(row["adopted"])
        instrument = Instrument(
            slug=row["slug"],
            kind=row["kind"],
            title=said(row["title"]),
            symbol=row["symbol"],
            about=said(row["about"]),
            meeting=Meeting.objects.get(slug=row["meeting"]),
            adopted_on=adopted.first,
            adopted_precision=adopted.precision,
            adopted_at=at,
            source=web(row["source"]),
            label=row["label"],
            body=Body.objects.get(slug=row["body"]),
            owner=_keeper(row["dialogue"]),
            with_observers=True,
            shared_at=at,
        )
        _record(instrument, at)
        _load_text(instrument, row, at, "instruments")


def _load_text(instrument: Instrument, row: Row, at: datetime, folder: str) -> None:
    """The file of each language, and its pieces side by side."""
    document = Document(title=instrument.title, source=instrument.source)
    document.takes_circle_of(instrument)
    _record(document, at)
    revision = Revision.objects.create(document=document, made_at=at)
    languages = sorted(row["languages"], key=lambda language: language != row["first_language"])
    for language in languages:
        file = f"{folder}/{row['slug']}.{language}.md"
        pieces = list(_pieces(text(file)))
        Version.objects.create(
            instrument=instrument,
            language=language,
            is_equal=True,
            is_first=language == row["first_language"],
            source=_rendition(revision, language, file),
            as_read=[[number, words] for _kind, number, words in pieces],
        )
        _load_pieces(instrument, language, pieces, row["verbs"])


def _pieces(words: str) -> Iterator[tuple[str, str, str]]:
    """(kind, number as printed, words) of each paragraph of an example's text."""
    for paragraph in words.strip().split("\n\n"):
        numbered = re.match(r"(\d+\.) ", paragraph)
        if numbered:
            yield Clause.Kind.CLAUSE, numbered[1], paragraph[numbered.end() :]
        else:
            yield Clause.Kind.HEADING, "", paragraph.removeprefix("## ")


def _load_pieces(
    instrument: Instrument, language: str, pieces: list[tuple[str, str, str]], verbs: dict[str, str]
) -> None:
    for position, (kind, number, words) in enumerate(pieces):
        clause, _made = Clause.objects.get_or_create(
            instrument=instrument,
            position=position,
            defaults={"kind": kind, "number": number, "verb": verbs.get(number.rstrip("."), "")},
        )
        ClauseText.objects.create(
            clause=clause, language=language, text=words, first_read=position, last_read=position
        )


def load_mandates(at: datetime) -> dict[str, Mandate]:
    """The mandates by their keys in the file."""
    return {row["key"]: _mandate(row, at) for row in rows("mandates", "mandate")}


def _mandate(row: Row, at: datetime) -> Mandate:
    clause = Clause.objects.select_related("instrument").get(
        instrument__slug=row["instrument"], number=f"{row['clause']}."
    )
    mandate = Mandate(
        clause=clause,
        action=said(row["action"]),
        given_on=clause.instrument.adopted_on or at.date(),
        due_on=PartialDate.read(row["due"]).last if "due" in row else None,
    )
    mandate.takes_circle_of(clause.instrument)
    mandate.label, mandate.with_observers = row["label"], row.get("with_observers", True)
    _record(mandate, at)
    mandate.themes.set(Theme.objects.filter(code__in=row["themes"]))
    for addressee in row["addressees"]:
        for asked in _asked(addressee, at):
            Assignment.objects.get_or_create(mandate=mandate, **asked)
    return mandate


def _asked(addressee: str, at: datetime) -> list[dict[str, Any]]:
    """``party:slug``, ``body:slug``, or each member of ``members:slug``."""
    kind, slug = addressee.split(":")
    if kind == "party":
        return [{"party": Party.objects.get(slug=slug)}]
    if kind == "body":
        return [{"body": Body.objects.get(slug=slug)}]
    memberships = Membership.objects.current(at.date()).filter(
        body__slug=slug, role=Membership.Role.MEMBER
    )
    return [{"party": membership.party} for membership in memberships.select_related("party")]


def load_reports(mandates: dict[str, Mandate], at: datetime) -> None:
    for row in rows("reports", "report"):
        report = _report(mandates[row["mandate"]], row, at)
        _record(report, at)
        if "remark" in row:
            Remark.objects.create(
                report=report, by=_person(row["remark_by"]), at=at, text=row["remark"]
            )


def _report(mandate: Mandate, row: Row, at: datetime) -> Report:
    asked = {"body__slug": row["body"]} if "body" in row else {"party__slug": row["party"]}
    report = Report(
        assignment=mandate.assignments.get(**asked),
        state=row["state"],
        status=row["status"],
        language=row["language"],
        is_invented=True,
        stamp=1,
    )
    report.takes_circle_of(mandate)
    report.owner = Party.objects.get(slug=row["party"])
    report.author = _person(row["by"]) if "by" in row else None
    for name in TEXTS:
        setattr(report, name, row.get(name, ""))
    is_draft = report.state == Report.State.DRAFT
    report.offered_at = None if is_draft else at
    report.submitted_by = None if is_draft else report.author
    report.reported_on = None if is_draft else PartialDate.read(row["on"]).first
    report.shared_at = at if report.state == Report.State.ACCEPTED else None
    return report


def _person(slug: str) -> Person:
    row = next(row for row in rows("people", "person") if row["slug"] == slug)
    return Person.objects.get(email=row["email"])
