"""What each room lets be found. A room fills this in its ``apps.py``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models

from comity.tlp import WATCHED

Touched = Callable[[Any], models.QuerySet]


@dataclass(frozen=True)
class Words:
    """What is found of one thing in one language."""

    title: str
    text: str = ""


@dataclass(frozen=True)
class Searchable:
    model: type[models.Model]
    kind: str
    label: Any
    words: Callable[[Any], dict[str, Words]]
    """Per language; "" where the language is not known."""
    title: Callable[[Any], Any]
    url: Callable[[Any], str]
    on: Callable[[Any], date | None]
    dialogue: Callable[[Any], int | None]
    precision: Callable[[Any], str] = lambda _thing: "day"
    """How much of the date is known."""
    tlp: str = "label"
    """The path to the label of the record whose words these are; "" where it has none."""
    related: tuple[str, ...] = ()
    many: tuple[str, ...] = ()
    touched_by: dict[type[models.Model], Touched] = field(default_factory=dict)
    """Rows of this model that change with a record of another one."""

    @property
    def name(self) -> str:
        return self.model._meta.label_lower

    def shown_to(self, reader: Any) -> models.QuerySet:
        """What the reader may read without its reading being written down."""
        rows = self.model._default_manager.visible_to(reader)  # type: ignore[attr-defined]
        return rows.exclude(**{f"{self.tlp}__in": list(WATCHED)}) if self.tlp else rows

    def readable(self, reader: Any, keys: Iterable[int]) -> set[int]:
        """Which of these the reader may read, by the live rule."""
        rows = self.shown_to(reader).order_by().filter(pk__in=list(keys))
        return set(rows.values_list("pk", flat=True))

    def loaded(self, keys: Iterable[int]) -> dict[int, Any]:
        rows = self.model._default_manager.select_related(*self.related)
        return rows.prefetch_related(*self.many).in_bulk(list(keys))


_searchables: dict[str, Searchable] = {}


def searchable(model: type[models.Model], **said: Any) -> None:
    """Let rows of ``model`` be found; see ``Searchable`` for what must be said."""
    made = Searchable(model, **said)
    _searchables[made.name] = made


def searchables() -> list[Searchable]:
    return list(_searchables.values())


def get(name: str) -> Searchable:
    return _searchables[name]


def in_languages(value: Any) -> dict[str, str]:
    """A field in several languages, as language and text; a plain text has no language."""
    data = getattr(value, "data", value)
    if isinstance(data, dict):
        return {language: text for language, text in data.items() if text}
    return {"": str(data)} if data else {}


def joined(title: Any, *texts: Any) -> dict[str, Words]:
    """The words of a record whose title and texts are each in several languages."""
    titles, others = in_languages(title), [in_languages(text) for text in texts]
    languages = {*titles, *(language for other in others for language in other)}
    return {
        language: Words(
            titles.get(language, ""),
            "\n".join(other[language] for other in others if language in other),
        )
        for language in sorted(languages)
    }
