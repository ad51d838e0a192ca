"""The map of the site for search engines: what anyone may read, with its versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page

from comity.campaigns.models import Campaign
from comity.instruments.models import Instrument
from comity.meetings.models import Meeting
from comity.parties.access import ANYONE
from comity.parties.models import Dialogue, Party

from .models.shown import address_of

MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
LINK = "http://www.w3.org/1999/xhtml"
MOST = 50_000
"""Addresses that one map may hold."""
Versions = list[tuple[str, str, str]]
"""(language, address, day of the last change or "")"""
ET.register_namespace("xhtml", LINK)


def sitemap_of(origin: str) -> ET.Element:
    """Each address in each of its languages, and beside it the others."""
    ET.register_namespace("", MAP)
    root = ET.Element(f"{{{MAP}}}urlset")
    left = MOST
    for versions in [*_pages(), *_for_everyone(), *_things()]:
        for _language, address, changed in versions:
            left -= 1
            if left >= 0:
                _add(root, origin, address, changed, versions)
    return root


def _add(root: ET.Element, origin: str, address: str, changed: str, versions: Versions) -> None:
    url = ET.SubElement(root, f"{{{MAP}}}url")
    ET.SubElement(url, f"{{{MAP}}}loc").text = origin + address
    if changed:
        ET.SubElement(url, f"{{{MAP}}}lastmod").text = changed
    if len(versions) > 1:
        for language, other, _changed in versions:
            ET.SubElement(
                url, f"{{{LINK}}}link", rel="alternate", hreflang=language, href=origin + other
            )


def _pages() -> Iterator[Versions]:
    found: dict[object, Versions] = defaultdict(list)
    pages = Page.objects.live().filter(depth__gt=1).select_related("locale").order_by("path")
    for page in pages:
        changed = page.last_published_at.date().isoformat() if page.last_published_at else ""
        language = page.locale.language_code
        found[page.translation_key].append((language, address_of(page, language), changed))
    yield from found.values()


def _for_everyone() -> Iterator[Versions]:
    """What is told in every language of the public: where to call, and the campaigns."""
    found: list[tuple[str, list[str]]] = [
        ("public_helplines:index", []),
        ("public_campaigns:campaigns", []),
    ]
    slugs = Campaign.objects.visible_to(ANYONE).order_by("pk").values_list("slug", flat=True)
    found += [("public_campaigns:campaign", [slug]) for slug in slugs]
    for name, rest in found:
        yield [(code, reverse(name, args=[code, *rest]), "") for code in settings.PUBLIC_LANGUAGES]


def _things() -> Iterator[Versions]:
    """What the rooms below let anyone read, at its own pages."""
    for things in (
        Dialogue.objects.all(),
        Party.objects.all(),
        Meeting.objects.visible_to(ANYONE),
        Instrument.objects.visible_to(ANYONE).adopted(),
    ):
        for thing in things.iterator(500):
            yield [(code, _address(thing, code), "") for code, _name in settings.LANGUAGES]


def _address(thing: Dialogue | Party | Meeting | Instrument, language: str) -> str:
    with override(language):
        return thing.get_absolute_url()
