"""Numbers of lists as Word and browsers print them."""

from comity.clauses.number import ORDINALS

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_SPANISH_ORDINALS = {v: w for w, v in reversed(ORDINALS.items()) if w[-1] == "o"}
_ENGLISH_ORDINALS = {
    v: w for w, v in reversed(ORDINALS.items()) if w[-2:] in {"st", "nd", "rd", "th"}
}


def write_number(value: int, kind: str, language: str = "en") -> str:
    """Return a number in one of Word's ``numFmt`` kinds; unknown kinds are written in figures.

    Source: ECMA-376 part 1, 17.18.59 (ST_NumberFormat).
    """
    if value > 0 and kind in {"lowerLetter", "upperLetter"}:
        letters = chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, 30)
        return letters.upper() if kind == "upperLetter" else letters
    if 0 < value < 4000 and kind in {"lowerRoman", "upperRoman"}:
        return _roman(value).upper() if kind == "upperRoman" else _roman(value)
    if kind == "decimalZero":
        return f"{value:02}"
    if kind == "ordinal":
        return f"{value}º" if language != "en" else f"{value}{_english_ending(value)}"
    if kind in {"ordinalText", "cardinalText"}:
        words = _ENGLISH_ORDINALS if language == "en" else _SPANISH_ORDINALS
        return words.get(value, str(value)).capitalize()
    return "" if kind == "none" else str(value)


def bullet(printed: str = "") -> str:
    """Return the sign of a bulleted list; pictures from symbol fonts become a plain bullet."""
    sign = printed.strip()
    return sign if sign and all(c < "\ue000" or c > "\uf8ff" for c in sign) and sign != "o" else "•"


def _roman(value: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        text += sign * (value // worth)
        value %= worth
    return text


def _english_ending(value: int) -> str:
    if value % 100 in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
