"""Whose position on a text is asked for and not there yet."""

from __future__ import annotations

from datetime import date

from comity.instruments.services.footnotes import TABLE
from comity.parties.models import Membership

from .models import Drafting, Position


def expected(drafting: Drafting, on: date) -> set[int]:
    """Keys of the members and associates of the body that have published no position."""
    held = Membership.objects.current(on).filter(body=drafting.instrument.body_id, role__in=TABLE)
    published = Position.objects.published().filter(drafting=drafting)
    return set(held.values_list("party", flat=True)) - set(
        published.values_list("owner", flat=True)
    )
