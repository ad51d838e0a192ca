"""What contradicts the register or itself, pointed at and left as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from comity.clauses.folding import fold, folded

from .links import Found, found_in, sentences
from .numbers import figures, number_of
from .reasons import flag_of
from .register import Register
from .values import Flag

_SHORT = re.compile(r"\((?P<short>[A-ZÁÉÍÓÚÑ][\w./-]{1,11})\)")
_COUNTRIES = re.compile(r"^(?:pays|etats?|estados?|paises|countries|states|nations|landen|peyi)$")
_ANY_COUNTRIES = re.compile(r"(?i)pays|tats|estados|pa[ií]ses|countries|states|landen|peyi")
_OF_ALL = re.compile(
    r"\b(?:compos|compren|members?\b|membres?\b|miembros?\b|membros?\b|integra|made up|leden)"
)
_FOUNDED = re.compile(
    r"\b(?:cre(?:e|ation|ated|ado|ada|acion|acao)|etabli|fonde|founded|established|fundad|estable"
    r"cid|constituid|launched|nacio)\w*"
)
_YEAR = re.compile(r"\b(19\d\d|20\d\d)\b")
_NUMBER = r"\d{1,3}(?:[ .,]\d{3}){1,5}|\d{1,15}(?:[.,]\d{1,9})?"
_SHARE = re.compile(
    rf"(?<![\d.,])(?P<part>{_NUMBER})(?:\s+[^\W\d_]+){{0,4}}?\s+"
    r"(?:of|out of|sur|parmi|de|des|d['’]entre|van|em|en)\s+"
    rf"(?:the\s+|les\s+|los\s+|las\s+|os\s+|as\s+|de\s+)?(?P<whole>{_NUMBER})[^.;%]{{0,60}}?"
    rf"(?P<percent>\d+(?:[.,]\d+)?)\s?(?:%|per cent|percent|pour cent|por ciento|por cento|procent)"
)
_TODAY = re.compile(
    r"\b(?:aujourd['’]hui|cette semaine|hier|today|this week|yesterday|hoy|esta semana|ayer"
    r"|hoje|ontem|vandaag|deze week|jodi a)\b"
)
_LEAST = 3
"""A list has at least so many countries."""


def flags_of(
    texts: Sequence[str], register: Register, language: str, *, is_dated: bool
) -> tuple[Flag, ...]:
    """Flags of one page, in the order of its words."""
    found: dict[Flag, None] = {}
    for text in texts:
        for flag in (*abbreviations(text, register), *percentages(text), *founded(text, register)):
            found[flag] = None
    for flag in (*lists(texts, register, language), *members(texts, register, language)):
        found[flag] = None
    if not is_dated:
        found |= dict.fromkeys(_relative(texts))
    return tuple(found)


def abbreviations(text: str, register: Register) -> Iterator[Flag]:
    """An abbreviation that the page expands to another name than its own."""
    for short in _SHORT.finditer(text):
        words = _name_before(text[: short.start()])
        if not words or register.expands(short["short"], words) is not False:
            continue
        owner = register.by_acronym[short["short"]][0]
        words, others = _other_name(words, owner.key, register)
        facts = {"short": short["short"], "owner": owner.name}
        if others:
            facts["other"] = others[0]
        yield flag_of("abbreviation", f"{words} ({short['short']})", **facts)


def _other_name(words: str, own: str, register: Register) -> tuple[str, list[str]]:
    """The part of the words, up to their end, that is the name of another; else all of them."""
    starts = [0, *(found.end() for found in re.finditer(r"\s", words))]
    for start in starts:
        part = words[start:]
        if part[:1].isupper() and len(part.split()) >= 2:
            others = [one.name for one in register.named(part) if one.key != own]
            if others:
                return part, others
    return words, []


def _name_before(text: str) -> str:
    """The name that ends here: from its first capital letter on, in the same clause."""
    clause = re.split(r"[,;:.()«»“”]", text)[-1].strip()
    first = re.search(r"(?<![\w’'])(?:[ldLD][’'])?([^\W\d_a-zß-öø-ÿ])", clause)
    words = clause[first.start(1) :] if first else ""
    return words if len(words.split()) >= 2 else ""


def percentages(text: str) -> Iterator[Flag]:
    """A percentage that does not follow from the two figures beside it."""
    for found in _SHARE.finditer(text):
        part, whole = number_of(found["part"]), number_of(found["whole"])
        said = number_of(found["percent"])
        if not whole or part > whole:
            continue
        share = 100 * part / whole
        if abs(share - said) > _rounding(found["percent"]):
            yield flag_of(
                "percentage", found[0], part=_bare(part), whole=_bare(whole),
                share=round(share, 1), said=_bare(said),
            )  # fmt: skip


def _bare(number: float) -> int | float:
    """Without a decimal where it has none."""
    return int(number) if number.is_integer() else number


def _rounding(percent: str) -> float:
    """A percentage may be rounded up or down to its last digit, or to the next five."""
    if re.search(r"[.,]", percent):
        return 0.1
    return 2.5 if int(percent) % 5 == 0 else 1.0


def lists(texts: Sequence[str], register: Register, language: str) -> Iterator[Flag]:
    """A list of countries of another length than the number said with it: in the same sentence,
    or where the page says one number of all and has one long list."""
    every = [one for text in texts for one in sentences(text)]
    counted = [(sentence, _numbers_of_countries(sentence, language)) for sentence in every]
    listed = {sentence: _countries(sentence, register) for sentence in every}
    for sentence, numbers in counted:
        names = listed[sentence]
        if len(numbers) == 1 and len(names) >= _LEAST:
            yield from _length(numbers[0], names, sentence)
    alone = [names for names in listed.values() if len(names) >= 2 * _LEAST]
    said = {
        n for sentence, ns in counted if not listed[sentence] for n in ns if _is_of_all(sentence)
    }
    if len(alone) == len(said) == 1:
        yield from _length(said.pop(), alone[0], "")


def _length(number: int, names: list[str], sentence: str) -> Iterator[Flag]:
    if number != len(names):
        words = sentence or ", ".join(names)
        yield flag_of("list", words, count=number, listed=len(names))


def _is_of_all(sentence: str) -> bool:
    return bool(_OF_ALL.search(fold(sentence)))


@lru_cache(maxsize=64)
def _numbers_of_countries(sentence: str, language: str) -> tuple[int, ...]:
    if not _ANY_COUNTRIES.search(sentence):
        return ()
    found = figures(folded(sentence), language)
    return tuple(int(one.value) for one in found if _COUNTRIES.match(fold(one.counted).split()[-1]))


def _countries(sentence: str, register: Register) -> list[str]:
    """The states that stand in a list: with a comma or an *and* between one and the next."""
    if sentence.count(",") < _LEAST - 2:
        return []
    states = [one for one in found_in(sentence, register) if one.known.is_state]
    runs: list[list[Found]] = [[]]
    for one in states:
        if runs[-1] and not _is_joined(sentence[runs[-1][-1].end : one.start]):
            runs.append([])
        runs[-1].append(one)
    longest = max(runs, key=len)
    return list(dict.fromkeys(one.known.name for one in longest))


def _is_joined(between: str) -> bool:
    words = [word for word in re.split(r"[\s,;]+", fold(between)) if word]
    small = "and y e et ainsi que de del la le les el los las des du d' l' the of da do to en a au"
    return len(words) <= 4 and set(words) <= set(small.split())


def members(texts: Sequence[str], register: Register, language: str) -> Iterator[Flag]:
    """A number of members that is not the register's."""
    for sentence in (one for text in texts for one in sentences(text)):
        numbers = _numbers_of_countries(sentence, language) if _is_of_all(sentence) else ()
        known = {one.known for one in found_in(sentence, register) if one.known.members}
        it = known.pop() if len(numbers) == len(known) == 1 else None
        if it and it.members and it.members != numbers[0]:
            yield flag_of("members", sentence, count=it.members, of=it.name, said=numbers[0])


def founded(text: str, register: Register) -> Iterator[Flag]:
    """A year of foundation that is not the register's."""
    for sentence in sentences(text):
        act = _FOUNDED.search(fold(sentence))
        years = _YEAR.findall(sentence[act.start() :]) if act else []
        known = {one.known for one in found_in(sentence, register) if one.known.founded}
        if years and len(known) == 1 and (it := known.pop()).founded != int(years[0]):
            yield flag_of("year", sentence, of=it.name, founded=str(it.founded), said=years[0])


def _relative(texts: Sequence[str]) -> Iterator[Flag]:
    for text in texts:
        words = folded(text)
        for found in _TODAY.finditer(words.folded):
            yield flag_of("date", words.words(*found.span()))
