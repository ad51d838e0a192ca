"""What an export holds: the matrix in plain words, and what the reports shown in it say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext

from comity.parties.access import Reader
from comity.tlp import Label, narrowest
from comity.ui.locales import language_name, page_language
from comity.ui.said import plain, plain_day

from .. import words
from ..cells import Cell
from ..matrix import Column, Matrix, Row
from ..measured import progress_of
from ..models import IndicatorValue, Report

# XML 1.0 allows no other control characters, and no spreadsheet shows them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def clean(text: object) -> str:
    return _UNPRINTABLE.sub("", str(text or ""))


@dataclass(frozen=True)
class Sheet:
    """Plain strings in the reader's language.

    ``label`` is the narrowest of all that is inside: what the whole may travel under.
    ``reports`` are the records behind ``report_rows``, for the ledger.
    """

    title: str
    on: date
    filters: list[str]
    label: Label
    head: list[str]
    rows: list[list[str]]
    fixed: int
    """How many columns of ``head`` come before the parties."""
    report_head: list[str] = field(default_factory=list)
    report_rows: list[list[str]] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    figure_head: list[str] = field(default_factory=list)
    figure_rows: list[list[str | Decimal]] = field(default_factory=list)
    """What the same reports give for indicators; numbers stay numbers."""

    @classmethod
    def of(cls, found: Matrix, reader: Reader, *, on: date, filters: list[str]) -> Sheet:
        """From a matrix made for the same reader. Drafts show as a state, never with words."""
        columns = words.by_name(found.columns)
        head = [*_fixed_head(), *(clean(words.heading(column)) for column in columns)]
        keys = [column.key for column in columns]
        shown = _reports(found, columns, reader)
        names = {one.report.language: _name_of(one.report.language) for one in shown}
        labels = {row.mandate.tlp for row in found.rows} | {one.report.tlp for one in shown}
        return cls(
            title=gettext("Follow-up of mandates"),
            on=on,
            filters=list(map(clean, filters)),
            label=narrowest(Label.CLEAR, *labels),
            head=head,
            rows=[_row(row, keys) for row in found.rows],
            fixed=len(_fixed_head()),
            report_head=_report_head(),
            report_rows=[_report(one, names) for one in shown],
            reports=[one.report for one in shown],
            figure_head=_figure_head(),
            figure_rows=_figures(shown, reader),
        )

    @property
    def standfirst(self) -> list[str]:
        """Lines under the title: the day, and the filters in words."""
        lines = [gettext("As of %(day)s") % {"day": plain_day(self.on)}]
        return lines + (self.filters or [gettext("All mandates, not filtered")])

    @property
    def file_name(self) -> str:
        words = gettext("mandates")
        return f"{words}-{self.on.isoformat()}"


def _name_of(language: str) -> str:
    return language_name(language, page_language())


def _fixed_head() -> list[str]:
    return [
        gettext("Text"),
        gettext("Clause"),
        gettext("Mandate"),
        gettext("Given on"),
        gettext("Due on"),
        gettext("Open or closed"),
        gettext("Label"),
    ]


def _row(row: Row, keys: list[str]) -> list[str]:
    mandate = row.mandate
    shows_text = mandate.shows_text
    text = mandate.clause.instrument
    return [
        clean((text.passing_symbol or plain(text.passing_title)) if shows_text else ""),
        clean(mandate.clause.number if shows_text else ""),
        clean(plain(mandate.action)),
        mandate.given_on.isoformat(),
        mandate.due_on.isoformat() if mandate.due_on else "",
        gettext("open") if mandate.is_open else gettext("closed"),
        mandate.tlp.words,
        *(clean(in_words(row.cells.get(key))) for key in keys),
    ]


def in_words(cell: Cell | None) -> str:
    if cell is None:
        return ""
    state = str(words.STATES[cell.state])
    return f"{state}, {words.OVERDUE_WORD}" if cell.is_overdue else state


@dataclass(frozen=True)
class _Shown:
    """A report with the mandate and the addressee under which the matrix shows it."""

    mandate: str
    addressee: str
    report: Report


def _reports(found: Matrix, columns: list[Column], reader: Reader) -> list[_Shown]:
    """The reports the cells show, in the order of the matrix; drafts stay with their writers."""
    mandates = [row.mandate.pk for row in found.rows]
    wanted = Report.objects.visible_to(reader).filter(assignment__mandate__in=mandates)
    wanted = wanted.exclude(state=Report.State.DRAFT).prefetch_related("citations")
    by_key = {report.pk: report for report in wanted.order_by()}
    return [
        _Shown(plain(row.mandate.action), plain(column.name), by_key[cell.report])
        for row in found.rows
        for column in columns
        if (cell := row.cells.get(column.key)) and cell.report in by_key
    ]


def _report_head() -> list[str]:
    return [
        gettext("Mandate"),
        gettext("Addressee"),
        gettext("State"),
        gettext("Status"),
        gettext("Reported on"),
        gettext("Progress"),
        gettext("Limitations"),
        gettext("Next steps"),
        gettext("Best practice"),
        gettext("Measures cited"),
        gettext("Language"),
        gettext("Label"),
        gettext("Note"),
    ]


def _report(shown: _Shown, language_names: dict[str, str]) -> list[str]:
    report = shown.report
    return [
        clean(shown.mandate),
        clean(shown.addressee),
        str(words.STATES.get(report.state, words.ACCEPTED)),
        str(words.STATES[report.status]) if report.status else "",
        report.reported_on.isoformat() if report.reported_on else "",
        *(clean(getattr(report, name)) for name in words.TEXTS),
        clean("; ".join(citation.title for citation in report.citations.all())),
        language_names[report.language],
        report.tlp.words,
        gettext("invented, for the example") if report.is_invented else "",
    ]


def _figure_head() -> list[str]:
    return [
        gettext("Mandate"),
        gettext("Addressee"),
        gettext("Indicator"),
        gettext("Unit"),
        gettext("Year"),
        gettext("Value"),
        gettext("Progress"),
        gettext("Explanation"),
        gettext("Label"),
        gettext("Note"),
    ]


def _figures(shown: list[_Shown], reader: Reader) -> list[list[str | Decimal]]:
    """In the order of the reports; only where the reader may see the mandate too."""
    by_report: dict[int, list[IndicatorValue]] = {}
    keys = [one.report.pk for one in shown]
    values = IndicatorValue.objects.visible_to(reader).filter(report__in=keys)
    for value in values.select_related("indicator").order_by("indicator__position", "year"):
        by_report.setdefault(value.report_id, []).append(value)
    return [_figure(one, value) for one in shown for value in by_report.get(one.report.pk, [])]


def _figure(shown: _Shown, value: IndicatorValue) -> list[str | Decimal]:
    return [
        clean(shown.mandate),
        clean(shown.addressee),
        clean(plain(value.indicator.name)),
        clean(plain(value.indicator.unit)),
        Decimal(value.year),
        value.number,
        progress_of(value.indicator, value.number),
        clean(value.note),
        shown.report.tlp.words,
        gettext("invented, for the example") if shown.report.is_invented else "",
    ]
