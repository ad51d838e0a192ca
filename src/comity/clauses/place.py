"""What each paragraph is: heading, preamble, clause, or a paragraph that nothing places."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from comity.clauses.folding import fold
from comity.clauses.number import ARTICLE, BULLET, DIVISION
from comity.clauses.pieces import Kind
from comity.clauses.sequence import Position
from comity.clauses.verbs import (
    is_preambular,
    lead_in,
    names_speaker,
    opens_with_verb,
    speaks_of_itself,
    verb_class,
)

LONGEST_HEADING = 140
"""Characters; a styled heading longer than this is a paragraph that looks like one."""

_CLOSING = re.compile(
    r"(?:dad[oa]s? en|hech[oa]s? en|suscrit[oa]s? en|firmad[oa]s? en|en fe de lo cual|en "
    r"testimonio|done (?:at|in)|adopted (?:at|in|on)|signed (?:at|in)|in witness"
    r"|in faith|fait a|adoptee? a|en foi de quoi|feit[oa]s? em|em fe do que|assinad[oa] "
    r"em|se levanto la sesion)\b"
)
_ANNEX = re.compile(r"(?:anex[oe]|annexe?|apendice|appendix|appendice)\b")
_OPERATIVE_ENDS = (";", "; y", "; and", "; et", "; e", ",")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with what its number and its look tell; ``text`` is without the number.

    ``style`` is its heading level by style, 0 for none; ``position`` its believed label, if any;
    ``cell`` says that it fills a cell of a table.
    """

    text: str
    number: str = ""
    style: int = 0
    bold: bool = False
    position: Position | None = None
    page: int = 0
    cell: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """What a paragraph is, how deep, under which headings, and its verb, own or taken over from a
    lead-in.
    """

    kind: Kind
    depth: int = 1
    heading: tuple[str, ...] = ()
    verb: str = ""


@dataclass(slots=True)
class _State:
    language: str
    headings: list[tuple[int, str]] = field(default_factory=list)
    operative: bool = False
    unnumbered: bool = False
    preamble: bool = False
    lead: str = ""
    depth: int = 1
    leads: dict[int, str] = field(default_factory=dict)
    heading_at: set[int] = field(default_factory=set)
    looks: list[tuple[object, ...]] = field(default_factory=list)
    article_level: int = 99


def looks_like_heading(text: str, style: int, bold: bool) -> bool:
    """True when an unnumbered paragraph has the look of a heading: its style, capitals, or bold
    and short.
    """
    if not text or len(text) > LONGEST_HEADING or text[-1] in ";,":
        return False
    letters = [c for c in text if c.isalpha()]
    if len(letters) < 3:
        return False
    if style:
        return True
    return text[-1] not in ".:" and (bold or (_is_capitals(letters) and len(text.split()) <= 20))


def _is_capitals(letters: Sequence[str]) -> bool:
    return all(c.isupper() for c in letters)


def place_paragraphs(paragraphs: Sequence[Paragraph], language: str) -> list[Place]:
    """Return the place of each paragraph, in order."""
    state = _State(language)
    first_act = _first_act(paragraphs, language)
    places = []
    for at, paragraph in enumerate(paragraphs):
        following = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
        place = _place(at, paragraph, following, first_act, state)
        _close_headings(paragraph, place, state)
        places.append(replace(place, heading=tuple(text for _, text in state.headings)))
        if place.kind == "heading":
            _open_heading(at, paragraph, place.depth, state)
    acts = next((at for at, place in enumerate(places) if place.kind == "clause"), -1)
    return [_preambled(at, paragraphs, places, acts) for at in range(len(places))]


def _preambled(
    at: int, paragraphs: Sequence[Paragraph], places: Sequence[Place], acts: int
) -> Place:
    """ "The Conference," right before a preamble, or before the first clause, belongs to it."""
    place = places[at]
    followed = at + 1 == acts or (at + 1 < len(places) and places[at + 1].kind == "preamble")
    if place.kind == "paragraph" and followed and paragraphs[at].text.endswith((",", ";", ":")):
        return replace(place, kind="preamble", verb="")
    return place


