"""The words for states, statuses and addressees, in the language of the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from comity.parties.access import Reader
from comity.ui.locales import page_language
from comity.ui.said import plain, said_all, sort_key

from .matrix import OVERDUE, Column
from .models import Assignment, Mandate, Remark, Report
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
FIELDS = {"status": _("Status")} | TEXTS
"""What the secretariat comments on, one by one."""
CHOICES = STATES | {OVERDUE: _("Overdue")}


GROUPS = {
    "states": _("States and territories"),
    "institutions": _("Institutions"),
    "others": _("Other parties"),
    "bodies": _("Bodies"),
}


def short(column: Column) -> str:
    return plain(column.acronym) or plain(column.name)


def heading(column: Column) -> str:
    """At the head of a column of a file, where no group stands above it."""
    if column.group != "institutions":
        return short(column)
    return str(_("%(name)s (institution)") % {"name": short(column)})


def by_name(columns: list[Column]) -> list[Column]:
    """Columns group by group, in each in the order in which a reader of this language looks for
    them: institutions stand beside the states, and apart from them."""
    order = list(GROUPS)
    return sorted(columns, key=lambda one: (order.index(one.group), sort_key(short(one))))


def groups_of(columns: list[Column]) -> list[tuple[Any, int]]:
    """The name and the width of each group of columns in their order; of one group alone none."""
    counts = Counter(column.group for column in columns)
    found = [(name, counts[key]) for key, name in GROUPS.items() if key in counts]
    return found if len(found) > 1 else []


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
            for one in said_all(texts, page_language())
        }
    )


class Said(NamedTuple):
    """One field of a report: its name, its words, and what is said of them."""

    name: Any
    text: str
    note: str = ""


def texts_of(report: Report, last: Report | None = None) -> list[Said]:
    """What a report says, under the names of its fields.

    ``last``: the one before it, whose words it may confirm; None where there is none to read.
    """
    year = last.reported_on.year if last and last.reported_on else None
    confirmed = _("confirmed, as in %(year)s") % {"year": year} if year else _("confirmed")
    return [
        Said(name, getattr(report, field), str(confirmed) if field in report.confirmed else "")
        for field, name in TEXTS.items()
    ]


def remarks_on(report: Report, reader: Reader) -> list[Remark]:
    """The secretariat's comments, the oldest first, each with the ``name`` of its field."""
    remarks = list(Remark.objects.visible_to(reader).filter(report=report).select_related("by"))
    for remark in remarks:
        remark.name = FIELDS.get(remark.field, "")
    return remarks


def title(mandate: Mandate) -> Any:
    """What a page shows in passing: the beginning of what is asked, or, where every reading is
    written down, only that there is something to open."""
    shown = mandate.passing_title
    return shown if mandate.is_watched else brief(shown)
