"""What the dialogues tell everyone: pages edited at the desk, public by nature."""

from .home import HomePage
from .news import NewsIndex, NewsPage, NewsPicture

__all__ = ["HomePage", "NewsIndex", "NewsPage", "NewsPicture"]
