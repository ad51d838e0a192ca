"""Opening the public site: its first pages in each language, ready to be edited at the desk."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.db import transaction
from wagtail.models import Locale, Page, Site

from comity.parties.models import Dialogue
from comity.ui.said import said

from ..editors import group_of_editors
from ..languages import SITE_LANGUAGES
from ..models import DialoguePage, HomePage, InfoPage, NewsIndex, PublicPage
from ..words import pages, words_of

SITE_PAGES = {
    "who-we-are": "",
    "our-work": "work",
    "take-part": "",
    "data-and-research": "figures",
    "global-agenda": "agenda",
}
"""Pages of prose below the home of all, and what is shown below their text."""
DIALOGUE_PAGES = {"join-in": ""}


@transaction.atomic
def open_site() -> HomePage:
    """Make the pages that are not there yet; returns the home page in the first language.

    Pages that exist are left as their editors wrote them.
    """
    first, *others = SITE_LANGUAGES
    for code in SITE_LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    home = HomePage.objects.filter(locale__language_code=first).first() or _first_home(first)
    for code in others:
        if not home.has_translation(_locale(code)):
            _translate(home, code, slug=f"home-{code}", words=words_of("home", code))
    for slug, feed in SITE_PAGES.items():
        _under(home, InfoPage, slug, feed=feed)
    _under(home, NewsIndex, "news")
    for dialogue in Dialogue.objects.all():
        _open_dialogue(home, dialogue)
    group_of_editors(Page.get_first_root_node())
    return home


def _open_dialogue(home: HomePage, dialogue: Dialogue) -> None:
    """The home of a dialogue, which draws its name and what it is from the register."""
    if not DialoguePage.objects.filter(dialogue=dialogue).exists():
        _under(home, DialoguePage, dialogue.slug, dialogue=dialogue)
        first = DialoguePage.objects.filter(dialogue=dialogue).order_by("pk")[0]
        for slug, feed in DIALOGUE_PAGES.items():
            _under(first, InfoPage, slug, feed=feed)


def _locale(code: str) -> Locale:
    return Locale.objects.get(language_code=code)


def _first_home(code: str) -> HomePage:
    root = Page.get_first_root_node() or Page.add_root(
        instance=Page(title="Root", locale=_locale(code))
    )
    Page.objects.child_of(root).filter(slug="home").not_type(HomePage).delete()
    home = HomePage(slug="home", locale=_locale(code), **words_of("home", code))
    root = Page.objects.get(pk=root.pk)
    root.add_child(instance=home)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"root_page": home, "hostname": "localhost", "site_name": "Comity"},
    )
    return home


def _under(home: PublicPage, kind: type[PublicPage], slug: str, **fields: Any) -> None:
    """A page below a home, and its versions below the home's versions; what is there stays."""
    there = set(kind.objects.child_of(home).filter(slug=slug).values_list("pk", flat=True))
    first = kind.objects.filter(pk__in=there).first()
    key = first.translation_key if first else uuid4()
    for above in home.get_translations(inclusive=True).order_by("pk"):
        language = above.locale.language_code
        if not kind.objects.filter(translation_key=key, locale=above.locale_id).exists():
            words = words_of(slug, language) if slug in pages() else {}
            page = kind(slug=slug, locale=above.locale, translation_key=key, **words | fields)
            page.title = page.title or _name_of(fields["dialogue"], language)
            above.specific.add_child(instance=page)


def _name_of(dialogue: Dialogue, language: str) -> str:
    """Its name stands in the register; the page's own title is for lists of pages."""
    return said(dialogue.name, language).text


def _translate(page: PublicPage, code: str, *, slug: str, words: dict[str, str]) -> None:
    copy = page.copy_for_translation(_locale(code))
    for name, text in words.items():
        setattr(copy, name, text)
    copy.slug = slug
    copy.save_revision().publish(skip_permission_checks=True)
