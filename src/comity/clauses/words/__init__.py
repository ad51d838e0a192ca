"""The words by which a text is understood, as lists that a linguist can read and mend."""

import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any


def load_words(name: str) -> dict[str, Any]:
    """Return one of the lists beside this file, by its name without ending."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def either(words: Iterable[str]) -> str:
    """Return a pattern that any of the words fits."""
    return "|".join(words)
