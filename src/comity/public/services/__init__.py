"""The verbs of this room."""

from .editing import name_editor, publish_page, take_back, write_version
from .news import draft_news
from .opening import open_site
from .press import ask_for_news, confirm, forget_unconfirmed, leave, tell_press

__all__ = [
    "ask_for_news",
    "confirm",
    "draft_news",
    "forget_unconfirmed",
    "leave",
    "name_editor",
    "open_site",
    "publish_page",
    "take_back",
    "tell_press",
    "write_version",
]
