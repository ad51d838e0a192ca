"""Values of the database as the content keeps them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from comity.ui.said import versions_of

from ..content import Texts


def texts(value: object) -> Texts:
    """Language → words, for every language that has some; "" where none is named."""
    versions = versions_of(value)
    if versions is None:
        return {"": str(value)} if value else {}
    return {language: words for language, words in versions.items() if words}


def iso(on: date | None) -> str:
    return on.isoformat() if on else ""


def number(value: Decimal | None) -> str:
    """Without the zeros at its end: ``480``, ``0.5``."""
    return "" if value is None else format(value.normalize(), "f")
