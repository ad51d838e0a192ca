"""The hand-over pack of a dialogue as one reader may see it on a day, in the page's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from comity.parties import registry
from comity.parties.access import Reader
from comity.parties.models import Dialogue, Presidency
from comity.parties.registry import Part, Row
from comity.parties.troika import Troika, troika


@dataclass(frozen=True)
class Chapter:
    """One part of the pack; ``nothing`` says that there is nothing to hand over in it."""

    key: str
    title: str
    rows: tuple[Row, ...]
    head: str
    nothing: str
    is_dated: bool = True


@dataclass(frozen=True)
class Pack:
    dialogue: Dialogue
    on: date
    troika: Troika
    history: tuple[Presidency, ...]
    chapters: tuple[Chapter, ...]


def gather(dialogue: Dialogue, reader: Reader, on: date) -> Pack:
    """Each room says what of it is handed over, and asks ``visible_to`` for it."""
    return Pack(
        dialogue,
        on,
        troika(dialogue, on),
        tuple(dialogue.presidencies.select_related("party").order_by("-since", "-pk")),
        tuple(_chapters(dialogue, reader, on)),
    )


def _chapters(dialogue: Dialogue, reader: Reader, on: date) -> list[Chapter]:
    def rows(part: Part) -> tuple[Row, ...]:
        return tuple(registry.handed_over(part, dialogue, reader, on))

    return [
        Chapter(
            "mandates",
            _("Open mandates"),
            rows("mandates"),
            _("Mandate"),
            _("No mandate is open."),
        ),
        Chapter(
            "calendar", _("Calendar"), rows("calendar"), _("What"), _("Nothing is foreseen yet.")
        ),
        Chapter(
            "texts",
            _("Texts in course"),
            rows("texts"),
            _("Text"),
            _("No text is in course."),
        ),
        Chapter(
            "renewals",
            _("Agreements to be renewed"),
            rows("renewals"),
            _("Agreement"),
            _("No agreement is to be decided on."),
        ),
        Chapter(
            "contacts",
            _("Contacts"),
            rows("contacts"),
            _("Name"),
            _("No seat is taken."),
            is_dated=False,
        ),
    ]


def may_read(reader: Reader, dialogue: Dialogue, on: date) -> bool:
    """The secretariat, and who sits in the dialogue for the last, present or next presidency."""
    if dialogue.pk in reader.secretariats:
        return True
    return any((party, dialogue.pk) in reader.drafts for party in troika(dialogue, on).parties)
