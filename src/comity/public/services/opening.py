"""Opening the public site: its first pages in each language, ready to be edited at the desk."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page, Site

from ..languages import SITE_LANGUAGES
from ..models import HomePage, NewsIndex
from ..models.shown import PublicPage
from ..words import words_of


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
    _under(home, NewsIndex, "news")
    return home


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


def _under(home: HomePage, kind: type[PublicPage], slug: str, **fields: Any) -> None:
    """A page below the home page, and its versions below those of the other languages."""
    first, *others = SITE_LANGUAGES
    found = kind.objects.filter(locale__language_code=first, slug=slug).child_of(home).first()
    if found is None:
        found = kind(slug=slug, locale=_locale(first), **words_of(slug, first), **fields)
        HomePage.objects.get(pk=home.pk).add_child(instance=found)
    for code in others:
        if not found.has_translation(_locale(code)):
            _translate(found, code, slug=slug, words=words_of(slug, code))


def _translate(page: PublicPage, code: str, *, slug: str, words: dict[str, str]) -> None:
    copy = page.copy_for_translation(_locale(code))
    for name, text in words.items():
        setattr(copy, name, text)
    copy.slug = slug
    copy.save_revision().publish()
