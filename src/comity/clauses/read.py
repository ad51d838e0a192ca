"""Reading a text into clauses. Nothing is invented: the sum of the pieces is the text."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date

from comity.clauses.addressees import find_addressees
from comity.clauses.blocks import Block, LeftOut, Source
from comity.clauses.dates import find_due
from comity.clauses.language import LANGUAGES, guess_language
from comity.clauses.notes import hang_notes, part_notes
from comity.clauses.number import (
    ARTICLE,
    Label,
    Meaning,
    Path,
    find_label,
    given_label,
    predecessor,
    successor,
)
from comity.clauses.pieces import Piece, Reading, Suggestion
from comity.clauses.place import Paragraph, Place, looks_like_heading, place_paragraphs
from comity.clauses.running import part
from comity.clauses.sequence import Candidate, place_labels
from comity.clauses.sources import take_apart
from comity.clauses.sources.plain import take_apart_text
from comity.clauses.themes import find_themes
from comity.clauses.unreadable import Unreadable

NEAR = 60
"""How many paragraphs below one the next number of its list is looked for."""

_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")

MOST_CHARACTERS = 3_000_000
MOST_PARAGRAPHS = 20_000
MOST_PAGES = "1,000"
"""The longest text that is read at once, in characters, paragraphs and, about, in pages."""


def read(
    source: bytes | str | Sequence[Block],
    name: str = "",
    *,
    language: str | None = None,
    adopted_on: date | None = None,
    names: Mapping[str, str] | None = None,
) -> Reading:
    """Read a text into headings, preamble, clauses and what cannot be placed.

    Args:
        source: A whole file, a plain text, or blocks.
        name: The file's name; for bytes its end says which kind of file it is.
        language: "en", "es", "fr" or "pt"; guessed when None.
        adopted_on: The day of adoption, for terms such as "within six months".
        names: Names of parties and bodies → their codes, to suggest addressees from.

    Returns:
        Pieces in the order of the text. The numbers and texts of all pieces, white space aside,
        are the text without what ``left_out`` holds; its footnotes also hang on the pieces that
        bear their marks.

    Raises:
        Unreadable: the file cannot be read, holds no paragraph, or too many.
        ValueError: the language is none of the four.
    """
    if language is not None and language not in LANGUAGES:
        raise ValueError(
            f"{language!r} is none of the languages read here: {', '.join(LANGUAGES)}."
        )
    taken = _taken_apart(source, name)
    body, notes = part_notes(taken.blocks)
    if not any(block.text or block.number for block in body):
        raise Unreadable("empty", name)
    length = sum(len(block.text) for block in taken.blocks)
    if length > MOST_CHARACTERS or len(taken.blocks) > MOST_PARAGRAPHS:
        raise Unreadable("too_long", name, limit=MOST_PAGES)
    language = language or guess_language("\n".join(block.text for block in body))
    paragraphs = _numbered(_compounded(_merged(list(_parted(body)))))
    places = place_paragraphs(paragraphs, language)
    pieces = [
        _piece(paragraph, place, adopted_on, names)
        for paragraph, place in zip(paragraphs, places, strict=True)
    ]
    hung, notes_out = hang_notes(pieces, notes)
    return Reading(tuple(hung), language, name, (*taken.left_out, *notes_out))


def _taken_apart(source: bytes | str | Sequence[Block], name: str) -> Source:
    if isinstance(source, bytes):
        taken = take_apart(source, name)
    else:
        taken = take_apart_text(source) if isinstance(source, str) else Source(tuple(source))
    return _without_invisible(taken)


def _without_invisible(taken: Source) -> Source:
    """Take soft hyphens and other signs that print nothing out of the words that they part."""
    blocks = []
    left_out = list(taken.left_out)
    for block in taken.blocks:
        words = _INVISIBLE.sub("", block.text)
        if words.strip() and words != block.text:
            signs = "".join(_INVISIBLE.findall(block.text))
            left_out.append(LeftOut("hyphen", signs, block.page))
            blocks.append(replace(block, text=words))
        else:
            blocks.append(block)
    return Source(tuple(blocks), tuple(left_out))


class _Part:
    """A block, or a part of one where numbers run inside it, with its possible label."""

    __slots__ = ("block", "given", "label", "text")

    def __init__(self, block: Block, label: Label | None, text: str, given: bool) -> None:
        self.block, self.label, self.text, self.given = block, label, text, given

    @property
    def whole(self) -> str:
        """The paragraph when its label is not believed."""
        return f"{self.label.printed} {self.text}".strip() if self.label else self.text


def _parted(blocks: Iterable[Block]) -> Iterator[_Part]:
    for block in blocks:
        text = " ".join(block.text.split())
        label = given_label(block.number) if block.number else find_label(text)
        rest = text if block.number or label is None else text[label.end :]
        given = bool(block.number)
        for own, words in part(rest, label):
            yield _Part(block, own, words, given)
            given = True


def _merged(parts: list[_Part]) -> list[_Part]:
    """Join a number that stands alone on its line to the paragraph below it."""
    merged: list[_Part] = []
    paths = {m.path for part in parts if part.label for m in part.label.meanings}
    for current in parts:
        last = merged[-1] if merged else None
        if (
            last
            and last.label
            and not last.text
            and not current.label
            and current.text
            and _may_own(last, paths)
        ):
            last.text = current.text
            last.block = replace(last.block, heading=last.block.heading or current.block.heading)
        elif last and _is_titled_article(last) and not current.label and _is_body(current):
            last.text = f"{last.text}\n{current.text}"
        else:
            merged.append(current)
    return merged


def _compounded(parts: list[_Part]) -> list[_Part]:
    """Give "1. a)" one number with two parts, where "b)" follows further below."""
    for at, current in enumerate(parts):
        inner = find_label(current.text) if current.label else None
        if current.label and inner and _goes_on_below(inner, parts[at + 1 : at + NEAR]):
            current.label = replace(
                current.label,
                printed=f"{current.label.printed} {inner.printed}",
                end=current.label.end + inner.end,
                inner=inner.meanings,
            )
            current.text = current.text[inner.end :]
    return parts


def _goes_on_below(inner: Label, below: Sequence[_Part]) -> bool:
    following = {Meaning(m.style, successor(m.path)) for m in inner.meanings if m.path == (1,)}
    return any(part.label and following & set(part.label.meanings) for part in below)


def _may_own(number: _Part, paths: Set[Path]) -> bool:
    """True when a number is believed by itself, or others of the text stand before or after it."""
    label = number.label
    if label is None or number.given or label.certain:
        return label is not None
    style, path = label.meanings[0]
    above = {path[:-1]} if not number.block.cell else set()
    return style.word != "" or (
        len(path) > 1 and not paths.isdisjoint({predecessor(path), successor(path)} | above)
    )


def _is_titled_article(part: _Part) -> bool:
    """ "Article 3" over a short title of its own: the title belongs to the article, as does the
    text below.
    """
    worded = part.label is not None and part.label.meanings[0].style.word == ARTICLE
    short = 0 < len(part.text) <= 80 and "\n" not in part.text and part.text[-1] not in ".;:,"
    return worded and short


def _is_body(part: _Part) -> bool:
    return len(part.text) > 80 or part.text[-1:] in {".", ";", ":"}


def _numbered(parts: Sequence[_Part]) -> list[Paragraph]:
    positions = place_labels(
        [
            Candidate(
                label=part.label,
                given=part.given,
                level=part.block.level,
                divides=part.label is None
                and looks_like_heading(part.text, part.block.heading, part.block.bold),
            )
            for part in parts
        ]
    )
    return [
        Paragraph(
            text=part.text if position else part.whole,
            number=position.printed if position else "",
            style=part.block.heading,
            bold=part.block.bold,
            position=position,
            page=part.block.page,
            cell=part.block.cell,
        )
        for part, position in zip(parts, positions, strict=True)
    ]


def _piece(
    paragraph: Paragraph, place: Place, adopted_on: date | None, names: Mapping[str, str] | None
) -> Piece:
    piece = Piece(
        kind=place.kind,
        text=paragraph.text,
        number=paragraph.number,
        depth=place.depth,
        heading=place.heading,
        page=paragraph.page,
    )
    if place.kind in {"heading", "preamble"}:
        return piece
    due = find_due(paragraph.text, adopted_on)
    return replace(
        piece,
        verb=place.verb,
        addressees=find_addressees(paragraph.text, place.verb, names),
        due_on=Suggestion(due[0].isoformat(), due[1]) if due else None,
        themes=find_themes(paragraph.text),
    )
