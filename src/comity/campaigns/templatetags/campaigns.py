"""Texts on pages for the public: in their language, else in the one next to it."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from comity.helplines.public_shown import in_words
from comity.ui.locales import page_language
from comity.ui.templatetags.ui import show

register = template.Library()


@register.simple_tag
def words(text: object) -> SafeString:
    """A reader of Haitian Creole is given French before English; screen readers are told which."""
    return show(in_words(text, page_language()), note=False)


@register.filter
def words_plain(text: object) -> str:
    """The same for attributes and titles."""
    return in_words(text, page_language()).text
