"""Projects on the pages of parties and texts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from comity.instruments.models import Instrument
from comity.parties.access import Reader
from comity.parties.models import Party

from .models import Project

SHOWN = 10


def of_party(party: Party, reader: Reader, on: date) -> dict[str, Any] | None:
    """Projects in which the party takes part; of watched ones a list names nobody."""
    found = Project.objects.visible_to(reader).filter(partners__party=party).distinct()
    shown = [one for one in found[:SHOWN] if not one.is_watched]
    url = f"{reverse('mandates:projects')}?{urlencode({'party': party.slug})}"
    return {"projects": shown, "all_url": url} if shown else None


def of_text(text: Instrument, reader: Reader, on: date) -> dict[str, Any] | None:
    """Projects that carry out a clause of the text, and the way to add one."""
    found = Project.objects.visible_to(reader).filter(clauses__instrument=text).distinct()
    shown = [one for one in found[:SHOWN] if not one.is_watched]
    drafts = {dialogue for _party, dialogue in reader.drafts}
    may_add = text.is_adopted and not text.is_watched and text.body.dialogue_id in drafts
    add_url = f"{reverse('mandates:add_project')}?{urlencode({'text': text.slug})}"
    if not shown and not may_add:
        return None
    return {
        "projects": shown,
        "all_url": reverse("mandates:projects") if shown else "",
        "add_url": add_url if may_add else "",
    }
