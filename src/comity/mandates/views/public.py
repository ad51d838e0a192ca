"""What a dialogue promised and what was done, for everyone."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from comity.parties.models import Dialogue
from comity.parties.requests import Request
from comity.ui import charts
from comity.ui.said import plain, plain_day, sort_key

from .. import words
from ..forms import PublicFilterForm
from ..matrix import OVERDUE, Row
from ..promised import COUNTED, Count, Promised, latest_reports, paragraphs, promised, scope_of

PER_PAGE = 15
DRAWN = 12
"""Bars in one picture; the table below it has all."""
LENGTH = 240
"""Characters of what is asked; the mandate's own page has all."""
PLACE = "#paragraphs"
WORDS = {code: words.STATES[code] for code in COUNTED}


_Counted = tuple[str, Count, dict[str, str]]


class Line(NamedTuple):
    """One line of a table: a name, where it leads, and a figure with an address for each state."""

    name: str
    url: str
    figures: list[tuple[int, str]]


class Asked(NamedTuple):
    """One paragraph: what it asks, and how many of those asked stand where."""

    row: Row
    title: Any
    number: str
    states: list[tuple[str, Any, int]]
    overdue: int


@never_cache
@require_safe
def page(request: Request, slug: str) -> HttpResponse:
    """Counted from what anyone may read, whoever looks; ``?party=``, ``?theme=`` and ``?status=``
    narrow the paragraphs below the figures."""
    dialogue = get_object_or_404(Dialogue, slug=slug)
    on, scope = timezone.localdate(), scope_of(dialogue)
    form = PublicFilterForm(request.GET, scope)
    found = promised(dialogue, scope, on)
    rows = paragraphs(scope, form.filters(dialogue.slug), on) if form.is_valid() else []
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    page = {
        "it": dialogue,
        "day": plain_day(on),
        "found": found,
        "figures": _figures(found) if found.mandates else [],
        "whole": _whole(dialogue, found),
        "by_theme": _by_theme(found),
        "by_party": _by_addressee(found),
        "states": list(WORDS.values()),
        "page": shown,
        "asked": [_asked(row) for row in shown],
        "chosen": form.in_words() if form.is_valid() else [],
        "reports": latest_reports(dialogue),
    }
    return render(request, "mandates/public.html", page, status=422 if form.errors else 200)


def _figures(found: Promised) -> list[tuple[int, str, str, str]]:
    """(figure, what it is called, what it means, where it leads)."""
    whole = found.whole
    return [
        (found.mandates, _("mandates"), _("Paragraphs of public texts that ask for something."),
         PLACE),
        (whole.asked, _("answers asked for"), _("One from each addressee of each mandate."), PLACE),
        (whole.answered, _("answers given"),
         _("Public reports that the secretariat accepted; the latest of each addressee counts."),
         PLACE),
        (whole.states["done"], pgettext("of answers", "done"),
         _("The addressee says that it has done what is asked."),
         _address(status="done")),
        (whole.overdue, pgettext("of answers", "overdue"),
         _("The date has passed, and no public report says that it is done."),
         _address(status=OVERDUE)),
    ]  # fmt: skip


def _whole(dialogue: Dialogue, found: Promised) -> charts.Bars:
    counts = {state: found.whole.states[state] for state in COUNTED}
    title = _("All answers asked for, by state")
    return charts.bars([charts.Row(dialogue.short, counts)], WORDS, key="whole", title=title)


def _by_theme(found: Promised) -> dict[str, Any] | None:
    lines = [
        (plain(theme.name), found.of_themes[theme.pk], {"theme": theme.code})
        for theme in found.themes
    ]
    return _part(lines, "themes", _("Answers by theme and state"), gettext_lazy("Theme"))


def _by_addressee(found: Promised) -> dict[str, Any] | None:
    columns = sorted(found.columns, key=lambda column: sort_key(plain(column.name)))
    lines = [
        (plain(one.name), found.of_addressees[one.key], _filter_of(one.key)) for one in columns
    ]
    return _part(lines, "parties", _("Answers by addressee and state"), gettext_lazy("Addressee"))


def _filter_of(key: str) -> dict[str, str]:
    """Of a column; a body that is asked as such has no filter of its own."""
    kind, _colon, slug = key.partition(":")
    return {"party": slug} if kind == "party" else {}


def _part(lines: list[_Counted], key: str, title: str, head: Any) -> dict[str, Any] | None:
    """A picture and, below it, the same figures as a table of links."""
    if not lines:
        return None
    drawn = _drawn(lines)
    bars = [
        charts.Row(name, {state: count.states[state] for state in COUNTED}, url=_link(where))
        for name, count, where in drawn
    ]
    return {
        "drawn": len(drawn) if len(drawn) < len(lines) else 0,
        "key": key,
        "chart": charts.bars(bars, WORDS, key=key, title=title, head=str(head)),
        "head": head,
        "lines": [_line(*line) for line in lines],
    }


def _drawn(lines: list[_Counted]) -> list[_Counted]:
    """What a picture shows of many: those with most answers, in the order of the table."""
    most = sorted(lines, key=lambda line: (-line[1].answered, -line[1].asked))[:DRAWN]
    return [line for line in lines if line in most]


def _line(name: str, count: Count, where: dict[str, str]) -> Line:
    figures = [
        (count.states[state], _address(**where, status=state) if where else "") for state in COUNTED
    ]
    return Line(name, _link(where), figures)


def _link(where: dict[str, str]) -> str:
    return _address(**where) if where else ""


def _address(**filters: str) -> str:
    return f"?{urlencode(filters)}{PLACE}"


def _asked(row: Row) -> Asked:
    count = Count()
    for cell in row.cells.values():
        count.add(cell)
    states = [(code, WORDS[code], count.states[code]) for code in COUNTED if count.states[code]]
    title = words.brief(row.mandate.action, LENGTH)
    return Asked(row, title, row.mandate.clause.number.rstrip("."), states, count.overdue)
