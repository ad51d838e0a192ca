"""What this room shows on pages of the rooms below, and on everybody's desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from comity.parties.access import Reader
from comity.parties.models import Dialogue
from comity.parties.registry import Row
from comity.ui.locales import page_language

from .models import Campaign, Material

SHOWN = 5


def of_dialogue(dialogue: Dialogue, reader: Reader, on: date) -> dict[str, Any] | None:
    found = Campaign.objects.visible_to(reader).filter(dialogue=dialogue).newest_first()[:SHOWN]
    may_add = dialogue.pk in reader.secretariats
    if not found and not may_add:
        return None
    language = page_language()
    return {"campaigns": [(one, one.url_in(language)) for one in found], "may_add": may_add}


def waiting(reader: Reader, on: date) -> Iterable[Row]:
    """What another person of the secretariat prepared, for the reader to release."""
    if not reader.secretariats:
        return
    for it in Campaign.objects.waiting_for_second(reader).select_related("dialogue"):
        note = _("A campaign to release")
        yield Row(it.to_say["title"], it.work_url, note, at=it.offered_at)
    found = Material.objects.waiting_for_second(reader).exclude(files=None).distinct()
    for one in found.select_related("campaign"):
        note = _("Material of a campaign to release")
        yield Row(one.title, one.campaign.work_url, note, at=one.offered_at)
