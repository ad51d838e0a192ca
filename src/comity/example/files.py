"""Reading the data files: rows, texts in several languages, dates as exact as the source."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from i18nfield.strings import LazyI18nString

from comity.parties.dates import PartialDate

DATA = Path(__file__).parent / "data"

Row = dict[str, Any]


@cache
def rows(file: str, kind: str) -> list[Row]:
    """The rows ``[[kind]]`` of ``data/file.toml``, in their order; to be read, not changed."""
    found: list[Row] = tomllib.loads(text(f"{file}.toml"))[kind]
    return found


def heads(folder: str) -> list[Row]:
    """One table for each file ``data/folder/*.toml``, by name."""
    return [
        tomllib.loads(path.read_text("utf-8")) for path in sorted((DATA / folder).glob("*.toml"))
    ]


def text(file: str) -> str:
    return (DATA / file).read_text(encoding="utf-8")


def said(texts: dict[str, str] | None) -> LazyI18nString | str:
    """Texts by language as a model field takes them; "" where there are none."""
    return LazyI18nString(texts) if texts else ""


def together(first: dict[str, str], then: dict[str, str]) -> LazyI18nString:
    """Two paragraphs in each language."""
    return LazyI18nString(
        {language: f"{first[language]}\n\n{then[language]}" for language in first}
    )


def web(source: str) -> str:
    """The address of a source; "" for what is invented."""
    return source if source.startswith("http") else ""


def term(row: Row) -> dict[str, Any]:
    """``since`` and ``until`` of a row as the fields of a ``Term``: first and last day of each."""
    fields: dict[str, Any] = {}
    if "since" in row:
        since = PartialDate.read(row["since"])
        fields |= {"since": since.first, "since_precision": since.precision}
    if "until" in row:
        until = PartialDate.read(row["until"])
        fields |= {"until": until.last, "until_precision": until.precision}
    return fields
