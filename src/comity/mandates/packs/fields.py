"""Which cells a row of each kind has to fill, what they are called, and what they may say."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext, gettext_lazy, override, pgettext_lazy

from ..cells import STATUSES
from ..words import STATES, TEXTS
from .asked import ASSIGNMENTS, INDICATORS, QUESTIONS, Row

WORDS, CHOICE, NUMBER, UNIT = "words", "choice", "number", "unit"
YES, NO = "yes", "no"
CONFIRMED = "confirmed"


class Field(NamedTuple):
    """A cell to be filled: its name, and what kind of thing stands in it."""

    name: str
    kind: str


_TEXTS = tuple(Field(name, WORDS) for name in TEXTS)
OF_KIND: dict[str, tuple[Field, ...]] = {
    "assignment": (Field(CONFIRMED, CHOICE), Field("status", CHOICE), *_TEXTS),
    "text": (Field("answer", WORDS),),
    "choice": (Field("answer", CHOICE),),
    "number": (Field("answer", NUMBER), Field("unit", UNIT)),
    "yes_no": (Field("answer", CHOICE), Field("more", WORDS)),
    "indicator": (Field("answer", NUMBER), Field("unit", UNIT), Field("more", WORDS)),
}
"""Kind of row → its fields."""
OF_SHEET: dict[str, tuple[str, ...]] = {
    ASSIGNMENTS: tuple(one.name for one in OF_KIND["assignment"]),
    QUESTIONS: ("answer", "unit", "more"),
    INDICATORS: ("answer", "unit", "more"),
}
"""Part of a pack → the columns it has to fill."""

SHEET_NAMES: dict[str, Any] = {
    ASSIGNMENTS: gettext_lazy("Assignments"),
    QUESTIONS: gettext_lazy("Questions"),
    INDICATORS: gettext_lazy("Indicators"),
}
_LABELS: dict[str, Any] = {
    CONFIRMED: gettext_lazy("Still as it was"),
    "status": gettext_lazy("Status"),
    "answer": gettext_lazy("Answer"),
    "unit": gettext_lazy("Unit"),
    "more": gettext_lazy("Explanation"),
    "submit": gettext_lazy("Submit after reading"),
    "language": gettext_lazy("Language of your answers"),
}
_YES_NO: dict[str, Any] = {YES: pgettext_lazy("answer", "yes"), NO: pgettext_lazy("answer", "no")}


def label(name: str, sheet: str = "") -> str:
    """What a field is called in the current language."""
    if name == "answer" and sheet == INDICATORS:
        return gettext("Value")
    return str(_LABELS.get(name) or TEXTS[name])


def fields_of(row: Row) -> tuple[Field, ...]:
    """The fields a person may fill; there is nothing to confirm where nothing was accepted."""
    every = OF_KIND[row.kind]
    return tuple(field for field in every if field.name != CONFIRMED or row.confirms)


def choices_of(row: Row, name: str) -> list[tuple[str, str]]:
    """(code, words in the current language) of a choice; a question's codes count from 1."""
    if name == "status":
        return [(code, str(STATES[code])) for code in STATUSES]
    if name == CONFIRMED:
        return [(YES, str(_YES_NO[YES]))]
    if row.kind == "choice":
        return [(str(number), words) for number, words in enumerate(row.options, start=1)]
    return yes_no()


def yes_no() -> list[tuple[str, str]]:
    return [(code, str(words)) for code, words in _YES_NO.items()]


def also_understood(row: Row, name: str) -> list[tuple[str, str]]:
    """The same choice in the other languages of the site, for whoever answers in their own."""
    if row.kind == "choice":
        return [(code, code) for code, _words in choices_of(row, name)]
    found = [(YES, "true"), (NO, "false")] if name != "status" else []
    for language, _name in settings.LANGUAGES:
        with override(language):
            found += choices_of(row, name)
    return found


def shown(row: Row, field: Field) -> str:
    """What the cell shows when the pack is made, in the current language."""
    said = row.said.get(field.name, "")
    if field.kind == UNIT:
        return said or row.unit
    return dict(choices_of(row, field.name)).get(said, "") if field.kind == CHOICE else said
