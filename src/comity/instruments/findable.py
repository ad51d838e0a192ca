"""What the search finds of a text, and of each of its clauses."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from comity.search.registry import Words, joined

from .models import Clause, Instrument


def _words(instrument: Instrument) -> dict[str, Words]:
    return {
        language: Words(words.title, f"{words.text} {instrument.symbol}".strip())
        for language, words in joined(instrument.title, instrument.about).items()
    }


def _clauses(instrument: Instrument) -> Any:
    return Clause.objects.filter(instrument=instrument)


def _title(clause: Clause) -> Any:
    """The text's title, with the number of the clause in every language."""
    title, number = clause.instrument.title, clause.number
    data = getattr(title, "data", title)
    if not number:
        return title
    if isinstance(data, dict):
        said = {language: f"{words} · {number}" for language, words in data.items() if words}
        return LazyI18nString(said)
    return f"{data} · {number}"


INSTRUMENT: dict[str, Any] = {
    "kind": "texts",
    "label": _("Texts"),
    "words": _words,
    "title": lambda one: one.title,
    "url": lambda one: one.get_absolute_url(),
    "on": lambda one: one.adopted_on,
    "precision": lambda one: one.adopted_precision,
    "dialogue": lambda one: one.body.dialogue_id,
    "related": ("body",),
}
CLAUSE: dict[str, Any] = {
    "kind": "clauses",
    "label": _("Clauses"),
    "words": lambda one: {text.language: Words("", text.text) for text in one.texts.all()},
    "title": _title,
    "url": lambda one: one.get_absolute_url(),
    "on": lambda one: one.instrument.adopted_on,
    "precision": lambda one: one.instrument.adopted_precision,
    "dialogue": lambda one: one.instrument.body.dialogue_id,
    "tlp": "instrument__label",
    "related": ("instrument__body",),
    "many": ("texts",),
    "touched_by": {Instrument: _clauses},
}
