"""What the search finds of a mandate, and of what was reported on it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comity.search.registry import Words, joined

from .models import Report

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


def _practice(report: Report) -> dict[str, Words]:
    """Once it was accepted: until then its words change with every saving of a draft."""
    is_told = report.state == Report.State.ACCEPTED and report.best_practice
    return {report.language: Words("", report.best_practice)} if is_told else {}


def _whose(report: Report) -> str:
    """Without the mandate's words: a reader of the report may not see the mandate."""
    return gettext("Good practice: %(addressee)s") % {"addressee": report.assignment.addressee}


PRACTICE: dict[str, Any] = {
    "kind": "practices",
    "label": _("Good practices"),
    "words": _practice,
    "title": _whose,
    "url": lambda one: one.get_absolute_url(),
    "on": lambda one: one.reported_on,
    "dialogue": lambda one: one.body.dialogue_id,
    "related": ("body", "assignment__party", "assignment__body"),
}