def _close_headings(paragraph: Paragraph, place: Place, state: _State) -> None:
    """Close the headings that a new one, or a new article, ends."""
    if place.kind == "heading":
        while state.headings and state.headings[-1][0] >= place.depth:
            state.headings.pop()
    elif paragraph.position is not None and paragraph.position.style.word == ARTICLE:
        while state.headings and state.headings[-1][0] >= state.article_level:
            state.headings.pop()


def _first_act(paragraphs: Sequence[Paragraph], language: str) -> int:
    """Return the index of the lead-in before which all is preamble, or -1 when there is none."""
    for at, paragraph in enumerate(paragraphs):
        if not paragraph.number and lead_in(paragraph.text, language):
            return at
        if paragraph.number and not is_preambular(paragraph.text, language) and not paragraph.style:
            return -1
    return -1


def _place(
    at: int, paragraph: Paragraph, following: Paragraph | None, first_act: int, state: _State
) -> Place:
    if not paragraph.text:
        return _bare(at, paragraph, following, state)
    if not paragraph.number and (verb := lead_in(paragraph.text, state.language)):
        return _lead(paragraph, verb, state)
    if _is_heading(paragraph, following, state):
        return Place("heading", _heading_level(at, paragraph, state))
    if is_preambular(paragraph.text, state.language) and (at < first_act or not state.operative):
        state.preamble = True
        return Place("preamble", _depth(paragraph, state))
    if paragraph.position is not None:
        return _numbered(at, paragraph, paragraph.position, state)
    return Place("preamble") if at < first_act else _unnumbered(paragraph, state)


def _bare(at: int, paragraph: Paragraph, following: Paragraph | None, state: _State) -> Place:
    """A number without words: "Article 2" is a heading to the paragraphs numbered below it."""
    position = paragraph.position
    below = following.position if following else None
    if position and position.style.word and below and at in below.above:
        return Place("heading", _heading_level(at, paragraph, state))
    return Place("paragraph")


def _lead(paragraph: Paragraph, verb: str, state: _State) -> Place:
    """Words that lead into the operative part: a heading when they stand alone, else the
    preamble's end.
    """
    state.operative = state.unnumbered = True
    state.lead = verb
    state.depth = 1
    if len(paragraph.text) <= 60 and not names_speaker(paragraph.text, state.language):
        level = state.headings[-1][0] + 1 if state.headings else 1
        if state.headings and lead_in(state.headings[-1][1], state.language):
            level = state.headings[-1][0]
        return Place("heading", level)
    return Place("preamble")


def _is_heading(paragraph: Paragraph, following: Paragraph | None, state: _State) -> bool:
    position = paragraph.position
    if position is None:
        return looks_like_heading(paragraph.text, paragraph.style, paragraph.bold) or (
            _stands_over(paragraph, following) and not verb_class(paragraph.text, state.language)
        )
    if position.style.word == DIVISION:
        return len(paragraph.text) <= LONGEST_HEADING
    if position.style.numeral == BULLET:
        return False
    return _is_numbered_heading(paragraph, following, state)


def _is_numbered_heading(paragraph: Paragraph, following: Paragraph | None, state: _State) -> bool:
    """A short numbered line without a verb or an end, with something deeper or unnumbered below
    it.
    """
    text, position = paragraph.text, paragraph.position
    if position is None or len(text) > LONGEST_HEADING or text[-1] in ".;:,?!" or following is None:
        return False
    if paragraph.style or _is_capitals([c for c in text if c.isalpha()] or ["a"]):
        return True
    if len(text.split()) > 14 or opens_with_verb(text, state.language):
        return False
    if following.position is None:
        return len(following.text) > len(text)
    return following.position.style != position.style and (
        len(following.position.above) > len(position.above) or following.position.style.word == ""
    )


def _stands_over(paragraph: Paragraph, following: Paragraph | None) -> bool:
    """A short line of its own, without an end, directly over a numbered paragraph."""
    text = paragraph.text
    if (
        paragraph.cell
        or following is None
        or following.position is None
        or text[-1] in '.;:,?!)»”"'
    ):
        return False
    if following.position.style.numeral == BULLET:
        return False
    return text[0].isupper() and len(text.split()) <= 14 and len(text) <= 100


