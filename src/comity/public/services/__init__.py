"""The verbs of this room."""

from .archive import accept, bring_in, set_aside
from .editing import name_editor, publish_page, take_back, write_version
from .news import draft_news
from .opening import open_site
from .press import ask_for_news, confirm, forget_unconfirmed, leave, tell_press

__all__ = [
    "accept",
    "ask_for_news",
    "bring_in",
    "confirm",
    "draft_news",
    "forget_unconfirmed",
    "leave",
    "name_editor",
    "open_site",
    "publish_page",
    "set_aside",
    "take_back",
    "tell_press",
    "write_version",
]
