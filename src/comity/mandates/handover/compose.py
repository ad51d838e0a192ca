"""From the pack to a paper in one language, from which Word, PDF and HTML are painted."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from comity.parties.models import Presidency
from comity.parties.registry import Row
from comity.tlp import Label
from comity.ui.days import day_text
from comity.ui.said import said

from .. import words
from ..followup.paper import Block, Cell, Facts, Grid, Heading, Paper, Phrase, Text, Words, plain
from .gathering import Chapter, Pack

UNTIL_NOW = "…"


def compose(pack: Pack, language: str) -> Paper:
    """The pack in ``language``, which must be the page's: the rooms have spoken in it. What is
    not there in it stands in another one, and says so."""
    speaker = _Speaker(language)
    title = _("Hand-over: %(dialogue)s") % {"dialogue": speaker.words(pack.dialogue.name).text}
    blocks = [*_presidencies(pack, speaker)]
    for chapter in pack.chapters:
        blocks += _chapter(chapter, speaker)
    return Paper(
        language=language,
        title=Words(title),
        label=Label.STRICT,
        made_on=_("made on %(day)s") % {"day": speaker.day(pack)},
        cover=tuple(_cover(pack, speaker)),
        blocks=tuple(blocks),
        contents_title=_("Contents"),
        page_words=_("page {page}"),
    )


class _Speaker:
    def __init__(self, language: str) -> None:
        self.language = language

    def words(self, value: object) -> Words:
        chosen = said(value, self.language)
        return Words(chosen.text, chosen.language if chosen.is_fallback else "")

    def day(self, pack: Pack) -> str:
        return day_text(pack.on, "day", self.language)

    def due(self, row: Row) -> str:
        if row.due_on is None:
            return "–"
        day = day_text(row.due_on, "day", self.language)
        return f"{day}, {words.OVERDUE_WORD}" if row.is_overdue else day

    def term(self, term: Presidency) -> str:
        since = day_text(term.since, term.since_precision, self.language) if term.since else ""
        until = day_text(term.until, term.until_precision, self.language) if term.until else ""
        return f"{since or UNTIL_NOW} – {until or UNTIL_NOW}"


def _cover(pack: Pack, speaker: _Speaker) -> Iterator[Block]:
    yield Facts(tuple(_facts(pack, speaker)))
    yield Text(
        plain(
            _(
                "It holds what the person who made it may see: another one may find more or less "
                "in it. Things whose reading is written down stand here by their label alone."
            )
        ),
        "note",
    )


def _facts(pack: Pack, speaker: _Speaker) -> Iterator[tuple[str, Phrase]]:
    yield _("Dialogue"), (speaker.words(pack.dialogue.name),)
    for name, term in zip(troika_names(), pack.troika, strict=True):
        party = speaker.words(term.party.name) if term else Words(_("not recorded"))
        yield name, (party,)
    for chapter in pack.chapters:
        yield chapter.title, plain(str(len(chapter.rows)))
    readers = _("secretariat, and the last, present and next presidency")
    yield _("For"), plain(f"{Label.STRICT.words}: {readers}")


def troika_names() -> tuple[str, str, str]:
    """What the three presidencies are called, in order."""
    return _("Last presidency"), _("Present presidency"), _("Next presidency")


def _chapter(chapter: Chapter, speaker: _Speaker) -> Iterator[Block]:
    yield Heading(1, plain(chapter.title), chapter.key)
    if not chapter.rows:
        yield Text(plain(chapter.nothing))
        return
    head = [Words(chapter.head), Words(_("State")), Words(_("Body"))]
    widths = [5, 4, 3]
    if chapter.is_dated:
        head.append(Words(_("Day")))
        widths.append(3)
    rows = tuple(_row(row, chapter, speaker) for row in chapter.rows)
    yield Grid(chapter.title, tuple(head), rows, tuple(widths))


def _row(row: Row, chapter: Chapter, speaker: _Speaker) -> tuple[Cell, ...]:
    body = speaker.words(row.body.name) if row.body else Words("")
    cells = [
        Cell((speaker.words(row.title),)),
        Cell((speaker.words(row.note),)),
        Cell((body,)),
    ]
    if chapter.is_dated:
        cells.append(Cell((Words(speaker.due(row)),), is_late=row.is_overdue))
    return tuple(cells)


def _presidencies(pack: Pack, speaker: _Speaker) -> Iterator[Block]:
    yield Heading(1, plain(_("Presidencies")), "presidencies")
    if not pack.history:
        yield Text(plain(_("No presidency is recorded.")))
        return
    rows = tuple(
        (Cell((speaker.words(term.party.name),)), Cell((Words(speaker.term(term)),)))
        for term in pack.history
    )
    yield Grid(_("Presidencies"), (Words(_("Party")), Words(_("Term"))), rows, (1, 1))
