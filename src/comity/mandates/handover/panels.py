"""The way to the pack, on the page of a dialogue, for those who hand over or take over."""

from __future__ import annotations

from datetime import date
from typing import Any

from comity.parties.access import Reader
from comity.parties.models import Dialogue

from .gathering import may_read


def of_dialogue(dialogue: Dialogue, reader: Reader, on: date) -> dict[str, Any] | None:
    return {"dialogue": dialogue} if may_read(reader, dialogue, on) else None
