"""The rows of the matrix as HTML, a few dozen at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext

from comity.ui import days
from comity.ui.locales import page_language
from comity.ui.said import Said, said

from . import words
from .cells import Painter
from .matrix import Column, Matrix, Row
from .models import Mandate

CHUNK = 20
"""Rows in one piece of the stream."""
LENGTH = 160
"""Characters of a mandate shown in the matrix; its page has all."""


def paint_rows(found: Matrix, columns: list[Column]) -> Iterator[str]:
    """``tr`` elements of the body of the table, in pieces."""
    head = _head_painter()
    painter = Painter(
        {code: str(label) for code, label in words.STATES.items()},
        str(words.OVERDUE_WORD),
        reverse("mandates:report", args=[0]),
        reverse("mandates:assignment", args=[0]),
    )
    keys = [(column.key, words.short(column)) for column in columns]
    piece: list[str] = []
    for number, row in enumerate(found.rows, start=1):
        piece.append(f"<tr>{head(row)}{_cells(row, keys, painter)}")
        if number % CHUNK == 0:
            yield "\n".join(piece)
            piece = []
    yield "\n".join(piece)


def _cells(row: Row, keys: list[tuple[str, str]], painter: Painter) -> str:
    cells = row.cells
    return "".join([painter.cell(short, cells.get(key)) for key, short in keys])


def _head_painter() -> Callable[[Row], str]:
    """A function Row → ``th``; labels and dates are made once each."""
    language = page_language()
    label = cache(lambda label: render_to_string("ui/tlp.html", {"label": label}))
    day = cache(lambda on: _day(on, language))

    def head(row: Row) -> str:
        mandate = row.mandate
        return format_html(
            '<th scope="row"><a href="{}">{}</a>{} <small>{}{}</small>',
            mandate.get_absolute_url(),
            _text(said(mandate.action, language)),
            _mark(mandate),
            label(mandate.label),
            day(mandate.due_on) if mandate.is_open else _closed(),
        )

    return head


def _text(shown: Said) -> str:
    text = Truncator(shown.text).chars(LENGTH)
    return (
        format_html('<span lang="{}">{}</span>', shown.language, text)
        if (shown.is_fallback)
        else text
    )


def _mark(mandate: Mandate) -> str:
    """Which text and clause it comes from, where the reader may see the text."""
    if not mandate.shows_text:
        return ""
    mark = " · ".join(
        filter(None, (mandate.clause.instrument.passing_symbol, mandate.clause.number))
    )
    return format_html("<br><small>{}</small>", mark) if mark else ""


def _day(on: date | None, language: str) -> str:
    if on is None:
        return ""
    words_ = gettext("due on %(day)s") % {"day": days.day_text(on, "day", language)}
    return format_html(" {}", words_)


def _closed() -> str:
    return format_html(" {}", gettext("closed"))
