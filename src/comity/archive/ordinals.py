"""Numbered names in words: the XIV conference is the fourteenth, la quatorzième."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ROMAN = re.compile(r"^(?P<roman>[IVXL]+)(?:e|re|er|ème|ª|a|º|o|th|st|nd|rd)?\.?\s+(?P<rest>\S.*)$")
_WORDS = {
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    "es": "primera segunda tercera cuarta quinta sexta séptima octava novena décima undécima "
    "duodécima decimotercera decimocuarta decimoquinta decimosexta decimoséptima decimoctava "
    "decimonovena vigésima",
    "fr": "première deuxième troisième quatrième cinquième sixième septième huitième neuvième "
    "dixième onzième douzième treizième quatorzième quinzième seizième dix-septième dix-huitième "
    "dix-neuvième vingtième",
    "pt": "primeira segunda terceira quarta quinta sexta sétima oitava nona décima "
    "décima-primeira décima-segunda décima-terceira décima-quarta décima-quinta décima-sexta "
    "décima-sétima décima-oitava décima-nona vigésima",
}
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}


def in_words(name: str) -> Iterator[str]:
    """The same name with its Roman number written out, in each language; nothing without one."""
    found = _ROMAN.match(name)
    if not found:
        return
    number = _value(found["roman"])
    for words in _WORDS.values():
        ordinals = words.split()
        if 0 < number <= len(ordinals):
            yield f"{ordinals[number - 1].replace('-', ' ')} {found['rest']}"


def _value(roman: str) -> int:
    values = [_VALUES[letter] for letter in roman]
    following = [*values[1:], 0]
    return sum(-one if one < after else one for one, after in zip(values, following, strict=True))
