"""Whether two names, as delegations write them, may be of one person. Pure.

A delegate is nominated with an accent and without, family name first, in capitals, with one
surname or two. Nothing is decided here: what may be the same is shown to whoever nominates.
"""

from __future__ import annotations

import re
import unicodedata

ADDRESS = frozenset(
    {
        "mr", "mrs", "ms", "miss", "dr", "dra", "drs", "lic", "licda", "ing", "arq", "prof",
        "profa", "sr", "sra", "srta", "don", "dona", "m", "mme", "mlle", "me", "he", "she", "se",
        "sem", "excmo", "excma", "excelencia", "excellence", "excellency", "hon", "honourable",
        "honorable", "amb", "embajador", "embajadora", "ambassador", "ambassadeur",
        "ambassadrice",
    }
)  # fmt: skip
"""What is said before a name and is none."""
SMALL = frozenset(
    {
        "de", "del", "la", "las", "los", "el", "y", "e", "da", "do", "dos", "das", "di", "du",
        "des", "le", "les", "van", "von", "der", "den",
    }
)  # fmt: skip
"""Small words between names, which come and go."""
_ALIKE = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
_SHORTEST_WITH_SLIP = 6


def words_of(name: str) -> tuple[str, ...]:
    """The names in a name: lower case, without accents, titles and small words.

    ``"LÓPEZ-Núñez, María de la Luz"`` gives ``("lopez", "nunez", "maria", "luz")``.
    """
    folded = unicodedata.normalize("NFKD", name.casefold().translate(_ALIKE))
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter))
    joined = re.sub(r"(?<=\w)['’ʼ`´](?=\w)", "", bare)
    found = re.findall(r"\w+", joined)
    return tuple(word for word in found if word not in ADDRESS | SMALL) or tuple(found)


def may_be_same(one: str, other: str) -> bool:
    """Whether the names may be of one person, in whatever order and spelling.

    They may, where every word of the shorter name has its own word in the longer one: the same,
    one letter different in a word of six or more, s for z, or the initial of it; and at least two
    words are more than an initial. Names of a single word are compared whole. Hyphens may join.
    """
    shorter, longer = sorted((words_of(one), words_of(other)), key=len)
    if not shorter:
        return False
    if "".join(shorter) == "".join(longer) or sorted(shorter) == sorted(longer):
        return True
    if len(shorter) < 2:
        return False
    is_found = _all_found(shorter, longer)
    return is_found or (len(shorter) == len(longer) and _all_found(longer, shorter))


def _all_found(words: tuple[str, ...], among: tuple[str, ...]) -> bool:
    """Give each word one of its own, the longest first, and the likest that is left."""
    left, whole = list(among), 0
    for word in sorted(words, key=len, reverse=True):
        found = max(left, key=lambda other: _likeness(word, other), default="")
        likeness = _likeness(word, found)
        if not likeness:
            return False
        left.remove(found)
        whole += likeness > 1
    return whole >= 2 or (whole == 1 and not left)


def _likeness(one: str, other: str) -> int:
    """3: the same; 2: one slip apart; 1: the initial of it; 0: another word."""
    one, other = one.replace("z", "s"), other.replace("z", "s")
    if one == other:
        return 3 if len(one) > 1 else 1
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) == 1:
        return int(longer.startswith(shorter))
    return 2 if len(shorter) >= _SHORTEST_WITH_SLIP and is_one_slip(shorter, longer) else 0


def is_one_slip(shorter: str, longer: str) -> bool:
    """Whether one letter more, or one other letter, makes the second of the first."""
    if len(longer) - len(shorter) > 1:
        return False
    same = 0
    while same < len(shorter) and shorter[same] == longer[same]:
        same += 1
    return shorter[same + (len(longer) == len(shorter)) :] == longer[same + 1 :]
