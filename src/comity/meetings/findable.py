"""What the search finds of a meeting."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from comity.search.registry import joined

MEETING: dict[str, Any] = {
    "kind": "meetings",
    "label": _("Meetings"),
    "words": lambda one: joined(one.title, one.about, one.place, one.outcome),
    "title": lambda one: one.title,
    "url": lambda one: one.get_absolute_url(),
    "on": lambda one: one.starts_on,
    "precision": lambda one: one.precision,
    "dialogue": lambda one: one.body.dialogue_id,
    "related": ("body",),
}
