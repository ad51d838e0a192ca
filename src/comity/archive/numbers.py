"""Numbers in a text, written in digits or in words, with what is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from comity.clauses.folding import Folded

_DIGITS = r"\d{1,3}(?:[ \u00a0\u202f.,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
_TIMES = {
    "million": 10**6, "millions": 10**6, "millon": 10**6, "millones": 10**6, "milhao": 10**6,
    "milhoes": 10**6, "milliard": 10**9, "milliards": 10**9, "billion": 10**9, "mil": 1000,
    "thousand": 1000, "mille": 1000, "miljoen": 10**6,
}  # fmt: skip
_MONTHS_AND_SMALL_WORDS = (
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre january "
    "february march april may june july august september october november december enero febrero "
    "marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre janeiro "
    "fevereiro marco maio junho julho setembro outubro novembro dezembro de des du et of and y e "
    "en in a an au aux le la les the el los las que qui per por pour h hours o or ou email e-mail "
    "tel telefono telephone fax"
)
_NOT_COUNTED = frozenset(_MONTHS_AND_SMALL_WORDS.split())
_BESIDE = (
    r"(?:derniere?s|ultim[ao]s|last|past|prochaine?s|proxim[ao]s|next|nouve(?:aux|lles)|nuev[ao]s"
    r"|new|novos|outr[ao]s|autres|other|otr[ao]s|member|participating)"
)
"""Said between a number and what it counts."""
_OF = r"(?:d['’]|de |of )?"
_YEARS = range(1900, 2101)
_BEGINS_WITH_0 = re.compile(r"0\d")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of things: its value, what is counted, and the words of the page."""

    value: float
    counted: str
    words: str

    @property
    def name(self) -> str:
        value = f"{self.value:g}" if self.value < 10**6 else f"{self.value:.0f}"
        return f"{value} {self.counted}"


@cache
def number_words(language: str) -> dict[str, int]:
    """The numbers from 2 to 99 in words of English, Spanish, French or Portuguese, folded."""
    if language not in _UNITS:
        return {}
    return {words: value for value in range(2, 100) for words in _named(language, value)}


def figures(text: Folded, language: str) -> Iterator[Figure]:
    """Numbers with a noun behind them; no years, days of a month or telephone numbers."""
    for found in _pattern(language).finditer(text.folded):
        if not _is_counted(found):
            continue
        value = _value(found, language)
        if found["times"] is None and value in _YEARS and found["number"].isdigit():
            continue
        noun = text.words(*found.span("counted")).lower()
        yield Figure(value, noun, text.words(found.start("number"), found.end("counted")))


def _is_counted(found: re.Match[str]) -> bool:
    noun = found["counted"].split()[-1]
    return noun not in _NOT_COUNTED and len(noun) >= 3 and not _BEGINS_WITH_0.match(found["number"])


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = sorted(map(re.escape, number_words(language)), key=len, reverse=True)
    number = "|".join([_DIGITS, *words])
    first = "".join(sorted({word[0] for word in words}))
    times = "|".join(_TIMES)
    return re.compile(
        rf"(?=[\d{first}])(?<![\w.,+/-])(?<!\d\s)(?P<number>{number})(?:\s+(?P<times>{times})\b)?\s+{_OF}"
        rf"(?P<counted>(?:{_BESIDE}\s+)?[^\W\d_][^\W\d_'’]*(?:-[^\W\d_]+)*)"
    )


def _value(found: re.Match[str], language: str) -> float:
    words, times = found["number"], _TIMES.get(found["times"] or "", 1)
    known = number_words(language)
    return float(known[words] * times) if words in known else number_of(words, times)


def number_of(words: str, times: int = 1) -> float:
    """``7,6`` is seven and six tenths; ``12 500``, ``12,500`` and ``12.500`` are thousands."""
    if words.isdecimal():
        return float(words) * times
    bare = re.sub(r"[ \u00a0\u202f]", "", words)
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", bare) and times == 1:
        return float(re.sub(r"[.,]", "", bare))
    return float(bare.replace(",", ".")) * times


_UNITS = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen",
    "es": "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciseis diecisiete dieciocho diecinueve",
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze "
    "seize dix-sept dix-huit dix-neuf",
    "pt": "um dois tres quatro cinco seis sete oito nove dez onze doze treze quatorze quinze "
    "dezesseis dezessete dezoito dezenove",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "fr": "vingt trente quarante cinquante soixante soixante-dix quatre-vingts quatre-vingt-dix",
    "pt": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
}


def _named(language: str, value: int) -> Iterator[str]:
    units, tens = _UNITS[language].split(), _TENS[language].split()
    if value < 20:
        yield units[value - 1]
        return
    ten, unit = divmod(value, 10)
    first = tens[ten - 2]
    if language == "fr" and ten in {7, 9}:
        first, unit = tens[ten - 3], unit + 10
    if unit == 0 or (unit == 10 and language == "fr"):
        yield tens[ten - 2]
        return
    yield from _joined(language, first, units[unit - 1])


def _joined(language: str, ten: str, unit: str) -> tuple[str, ...]:
    """The ways in which a ten and a unit are written together."""
    if language == "en":
        return f"{ten}-{unit}", f"{ten} {unit}"
    if language == "es":
        return (f"veinti{unit}", f"veinte y {unit}") if ten == "veinte" else (f"{ten} y {unit}",)
    if language == "fr":
        ten = "quatre-vingt" if ten == "quatre-vingts" else ten
        return f"{ten}-{unit}", f"{ten}-et-{unit}", f"{ten} et {unit}"
    return (f"{ten} e {unit}",)
