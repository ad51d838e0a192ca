"""What the search finds of a mandate."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from comity.search.registry import joined

MANDATE: dict[str, Any] = {
    "kind": "mandates",
    "label": _("Mandates"),
    "words": lambda one: joined(one.action),
    "title": lambda one: one.title,
    "url": lambda one: one.get_absolute_url(),
    "on": lambda one: one.given_on,
    "dialogue": lambda one: one.body.dialogue_id,
    "related": ("body",),
}
