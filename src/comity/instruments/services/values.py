"""What a suggestion may name: a party, a body, the members of a body, a date, a theme."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from comity.instruments.models import Suggestion
from comity.instruments.rules import UnknownValue
from comity.parties.dates import PartialDate
from comity.parties.models import Body, Party, Theme

PARTY, BODY, MEMBERS = "party", "body", "members"


def require_value(kind: str, value: str) -> None:
    """Raises UnknownValue unless the value names something that exists."""
    if not _names_something(kind, value):
        raise UnknownValue(
            _(
                "“%(value)s” is not a known party, body, date or theme. Choose one of the list; "
                "write a date as 2026, 2026-03 or 2026-03-02."
            )
            % {"value": value}
        )


def _names_something(kind: str, value: str) -> bool:
    if kind == Suggestion.Kind.THEME:
        return Theme.objects.filter(code=value).exists()
    if kind == Suggestion.Kind.DUE:
        return _is_date(value)
    who, _colon, slug = value.partition(":")
    if who == PARTY:
        return Party.objects.filter(slug=slug).exists()
    return who in (BODY, MEMBERS) and Body.objects.filter(slug=slug).exists()


def _is_date(value: str) -> bool:
    try:
        PartialDate.read(value)
    except ValueError:
        return False
    return True


def named(suggestions: Iterable[Suggestion]) -> dict[tuple[str, str], Any]:
    """(kind, value) → what is meant: a Party, a Body, a Theme, a PartialDate.

    Three queries at most, whatever the number of suggestions. A value that names nothing any
    more is left out.
    """
    pairs = {(one.kind, one.value) for one in suggestions}
    slugs: dict[str, set[str]] = {PARTY: set(), BODY: set()}
    for kind, value in pairs:
        if kind == Suggestion.Kind.ADDRESSEE:
            who, _colon, slug = value.partition(":")
            slugs[PARTY if who == PARTY else BODY].add(slug)
    parties = Party.objects.in_bulk(slugs[PARTY], field_name="slug") if slugs[PARTY] else {}
    bodies = Body.objects.in_bulk(slugs[BODY], field_name="slug") if slugs[BODY] else {}
    codes = {value for kind, value in pairs if kind == Suggestion.Kind.THEME}
    themes = Theme.objects.in_bulk(codes, field_name="code") if codes else {}
    found: dict[tuple[str, str], Any] = {}
    thing: Any
    for kind, value in pairs:
        if kind == Suggestion.Kind.THEME:
            thing = themes.get(value)
        elif kind == Suggestion.Kind.DUE:
            thing = PartialDate.read(value) if _is_date(value) else None
        else:
            who, _colon, slug = value.partition(":")
            thing = parties.get(slug) if who == PARTY else bodies.get(slug)
        if thing is not None:
            found[kind, value] = thing
    return found
