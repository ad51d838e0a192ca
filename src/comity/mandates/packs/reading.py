"""What a person filled into a pack, and what is wrong with it. Never fails on what it finds.

Only what differs from what the pack showed when it was made counts as filled: an answer left
alone says nothing, an emptied one neither.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import override

from . import cover, findings
from .answers import Answer, is_untouched, read_answer
from .asked import SHEETS, Asked, Row
from .fields import OF_SHEET, SHEET_NAMES, UNIT, WORDS, Field, fields_of, label, yes_no
from .findings import Finding, Spot
from .found import Cell, Found, FoundRow
from .sign import rows_by_code
from .values import bare, folded, read_choice, same

MOST_FINDINGS = 500
MOST_FOREIGN = 50
"""Rows that do not belong to the pack and are told one by one."""


@dataclass
class Returned:
    """``filled``: by mark of the row, field → what was written: words, codes, plain numbers;
    empty words take away what was said. ``language``: that of the answers."""

    language: str
    submit: bool = False
    filled: dict[str, dict[str, str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def faulty(self) -> set[str]:
        """Marks of the rows in which something is to be put right."""
        return {one.mark for one in self.findings if one.is_error and one.mark}


class Candidate(NamedTuple):
    """A cell that may hold the answer to one field of one row."""

    cell: Cell
    spot: Spot


Candidates = dict[tuple[str, str], list[Candidate]]
"""(mark, field) → the cells found for it, nearly always one."""


def read(found: Found, asked: Asked) -> Returned:
    """Compare what stands in a file with what the pack asked, in the pack's language."""
    with override(asked.language):
        returned = Returned(asked.language)
        _read_cover(found, asked, returned)
        candidates = _gather(found, asked, returned)
        seen = {mark for mark, _name in candidates}
        for row in asked.rows:
            if row.mark in seen:
                _read_row(row, candidates, returned)
        _say_what_is_missing(found, asked, seen, returned)
        del returned.findings[MOST_FINDINGS:]
        return returned


def _read_cover(found: Found, asked: Asked, returned: Returned) -> None:
    choices = cover.languages_understood(asked)
    chosen = read_choice(found.cover.get("language", ""), choices)
    returned.language = chosen or asked.language
    returned.submit = read_choice(found.cover.get("submit", ""), yes_no()) == "yes"
    said = found.cover.get("submit", "")
    if said and read_choice(said, yes_no()) is None:
        spot = Spot(field=label("submit"))
        returned.findings.append(findings.not_one_of(spot, said, [words for _c, words in yes_no()]))


def _gather(found: Found, asked: Asked, returned: Returned) -> Candidates:
    """The cells of the rows that belong to this pack and ask what was asked."""
    by_code = rows_by_code(asked)
    by_question = _by_question(asked.rows)
    candidates: Candidates = {}
    foreign: list[Finding] = []
    for line in found.rows:
        row = by_code.get(line.code) or by_question.get(folded(line.question or ""))
        if row is None or (line.code and line.code not in by_code):
            foreign += _foreign(line)
        elif line.question is not None and folded(line.question) != folded(row.question):
            _keep_back(line, row, candidates, returned)
        else:
            for name, cell in line.cells.items():
                spot = Spot(line.place, line.row, row.mark, name, label(name, row.sheet))
                candidates.setdefault((row.mark, name), []).append(Candidate(cell, spot))
    returned.findings += foreign[:MOST_FOREIGN]
    if len(foreign) > MOST_FOREIGN:
        returned.findings.append(findings.more_strays(len(foreign) - MOST_FOREIGN))
    return candidates


def _by_question(rows: Iterable[Row]) -> dict[str, Row]:
    """For rows that lost their code: the words of the question, where only one row asks them."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(folded(row.question), []).append(row)
    return {words: several[0] for words, several in found.items() if len(several) == 1 and words}


def _foreign(line: FoundRow) -> list[Finding]:
    kept = "\n".join(cell.text for cell in line.cells.values() if cell.text)
    if not kept:
        return []
    say = findings.of_another_pack if line.code else findings.stray
    return [say(Spot(line.place, line.row), kept)]


def _keep_back(line: FoundRow, row: Row, candidates: Candidates, returned: Returned) -> None:
    """The question was changed: what was answered to it is kept, and not taken over."""
    candidates.setdefault((row.mark, ""), [])
    spot = Spot(line.place, line.row, row.mark)
    said = {one.name: one for one in fields_of(row)}
    for name, cell in line.cells.items():
        if name in said and cell.text and not is_untouched(row, said[name], cell):
            at = spot.at(name, row.sheet)
            is_words = said[name].kind == WORDS
            returned.findings.append(findings.question_changed(at, cell.text, take=is_words))


def _read_row(row: Row, candidates: Candidates, returned: Returned) -> None:
    filled: dict[str, str] = {}
    for one in fields_of(row):
        if one.kind == UNIT:
            continue
        answer = _settle(row, one, candidates.get((row.mark, one.name), []), returned)
        if answer.value is not None:
            filled[one.name] = answer.value
    if any(one.kind == UNIT for one in fields_of(row)):
        _check_unit(row, filled, candidates, returned)
    if filled:
        returned.filled[row.mark] = filled


def _settle(row: Row, one: Field, cells: list[Candidate], returned: Returned) -> Answer:
    """The one answer to a field, or a finding for each of several."""
    written = [each for each in cells if not is_untouched(row, one, each.cell)]
    told = {folded(each.cell.text) for each in written if each.cell.text}
    if len(told) > 1:
        returned.findings += [findings.twice(each.spot, each.cell.text) for each in written]
        return Answer()
    chosen = next((each for each in written if each.cell.text), None)
    if chosen is None:
        # An answer left alone in one place is not emptied by a copy of its row.
        chosen = written[0] if written and len(written) == len(cells) else None
    if chosen is None:
        return Answer()
    answer = read_answer(row, one, chosen.cell, chosen.spot)
    returned.findings += answer.findings
    return answer


def _check_unit(
    row: Row, filled: dict[str, str], candidates: Candidates, returned: Returned
) -> None:
    """A number is taken with its unit alone."""
    cells = candidates.get((row.mark, "unit"), [])
    unit = cells[0].cell.text if cells else row.unit or row.said.get("unit", "")
    number = filled.get("answer", "")
    spot = cells[0].spot if cells else Spot(mark=row.mark)
    if row.unit:
        if number and bare(unit) != bare(row.unit):
            returned.findings.append(findings.unit_changed(spot, number, unit, row.unit))
            del filled["answer"]
        return
    if number and not unit:
        returned.findings.append(findings.unit_missing(spot, number))
        del filled["answer"]
    elif unit and (number or row.said.get("answer")) and not same(unit, row.said.get("unit", "")):
        filled["unit"] = unit


def _say_what_is_missing(found: Found, asked: Asked, seen: set[str], returned: Returned) -> None:
    for place in found.cut:
        returned.findings.append(findings.too_many_rows(place))
    for sheet in SHEETS:
        lost = [(place, name) for place, kind, name in found.lost if kind == sheet]
        if len(lost) == len(OF_SHEET[sheet]):
            returned.findings.append(findings.columns_lost(lost[0][0]))
        else:
            returned.findings += [
                findings.column_lost(place, label(name, sheet)) for place, name in lost
            ]
    gone = [row for row in asked.rows if row.mark not in seen]
    if asked.rows and len(gone) == len(asked.rows):
        returned.findings.append(findings.nothing_left())
        return
    returned.findings += [findings.missing(row, str(SHEET_NAMES[row.sheet])) for row in gone]
