"""Numbers of paragraphs as they are printed: finding one at the head of a paragraph, and what it
may mean.

A *label* is the printed number with its punctuation: ``1.``, ``(iv)``, ``Artículo 51.``,
``SEGUNDO:``, ``•``. A label may have several *readings*: ``(i)`` is the ninth letter or the first
Roman numeral; only the labels around it can tell, see `comity.clauses.sequence`.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import NamedTuple

from comity.clauses.folding import fold
from comity.clauses.words import either, load_words

Path = tuple[int, ...]


class Style(NamedTuple):
    """How a list is numbered: its word ("article" or ""), its numerals, its punctuation."""

    word: str
    numeral: str
    form: str


class Meaning(NamedTuple):
    """One way to understand a label: its style and its value, (1, 2) for ``1.2``."""

    style: Style
    path: Path


@dataclass(frozen=True, slots=True)
class Label:
    """A printed number, and where the text after it begins.

    ``certain`` says that the label needs no neighbours to be believed: ``1.`` does not, ``A.`` may
    be the initial of a name and does. ``inner`` is what ``a)`` may mean in ``1. a)``.
    """

    printed: str
    meanings: tuple[Meaning, ...]
    end: int
    certain: bool = True
    inner: tuple[Meaning, ...] = ()


LONGEST = 80
"""Characters, within which a label stands."""

ARTICLE = "article"
DIVISION = "division"
BULLET = "bullet"

_WORDS = {
    ARTICLE: r"art[íi]culo|article|artigo|art\.?",
    "goal": r"objetivo|objective|objectif",
    "action": (
        r"l[íi]nea de acci[óo]n|acci[óo]n|action|ligne d['’]action|linha de a[çc][ãa]o"
        r"|a[çc][ãa]o"
    ),
    "paragraph": (
        r"(?:p[áa]rrafo|par[áa]grafo|paragraphe?|p[áa]rr\.|para\.?)"
        r"(?: (?:operativ[oe]|resolutivo|dispositi[vf]o?|preambular|du dispositif))?"
        r"|(?:operative|preambular) paragraph|[op]p(?=\s?\d)|§"
    ),
    "principle": r"principio|principle|principe|princ[íi]pio",
    "clause": r"cl[áa]usula|clause",
    "point": (
        r"acuerdo|decisi[óo]n|d[ée]cision|decis[ãa]o|recomendaci[óo]n|recomm[ea]ndation"
        r"|recomenda[çc][ãa]o"
        r"|mandato|mandate?|punto|point|ponto|numeral|compromiso|commitment|engagement|compromisso"
    ),
    DIVISION: (
        r"cap[íi]tulo|chapter|chapitre|t[íi]tulo|title|titre|secci[óo]n|section|se[cç][çc]?[ãa]o"
        r"|parte|part|partie|anexo|annexe?|eje|axe|eixo|pilar|pillar|pilier|component|componente"
        r"|composante|volet|tema|th[èe]me"
    ),
}

_ORDINALS = (
    "primero primera first firstly premier premierement primeiro primeira",
    "segundo segunda second secondly deuxieme deuxiemement secondement",
    "tercero tercera third thirdly troisieme troisiemement terceiro terceira",
    "cuarto cuarta fourth fourthly quatrieme quatriemement quarto quarta",
    "quinto quinta fifth fifthly cinquieme cinquiemement",
    "sexto sexta sixth sixthly sixieme sixiemement",
    "septimo septima seventh seventhly septieme septiemement setimo setima",
    "octavo octava eighth eighthly huitieme huitiemement oitavo oitava",
    "noveno novena ninth ninthly neuvieme neuviemement nono nona",
    "decimo decima tenth tenthly dixieme dixiemement",
    "undecimo undecima eleventh onzieme onziemement",
    "duodecimo duodecima twelfth douzieme douziemement",
    "decimotercero decimotercera thirteenth treizieme",
    "decimocuarto decimocuarta fourteenth quatorzieme",
    "decimoquinto decimoquinta fifteenth quinzieme",
    "decimosexto decimosexta sixteenth seizieme",
    "decimoseptimo decimoseptima seventeenth",
    "decimoctavo decimoctava eighteenth",
    "decimonoveno decimonovena nineteenth",
    "vigesimo vigesima twentieth vingtieme",
)
ORDINALS = {word: value for value, row in enumerate(_ORDINALS, 1) for word in row.split()}
_ONLY = {"unico", "unica", "unique", "sole"}

_UPPER = "A-ZÀ-ÖØ-ÞŒ"
_DECIMAL = r"\d{1,3}(?:\.\d{1,3}){0,5}"
_ALPHA = r"[ivxl]{1,8}|[IVXL]{1,8}|([a-zñ])\2?|([A-ZÑ])\3?"
_SPACE = r"(?=\s|$)"

_BRACKETED = re.compile(rf"\(({_DECIMAL}|{_ALPHA})\)[.:]?(?=\s|$|[^\W\d_])")
_CLOSED = re.compile(rf"({_DECIMAL}|{_ALPHA})\.?\)(?:\.?{_SPACE}|(?=[^\W\d_]))")
_DOTTED = re.compile(
    rf"({_DECIMAL}|{_ALPHA})(\.\s?[-–—]{_SPACE}|\.?[º°ª](?:\.?[-–—]|[.:)])?{_SPACE}"
    rf"|\s?[.:]{_SPACE}|\s[-–—]{_SPACE})"
)
_REPEATED = re.compile(
    rf"(\d{{1,3}})\.?\s?(?:bis|ter|quater|alt)(?:\s?[.:)](?:\s?[-–—])?{_SPACE}|(?=\s+[{_UPPER}]))"
)
_TIGHT = re.compile(rf"(\d{{1,3}})\.(?=[{_UPPER}][^\W\d_])")
_BARE = re.compile(rf"(\d{{1,3}}(?:\.\d{{1,3}}){{1,5}}){_SPACE}")
_LETTERED = re.compile(
    rf"(\d{{1,3}})(?:\.?\(([a-z])\)|\.([a-z])[.)]?){_SPACE}(?=\s*[^\W\d_])(?!\s*[a-zß-ÿ])"
)
_TYPED_ORDINAL = re.compile(
    r"(\d{1,2})(?:er[oa]?|[rdtvn]?[oa]|st|nd|rd|th)(?:\.\s?[-–—]?|\))(?=\s+[^\W\d_a-zß-ÿ])"
)
_CHAPTERED = re.compile(
    rf"([A-Z]|[IVXL]{{1,6}})\.(\d{{1,2}}(?:\.\d{{1,2}})?)[.)]?{_SPACE}(?!\s*[a-zß-ÿ])"
)
_BULLET = re.compile(r"([•●○◦▪▫■□►▶➢➤✓✔·‣⁃❖\uf0b7\uf0a7\uf0d8-]|[-–—*+o])(?=\s)")
_HEAD_WORD = "|".join(f"(?P<{word}>(?i:{pattern}))" for word, pattern in _WORDS.items())
_WORDED = re.compile(
    rf"(?:{_HEAD_WORD})\s*(?:(?i:n(?:[.º°o]+|ro\.?|[úu]m(?:\.|ero)|umber))\s*)?"
    rf"(?:(?P<decimal>{_DECIMAL})(?:er|re|[èe]re|[ºo°ª])?(?:\s(?:bis|ter|quater))?\b"
    r"(?P<year>[-/]\d{2,4})?"
    r"|(?<!\w)(?:(?P<roman>[IVXLivxl]{1,8})\b|(?P<letter>[A-Z])\b|(?P<ordinal>[^\W\d_]{4,16})\b))"
    r"(?P<after>\s?[.:)](?:\s?[-–—](?=\s|$))?|[º°]\.?|\s[-–—](?=\s|$)|)"
)
_ORDINAL = re.compile(r"([^\W\d_]{4,16})(\s?:|\.\s?[-–—]|\)|\.|,|\s[-–—](?=\s))(?=\s|$)")

_ROMAN = re.compile(r"(?=.)(X[LC]|L?X{0,3})(I[XV]|V?I{0,3})", re.IGNORECASE)
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

_MONTHS = either(name for names in load_words("months")["months"] for name in names)
_DATE = re.compile(rf"\s*(?:(?:de|du|d')\s*)?(?:{_MONTHS})\b")
_UNIT = re.compile(
    r"\s*(?:(?:de\s+)?(?:mil(?:l?i[oõ]n(?:e?s)?|hoes|hao)?|billion|milliards?|mil)\b|%"
    r"|(?:por ciento|per cent|percent|pour cent)"
    r"|(?:us|eur|usd|km|euros|dollars|dolares)\b)"
)


def roman(text: str) -> int:
    """Return the value of a Roman numeral below 90, or 0 when it is none."""
    if not _ROMAN.fullmatch(text):
        return 0
    values = [_ROMAN_DIGITS[c] for c in text.upper()]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def find_label(text: str) -> Label | None:
    """Return the label that opens a text without leading space, or None.

    Dates ("1. de mayo"), sums ("1.5 million") and references ("Article 51 of the…") are no labels.
    """
    if not unicodedata.is_normalized("NFC", text[:LONGEST]):
        return _as_written(text)
    for reader in _LABEL_READERS:
        label = reader(text)
        if label is not None:
            return label
    return None


def _as_written(text: str) -> Label | None:
    """Return the label of a text whose accents are letters of their own."""
    head = text[:LONGEST]
    label = find_label(unicodedata.normalize("NFC", head))
    if label is None:
        return None
    lengths = [len(unicodedata.normalize("NFC", head[:at])) for at in range(len(head) + 1)]
    printed = head[: bisect_right(lengths, len(label.printed)) - 1]
    return replace(label, printed=printed, end=_skip_space(text, len(printed)))


def given_label(printed: str) -> Label:
    """Return the label for a number that Word or a browser printed; it is always believed."""
    label = find_label(f"{printed} X") if printed else None
    if label is not None and label.printed == printed:
        return Label(printed, label.meanings, 0)
    digits = tuple(int(d) for d in re.findall(r"\d{1,6}", printed)[-1:]) or (1,)
    shape = re.sub(r"\d+", "#", printed)
    if not any(c.isalnum() for c in printed) or printed == "o":
        return Label(printed, (Meaning(Style("", BULLET, ""), (1,)),), 0)
    return Label(printed, (Meaning(Style("", "given", shape), digits),), 0)


def successor(path: Path) -> Path:
    return (*path[:-1], path[-1] + 1)


def predecessor(path: Path) -> Path:
    return (*path[:-1], path[-1] - 1)


def _skip_space(text: str, at: int) -> int:
    return len(text) - len(text[at:].lstrip())


def _meanings(numeral: str, form: str, word: str = "") -> tuple[Meaning, ...]:
    """Return every way to understand a numeral, the likeliest first."""
    if numeral[0].isdigit():
        path = tuple(int(part) for part in numeral.split("."))
        kind = "decimal" if len(path) == 1 else f"decimal{len(path)}"
        return (Meaning(Style(word, kind, form), path),)
    case = "upper" if numeral.isupper() else "lower"
    found = []
    if len(set(numeral)) == 1:
        letter = fold(numeral[0])  # ñ counts as n, so that o follows it
        value = ord(letter) - ord("a") + 1 + 26 * (len(numeral) - 1)
        found.append(Meaning(Style(word, f"{case} letter", form), (value,)))
    if roman(numeral):
        found.append(Meaning(Style(word, f"{case} roman", form), (roman(numeral),)))
    return tuple(reversed(found)) if word or len(numeral) > 1 else tuple(found)


def _worded(text: str) -> Label | None:
    found = _WORDED.match(text)
    if not found or (not text[0].isupper() and text[0] != "§"):
        return None
    word = next(name for name in _WORDS if found[name])
    end = _skip_space(text, found.end())
    rest = text[end:]
    if not found["after"] and rest and not (rest[0].isupper() or rest[0] in '“"«¿¡(['):
        return None
    meanings = _worded_meanings(found, word)
    if not meanings or (rest and found["letter"] and not found["after"]):
        return None
    if found["year"] and not (found["after"] and rest):
        return None  # "Decisión 3/2016" is the name of a text
    return Label(text[: found.end()].rstrip(), meanings, end)


def _ordinal_value(word: str) -> int:
    """Return 2 for "Segunda", 1 for "Único", 0 for a word that counts nothing."""
    folded = fold(word)
    return 1 if folded in _ONLY else ORDINALS.get(folded, 0)


def _worded_meanings(found: re.Match[str], word: str) -> tuple[Meaning, ...]:
    if found["ordinal"]:
        value = _ordinal_value(found["ordinal"])
        return (Meaning(Style(word, "decimal", ""), (value,)),) if value else ()
    if found["decimal"]:
        return _meanings(found["decimal"], "", word)
    return _meanings(found["roman"] or found["letter"], "", word)


def _bracketed(text: str) -> Label | None:
    for pattern, form in ((_BRACKETED, "()"), (_CLOSED, ")")):
        found = pattern.match(text)
        if found and _meanings(found[1], form):
            meanings = _meanings(found[1], form)
            certain = found[1][0].isdigit() or any(m.path == (1,) for m in meanings)
            return Label(found[0], meanings, _skip_space(text, found.end()), certain)
    return None


def _dotted(text: str) -> Label | None:
    found = _DOTTED.match(text) or _TIGHT.match(text)
    if not found:
        return None
    after = found[0][len(found[1]) :]
    meanings = _meanings(found[1], _form(after))
    end = _skip_space(text, found.end())
    rest = fold(text[end : end + 40])
    if not meanings or _DATE.match(rest) or (found[1][0].isdigit() and _UNIT.match(rest)):
        return None
    certain = found[1][0].isdigit() and after.rstrip()[0] in ".º°ª" and not rest[:1].isdigit()
    return Label(found[0].rstrip(), meanings, end, certain)


def _form(after: str) -> str:
    if after[:1] == "." or not after:
        return "º" if "º" in after or "°" in after else "."
    return after.strip()[:1]


def _bare(text: str) -> Label | None:
    found = _BARE.match(text)
    if not found:
        return None
    end = _skip_space(text, found.end())
    if _UNIT.match(fold(text[end : end + 40])) or text[end : end + 1].islower():
        return None
    return Label(found[0], _meanings(found[1], ""), end, certain=False)


def _lettered(text: str) -> Label | None:
    """``1.a`` and ``1(a)``: the first letter under 1. A small word after it makes it an ordinal:
    ``1.a reunión``.
    """
    found = _LETTERED.match(text)
    if not found:
        return None
    path = (int(found[1]), ord(found[2] or found[3]) - ord("a") + 1)
    meaning = Meaning(Style("", "decimal letter", "()" if found[2] else "."), path)
    return Label(found[0], (meaning,), _skip_space(text, found.end()), certain=False)


def _chaptered(text: str) -> Label | None:
    """``A.1`` and ``II.3``: a figure under a letter or a Roman numeral."""
    found = _CHAPTERED.match(text)
    if not found:
        return None
    below = tuple(int(part) for part in found[2].split("."))
    meanings = tuple(
        Meaning(Style("", f"{style.numeral} decimal{len(below)}", ""), (*path, *below))
        for style, path in _meanings(found[1], "")
    )
    return Label(found[0], meanings, _skip_space(text, found.end()), certain=False)


def _repeated(text: str) -> Label | None:
    """``3 bis.``, which stands beside ``3.``"""
    found = _REPEATED.match(text)
    if not found:
        return None
    meaning = Meaning(Style("", "decimal", "."), (int(found[1]),))
    return Label(found[0], (meaning,), _skip_space(text, found.end()))


def _typed_ordinal(text: str) -> Label | None:
    """``1o.``, ``2do.`` and ``3rd.``"""
    found = _TYPED_ORDINAL.match(text)
    if not found:
        return None
    meaning = Meaning(Style("", "decimal", "º"), (int(found[1]),))
    return Label(found[0], (meaning,), _skip_space(text, found.end()), certain=False)


def _ordinal(text: str) -> Label | None:
    found = _ORDINAL.match(text)
    value = _ordinal_value(found[1]) if found else 0
    if not found or not value or not text[0].isupper():
        return None
    certain = found[2] not in {",", "."} or (found[2] == "." and found[1].isupper())
    meaning = Meaning(Style("", "ordinal", ""), (value,))
    return Label(found[0].rstrip(), (meaning,), _skip_space(text, found.end()), certain)


def _bullet(text: str) -> Label | None:
    found = _BULLET.match(text)
    if not found:
        return None
    end = _skip_space(text, found.end())
    meaning = Meaning(Style("", BULLET, found[1]), (1,))
    return Label(found[1], (meaning,), end, certain=found[1] != "o")


_LABEL_READERS = (
    _worded, _bracketed, _dotted, _repeated, _bare, _lettered, _chaptered, _typed_ordinal, _ordinal,
    _bullet,
)  # fmt: skip
