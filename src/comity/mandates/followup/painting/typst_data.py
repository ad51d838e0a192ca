"""Blocks as the data that ``report.typ`` reads. Words are (text, language, bold, mark)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from comity.ui.drawing import standalone

from ...exports.sheet import clean
from ..paper import Block, Cell, Facts, Grid, Heading, Items, Phrase, Picture, Text, Words
from .marking import in_language

Data = dict[str, Any]


def blocks(of: Iterable[Block]) -> list[Data]:
    return [_block(block) for block in of]


def _block(block: Block) -> Data:
    match block:
        case Heading():
            return heading(block)
        case Text():
            return {"kind": "text", "look": block.look, "words": phrase(block.words)}
        case Items():
            return {"kind": "items", "rows": [phrase(row) for row in block.rows]}
        case Facts():
            rows = [[clean(name), phrase(words)] for name, words in block.rows]
            return {"kind": "facts", "rows": rows}
        case Grid():
            return {
                "kind": "grid",
                "caption": clean(block.caption),
                "wide": block.is_wide,
                "widths": block.widths,
                "head": phrase(block.head),
                "rows": [[_cell(cell) for cell in row] for row in block.rows],
            }
        case Picture(chart=chart):
            alt = clean(f"{chart.title}. {chart.description}")
            return {"kind": "picture", "svg": standalone(chart), "alt": alt}


def heading(block: Heading) -> Data:
    words = phrase(block.words)
    return {"kind": "heading", "level": block.level, "key": block.key, "words": words}


def _cell(cell: Cell) -> list[Any]:
    return [phrase(cell.words), cell.state, cell.is_number]


def phrase(words: Phrase) -> list[list[Any]]:
    return [_words(one) for one in words]


def _words(words: Words) -> list[Any]:
    mark = in_language(words.language) if words.language else ""
    return [clean(words.text), words.language, words.is_bold, mark]
