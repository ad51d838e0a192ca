"""Putting two language versions of one text side by side, clause by clause."""

from collections.abc import Sequence

from comity.clauses.number import find_label, given_label
from comity.clauses.pieces import Piece

Pair = tuple[int | None, int | None]

_GAP = -0.6
"""What it costs to leave a piece without a counterpart; two pieces of different kind cost more
together.
"""


def suggest_alignment(first: Sequence[Piece], other: Sequence[Piece]) -> list[Pair]:
    """Return which piece of one language version answers which of another.

    Pieces are matched in order, by kind, number, depth and length (Needleman and Wunsch 1970).
    Each index of either version occurs exactly once, in rising order; None stands where the other
    version has nothing.
    """
    keys = [[_key(piece) for piece in version] for version in (first, other)]
    lengths = [_lengths(version) for version in (first, other)]
    table = [[_GAP * (i + j) for j in range(len(other) + 1)] for i in range(len(first) + 1)]
    for i, piece in enumerate(first, 1):
        for j, answer in enumerate(other, 1):
            alike = _likeness(piece, answer, keys[0][i - 1] == keys[1][j - 1])
            alike += _length_likeness(lengths[0][i - 1], lengths[1][j - 1])
            table[i][j] = max(
                table[i - 1][j - 1] + alike, table[i - 1][j] + _GAP, table[i][j - 1] + _GAP
            )
    return _walk_back(table)


def _walk_back(table: list[list[float]]) -> list[Pair]:
    i, j = len(table) - 1, len(table[0]) - 1
    pairs: list[Pair] = []
    while i or j:
        if i and table[i][j] == table[i - 1][j] + _GAP:
            i -= 1
            pairs.append((i, None))
        elif j and table[i][j] == table[i][j - 1] + _GAP:
            j -= 1
            pairs.append((None, j))
        elif i and j:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif i:
            i -= 1
            pairs.append((i, None))
        else:
            j -= 1
            pairs.append((None, j))
    return pairs[::-1]


def _key(piece: Piece) -> tuple[object, ...]:
    """Return the number without its language: "Artículo 5" and "Article 5" are one."""
    if not piece.number:
        return ()
    label = find_label(f"{piece.number} X") or given_label(piece.number)
    meaning = label.meanings[0]
    return (meaning.style.word, meaning.path)


def _likeness(piece: Piece, answer: Piece, same_number: bool) -> float:
    score = 1.0 if piece.kind == answer.kind else -1.5
    if same_number:
        score += 2.0 if piece.number else 0.3
    else:
        score -= 1.0
    return score + (0.3 if piece.depth == answer.depth else -0.3)


def _lengths(version: Sequence[Piece]) -> list[float]:
    """Return the length of each piece relative to the mean of its version."""
    mean = sum(len(piece.text) for piece in version) / max(len(version), 1) or 1
    return [len(piece.text) / mean for piece in version]


def _length_likeness(one: float, two: float) -> float:
    return 0.6 * (min(one, two) / max(one, two)) if one and two else 0.0
