"""Addresses of the rooms below, from pages in more languages than those rooms speak."""

from django import template

from comity.public import ways

register = template.Library()


@register.filter
def in_rooms(url: str) -> str:
    """``/pt/meetings/`` as ``/es/meetings/``: the rooms speak the nearest of their languages."""
    return ways.to_rooms(url)


@register.filter
def news_in(language: str) -> str:
    """The list of news in a language, of those that Django's own reversing does not know too."""
    return f"/{language}/news/"
