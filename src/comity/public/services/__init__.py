"""The verbs of this room."""

from .news import draft_news
from .opening import open_site

__all__ = ["draft_news", "open_site"]
