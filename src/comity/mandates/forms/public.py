"""What narrows the paragraphs of the public follow-up page."""

from __future__ import annotations

from typing import Any

from ..matrix import Filters, Scope
from .matrix import FilterForm


class PublicFilterForm(FilterForm):
    """Party, theme and state, in one dialogue."""

    def __init__(self, data: Any, scope: Scope) -> None:
        super().__init__(data, scope)
        for name in ("dialogue", "body", "year"):
            del self.fields[name]

    def filters(self, dialogue: str) -> Filters:  # type: ignore[override]
        """Of a form found valid."""
        chosen = {name: self.cleaned_data[name] for name in self.fields}
        return Filters(dialogue=dialogue, **chosen)
