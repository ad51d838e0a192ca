"""What the dialogues tell everyone: pages edited at the desk, public by nature."""

from .archived import ArchivedPage
from .home import DialoguePage, HomePage
from .info import InfoPage
from .news import NewsIndex, NewsPage, NewsPicture
from .press import PressReader
from .shown import PublicPage

__all__ = [
    "ArchivedPage",
    "DialoguePage",
    "HomePage",
    "InfoPage",
    "NewsIndex",
    "NewsPage",
    "NewsPicture",
    "PressReader",
    "PublicPage",
]
