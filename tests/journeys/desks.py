"""Somebody at a desk: a browser in Spanish in which every page passed is looked at."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.utils.translation import gettext, override
from playwright.sync_api import Locator, Page


def es(words: str) -> str:
    """The sentence as the Spanish pages say it."""
    with override("es"):
        return gettext(words)


class Desk:
    """One person's browser. Every page passed is looked at by axe."""

    def __init__(self, page: Page, check: Callable[[Page], None]) -> None:
        self.page, self.check = page, check

    def look(self) -> Desk:
        self.check(self.page)
        return self

    def go(self, path: str) -> Desk:
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status == 200, (path, answer.status)
        return self.look()

    def go_until(self, path: str, shown: Locator) -> Desk:
        """Open a page until something is shown there, half a minute at most: what the site's own
        work has in hand, the work of a journey passes by."""
        last = time.monotonic() + 30
        self.page.goto(path)
        while not shown.count() and time.monotonic() < last:
            self.page.reload()
        return self.look()

    def enter(self, name: str) -> Desk:
        self.page.goto("/es/accounts/login/")
        self.page.get_by_role("button", name=name).click()
        return self.look()

    def press(self, words: str, within: str = "") -> Desk:
        place = self.page.locator(within) if within else self.page
        place.get_by_role("button", name=es(words), exact=True).first.click()
        return self.look()

    def follow(self, words: str, within: str = "") -> Desk:
        place = self.page.locator(within) if within else self.page
        place.get_by_role("link", name=es(words)).first.click()
        return self.look()

    def sees(self, words: str) -> bool:
        return words in self.page.locator("body").inner_text()
