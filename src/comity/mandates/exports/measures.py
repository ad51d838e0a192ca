"""The register of measures as a file: what the reader may see, narrowed as on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from django.utils.translation import gettext

from comity.tlp import Label, narrowest
from comity.ui.locales import language_name, page_language
from comity.ui.said import plain

from ..models import Measure
from .excel import write_one_sheet
from .plain import write_csv
from .sheet import Sheet, clean

WIDTHS = [22, 18, 40, 70, 12, 12, 30, 14, 10, 40, 30, 12, 18, 20]


def _write_excel(sheet: Sheet) -> bytes:
    return write_one_sheet(sheet, gettext("Measures"), WIDTHS)


MEASURE_FORMS: dict[str, tuple[str, str, Callable[[Sheet], bytes]]] = {
    "csv": ("CSV", "text/csv; charset=utf-8", write_csv),
    "xlsx": (
        "Excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _write_excel,
    ),
}
"""Ending → what it is called, its media type, and what writes it."""


def sheet_of(measures: Iterable[Measure], *, on: date, filters: list[str]) -> Sheet:
    """The measures as rows of plain words; owner, themes and evidence are loaded with them."""
    shown = list(measures)
    head = _head()
    return Sheet(
        title=gettext("Measures"),
        on=on,
        filters=list(map(clean, filters)),
        label=narrowest(Label.CLEAR, *(one.tlp for one in shown)),
        head=head,
        rows=[_row(one) for one in shown],
        fixed=len(head),
    )


def _head() -> list[str]:
    return [
        gettext("Party"),
        gettext("Kind"),
        gettext("Title"),
        gettext("Account"),
        gettext("From"),
        gettext("Until"),
        gettext("Responsible office"),
        gettext("Amount"),
        gettext("Currency"),
        gettext("Themes"),
        gettext("Audience"),
        gettext("Language"),
        gettext("Label"),
        gettext("Note"),
    ]


def _row(one: Measure) -> list[str]:
    return [
        clean(plain(one.owner.name)),
        str(one.get_kind_display()),
        clean(one.title),
        clean(one.account),
        known_day(one.started_on, one.started_precision),
        known_day(one.ended_on, one.ended_precision),
        clean(one.office),
        "" if one.amount is None else f"{one.amount:f}",
        clean(one.currency),
        clean("; ".join(plain(theme.name) for theme in one.themes.all())),
        clean(plain(one.body.name)),
        language_name(one.language, page_language()),
        one.tlp.words,
        gettext("invented, for the example") if one.is_invented else "",
    ]


def known_day(on: date | None, precision: str) -> str:
    """A date as exactly as it is known, as ``PartialDate`` writes it."""
    length = {"year": 4, "month": 7, "day": 10}[precision]
    return on.isoformat()[:length] if on else ""
