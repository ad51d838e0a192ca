"""The public pages of the example: two editors, and press notes that both had a hand in."""

from __future__ import annotations

from datetime import date, datetime

from comity.instruments.models import Instrument
from comity.meetings.models import Meeting
from comity.parties.models import Dialogue, Party, Person, Theme
from comity.public.languages import SITE_LANGUAGES
from comity.public.models import NewsPage
from comity.public.services import draft_news, name_editor, open_site, publish_page

from .files import Row, rows

WRITES, PUBLISHES = "marina.quesada@crm-secretariat.example", "elena.brandt@crm-secretariat.example"


def load_news(at: datetime) -> None:
    """The homes of the dialogues, and notes in the languages that the file has of each."""
    open_site()
    writer, second = (Person.objects.get(email=one) for one in (WRITES, PUBLISHES))
    for person in (writer, second):
        name_editor(person, is_one=True, by=None, at=at)
    for row in rows("news", "note"):
        first: NewsPage | None = None
        for language in SITE_LANGUAGES:
            if language in row:
                note = _draft(row, language, first, writer, at)
                publish_page(note, by=second, at=at)
                first = first or note


def _draft(
    row: Row, language: str, first: NewsPage | None, writer: Person, at: datetime
) -> NewsPage:
    words = row[language]
    return draft_news(
        words["title"],
        language,
        paragraphs=words["paragraphs"],
        lead=words["lead"],
        place=words["place"],
        on=date.fromisoformat(row["on"]) if "on" in row else None,
        contacts=row.get("contacts", ""),
        source="" if row["source"] == "invented" else row["source"],
        dialogue=Dialogue.objects.get(slug=row["dialogue"]),
        meeting=Meeting.objects.filter(slug=row.get("meeting", "")).first(),
        instrument=Instrument.objects.filter(slug=row.get("instrument", "")).first(),
        parties=Party.objects.filter(slug__in=row["parties"]),
        themes=Theme.objects.filter(code__in=row["themes"]),
        translates=first,
        by=writer,
        at=at,
    )
