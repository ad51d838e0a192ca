"""The words for states, statuses and addressees, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from comity.ui.said import said, said_all, sort_key

from .matrix import OVERDUE, Column
from .models import Assignment, Mandate, Report
from .standing import Standing

STATES = {
    "none": _("No report"),
    "draft": _("Draft"),
    "submitted": _("Submitted"),
    "returned": _("Returned"),
    "planned": _("Planned"),
    "under_way": _("Under way"),
    "done": _("Done"),
    "not_done": _("Not done"),
}
ACCEPTED = _("Accepted")
OVERDUE_WORD = _("overdue")
TEXTS = {
    "progress": _("Progress"),
    "limitations": _("Limitations"),
    "next_steps": _("Next steps"),
    "best_practice": _("Best practice"),
}
CHOICES = STATES | {OVERDUE: _("Overdue")}


def plain(value: Any) -> str:
    """A text by language in the reader's language, or in the nearest one there is."""
    return said(value, get_language() or "en").text


def short(column: Column) -> str:
    return plain(column.acronym) or plain(column.name)


def by_name(columns: list[Column]) -> list[Column]:
    """Columns in the order in which a reader of this language looks for them."""
    return sorted(columns, key=lambda column: sort_key(short(column)))


class Line(NamedTuple):
    """An assignment as a list shows it: its state in words."""

    assignment: Assignment
    title: Any
    state: str
    words: Any
    is_overdue: bool
    url: str

    @property
    def mandate(self) -> Mandate:
        return self.assignment.mandate


def in_words(rows: Iterable[Standing], *, in_passing: bool = False) -> list[Line]:
    """``in_passing``: on a page whose opening is not written down as reading them."""
    return [
        Line(
            row.assignment,
            title(row.assignment.mandate) if in_passing else row.assignment.mandate.action,
            row.cell.state,
            STATES[row.cell.state],
            row.cell.is_overdue,
            reverse("mandates:report", args=[row.cell.report])
            if row.cell.report
            else row.assignment.get_absolute_url(),
        )
        for row in rows
    ]


def lines_by_name(rows: Iterable[Standing]) -> list[Line]:
    """In the order in which a reader of this language looks for the addressees."""
    return sorted(in_words(rows), key=lambda line: sort_key(plain(line.assignment.addressee.name)))


def brief(texts: Any, length: int = 160) -> LazyI18nString:
    """The beginning of a text in each of its languages."""
    return LazyI18nString(
        {
            one.language or "en": Truncator(one.text).chars(length)
            for one in said_all(texts, get_language() or "en")
        }
    )


def texts_of(report: Report) -> list[tuple[Any, str]]:
    """What a report says, under the names of its fields."""
    return [(name, getattr(report, field)) for field, name in TEXTS.items()]


def title(mandate: Mandate) -> Any:
    """What a page shows in passing: the beginning of what is asked, or, where every reading is
    written down, only that there is something to open."""
    if mandate.is_watched:
        return gettext("A mandate under %(label)s") % {"label": mandate.tlp.words}
    return brief(mandate.action)
