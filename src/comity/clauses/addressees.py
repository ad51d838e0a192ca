"""Whom a paragraph asks: names found where an addressee stands, not wherever a name is mentioned.

"Request the *Technical Secretariat* to inform the member countries" asks the secretariat alone.
Names come from the caller (the parties and bodies of a dialogue); a short list of general ones is
always known.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from comity.clauses.folding import folded
from comity.clauses.pieces import Suggestion
from comity.clauses.verbs import DIRECTED, MANDATING
from comity.clauses.words import either, load_words

GENERAL: Mapping[str, Sequence[str]] = MappingProxyType(load_words("addressees"))
"""Code of a general addressee → patterns, over folded text, of its names in four languages."""

_BETWEEN = re.compile(
    r"[\s,;]*(?:(?:and|or|y|e|et|o|ou|as well as|asi como|ainsi que|bem como|in "
    r"coordination with|en coordinacion con|en coordination avec"
    r"|em coordenacao com|with the support of|con el apoyo de|avec l'appui d[eu]|com o "
    r"apoio d[ea]|jointly with|conjuntamente con)\b)?[\s,;]*"
    r"(?:(?:to|of|a|al|de|del|aux?|do|da|dos|das|ao|aos|la|el|los|las|le|les|os|as|the"
    r"|other|demas|otros|autres)\b\s*|l'|d')*",
)
_ACTS_AFTER = re.compile(
    r"[^.;:]{0,60}?\b(?:shall|will|should|must|are to|is to|undertakes?|deberan?|debera"
    r"|devra|devront|doi(?:t|vent)|deverao|deve(?:m|ra)?"
    r"|se encargara|[a-z]{3,}(?:ara|era|ira)n?|[a-z]{3,}(?:ront|rao))\b"
)
_ASKED_BEFORE = re.compile(
    r"(?:\b(?:by|through|via|that|entrusted to|responsibility of|led by|por|que|a traves "
    r"de|por medio de|mediante|por intermedio de|a cargo de|responsabilidad de|par"
    r"|par l'intermediaire d[eu]|qu'|responsabilite d[eu]|pel[oa]s?|por meio d[eao]"
    r"|atraves d[eao])\s*(?:(?:of|de|del|la|el|los|las|le|les|l|os|as|o|a|the|all|todos"
    r"|tous|su|its|sa)\b['\s]*)*)$"
)
_SPEAKS = re.compile(
    r"(?:the|los|las|la|el|les?|os|as|o|a|all|todos|tous|we,?|nous,?|nos,?"
    r"|nosotros,?)?[\s,]*(?:the|los|las|les|os|as)?\s*$"
)
_RECEIVER = re.compile(
    r"(?:\b(?:to|a|al|aux?|ao|aos|the|la|le|les|l'|las|los|o|os|as"
    r"|upon|on)\s*)+$"
)


def find_addressees(
    text: str, verb: str, names: Mapping[str, str] | None = None
) -> tuple[Suggestion, ...]:
    """Return whom a paragraph asks, in the order of the text, each once.

    Args:
        text: The paragraph without its number.
        verb: Its verb class, own or taken over from the words that lead into its list.
        names: The caller's names and their codes; a longer name wins over a shorter one.
    """
    whole = folded(text)
    found = list(_names_in(whole.folded, names or {}))
    if verb in DIRECTED:
        chosen = _directed(whole.folded, found)
    else:
        chosen = _acting(whole.folded, found, verb)
    unique: dict[str, Suggestion] = {}
    for start, end, code in chosen:
        unique.setdefault(code, Suggestion(code, whole.words(start, end)))
    return tuple(unique.values())


Name = tuple[int, int, str]


def _names_in(folded: str, names: Mapping[str, str]) -> Iterator[Name]:
    """Yield where names stand, left to right, none within another."""
    places = [
        (m.start(), m.end(), code) for code, pattern in _general() for m in pattern.finditer(folded)
    ]
    if names:
        pattern, codes = _lexicon(tuple(names.items()))
        places += [(m.start(), m.end(), codes[m[0]]) for m in pattern.finditer(folded)]
    last = 0
    for start, end, code in sorted(places, key=lambda place: (place[0], -place[1])):
        if start >= last:
            yield start, end, code
            last = end


@lru_cache(maxsize=1)
def _general() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (code, re.compile(rf"(?<!\w)(?:{either(words)})(?!\w)")) for code, words in GENERAL.items()
    )


@lru_cache(maxsize=8)
def _lexicon(names: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    codes = {folded(name.strip()).folded: code for name, code in names if name.strip()}
    longest_first = sorted(codes, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"), codes


def _directed(folded: str, found: list[Name]) -> list[Name]:
    """The first name that receives the act, and those joined to it by "and"."""
    for at, (start, _, _) in enumerate(found):
        before = folded[:start]
        if start < 200 and _RECEIVER.search(before) and not _is_object(before):
            return _joined(folded, found, at)
    return _joined(folded, found, 0) if found and found[0][0] < 60 else []


def _is_object(before: str) -> bool:
    """True when another act stands between the verb and the name ("…to inform the…")."""
    return (
        bool(re.search(r"\b(?:to|para|a fin de|afin de|que)\s+\w+.*$", before[12:]))
        and len(before) > 60
    )


def _acting(folded: str, found: list[Name], verb: str) -> list[Name]:
    """Names of which the text says that they shall act, or that it be done by them."""
    chosen: list[Name] = []
    for at, (start, end, _) in enumerate(found):
        before, after = folded[max(0, start - 60) : start], folded[end : end + 90]
        speaks = start < 30 and _SPEAKS.fullmatch(before)
        if (
            (verb in MANDATING | {""} and _ASKED_BEFORE.search(before) and not speaks)
            or (_ACTS_AFTER.match(after) and start < 160)
            or (verb == "commit" and speaks)
        ):
            chosen += [name for name in _joined(folded, found, at) if name not in chosen]
    return chosen


def _joined(folded: str, found: list[Name], at: int) -> list[Name]:
    chosen = [found[at]]
    for name in found[at + 1 :]:
        if not _BETWEEN.fullmatch(folded[chosen[-1][1] : name[0]]):
            break
        chosen.append(name)
    return chosen
