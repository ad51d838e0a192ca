"""What every test has: an empty cache and a site that speaks English."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client, SimpleTestCase
from django.utils import translation
from pytest_django import DjangoDbBlocker
from xdist.scheduler import LoadScopeScheduling

import comity.config.urls  # noqa: F401 - read before any test says that the site is the example
from comity.parties import names
from comity.parties.models import Person
from comity.public.services import open_site
from tests.entering import entered

# What is loaded by now stays to the end: the collector need not walk it again and again.
gc.freeze()
gc.set_threshold(50_000, 20, 20)

# More examples in CI, on the one database that everybody has.
hypothesis.settings.register_profile("quick", max_examples=15, deadline=None)
hypothesis.settings.register_profile("thorough", max_examples=50, deadline=None)
is_thorough = os.environ.get("CI") and not os.environ.get("DATABASE_URL")
hypothesis.settings.load_profile("thorough" if is_thorough else "quick")

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


THOROUGH = {
    "agenda", "agreements", "answering", "circles", "citing", "conclusions", "crosswalk", "digests",
    "every_page", "exports", "files", "followup_gathering", "followup_painting", "followups",
    "footnotes_stay", "hand_over", "handing", "indicators", "keeping", "load", "mailbox", "now",
    "pack_files", "packs", "parity", "pictures", "preparing", "projects", "promised", "protocols",
    "publishing", "refused", "reminders", "replies", "returning", "review", "revisions",
    "round_reminders", "round_trip", "rounds", "site", "tracked_libreoffice",
}  # fmt: skip
OF_PAGES = ("views", "pages", "news", "desk")
"""Modules too long for a run after every change, and those of single pages, all of which the doors
open: they run in CI, once, on the database of service, and wherever they are named. So do single
tests that are marked ``thorough``."""
QUICK = "COMITY_QUICK_TESTS"


def pytest_configure(config: pytest.Config) -> None:
    """Only a plain run on somebody's own machine is quick; the workers are told by a variable."""
    if not hasattr(config, "workerinput"):
        is_plain = config.args_source is pytest.Config.ArgsSource.TESTPATHS
        os.environ[QUICK] = "1" if is_plain and not os.environ.get("CI") else ""


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """A quick run does not even read what it leaves out."""
    is_left = os.environ.get(QUICK) and collection_path.suffix == ".py"
    return True if is_left and _is_long(collection_path) else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest first, so that no worker waits for another at the end."""
    if os.environ.get(QUICK):
        _leave(config, items, _is_thorough)
    elif os.environ.get("CI") and os.environ.get("DATABASE_URL"):
        _leave(config, items, _asks_no_database)
    elif os.environ.get("CI"):
        _leave(config, items, lambda item: _is_thorough(item) and not _asks_no_database(item))
    items.sort(key=lambda item: next((n for n, it in enumerate(LONGEST) if it in item.nodeid), 99))


LONGEST = (
    "/test_round", "/journeys/test_silence", "/test_consensus", "/test_declaration", "/journeys/",
    "/test_preparing", "/doors/", "/example/", "/test_now", "/test_tracked_libreoffice",
)  # fmt: skip
FIRST_HALF = {"test_delegations", "test_helplines", "test_round", "test_silence"}
"""Of the journeys, in their time: two workers share them, each with an example of its own."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByModule:
    config.option.loadscopereorder = False  # by the number of tests, which says nothing of time
    return ByModule(config, log)


class ByModule(LoadScopeScheduling):
    """A module stays with one worker, which makes once what it keeps for its tests.

    So does half of the journeys. The groups of xdist say nothing to this pytest:
    https://github.com/pytest-dev/pytest-xdist/issues/1386
    """

    def _split_scope(self, nodeid: str) -> str:
        module = Path(nodeid.partition("::")[0])
        if module.parent.name == "journeys":
            return f"journeys {module.stem in FIRST_HALF}"
        return str(module)


def _leave(
    config: pytest.Config, items: list[pytest.Item], is_left: Callable[[pytest.Item], bool]
) -> None:
    left = {item for item in items if is_left(item)}
    items[:] = [item for item in items if item not in left]
    config.hook.pytest_deselected(items=list(left))


def _asks_no_database(item: pytest.Item) -> bool:
    """What asks none has run on the first database, and is the same beside every other."""
    fixtures = {"db", "transactional_db", "django_db_setup", "kept_for_module"}
    is_of_django = issubclass(getattr(item, "cls", None) or object, SimpleTestCase)
    asks = item.get_closest_marker("django_db") or fixtures & set(item.fixturenames)  # type: ignore[attr-defined]
    return not (asks or is_of_django)


def _is_thorough(item: pytest.Item) -> bool:
    return _is_long(item.path) or item.get_closest_marker("thorough") is not None


def _is_long(path: Path) -> bool:
    name = path.stem.removeprefix("test_")
    is_of_pages = name.endswith(OF_PAGES) and "journeys" not in path.parts
    return path.stem.startswith("test_") and (name in THOROUGH or is_of_pages)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if os.environ.get(QUICK):
        terminalreporter.write_line(
            "A quick run: the longest modules run in CI and where they are named, "
            "as in make test TESTS=tests/mandates."
        )


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The public site is open, as on every site that is set up: opening it takes a second."""
    with django_db_blocker.unblock():
        open_site()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture
def shared_data() -> Path:
    """Real material beside the project; the test is skipped where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the folder ../shared/data with real material is not here")
    return SHARED_DATA


@pytest.fixture(scope="module")
def kept_for_module(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Callable[[Callable[[], Any]], Any]]:
    """Build something costly once for all tests of a module; it is taken back after the last.

    Each test still works in a transaction of its own, inside this one.
    """
    with django_db_blocker.unblock(), transaction.atomic():

        def build(make: Callable[[], Any]) -> Any:
            with django_db_blocker.unblock(), translation.override("en"):
                return make()

        with django_db_blocker.block():
            yield build
        transaction.set_rollback(True)


@pytest.fixture
def sign_in(client: Client) -> Callable[[Person], Client]:
    """Sign a person in at the test client, the second factor passed."""
    return lambda person: entered(person, client)


@pytest.fixture
def blind_to_names(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """What the slower of two sees: the next look for what is taken finds nothing."""
    seen = names._names
    looks: list[set[str]] = []

    def look(*asked: Any) -> set[str]:
        return looks.pop() if looks else seen(*asked)

    monkeypatch.setattr(names, "_names", look)
    return lambda: looks.append(set())
