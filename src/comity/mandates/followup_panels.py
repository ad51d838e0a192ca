"""The follow-up reports of a body, on its page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from comity.parties.access import Reader
from comity.parties.models import Body

from .models import FollowUp

SHOWN = 3


def of_body(body: Body, reader: Reader, on: date) -> dict[str, Any] | None:
    """The latest ones, and for those who lead the dialogue the way to one more."""
    seen = FollowUp.objects.visible_to(reader).filter(body=body).defer("content")
    latest = list(seen[:SHOWN])
    may_ask = reader.leads(body.dialogue_id)
    if not latest and not may_ask:
        return None
    return {
        "latest": latest,
        "all_url": f"{reverse('mandates:follow_ups')}?body={body.slug}",
        "ask_url": reverse("mandates:ask_follow_up", args=[body.slug]) if may_ask else "",
    }
