"""Reading the data files."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

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
