"""By when a paragraph asks for something: the date it names, or none.

A date is suggested only where words such as "by", "antes del", "d'ici" or "até" make it a term. A
period counts to its last day; "before June 2017" ends with May. Half-years and quarters, and a
month or year after a mere "in", count only in full and, when the day of adoption is known, only
when they lie after it.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from comity.clauses.folding import folded
from comity.clauses.words import load_words

_MONTH = {
    name: month for month, names in enumerate(load_words("months")["months"], 1) for name in names
}
_ORDINAL = {
    word: value
    for value, row in enumerate(
        (
            "first primer primero premier primeiro 1er 1st 1o 1re",
            "second segundo deuxieme 2nd 2o 2e 2eme",
            "third tercer tercero troisieme terceiro 3er 3rd 3o 3e",
            "fourth last cuarto ultimo quatrieme dernier quarto 4th 4o 4e",
        ),
        1,
    )
    for word in row.split()
}
_COUNT = {
    word: value
    for value, row in (
        (1, "one un uno una a"),
        (2, "two dos deux dois duas"),
        (3, "three tres trois"),
        (4, "four cuatro quatre quatro"),
        (5, "five cinco cinq"),
        (6, "six seis"),
        (7, "seven siete sept sete"),
        (8, "eight ocho huit oito"),
        (9, "nine nueve neuf nove"),
        (10, "ten diez dix dez"),
        (12, "twelve doce douze doze"),
        (15, "fifteen quince quinze"),
        (18, "eighteen dieciocho dix-huit dezoito"),
        (24, "twenty-four veinticuatro vingt-quatre"),
        (30, "thirty treinta trente trinta"),
        (60, "sixty sesenta soixante sessenta"),
        (90, "ninety noventa quatre-vingt-dix"),
    )
    for word in row.split()
}

_MONTH_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_WEEKDAY = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|lunes|martes|miercoles|jueves|viernes|sabado"
    r"|domingo|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:segunda|terca|quarta|quinta"
    r"|sexta)-feira"
)
_DAY_ARTICLE = (
    r"(?:(?:the|(?:el|o|al) dia|el|al?|del|dia|le|du|o|ao|do|os|la fecha del?"
    r"|(?:the )?(?:close of business|cob|midnight)(?: on)?)\s+)?"
    rf"(?:(?:{_WEEKDAY}),?\s+)?"
)
_OF_YEAR = r"(?:,|of|de|del)?\s*(?:(?:the |el |l')?(?:year|ano|annee) )?"
_BEFORE = r"before|prior to|antes del?|avant|antes d[oe]|anterior al?"
_BY = (
    r"by|no later than|not later than|until|on or before|at the latest (?:on|by|in)|due "
    r"(?:on|by)|until|deadline[: ]+(?:of )?"
    r"|a mas tardar|a mas tardar en|hasta|no mas tarde del?|para|con plazo (?:al|hasta)"
    r"|con fecha limite(?: del?)?|antes de que termine|hacia"
    r"|d'ici(?: a| au)?|au plus tard|jusqu'a|jusqu'au|pour|avant le terme de"
    r"|ate|o mais tardar|no mais tardar|o mais tardar ate|no maximo ate|para"
)
_IN = (
    r"in|during|within|over|en|durante|dentro d[eo]l?|au cours d[eu]|pendant|dans|courant"
    r"|em|no|na|durant|ao longo d[eo]"
)
_GLUE = r"\s+(?:(?:the|el|la|los|le|o|a|de|del|du|au|en|em|in|on|ao|al)\s+|l')*"
_LINK = r"\s*(?:,|of|de|del|do|d'|du)?\s*(?:l'annee|ano|year|year of)?\s*"

_EXACT = re.compile(
    rf"\b(?:{_BEFORE}|{_BY})\s+{_DAY_ARTICLE}(?:le\s+|el\s+)?(?:(?:(?P<day>\d{{1,2}})(?:st|nd"
    rf"|rd|th|er|\.?[oº°])?|(?P<first>first|primero?|premier|primeiro))\s*(?:of|de|d')?\s*"
    rf"(?P<month>{_MONTH_NAMES})|(?P<month2>{_MONTH_NAMES})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)"
    rf"\s*{_OF_YEAR}(?P<year>\d{{4}})\b"
)
_NUMERIC = re.compile(
    rf"\b(?:{_BEFORE}|{_BY})\s+{_DAY_ARTICLE}(?:(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})"
    rf"|(?P<d>\d{{1,2}})[/.](?P<m>\d{{1,2}})[/.](?P<y>\d{{4}}))\b"
)
_END = re.compile(
    rf"\b(?:(?:{_BEFORE}|{_BY}|at|a|{_IN})\s+(?:the\s+|el\s+|la\s+|o\s+)?)?(?:end of"
    rf"|fin(?:ales)? de|finales del|fines de|final d[eo]|la fin (?:de|du)|fin|fim d[eo]"
    rf"|(?:year-)?end[- ]|(?:last day|ultimo dia|dernier jour) (?:of|d[eou]l?)"
    rf"|(?<=antes de )(?:que )?(?:finali[cz]|conclu|termin)\w*"
    rf"|o fim d[eo]|finais d[eo])\s*(?:(?:the|el|l')?\s*(?:ano|year|annee|mes|mois"
    rf"|month)?\s*(?:de|of)?\s*)?(?:(?P<month>{_MONTH_NAMES}){_LINK})?(?P<year>\d{{4}})\b"
)
_PART = re.compile(
    rf"\b(?:(?:{_BEFORE}|{_BY}|{_IN}){_GLUE})(?:(?P<edge>end of|fin(?:al)? de[l]?|la fin "
    rf"du|fim do)\s+)?(?:the\s+|el\s+|le\s+|o\s+)?"
    rf"(?P<which>{'|'.join(sorted(_ORDINAL, key=len, reverse=True))})\s+(?P<part>half"
    rf"|semester|semestre|quarter|trimestre|cuatrimestre)"
    rf"{_LINK}(?P<year>\d{{4}})\b"
)
_MONTH_ONLY = re.compile(
    rf"\b(?P<how>{_BEFORE}|{_BY}|{_IN}){_GLUE}(?:(?:mes|month|mois)\s+(?:de"
    rf"|of)\s+)?(?P<month>{_MONTH_NAMES}){_LINK}(?P<year>\d{{4}})\b"
)
_YEAR_ONLY = re.compile(
    rf"\b(?P<how>{_BEFORE}|{_BY}|{_IN}){_GLUE}(?:ano|year|annee)?\s*(?P<year>(?:19|20"
    rf"|21)\d\d)\b(?![-–/]\d)"
)
_RELATIVE = re.compile(
    r"\b(?:within|in no more than|no later than|en un plazo(?: maximo| no mayor)? (?:de"
    r"|a)(?: no mas de)?|en el plazo de|dentro de(?: los| un plazo de)?"
    r"|a mas tardar(?: en)?|en un maximo de|dans (?:un|le) delai (?:maximum )?de|en los "
    r"proximos|in the next|over the next|nos proximos|dans les|sous|d'ici(?: a)?|no "
    r"prazo(?: maximo)? de|em um prazo de|num prazo de|dentro de(?: um prazo de)?)"
    r"\s+(?:the\s+(?:next\s+)?|los\s+proximos\s+|los\s+|proximos\s+|prochains\s+)?"
    rf"(?P<count>\d{{1,3}}"
    rf"|{'|'.join(sorted(_COUNT, key=len, reverse=True))})(?:\s*\(\d+\))?\s+(?:proximos\s+"
    rf"|prochains\s+|calendar\s+)?"
    r"(?P<unit>days?|weeks?|months?|years?|dias?|semanas?|mes(?:es)?|anos?|jours?"
    r"|semaines?|mois|ans?|annees?)\b"
)

_WEAK = re.compile(rf"(?:{_IN}|para|pour)\s")

Found = tuple[int, int, date, bool]
"""Where in the text the words begin and end, the date they mean, and whether they only say "in"."""


def find_due(text: str, adopted_on: date | None = None) -> tuple[date, str] | None:
    """Return the first term a text names and the words that name it, or None.

    Args:
        text: A paragraph in any of the four languages.
        adopted_on: The day the text was adopted; without it "within six months" means no date.

    A date that does not exist (31 February) is never returned, nor one before the text was
    adopted.
    """
    whole = folded(text)
    found = sorted(_all(whole.folded, adopted_on), key=_strongest_first)
    for start, end, day, _ in found:
        if adopted_on is None or day >= adopted_on:
            return day, whole.words(start, end)
    return None


def _strongest_first(found: Found) -> tuple[bool, int, int]:
    start, end, _, weak = found
    return (weak, start, -end)


def _all(folded: str, adopted_on: date | None) -> Iterator[Found]:
    for pattern, reader in _READERS:
        for match in pattern.finditer(folded):
            day = reader(match, adopted_on)
            if day:
                yield match.start(), match.end(), day, bool(_WEAK.match(match[0]))


def _exact(match: re.Match[str], adopted_on: date | None) -> date | None:
    month = _MONTH[match["month"] or match["month2"]]
    return _day(int(match["year"]), month, int(match["day"] or match["day2"] or 1))


def _numeric(match: re.Match[str], adopted_on: date | None) -> date | None:
    if match["iso"]:
        return _day(*(int(part) for part in match["iso"].split("-")))
    if int(match["m"]) <= 12 and int(match["d"]) <= 12 and match["m"] != match["d"]:
        return None  # 05/06/2017 is May in one country and June in the next
    first, second = sorted((int(match["d"]), int(match["m"])))
    return _day(int(match["y"]), first, second)


def _end(match: re.Match[str], adopted_on: date | None) -> date | None:
    return _last_day(int(match["year"]), _MONTH[match["month"]] if match["month"] else 12)


def _part(match: re.Match[str], adopted_on: date | None) -> date | None:
    months = {"quarter": 3, "trimestre": 3, "cuatrimestre": 4}.get(match["part"], 6)
    which = _ORDINAL[match["which"]]
    return _last_day(int(match["year"]), which * months) if which * months <= 12 else None


def _month_only(match: re.Match[str], adopted_on: date | None) -> date | None:
    year, month = int(match["year"]), _MONTH[match["month"]]
    if _merely_in(match["how"]) and (
        adopted_on is None or (year, month) < (adopted_on.year, adopted_on.month)
    ):
        return None
    if re.fullmatch(_BEFORE, match["how"]):
        return date(year, month, 1) - timedelta(days=1) if year > 1 else None
    return _last_day(year, month)


def _year_only(match: re.Match[str], adopted_on: date | None) -> date | None:
    year = int(match["year"])
    if _merely_in(match["how"]) and (adopted_on is None or year < adopted_on.year):
        return None
    return date(year - 1 if re.fullmatch(_BEFORE, match["how"]) else year, 12, 31)


def _merely_in(how: str) -> bool:
    return not re.fullmatch(rf"{_BEFORE}|{_BY}", how) or how in {"para", "pour"}


def _relative(match: re.Match[str], adopted_on: date | None) -> date | None:
    if adopted_on is None:
        return None
    count = int(match["count"]) if match["count"].isdigit() else _COUNT[match["count"]]
    unit = match["unit"]
    if unit.startswith(("day", "dia", "jour")):
        return _after_days(adopted_on, count)
    if unit.startswith(("week", "sem")):
        return _after_days(adopted_on, 7 * count)
    return _after_months(adopted_on, count * (12 if unit.startswith(("y", "a")) else 1))


def _after_days(day: date, count: int) -> date | None:
    try:
        return day + timedelta(days=count)
    except OverflowError:  # after the year 9999
        return None


def _after_months(day: date, months: int) -> date | None:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _last_day(year: int, month: int) -> date | None:
    return date(year, month, monthrange(year, month)[1]) if year else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_READERS: tuple[
    tuple[re.Pattern[str], Callable[[re.Match[str], date | None], date | None]], ...
] = (
    (_EXACT, _exact),
    (_NUMERIC, _numeric),
    (_END, _end),
    (_PART, _part),
    (_MONTH_ONLY, _month_only),
    (_YEAR_ONLY, _year_only),
    (_RELATIVE, _relative),
)
