"""What every page is given: the menu, the languages, and the site's own addresses."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from comity.public.languages import SITE_LANGUAGES
from comity.ui.tongues import address_in, interface_language, language_switch

from . import menu


def page(request: HttpRequest) -> dict[str, Any]:
    """Pages for the public lead to the rest of the site in the nearest of its languages; the words
    that lead there wait until they are shown, and are in the language of the page."""
    language = get_language() or "en"
    with override(interface_language(language)):
        addresses = _page(request)
    if language in SITE_LANGUAGES:
        addresses["comity"]["home_url"] = f"/{language}/"
    return addresses


def _page(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    is_signed_in = bool(user and user.is_authenticated)
    entries = menu.SIGNED_IN if is_signed_in else menu.PUBLIC
    return {
        "menu": [_entry(request, label, name) for label, name in entries],
        "languages": SimpleLazyObject(partial(_languages, request, get_language() or "en")),
        "footer_links": [{"label": label, "url": reverse(name)} for label, name in menu.FOOTER],
        "comity": {
            "name": "Comity",
            "tagline": _("The virtual secretariat of the dialogues on migration"),
            "home_url": f"/{get_language()}/",
            "sign_in_url": reverse("account_login"),
            "sign_out_url": reverse("account_logout"),
            "search_url": reverse("search:search"),
            "desk_url": reverse("parties:desk"),
            "account_url": reverse("parties:account"),
            "outbox_url": reverse("notices:outbox") if settings.EXAMPLE else "",
            "is_example": settings.EXAMPLE,
        },
    }


def _entry(request: HttpRequest, label: Any, name: str) -> dict[str, Any]:
    url = reverse(name)
    return {"label": label, "url": url, "is_current": request.path.startswith(url)}


def _languages(request: HttpRequest, current: str) -> list[dict[str, Any]]:
    """Worked out only where it is shown: public pages bring a list of their own."""
    url = request.get_full_path()
    return language_switch(dict(settings.LANGUAGES), current, lambda code: address_in(code, url))
