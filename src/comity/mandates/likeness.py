"""Which of many things asked a measure could answer, and why. Pure: no database, no clock.

A measure is in one language, what is asked in several. Words are compared folded (no accents, no
capitals) and by their beginning, so that "registro" meets "registros" and "register" meets it too.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

STEM = 6
"""Letters of a word that are compared, less an s at their end; shorter words whole."""
SHORTEST = 4
FEWEST_WORDS = 2
FEWEST_ROWS = 50
"""Among fewer rows than these, that a word stands in many of them says nothing of the word."""
LEAST_WEIGHT = 0.9
"""How much the words in common must say; a word that stands in one row alone says 1."""

_STOP = """
about above after again against also among because been before being between both could does
doing during each from further have having here into more most must only other others over same
should such than that their theirs them then there these they this those through under until upon
very were what when where which while whom will with within without would your
ante antes aquel aquella bajo cada como contra cual cuales cuando desde donde durante ella ellas
ellos entre esas esos esta estas este estos esto fueron hacia hasta luego mediante mientras misma
mismo mucho nosotros nuestra nuestro otra otras otro otros para pero porque pues quien quienes
segun sido sino sobre tambien tanto tiene todas todos todo toda tras unas unos
afin ainsi alors apres aussi autre autres aux avant avec avoir cela celle celles celui cependant
ceux chaque chez comme contre dans depuis deux donc elle elles encore entre etaient etait etre
fait faire fois jusque leur leurs lors mais meme memes moins notamment notre nous parmi pendant
peut plus pour quand quel quelle quels sans selon sera seront ses soit sont sous toute toutes
tous tres votre vous
alem ainda ambos aquela aquele assim atraves cada cujo desde dessa desse desta deste dele deles
durante enquanto entre essa essas esse esses estao foram isso isto mais mesmo muito nossa nosso
outra outras outro outros pela pelas pelo pelos pode porque qual quais quando quanto sendo seus
suas tambem toda todas todo todos
alle alleen ander andere bij daar deze door eerst elke geen haar hebben heeft hier hoe hun ieder
kunnen maar meer met moeten naar niet onder onze ook over tegen tijdens tussen voor waar wanneer
wordt worden zijn zonder zoals zullen
country countries pais paises pays national nacional nacionales nationale nationaux nacionais
party parties parte partes partie member members miembro miembros membre membres membros
state states estado estados etat etats
example inventado exemple invented invente ejemplo exemplo
"""
_NOT_WORDS = bytes(
    code if chr(code).isalnum() or chr(code) == "\n" else ord(" ") for code in range(256)
)
_PARTS = "’‘–—"
"""Signs outside ASCII that part words."""
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Small ASCII letters, digits, blanks and line ends; accents and all other signs are gone."""
    for sign in _PARTS:
        text = text.replace(sign, " ")
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore")
    return plain.lower().translate(_NOT_WORDS).decode("ascii")


def _is_telling(word: str) -> bool:
    return len(word) >= SHORTEST and not word.isdecimal() and word not in _STOPPED


_STOPPED = frozenset(_STOP.split())


def stems_of(text: str) -> dict[str, str]:
    """Beginning of each word that says something → the word as it stands in the text, first use."""
    found: dict[str, str] = {}
    for word in _WORD.findall(text):
        folded = fold(word).strip()
        if " " not in folded and _is_telling(folded):
            found.setdefault(_stem(folded), word)
    return found


def _stem(folded: str) -> str:
    return folded[:STEM].rstrip("s")


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked: its text in each language, keys of its themes and of its source."""

    key: int
    texts: Sequence[str]
    themes: frozenset[int] = frozenset()
    source: int | None = None


@dataclass(frozen=True)
class Told:
    """What is compared with it: a text, its themes, those related to them, the sources it names."""

    text: str
    themes: frozenset[int] = frozenset()
    related: frozenset[int] = frozenset()
    sources: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """Why one thing asked could be answered; ``score`` only orders, more is better."""

    key: int
    score: float
    themes: frozenset[int]
    related: frozenset[int]
    words: tuple[str, ...]
    source: int | None


def suggest(told: Told, asked: Sequence[Asked]) -> list[Match]:
    """Those of ``asked`` that ``told`` could answer, the best first; each with its reasons."""
    stems = stems_of(told.text)
    common = _in_common(frozenset(stems), asked)
    weights = _weights(common, len(asked))
    found = (_match(told, row, stems, common.get(row.key, _NO_WORDS), weights) for row in asked)
    return sorted((one for one in found if one), key=lambda one: (-one.score, one.key))


_NO_WORDS: frozenset[str] = frozenset()


def _match(
    told: Told,
    row: Asked,
    stems: dict[str, str],
    common: frozenset[str],
    weights: dict[str, float],
) -> Match | None:
    if not (common or row.themes or row.source in told.sources):
        return None
    weight = sum(map(weights.__getitem__, common)) if len(common) >= FEWEST_WORDS else 0.0
    shared: list[str] = []
    if weight >= LEAST_WEIGHT:
        shared = sorted(common, key=lambda stem: (-weights[stem], stem))
    themes = row.themes & told.themes
    related = row.themes & told.related - themes
    source = row.source if row.source in told.sources else None
    if not (shared or themes or related or source):
        return None
    score = 2.0 * bool(themes) + 1.0 * bool(related) + 1.5 * bool(source)
    score += min(weight, 5.0) if shared else 0.0
    return Match(row.key, score, themes, related, tuple(stems[stem] for stem in shared), source)


def _in_common(stems: frozenset[str], asked: Sequence[Asked]) -> dict[int, frozenset[str]]:
    """Key of a row → the stems it shares, in whichever of its languages shares most.

    All texts are folded in one go, and each different word is taken apart once: that is what
    makes thousands of them cheap.
    """
    keys = [row.key for row in asked for _text in row.texts]
    if not stems or not keys:
        return {}
    whole = fold("\n".join(text.replace("\n", " ") for row in asked for text in row.texts))
    stem_of = {word: _stem(word) for word in set(whole.split()) if _stem(word) in stems}
    telling = frozenset(stem_of)
    found: dict[int, frozenset[str]] = {}
    for key, line in zip(keys, whole.split("\n"), strict=True):
        shared = frozenset(map(stem_of.__getitem__, telling.intersection(line.split())))
        if shared and len(shared) > len(found.get(key, ())):
            found[key] = shared
    return found


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _weights(common: dict[int, frozenset[str]], rows: int) -> dict[str, float]:
    """How much each stem says: 1 where it stands in one row alone, little where in all."""
    counts = Counter(stem for shared in common.values() for stem in shared)
    rows = max(rows, FEWEST_ROWS)
    most = math.log(1 + rows)
    return {stem: math.log(1 + rows / count) / most for stem, count in counts.items()}


def names_any(text: str, names: Iterable[str]) -> bool:
    """Whether a text names a thing by one of its names: whole words, accents and signs aside."""
    inside = f" {_one_line(fold(text))} "
    folded = (_one_line(fold(name)) for name in names)
    return any(len(name) >= SHORTEST and f" {name} " in inside for name in folded)
