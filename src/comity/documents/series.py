"""Symbols in a series: which is the next free one, and who says how they are made."""

from __future__ import annotations

import re
from datetime import date, datetime
from string import Formatter

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _

from comity.parties import ledger
from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Body, Party, Person
from comity.refusals import Refusal

from .models import Document, SymbolSeries

PLACES = ("year", "meeting", "number")
LONGEST = 80


class NoPattern(Refusal):
    """A pattern says once where the number stands, and knows only year, meeting and number."""


class NotTheirSeries(Refusal):
    """The secretariat and the presidency of a dialogue say how its symbols are made."""


def check_pattern(pattern: str) -> None:
    """Raises NoPattern."""
    try:
        parsed = list(Formatter().parse(pattern))
    except ValueError:
        parsed = []
    names = [name for _text, name, _form, _how in parsed if name is not None]
    odd = any(form or how for _text, _name, form, how in parsed)
    text = "".join(text for text, _name, _form, _how in parsed)
    if odd or names.count("number") != 1 or set(names) - set(PLACES) or "{" in text or "}" in text:
        raise NoPattern(
            _(
                "%(pattern)s is no pattern for symbols. It says once where the number stands, and "
                "may name the year and the meeting. Write it as CMC/{year}/{number} or "
                "CRM/{meeting}/DOC/{number}."
            )
            % {"pattern": pattern or "–"}
        )


@transaction.atomic
def set_series(body: Body, pattern: str, *, by: Person, at: datetime) -> None:
    """Say how the symbols of a body are made; an empty pattern ends its series. Symbols that are
    there stay as they are.

    Raises:
        NotTheirSeries, NoPattern.
    """
    reader = Reader.of(by, day_of(at))
    if not reader.leads(body.dialogue_id):
        raise NotTheirSeries(
            _(
                "How symbols of %(dialogue)s are made is said by its secretariat and its "
                "presidency. Ask one of them to do this."
            )
            % {"dialogue": body.dialogue}
        )
    pattern = pattern.strip()
    if pattern:
        check_pattern(pattern)
        SymbolSeries.objects.update_or_create(body=body, defaults={"pattern": pattern})
    else:
        SymbolSeries.objects.filter(body=body).delete()
    party = Party.objects.filter(
        pk__in=[party for party, dialogue in reader.drafts if dialogue == body.dialogue_id]
    ).first()
    ledger.write("body.series_set", body, by=by, at=at, party=party, facts={"pattern": pattern})


def next_symbol(body: Body, on: date, meeting: str = "") -> str:
    """The symbol after the highest of the body's series; "" where it has none, or one that names
    the meeting and there is none with a number.

    Every document counts, seen or not: a symbol stands once. What follows a symbol, as
    ``/Rev.1`` and ``/Add.1`` do, belongs to it. Numbers that were passed over are not used again.
    """
    series = SymbolSeries.objects.filter(body=body).first()
    if series is None or ("{meeting}" in series.pattern and not meeting):
        return ""
    before, after = series.pattern.split("{number}")
    places = {"year": on.year, "meeting": meeting}
    before, after = before.format(**places), after.format(**places)
    taken = re.compile(rf"{re.escape(before)}(\d{{1,6}}){re.escape(after)}(?:/.*)?")
    known = Document.objects.filter(symbol__startswith=before).values_list("symbol", flat=True)
    numbers = [int(found[1]) for symbol in known if (found := taken.fullmatch(symbol))]
    return f"{before}{max(numbers, default=0) + 1}{after}"[:LONGEST]


def propose(form: forms.Form, body: Body, on: date, meeting: str = "") -> None:
    """Write the next symbol into a form that asks for one, and say where it comes from; whoever
    typed another one, or whose symbol was taken meanwhile, reads the next one beside it."""
    if symbol := next_symbol(body, on, meeting):
        form.initial.setdefault("symbol", symbol)
        words = _("The next free one of the series is %(symbol)s.") % {"symbol": symbol}
        form.fields["symbol"].help_text = words


def proposals(bodies: list[Body], on: date) -> str:
    """For a form in which the body is still to be chosen: the next symbol of each that has one."""
    with_series = [body for body in bodies if getattr(body, "symbol_series", None)]
    found = [(body, next_symbol(body, on)) for body in with_series]
    named = [f"{symbol} ({body})" for body, symbol in found if symbol]
    return _("Next free: %(symbols)s.") % {"symbols": ", ".join(named)} if named else ""
