"""How heavy is what a phone with little credit loads: a country's page, and the whole directory.

    python bench/helplines.py                           sizes, and milliseconds in this process
    python bench/helplines.py http://127.0.0.1:8000     also the first paint of that running example

Sizes: 57 countries and territories with two lines each, gzip level 6, the style sheet level 9.
First paint: Chromium at 400 kbit/s and 400 ms, nothing kept, beside a bare text file of the same
site under the same conditions. Promised: 14 kB, 150 kB in four languages, 1.5 s.
"""

# ruff: noqa: E402 - the scratch home is chosen before Django reads its settings
from __future__ import annotations

import gzip
import os
import random
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ.pop("DATABASE_URL", None)

import django

django.setup()

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client, RequestFactory
from django.utils import timezone
from i18nfield.strings import LazyI18nString
from playwright.sync_api import sync_playwright

from comity.helplines.models import Line
from comity.helplines.public_kreyol import COUNTRIES
from comity.helplines.public_words import SERVES, SERVICES, STEPS
from tests import make

TERRITORIES, FOUR, ROUNDS = 57, ("en", "es", "fr", "ht"), 15
PROMISED = {"page": 14.0, "directory": 150.0, "paint": 1.5}
PLAIN = engines["django"].from_string(
    "{% for row in rows %}<h2>{{ row.name }}</h2>{{ row.numbers }} {{ row.hours }}{% endfor %}"
)
PAINT = """() => new Promise((done) => new PerformanceObserver((list) => {
  const paint = list.getEntriesByName("first-contentful-paint")[0];
  if (paint) done(paint.startTime);
}).observe({ type: "paint", buffered: true }))"""


def fill() -> None:
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", verbosity=0, run_syncdb=True)
    chance = random.Random(1)
    for code in list(COUNTRIES)[:TERRITORIES]:
        party = make.party(code, code=code)
        for _line in range(2):
            make.line(party, confirmed_on=timezone.localdate(), **_facts(chance))


def _facts(chance: random.Random) -> dict[str, Any]:
    """No two lines alike, so that nothing is compressed away."""

    def words(count: int) -> str:
        syllables = ["ka", "li", "to", "men", "sou", "ra", "ti", "va", "no", "gre", "pi", "dor"]
        return " ".join("".join(chance.choices(syllables, k=3)) for _word in range(count))

    first, last = sorted(chance.sample(range(6, 23), 2))
    days = {str(day): [[f"{first:02d}:00", f"{last:02d}:30"]] for day in range(5)}
    return {
        "name": {code: words(4) for code in FOUR},
        "run_by": LazyI18nString({code: words(6) for code in FOUR}),
        "hours": chance.choice([days, {"always": True}]),
        "numbers": [
            make.NUMBER | {"way": way, "written": f"+{chance.randrange(10**10, 10**11)}"}
            for way in ("call", "sms", "whatsapp")
        ],
        "languages": chance.sample(["es", "en", "ht", "fr", "pt", "nl"], 3),
        "steps": chance.sample(list(STEPS), 5),
        "services": chance.sample(list(SERVICES), 4),
        "serves": chance.sample(list(SERVES), 3),
    }


def plain(_request: HttpRequest) -> HttpResponse:
    rows = Line.objects.filter(party__code="MX").values("name", "numbers", "hours")
    return HttpResponse(PLAIN.render({"rows": rows}))


def milliseconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def packed(client: Client, url: str) -> float:
    return len(gzip.compress(client.get(url).content, 6)) / 1000


def sizes(client: Client) -> None:
    style = Path(str(finders.find("helplines/help.css"))).read_bytes()
    script = Path(str(finders.find("helplines/help.js"))).read_bytes()
    css, js = (len(gzip.compress(file, 9)) / 1000 for file in (style, script))
    page = max(packed(client, f"/{code}/help/mx/") for code in FOUR)
    print("| | kB compressed | kB as it is | promised |\n|---|---:|---:|---:|")
    print(f"| a country with its style sheet | {page + css:.1f} | | {PROMISED['page']} |")
    print(f"| its script, which nothing waits for | {js:.1f} | {len(script) / 1000:.1f} | |")
    for languages in (FOUR, settings.PUBLIC_LANGUAGES):
        urls = [f"/{code}/help/all/" for code in languages]
        whole = sum(packed(client, url) for url in urls)
        raw = sum(len(client.get(url).content) for url in urls) / 1000
        promised = PROMISED["directory"] if languages is FOUR else ""
        words = f"{TERRITORIES} territories in {len(languages)} languages"
        print(f"| {words} | {whole:.1f} | {raw:.0f} | {promised} |")
    data = client.get("/help/lines.json").content
    print(f"| lines.json | {packed(client, '/help/lines.json'):.1f} | {len(data) / 1000:.0f} | |")


def times(client: Client) -> None:
    request = RequestFactory().get("/")
    calls: dict[str, Callable[[], object]] = {
        "a country": lambda: client.get("/ht/help/mx/"),
        "the list of countries": lambda: client.get("/ht/help/"),
        "the directory, kept": lambda: client.get("/ht/help/all/"),
        "the directory, made": lambda: (cache.clear(), client.get("/ht/help/all/")),
        "plain view of a country's lines": lambda: plain(request).content,
    }
    found: dict[str, list[float]] = {name: [] for name in calls}
    for _round in range(ROUNDS):
        for name, call in calls.items():
            found[name].append(milliseconds(call))
    print("\n| | ms |\n|---|---:|")
    for name, taken in found.items():
        print(f"| {name} | {statistics.median(taken):.1f} |")


def paints(site: str) -> None:
    slow = {"offline": False, "latency": 400, "downloadThroughput": 50_000,
            "uploadThroughput": 50_000}  # fmt: skip
    urls = {"a country": "/ht/help/mx/", "the list": "/es/help/", "text": "/ht/help/mx/sms.txt"}
    print("\n| | first paint, s | promised |\n|---|---:|---:|")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, path in urls.items():
            taken = []
            for _round in range(5):
                context = browser.new_context(service_workers="block")
                page = context.new_page()
                session = context.new_cdp_session(page)
                session.send("Network.enable")
                session.send("Network.emulateNetworkConditions", slow)
                page.goto(site.rstrip("/") + path)
                taken.append(page.evaluate(PAINT) / 1000)
                context.close()
            print(f"| {name} | {statistics.median(taken):.2f} | {PROMISED['paint']} |")


def main() -> None:
    fill()
    client = Client()
    sizes(client)
    times(client)
    if len(sys.argv) > 1:
        paints(sys.argv[1])


if __name__ == "__main__":
    main()