def _heading_level(at: int, paragraph: Paragraph, state: _State) -> int:
    """Return the level of a heading: that of its style, or of the first heading that looked like
    it.
    """
    look = _look(paragraph)
    if paragraph.style:
        return paragraph.style
    if look in state.looks:
        return state.looks.index(look) + 1
    state.looks.append(look)
    deepest = state.headings[-1][0] if state.headings else 0
    while len(state.looks) <= deepest:
        state.looks.insert(len(state.looks) - 1, ())
    return state.looks.index(look) + 1


def _look(paragraph: Paragraph) -> tuple[object, ...]:
    if paragraph.position is not None:
        return (paragraph.position.style,)
    capitals = _is_capitals([c for c in paragraph.text if c.isalpha()])
    return (paragraph.bold, capitals)


def _open_heading(at: int, paragraph: Paragraph, level: int, state: _State) -> None:
    state.headings.append((level, f"{paragraph.number} {paragraph.text}".strip()))
    if paragraph.position is not None and paragraph.position.style.word == ARTICLE:
        state.article_level = level
    else:
        state.heading_at.add(at)
    state.depth = 1
    if _ANNEX.match(fold(paragraph.text or paragraph.number)):
        state.lead = ""


def _depth(paragraph: Paragraph, state: _State) -> int:
    """Return how deep a numbered paragraph stands among clauses; headings with articles' numbers
    count.
    """
    if paragraph.position is None:
        return 1
    return 1 + sum(at not in state.heading_at for at in paragraph.position.above)


def _numbered(at: int, paragraph: Paragraph, position: Position, state: _State) -> Place:
    """A numbered paragraph is a clause; without a verb of its own it takes over that of its
    lead-in.
    """
    state.operative = True
    state.unnumbered = False
    state.depth = _depth(paragraph, state)
    itself = speaks_of_itself(paragraph.text, state.language)
    inherited = "" if itself else _inherited(position, state)
    own = verb_class(paragraph.text.rsplit("\n", 1)[-1], state.language)
    if paragraph.text[-1] == ":":
        state.leads[at] = own or inherited
    if _is_loose_bullet(paragraph, state):
        return Place("paragraph", state.depth, verb=own)
    return Place("clause", state.depth, verb=own or inherited)


def _inherited(position: Position, state: _State) -> str:
    """Return the verb of the nearest words above that lead into this list; articles take over
    none.
    """
    for above in reversed(position.above):
        if above in state.leads:
            return state.leads[above]
    in_article = position.style.word == ARTICLE or state.article_level < 99
    return "" if in_article else state.lead


def _is_loose_bullet(paragraph: Paragraph, state: _State) -> bool:
    """A bullet that stands under no clause and no lead-in, such as an entry of a menu."""
    position = paragraph.position
    bullet = position is not None and position.style.numeral == BULLET
    loose = bullet and position is not None and not position.above and not state.lead
    return loose and not opens_with_verb(paragraph.text, state.language)


def _unnumbered(paragraph: Paragraph, state: _State) -> Place:
    """An unnumbered paragraph is a clause only in an operative part whose clauses have none; its
    verb in capitals, or a preamble before it, says that such a part begins.
    """
    text = paragraph.text
    own = verb_class(text, state.language)
    closes = bool(_CLOSING.match(fold(text[:40])))
    acts = opens_with_verb(text, state.language)
    if state.unnumbered and not closes and (own or text.endswith(_OPERATIVE_ENDS)):
        return Place("clause", 1, verb=own or state.lead)
    may = (state.preamble and not state.lead) or text.split()[0].isupper()
    if may and acts and not closes and not _numbered_before(state):
        state.unnumbered = state.operative = True
        return Place("clause", 1, verb=own)
    return Place("paragraph", state.depth, verb=own)


def _numbered_before(state: _State) -> bool:
    return state.operative and not state.unnumbered
