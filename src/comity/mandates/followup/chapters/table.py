"""The matrix: mandates × addressees, with the state of each."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ... import words as names
from .. import counting
from ..content import Addressee, Asked
from ..paper import Block, Cell, Grid, Heading, Text, Words, plain
from ..speaking import Speaker

COLUMNS = 10
"""Addressees in one table; more do not fit a page that lies across."""
NOT_ASKED = "–"


def matrix(speaker: Speaker) -> list[Block]:
    content = speaker.content
    if not content.mandates:
        return []
    columns = [who for who, _counts in counting.by_addressee(content)]
    blocks: list[Block] = [Heading(1, plain(_("Matrix")), "matrix")]
    for start in range(0, len(columns), COLUMNS):
        blocks.append(_grid(speaker, columns[start : start + COLUMNS]))
    blocks.append(Text(plain(_("A dash: not asked.")), "note"))
    return blocks


def _grid(speaker: Speaker, columns: list[Addressee]) -> Grid:
    rows = []
    for number, mandate in counting.numbered(speaker.content):
        asked = {one.addressee: one for one in mandate.asked}
        name = speaker.brief(mandate.action, 90)
        first = Cell((Words(f"{number}. "), name))
        rows.append((first, *(_cell(asked.get(column.key)) for column in columns)))
    caption = _("Mandates by addressee: %(first)s to %(last)s") % {
        "first": speaker.short(columns[0]),
        "last": speaker.short(columns[-1]),
    }
    head = (Words(_("Mandate")), *(Words(speaker.short(column)) for column in columns))
    return Grid(caption, head, tuple(rows), (3, *(1 for _column in columns)), is_wide=True)


def _cell(asked: Asked | None) -> Cell:
    if asked is None:
        return Cell((Words(NOT_ASKED),))
    words = str(names.STATES[asked.state])
    if asked.is_overdue:
        words = f"{words}, {names.OVERDUE_WORD}"
    return Cell((Words(words),), asked.state, is_late=asked.is_overdue)
