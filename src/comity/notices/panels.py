"""What this room shows on pages of the rooms below."""

from __future__ import annotations

from datetime import date
from typing import Any

from comity.parties.access import Reader
from comity.parties.models import Body

from .models import Follow


def follow_button(body: Body, reader: Reader, on: date) -> dict[str, Any] | None:
    """A button for persons; who sits in the body follows it anyway and needs none."""
    if reader.person is None or body.pk in reader.bodies | reader.bodies_observed:
        return None
    followed = Follow.objects.visible_to(reader).filter(body=body).exists()
    return {"body": body, "is_followed": followed}
