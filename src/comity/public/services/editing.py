"""Naming editors, writing versions, publishing with a second person, taking back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Min, Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from comity.parties import ledger
from comity.parties.models import Person
from comity.refusals import Refusal, require_unchanged

from ..editors import group_of_editors, is_editor
from ..languages import SITE_LANGUAGES
from ..models import NewsPage, PublicPage
from .news import NotALanguageOfTheSite, NotFitForAPage
from .opening import open_site
from .press import tell_press


class NotAnEditorOfPages(Refusal):
    """Only editors write and publish public pages."""

    status = 403


class WroteItThemselves(Refusal):
    """What is published was read by somebody else than who wrote it."""

    status = 403


class NothingToPublish(Refusal):
    """The page is published as its newest draft has it."""

    status = 409


@transaction.atomic
def name_editor(person: Person, *, is_one: bool, by: Person | None, at: datetime) -> None:
    """Let somebody edit the public pages, or no longer."""
    group = group_of_editors(open_site().get_parent())
    if is_one:
        person.groups.add(group)
    else:
        person.groups.remove(group)
    act = "editor.named" if is_one else "editor.ended"
    ledger.write(act, person, by=by, at=at)


def writers_of(page: Page) -> list[Person]:
    """Who wrote what is not published yet.

    A version that was never published began as a copy of its original, pictures and all: who wrote
    what is not published of that wrote it here, too, until somebody else publishes the original.
    """
    keys = set(_drafts(page).values_list("user", flat=True))
    for original in unread_originals(page):
        keys |= set(_before(page, original).values_list("user", flat=True))
    return list(Person.objects.filter(pk__in=keys - {None}).order_by("name"))


def unread_originals(page: Page) -> list[Page]:
    """The pages from whose unpublished drafts a version may have begun."""
    if page.live_revision_id is not None:
        return []
    older = page.get_translations().filter(pk__lt=page.pk, has_unpublished_changes=True)
    return [one for one in older if _before(page, one).exists()]


def _before(version: Page, original: Page) -> QuerySet[Any]:
    """The drafts of the original that were there when the version began."""
    begun = version.revisions.aggregate(first=Min("pk"))["first"] or 0
    return _drafts(original).filter(pk__lt=begun)


def _drafts(page: Page) -> QuerySet[Any]:
    """The revisions that are not published yet."""
    # Wagtail's editor may write over the newest revision, the published one included.
    written_over = Q(pk=page.live_revision_id, created_at__gt=page.last_published_at)
    newer = Q(pk__gt=page.live_revision_id or 0)
    drafts: QuerySet[Any] = page.revisions.filter(
        newer | written_over if page.last_published_at else newer
    )
    return drafts


def stamp_of(page: Page) -> str:
    """Names the newest draft as it stands: another one after each word that is written."""
    revision = page.latest_revision
    return f"{revision.pk}:{revision.created_at.isoformat()}" if revision else ""


@transaction.atomic
def publish_page(page: Page, *, by: Person, at: datetime, seen: str | None = None) -> PublicPage:
    """Publish a page as its newest draft has it. The press list is told of a note once.

    Args:
        seen: The ``stamp_of`` the draft that ``by`` read; None where nothing was shown.

    Raises:
        Conflict: the draft is not the one that was read.
        NotAnEditorOfPages: ``by`` may not.
        WroteItThemselves: ``by`` wrote some of what would be published.
        NothingToPublish: no draft is newer than what is published.
        NotFitForAPage: the draft holds what a page does not carry.
    """
    _only_editors(by)
    page = Page.objects.select_for_update().get(pk=page.pk)
    revision = page.latest_revision
    if revision is None or not page.has_unpublished_changes:
        raise NothingToPublish(
            _("“%(page)s” is published as it stands. Change it first, then have it read.")
            % {"page": page.title}
        )
    if by in writers_of(page):
        raise WroteItThemselves(
            _("You wrote some of “%(page)s” yourself. Ask another editor to read and publish it.")
            % {"page": page.draft_title}
        )
    require_unchanged(seen, stamp_of(page))
    draft = revision.as_object()
    _check(draft)
    revision.publish(user=by, skip_permission_checks=True)
    facts = {"language": draft.language, "revision": revision.pk}
    ledger.write("page.published", draft, by=by, at=at, facts=facts)
    if isinstance(draft, NewsPage) and page.first_published_at is None:
        tell_press(NewsPage.objects.get(pk=page.pk), at=at)
    return draft


@transaction.atomic
def take_back(page: Page, *, by: Person, at: datetime) -> None:
    """Let the public no longer read a page; its words stay with the editors.

    Raises:
        NotAnEditorOfPages: ``by`` may not.
    """
    _only_editors(by)
    specific = Page.objects.select_for_update().get(pk=page.pk).specific
    specific.unpublish(user=by)
    ledger.write("page.taken_back", specific, by=by, at=at)


@transaction.atomic
def write_version(
    source: PublicPage, language: str, words: dict[str, Any], *, by: Person, at: datetime
) -> PublicPage:
    """Keep a draft of a page in another language: a new page beside it, or a new draft of it.

    Raises:
        NotAnEditorOfPages: ``by`` may not.
        NotALanguageOfTheSite: the site is not written in ``language``.
        NotFitForAPage: the words hold what a page does not carry.
    """
    _only_editors(by)
    # Two who begin the same language in one instant write one page, one after the other.
    Page.objects.select_for_update().get(pk=source.pk)
    version = version_in(source, language) or _new_version(source, language, by)
    draft = version.get_latest_revision_as_object()
    for name, value in words.items():
        setattr(draft, name, value)
    _check(draft)
    draft.save_revision(user=by, log_action=False)
    facts = {"language": language, "source": ledger.name_of(source)}
    ledger.write("page.translated", draft, by=by, at=at, facts=facts)
    return draft


def version_in(source: Page, language: str) -> PublicPage | None:
    """The page in a language, published or not."""
    found = source.get_translations(inclusive=True).filter(locale__language_code=language).first()
    return found.specific if found else None


def _new_version(source: PublicPage, language: str, by: Person) -> PublicPage:
    """A copy of the newest draft, as the desk shows it beside the new words."""
    if language not in SITE_LANGUAGES:
        raise NotALanguageOfTheSite(
            _("The site has no pages in %(language)s. Choose one of: %(others)s.")
            % {"language": language, "others": ", ".join(SITE_LANGUAGES)}
        )
    locale = Locale.objects.get(language_code=language)
    page = Page.objects.get(pk=source.pk)
    made = page.specific.get_latest_revision_as_object().copy_for_translation(locale)
    Page.objects.filter(pk=made.pk).update(owner=by)
    return made


def _only_editors(by: Person) -> None:
    if not is_editor(by):
        raise NotAnEditorOfPages(
            _("Only editors of the public pages do this. Ask the operator for that right.")
        )


def _check(draft: PublicPage) -> None:
    try:
        draft.full_clean()
    except ValidationError as error:
        raise NotFitForAPage(" ".join(error.messages)) from error
