"""Footnotes: telling them from the text, and hanging each on the paragraph that bears its mark."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from comity.clauses.blocks import Block, LeftOut
from comity.clauses.pieces import Footnote, Piece

_PLAIN = "0123456789abcdefghijklmnoprstuvwxyz"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
_TO_RAISED = str.maketrans(_PLAIN, _RAISED)
_TO_PLAIN = str.maketrans(_RAISED, _PLAIN)
_MARK = re.compile(
    rf"[{_RAISED}]{{1,6}}|\[(?:\d{{1,3}}|[a-z]|\*)\]|\b(?:\d{{1,2}}|[a-z])/|(?<!\*)\*{{1,3}}/"
    r"|(?<=[^\W_])\*{1,3}(?![\w*])"
)
_PRINTED = re.compile(rf"({_MARK.pattern}|\*{{1,3}})\s*(?=\S)")


def raised(mark: str) -> str:
    """Return a mark as superscript letters and figures."""
    return mark.translate(_TO_RAISED)


def lowered(mark: str) -> str:
    """Return a mark as plain letters and figures, without its bracket or stroke."""
    return mark.translate(_TO_PLAIN).strip("[]/")


def without_marks(text: str) -> str:
    """Return a text without raised letters and figures."""
    return "".join(c for c in text if c not in _RAISED)


def part_notes(blocks: Iterable[Block]) -> tuple[list[Block], list[Block]]:
    """Return the paragraphs of a text and its footnotes.

    A paragraph is a footnote when its source says so, or when it opens with a mark (``¹``,
    ``[1]``, ``a/``, ``*``) that stands inside a paragraph before it.
    """
    body: list[Block] = []
    notes: list[Block] = []
    seen: set[str] = set()
    for block in blocks:
        found = None if block.number else _PRINTED.match(block.text)
        if block.note:
            notes.append(block)
        elif found and found[1] in seen:
            notes.append(replace(block, text=block.text[found.end() :], note=found[1]))
        else:
            body.append(block)
            seen.update(_MARK.findall(block.text, 1))
    return body, notes


def hang_notes(
    pieces: Sequence[Piece], notes: Iterable[Block]
) -> tuple[list[Piece], list[LeftOut]]:
    """Hang each note on the piece that bears its mark; those that no piece bears follow as
    paragraphs.

    Returns the pieces, and the notes that hang on one, as things left out of the run of the text.
    """
    hung = list(pieces)
    loose: list[Piece] = []
    left_out: list[LeftOut] = []
    bearers = _bearers(pieces)
    for note in notes:
        mark = lowered(note.note)
        bearer = next((at for at in bearers.get(mark, ()) if _bears(hung[at], note)), None)
        if bearer is None:
            loose.append(Piece("paragraph", note.text, number=note.note, page=note.page))
            continue
        footnotes = (*hung[bearer].footnotes, Footnote(mark, note.text))
        hung[bearer] = replace(hung[bearer], footnotes=footnotes)
        bearers[mark].remove(bearer)
        left_out.append(LeftOut("footnote", f"{note.note} {note.text}", note.page))
    return [*hung, *loose], left_out


def _bearers(pieces: Sequence[Piece]) -> dict[str, list[int]]:
    """Return for each mark the pieces whose text has it, in order."""
    found: dict[str, list[int]] = {}
    for at, piece in enumerate(pieces):
        for mark in dict.fromkeys(map(lowered, _MARK.findall(piece.text))):
            found.setdefault(mark, []).append(at)
    return found


def _bears(piece: Piece, note: Block) -> bool:
    """True when a piece is of the note's page or the page before, where pages are known."""
    return not (piece.page and note.page) or note.page - 1 <= piece.page <= note.page
