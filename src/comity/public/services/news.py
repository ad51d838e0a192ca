"""Drafting news."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale

from comity.instruments.models import Instrument
from comity.meetings.models import Meeting
from comity.parties import ledger
from comity.parties.models import Dialogue, Party, Person, Theme
from comity.refusals import Refusal

from ..languages import SITE_LANGUAGES
from ..models import NewsIndex, NewsPage
from ..rich import paragraphs_to_html
from .opening import open_site

FILLED_BY_WAGTAIL = {"path", "depth", "numchild", "slug", "url_path", "draft_title"}


class NotALanguageOfTheSite(Refusal):
    """News is written in the languages of the site."""


class NotFitForAPage(Refusal):
    """What was given for a page does not fit it; the words say what."""


@transaction.atomic
def draft_news(
    title: str,
    language: str,
    *,
    paragraphs: Sequence[str],
    by: Person | None,
    at: datetime,
    on: date | None = None,
    place: str = "",
    contacts: str = "",
    lead: str = "",
    source: str = "",
    dialogue: Dialogue | None = None,
    meeting: Meeting | None = None,
    instrument: Instrument | None = None,
    parties: Iterable[Party] = (),
    themes: Iterable[Theme] = (),
    translates: NewsPage | None = None,
) -> NewsPage:
    """Write a note that nobody but editors sees until another person publishes it.

    Args:
        on: None: its date is not known.
        paragraphs: Plain words; nothing in them is read as a mark.
        translates: The note in another language of which this one is a version.

    Raises:
        NotALanguageOfTheSite: the site is not written in ``language``.
        NotFitForAPage: a title or place too long, a meeting that is not public.
    """
    page = NewsPage(
        title=title.strip(), lead=lead, on=on, place=place, contacts=contacts, source=source,
        body=paragraphs_to_html(list(paragraphs)), dialogue=dialogue, meeting=meeting,
        instrument=instrument, live=False, owner=by,
    )  # fmt: skip
    if translates:
        page.translation_key = translates.translation_key
    page.parties, page.themes = list(parties), list(themes)
    add_draft(page, index_of(language), by=by, at=at)
    return page


def index_of(language: str) -> NewsIndex:
    """The list of news in a language; the site is opened where it is not yet.

    Raises:
        NotALanguageOfTheSite: the site is not written in it.
    """
    if language not in SITE_LANGUAGES:
        raise NotALanguageOfTheSite(
            _("The site has no pages in %(language)s. Choose one of: %(others)s.")
            % {"language": language, "others": ", ".join(SITE_LANGUAGES)}
        )
    found = NewsIndex.objects.filter(locale__language_code=language).first()
    if found is None:
        open_site()
        found = NewsIndex.objects.get(locale__language_code=language)
    return found


def add_draft(page: NewsPage, parent: NewsIndex, *, by: Person | None, at: datetime) -> None:
    """Put a new page under another, unpublished, with its first revision.

    Raises:
        NotFitForAPage: its fields do not hold what was given.
    """
    page.locale = Locale.objects.get(pk=parent.locale_id)
    try:
        # Of a draft Wagtail looks at the title alone before it is kept.
        page.clean_fields(exclude=FILLED_BY_WAGTAIL)
        parent.add_child(instance=page)
        page.save_revision(user=by, log_action=False)
    except ValidationError as error:
        raise NotFitForAPage(" ".join(error.messages)) from error
    ledger.write("page.drafted", page, by=by, at=at, facts={"language": page.language})
