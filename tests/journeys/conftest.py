"""A real site served by the real command, and a real browser."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.chromium import CHROMIUM
from tests.journeys.desks import Desk

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser the journeys are skipped, except where nothing may be skipped."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM and not os.environ.get("CI"):
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed here"))


@dataclass
class Site:
    """A running example: its address, its own command line, and the port where it takes mail."""

    url: str
    environment: dict[str, str]
    mail_port: int

    def comity(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "comity.cli", *arguments],
            env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The example as it is set up from nothing, served as a newcomer serves it. After all journeys
    the chain of the ledger is whole."""
    home = tmp_path_factory.mktemp("home") / "var"
    shutil.copytree(_set_up(tmp_path_factory), home)
    port, mail_port = _free_port(), _free_port()
    environment = _environment(home) | {
        "COMITY_REPLY_TO": "reply@comity.example",
        "COMITY_INBOUND": f"smtp://127.0.0.1:{mail_port}",
    }
    server = subprocess.Popen(
        [sys.executable, "-m", "comity.cli", "serve", "--example", "--port", str(port)],
        env=environment, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert server.stdout is not None
    for line in server.stdout:
        if "serves on" in line:
            break
    until_it_listens(port, server)
    url = f"http://127.0.0.1:{port}"
    it = Site(url, environment | {"COMITY_EXAMPLE": "1", "COMITY_ORIGIN": url}, mail_port)
    yield it
    server.terminate()
    server.communicate(timeout=20)
    verified = it.comity("ledger", "verify")
    assert verified.returncode == 0, verified.stderr


def _set_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of an example that nobody has changed: that of CI, or the first worker sets one up
    for all."""
    if ready := os.environ.get("COMITY_JOURNEYS"):
        return Path(ready)
    home = tmp_path_factory.getbasetemp().resolve()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        home = home.parent
    with open(home / "example.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "example" / "set-up").exists():
            demo = [sys.executable, "-m", "comity.cli", "demo"]
            subprocess.run(demo, env=_environment(home / "example"), check=True)
    return home / "example"


def _environment(home: Path) -> dict[str, str]:
    ours = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "COMITY_EXAMPLE"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return kept | {"COMITY_HOME": str(home)}


def until_it_listens(port: int, server: subprocess.Popen[str] | None = None) -> None:
    """Wait for whoever is to listen there, half a minute at most."""
    last = time.monotonic() + 30
    while time.monotonic() < last and (server is None or server.poll() is None):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            continue
        return
    raise AssertionError(f"nobody listens on port {port}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for a module: while it lives an event loop runs, in which Django opens no database,
    and the next module may be one that asks it."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """A page in a browser of its own, in a language, perhaps on a phone or without JavaScript."""
    contexts: list[BrowserContext] = []

    def enter(language: str = "es", **options: object) -> Page:
        context = browser.new_context(base_url=site.url, locale=language, **options)  # type: ignore[arg-type]
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield enter
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def finds_nothing() -> Callable[[Page], None]:
    """axe finds nothing to object to on the page as it stands."""
    axe = Axe()
    seen: set[str] = set()

    def check(page: Page) -> None:
        # A click returns when the next page begins: axe must not look before it is there.
        page.wait_for_load_state()
        options = {"resultTypes": ["violations"], "rules": _rules(page, seen)}
        found = axe.run(page, options=options).response["violations"]
        words = [
            f"{one['id']}: {one['help']} – {[node['html'][:200] for node in one['nodes'][:3]]}"
            for one in found
        ]
        assert not words, f"{page.url}\n" + "\n".join(words)

    return check


PLACES = """() => {
  const look = [matchMedia('(prefers-color-scheme: dark)').matches, !!location.hash].join()
  const states = ['type', 'open', 'disabled', 'aria-current', 'aria-invalid']
  const place = it => it === document.body ? look : `${place(it.parentElement)}>${it.tagName}.`
    + [it.className, ...states.map(name => it.getAttribute(name))].join()
  return [...new Set([...document.body.querySelectorAll(':not(svg *)')].map(place))]
}"""
"""Where elements stand on a page: from the body down to each, all that its style may ask."""


def _rules(page: Page, seen: set[str]) -> dict[str, dict[str, bool]]:
    """Every rule; but those of colour, which take three quarters of the time, only on a page where
    something stands in a place that no page before it had: colours follow from places."""
    places = set(page.evaluate(PLACES))
    is_new, known = not places <= seen, {"enabled": False}
    seen |= places
    return {} if is_new else {"color-contrast": known, "link-in-text-block": known}


@pytest.fixture
def desk(
    open_page: Callable[..., Page], finds_nothing: Callable[[Page], None]
) -> Callable[[], Desk]:
    """A desk for one more person."""
    return lambda: Desk(open_page("es"), finds_nothing)
