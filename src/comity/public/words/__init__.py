"""The first words of the site, which its editors then make their own: one file per language."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def _read(language: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def words_of(page: str, language: str) -> dict[str, str]:
    """The fields of a page in a language."""
    return dict(_read(language)[page])


def pages() -> list[str]:
    """The pages that have words, in the order of the English file."""
    return list(_read("en"))
