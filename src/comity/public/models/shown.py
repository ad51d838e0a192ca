"""What all pages of the public site have in common."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page, PagePermissionTester
from wagtail.url_routing import RouteResult

from comity.parties.models import Person
from comity.ui.tongues import own_name

from ..languages import SITE_LANGUAGES


class TwoHands(PagePermissionTester):
    """Wagtail's editor writes drafts only: what is published passes through ``publish_page``,
    which asks for a second person. So the editor's own ways to publish are closed to all."""

    def can_publish(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_unpublish(self) -> bool:
        """Taking a page back needs nobody else."""
        return bool(self.page.live and not self.page_is_root and self.can_edit())


class PublicPage(Page):
    """A page that anyone may read once two persons published it.

    ``parts`` are pages below it that are drawn from the rooms below, not written.
    """

    parts: tuple[str, ...] = ()
    settings_panels: list[Any] = []
    """No hour at which a page appears by itself: it appears when a second person publishes it."""

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Person) -> TwoHands:
        return TwoHands(user, self)

    @property
    def language(self) -> str:
        return str(self.locale.language_code)

    def get_absolute_url(self) -> str:
        return address_of(self, self.language)

    @property
    def card_url(self) -> str:
        """The picture that other sites show beside a link; a new one after each change."""
        stamp = self.last_published_at.timestamp() if self.last_published_at else 0
        return f"{reverse('public_files:card', args=[self.pk])}?v={stamp:.0f}"

    def clean(self) -> None:
        super().clean()
        self.refuse_scripts()

    def refuse_scripts(self) -> None:
        """A kind of page with rich text looks into it here."""

    def versions(self) -> models.QuerySet[Page]:
        """The published ones, in every language, itself included."""
        return self.get_translations(inclusive=True).live().select_related("locale")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if self.live and len(path_components) == 1 and path_components[0] in self.parts:
            return RouteResult(self, kwargs={"part": path_components[0]})
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, part: str = "", **kwargs: Any) -> HttpResponseBase:
        """In the language of the page, whatever the reader's own is; kept for a minute."""
        with override(self.language):
            response: Any = super().serve(request, part=part, **kwargs)
            response.render()
        response.headers["Content-Language"] = self.language
        response.is_for_everyone = True
        return response

    def get_template(self, request: HttpRequest, *args: Any, part: str = "", **kwargs: Any) -> str:
        return f"public/{part}.html" if part else str(super().get_template(request))

    def get_context(
        self, request: HttpRequest, *args: Any, part: str = "", **kwargs: Any
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request)
        return context | {
            "languages": list(self._languages(part)),
            "origin": settings.ORIGIN,
            "address": self.get_absolute_url() + (f"{part}/" if part else ""),
        }

    def _languages(self, part: str) -> Iterator[dict[str, Any]]:
        """This page in other languages; where it is not there, the page above it."""
        own = _addresses(self, part)
        above = _addresses(self.get_parent().specific, "") if self.depth > 2 else {}
        for code in SITE_LANGUAGES:
            if url := own.get(code) or above.get(code):
                yield {
                    "code": code,
                    "name_local": own_name(code),
                    "url": url,
                    "is_current": code == self.language,
                    "is_same": code in own,
                }


def address_of(page: Page, language: str) -> str:
    """Where a page is read. The site is one tree for each language, whose root is its home; so
    nothing is asked for that, as Wagtail's own way would for each address."""
    _nothing, _home, *steps = page.url_path.split("/")
    return f"/{language}/{'/'.join(steps)}"


def _addresses(page: PublicPage, part: str) -> dict[str, str]:
    end = f"{part}/" if part else ""
    languages = {one: one.locale.language_code for one in page.versions()}
    return {code: f"{address_of(one, code)}{end}" for one, code in languages.items()}
