"""What one cell answers: its value, or why it is not taken over."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from . import findings
from .asked import Row
from .fields import (
    CHOICE,
    CONFIRMED,
    NUMBER,
    Field,
    also_understood,
    choices_of,
    shown,
)
from .findings import Finding, Spot
from .found import Cell
from .values import (
    CLEARED,
    LONGEST,
    LONGEST_NOTE,
    Fault,
    bounded,
    plain_number,
    read_choice,
    read_number,
    same,
)


@dataclass
class Answer:
    """``value`` None: nothing is to be taken over."""

    value: str | None = None
    findings: list[Finding] = field(default_factory=list)


def is_untouched(row: Row, one: Field, cell: Cell) -> bool:
    """Whether the cell says what it said when the pack was made."""
    if cell.is_formula:
        return False
    before = shown(row, one)
    if one.kind == NUMBER and cell.is_number and before:
        return _float(cell.text) == _float(before)
    return same(cell.text, before)


def _float(text: str) -> float | None:
    """Programs keep fifteen digits of a number."""
    try:
        return float(f"{float(text):.14g}")
    except ValueError:
        return None


def read_answer(row: Row, one: Field, cell: Cell, spot: Spot) -> Answer:
    """The answer in a cell that was touched."""
    if (fault := _fault_of_cell(one, cell, spot)) is not None:
        return Answer(findings=[fault])
    if cell.text in CLEARED:
        # In a list to choose from it is what stands there before anything is chosen.
        return Answer(None if one.name == CONFIRMED or not shown(row, one) else "")
    if one.kind == NUMBER:
        return _number(row, cell, spot)
    return _choice(row, one, cell, spot) if one.kind == CHOICE else _words(row, cell, spot)


def _fault_of_cell(one: Field, cell: Cell, spot: Spot) -> Finding | None:
    """Why nothing can be read here, whatever is asked."""
    if cell.is_error:
        return findings.broken_cell(spot, cell.text)
    if cell.is_merged:
        return findings.merged(spot, cell.text)
    if cell.is_formula and one.kind != NUMBER:
        return findings.formula(spot, cell.text)
    if cell.text:
        return None
    return findings.formula_without_result(spot) if cell.is_formula else findings.emptied(spot)


def _words(row: Row, cell: Cell, spot: Spot) -> Answer:
    limit = LONGEST_NOTE if row.kind == "indicator" else LONGEST
    if cell.look == "date":
        return Answer(findings=[findings.became_a_date(spot)])
    if len(cell.text) > limit:
        return Answer(findings=[findings.words_too_long(spot, cell.text, limit)])
    return Answer(cell.text)


def _choice(row: Row, one: Field, cell: Cell, spot: Spot) -> Answer:
    offered = choices_of(row, one.name)
    code = read_choice(cell.text, [*offered, *also_understood(row, one.name)])
    if code is None:
        words = [words for _code, words in offered]
        return Answer(findings=[findings.not_one_of(spot, cell.text, words)])
    return Answer(None if code == row.said.get(one.name) else code)


def _number(row: Row, cell: Cell, spot: Spot) -> Answer:
    if cell.look:
        say = findings.became_a_date if cell.look == "date" else findings.became_a_share
        return Answer(findings=[say(spot)])
    number = _decimal(cell.text) if cell.is_number else read_number(cell.text, row.unit)
    if isinstance(number, Fault):
        return Answer(findings=[_fault(number, cell, spot, row.unit)])
    text = plain_number(number)
    notes = [findings.result_of_formula(spot, text)] if cell.is_formula else []
    return Answer(None if text == row.said.get("answer") else text, notes)


def _decimal(text: str) -> Decimal | Fault:
    """What the program itself took for a number."""
    try:
        return bounded(Decimal(text))
    except InvalidOperation:
        return Fault.NOT_A_NUMBER


def _fault(fault: Fault, cell: Cell, spot: Spot, unit: str) -> Finding:
    if fault is Fault.TWO_READINGS:
        return findings.two_readings(spot, cell.text)
    if fault is Fault.TOO_LARGE:
        return findings.number_too_large(spot, cell.text)
    return findings.not_a_number(spot, cell.text, unit)
