"""How far each page is in each language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from comity.ui.locales import page_language

from .forms import words_of
from .languages import SITE_LANGUAGES
from .models import NewsPage, NewsPicture, PublicPage

HOME_DEPTH = 2
STATES = {
    "done": gettext_lazy("published"),
    "submitted": gettext_lazy("published, with a newer draft"),
    "draft": gettext_lazy("draft"),
    "returned": gettext_lazy("older than the original"),
    "none": gettext_lazy("missing"),
}
"""By the shapes that the pages of the site show."""


@dataclass(frozen=True)
class Cell:
    language: str
    state: str
    url: str

    @property
    def words(self) -> str:
        return str(STATES[self.state])


@dataclass(frozen=True)
class Row:
    """One page with its versions. ``page`` is the one that was there first, ``shown`` the one whose
    title the editor reads, ``above`` the title of the home it belongs to, if not that of all."""

    page: Page
    shown: Page
    above: str
    cells: tuple[Cell, ...]

    @property
    def title(self) -> str:
        return str(self.shown.draft_title or self.shown.title)


def rows() -> list[Row]:
    """In the order of the site."""
    found: dict[object, dict[str, Page]] = defaultdict(dict)
    pages = Page.objects.filter(depth__gt=1).select_related("locale").order_by("path")
    for page in pages:
        found[page.translation_key][page.locale.language_code] = page
    titles = {page.path: page.title for page in pages}
    return [_row(versions, titles) for versions in found.values()]


def _row(versions: dict[str, Page], titles: dict[str, str]) -> Row:
    original = min(versions.values(), key=lambda page: page.pk)
    shown = versions.get(page_language(), original)
    above = titles.get(shown.path[: -Page.steplen], "") if shown.depth > HOME_DEPTH + 1 else ""
    cells = (_cell(original, code, versions.get(code)) for code in SITE_LANGUAGES)
    return Row(original, shown, above, tuple(cells))


def _cell(original: Page, code: str, page: Page | None) -> Cell:
    if page is None:
        return Cell(code, "none", reverse("public:version", args=[original.pk, code]))
    return Cell(code, _state(original, page), review_url(page))


def _state(original: Page, page: Page) -> str:
    if not page.live:
        return "draft"
    if page.has_unpublished_changes:
        return "submitted"
    if _is_older(page, original):
        return "returned"
    return "done"


def _is_older(page: Page, original: Page) -> bool:
    """Whether the original was published anew since the version was last written."""
    if page.pk == original.pk or original.last_published_at is None:
        return False
    written = page.latest_revision_created_at or page.last_published_at
    return written is not None and written < original.last_published_at


def waiting(found: Sequence[Row]) -> list[Page]:
    """Pages with a draft that a second person has to read: the newest first."""
    keys = [row.page.translation_key for row in found]
    pages = Page.objects.filter(translation_key__in=keys, has_unpublished_changes=True)
    return list(pages.select_related("locale").order_by("-latest_revision_created_at"))


def review_url(page: Page) -> str:
    return reverse("public:review", args=[page.pk])


def changed_words(page: PublicPage, draft: PublicPage) -> list[tuple[str, str, str]]:
    """(what, as published, as drafted) of all that becomes public; "" where it is not yet."""
    new = words_of(draft) | facts_of(draft)
    now = words_of(page) | facts_of(page) if page.live else dict.fromkeys(new, "")
    return [(_name_of(page, name), now[name], new[name]) for name in new if now[name] or new[name]]


FACTS = ("on", "dialogue", "meeting", "instrument", "source")
MANY = ("parties", "themes", "pictures")


def facts_of(page: PublicPage) -> dict[str, str]:
    """What of a note is not written anew in each language, as words."""
    if not isinstance(page, NewsPage):
        return {"slug": page.slug}
    facts = {name: str(getattr(page, name) or "") for name in FACTS}
    facts |= {name: "\n".join(map(_told, getattr(page, name).all())) for name in MANY}
    return facts | {"slug": page.slug}


def _told(thing: object) -> str:
    if isinstance(thing, NewsPicture):
        return f"{thing.image.title}: {thing.text} ({thing.credit}) {thing.caption}".strip()
    return str(thing)


def _name_of(page: PublicPage, name: str) -> str:
    field = page._meta.get_field(name)
    model = field.related_model if field.auto_created else None
    said = model._meta.verbose_name_plural if model else field.verbose_name
    return str(said).capitalize()
