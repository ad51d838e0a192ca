"""Opening the public site: one home page in each language, ready to be edited at the desk."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Locale, Page, Site

from .models import HomePage


@transaction.atomic
def open_site() -> HomePage:
    """Make the home pages that are not there yet; returns the one in the first language.

    Pages that exist are left as their editors wrote them.
    """
    first, *others = [code for code, _name in settings.LANGUAGES]
    for code in [first, *others]:
        Locale.objects.get_or_create(language_code=code)
    home = HomePage.objects.filter(locale__language_code=first).first() or _first_home(first)
    for code in others:
        if not home.has_translation(Locale.objects.get(language_code=code)):
            _translate(home, code)
    return home


def _words() -> dict[str, str]:
    return {
        "title": _("Home"),
        "lead": _("Where the dialogues on migration in the Americas follow up on what they agree"),
        "text": _(
            "What states and institutions agreed, what each was asked to do, and what has been "
            "done: in one place, from the paragraph to the result."
        ),
    }


def _first_home(code: str) -> HomePage:
    root = Page.get_first_root_node() or Page.add_root(
        instance=Page(title="Root", locale=Locale.objects.get(language_code=code))
    )
    Page.objects.child_of(root).filter(slug="home").not_type(HomePage).delete()
    with override(code):
        home = HomePage(slug="home", locale=Locale.objects.get(language_code=code), **_words())
    root = Page.objects.get(pk=root.pk)
    root.add_child(instance=home)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"root_page": home, "hostname": "localhost", "site_name": "Comity"},
    )
    return home


def _translate(home: HomePage, code: str) -> None:
    copy = home.copy_for_translation(Locale.objects.get(language_code=code))
    with override(code):
        for name, words in _words().items():
            setattr(copy, name, words)
    copy.slug = f"home-{code}"
    copy.save_revision().publish()
