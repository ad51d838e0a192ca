"""What this room shows on pages of the rooms below, and on everybody's desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from comity.meetings.models import Meeting
from comity.notices.services import followed
from comity.parties.access import Reader
from comity.parties.models import Body, Dialogue
from comity.parties.registry import Row
from comity.proceedings.models import Conclusions

from .models import Instrument, InstrumentQuerySet
from .rules import may_adopt, may_review

SHOWN = 5
RECENT = timedelta(days=60)
LONGEST_DESK = 20


def of_dialogue(dialogue: Dialogue, reader: Reader, on: date) -> dict[str, Any]:
    texts = _adopted(reader).filter(body__dialogue=dialogue)
    return _panel(texts, f"?dialogue={dialogue.slug}", dialogue.pk in reader.secretariats)


def of_body(body: Body, reader: Reader, on: date) -> dict[str, Any]:
    texts = _adopted(reader).filter(body=body)
    return _panel(
        texts, f"?body={body.slug}", body.dialogue_id in reader.secretariats, f"?body={body.pk}"
    )


def of_meeting(meeting: Meeting, reader: Reader, on: date) -> dict[str, Any] | None:
    """The texts that came out of a meeting, or of the meetings of a conference; no panel where
    none did."""
    texts = list(_adopted(reader).filter(Q(meeting=meeting) | Q(meeting__conference=meeting)))
    return {"texts": texts, "all_url": "", "import_url": ""} if texts else None


def of_conclusions(conclusions: Conclusions, reader: Reader, on: date) -> dict[str, Any] | None:
    """The text that was made out of final conclusions, or the button that makes it."""
    if not conclusions.is_final:
        return None
    text = Instrument.objects.visible_to(reader).filter(conclusions=conclusions).first()
    may_make = conclusions.body.dialogue_id in reader.secretariats
    if text is None and not may_make:
        return None
    slug = conclusions.meeting.slug
    return {
        "text": text,
        "review_url": reverse("instruments:review", args=[text.slug])
        if text and may_review(reader, text)
        else "",
        "make_url": "" if text else reverse("instruments:from_conclusions", args=[slug]),
    }


def _adopted(reader: Reader) -> InstrumentQuerySet:
    return Instrument.objects.visible_to(reader).adopted()


def _panel(
    texts: InstrumentQuerySet, query: str, may_import: bool, chosen: str = ""
) -> dict[str, Any]:
    found = list(texts[: SHOWN + 1])
    return {
        "texts": found[:SHOWN],
        "all_url": reverse("instruments:instruments") + query if len(found) > SHOWN else "",
        "import_url": reverse("instruments:import") + chosen if may_import else "",
    }


def waiting(reader: Reader, on: date) -> Iterable[Row]:
    """Texts that the reader may adopt, and those in review."""
    if not reader.is_seated:
        return
    texts = Instrument.objects.visible_to(reader).in_review().select_related("body")
    for text in texts.order_by("-pk")[:LONGEST_DESK]:
        if may_adopt(reader, text):
            url = reverse("instruments:adoption", args=[text.slug])
            adopts, publishes = _("waits for you to adopt it"), _("waits for you to publish it")
            note = publishes if text.is_national else adopts
            yield Row(text.passing_title, url, note, at=text.offered_at)
        elif may_review(reader, text) and not text.is_offered:
            url = reverse("instruments:review", args=[text.slug])
            stage = _("is in drafting") if text.is_circulated else _("is in review")
            yield Row(text.passing_title, url, stage)


def changed(reader: Reader, on: date) -> Iterable[Row]:
    """Texts adopted of late in the bodies that the reader follows."""
    if not reader.is_seated:
        return
    bodies = followed(reader)
    theirs = Q(body__in=bodies) | Q(body__dialogue__in=reader.dialogues)
    texts = _adopted(reader).filter(theirs, adopted_at__date__gte=on - RECENT)
    for text in texts.select_related("body").order_by("-adopted_at")[:LONGEST_DESK]:
        yield Row(
            text.passing_title,
            text.get_absolute_url(),
            _("was adopted"),
            at=text.adopted_at,
            body=text.body,
        )
