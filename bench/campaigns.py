"""How heavy is the page of a campaign, and how fast are posters, packs and sums?

Run from the project's root: ``python -m bench.campaigns``. A campaign with 12 materials in six
languages, 60 countries and 10,000 reports. Each answer is taken in turns with a plain Django view
that shows as many rows by a simple template; a pack, with the same bytes read from the disk.
"""

# ruff: noqa: E402 - the scratch home is chosen before Django reads its settings
from __future__ import annotations

import gc
import gzip
import os
import random
import statistics
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ.pop("DATABASE_URL", None)

import django
from django.conf import settings

django.setup()

from django.apps import apps
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from i18nfield.strings import LazyI18nString

from comity.campaigns.models import Campaign, Distribution, MaterialFile
from comity.campaigns.places import key_of
from tests import make

MATERIALS, COUNTRIES, REPORTS, PLACES = 12, 60, 10_000, 40
SOUND = 4_000_000
LIMIT = 14.0
SHEETS = ["ui/static/ui/ui.css", "campaigns/static/campaigns/campaigns.css"]
PLAIN = engines["django"].from_string(
    "<ul>{% for row in rows %}<li>{{ row.name }} {{ row.language }} {{ row.size }}</li>{% endfor %}"
    "</ul>"
)


def fill() -> Campaign:
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("createcachetable", verbosity=0)
    plenary = make.plenary()
    campaign = make.campaign("Your papers", slug="papers", dialogue=plenary.dialogue)
    countries = [
        make.party(f"Country {number}", code=f"{number:02}") for number in range(COUNTRIES)
    ]
    for country in countries:
        make.membership(country, plenary)
    make.line(countries[0], confirmed_on=timezone.localdate())
    for number in range(MATERIALS):
        spot = make.material(campaign, f"Episode {number}", number=number + 1, seconds=600)
        words = dict.fromkeys(settings.PUBLIC_LANGUAGES, f"What is said in it, {number}." * 5)
        spot.transcript = LazyI18nString(words)
        spot.save()
        for code in settings.PUBLIC_LANGUAGES:
            content = os.urandom(SOUND if number == 0 else 8)
            make.material_file(spot, content, language=code)
    chance = random.Random(1)
    names = [f"Town {number}" for number in range(PLACES)]
    reports = []
    for _number in range(REPORTS):
        country, place = chance.choice(countries), chance.choice(names)
        reports.append(Distribution(
            campaign=campaign, made_here="poster", country=country, party=country, place=place,
            place_key=key_of(place), on=make.TODAY, count=chance.randint(1, 500), at=make.NOW,
        ))  # fmt: skip
    Distribution.objects.bulk_create(reports)
    return campaign


def plain(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(PLAIN.render({"rows": MaterialFile.objects.values()}))


def seconds(call: Any) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def drain(client: Client, url: str) -> bytes:
    answer = client.get(url)
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def measure(client: Client, url: str, rounds: int, *, cold: bool = False) -> tuple[float, float]:
    """Milliseconds of the address and of the plain view, in turns."""
    request = RequestFactory().get("/")
    drain(client, url)
    pairs = []
    for _round in range(rounds):
        if cold:
            cache.clear()
        pairs.append((seconds(lambda: drain(client, url)), seconds(lambda: plain(request))))
    ours, beside = (statistics.median(part) * 1000 for part in zip(*pairs, strict=True))
    return ours, beside


def main() -> None:
    fill()
    gc.collect()
    gc.freeze()
    client, base = Client(), "/en/campaigns/papers/"
    page = client.get(base).content
    sheets = [(ROOT / "src/comity" / name).read_bytes() for name in SHEETS]
    weight = sum(len(gzip.compress(one, 9)) for one in [page, *sheets]) / 1000
    print(f"page with its styles: {weight:.1f} kB compressed (at most {LIMIT:.0f})\n")
    print("| answer | ms | plain view, ms | ratio | queries |")
    print("|---|---:|---:|---:|---:|")
    poster = f"{base}in/{make.Party.objects.get(code='00').slug}/poster"
    for name, url, rounds, cold in [
        ("page of the campaign", base, 21, False),
        ("totals of 10,000 reports", f"{base}reach/", 11, False),
        ("poster as PDF, drawn", f"{poster}.pdf", 5, True),
        ("poster as PDF, kept", f"{poster}.pdf", 11, False),
    ]:
        ours, beside = measure(client, url, rounds, cold=cold)
        with CaptureQueriesContext(connection) as queries:
            drain(client, url)
        print(f"| {name} | {ours:.1f} | {beside:.1f} | {ours / beside:.1f} | {len(queries)} |")
    pack(client, f"{base}packs/stations.zip")


def pack(client: Client, url: str) -> None:
    """Megabytes a second, beside the files read from the disk."""
    sent = len(drain(client, url)) / 1e6
    pairs = []
    for _round in range(5):
        ours = seconds(lambda: drain(client, url))
        files = [Path(one.file.path) for one in MaterialFile.objects.all()]
        pairs.append((ours, seconds(lambda: [file.read_bytes() for file in files])))  # noqa: B023
    ours, beside = (statistics.median(part) for part in zip(*pairs, strict=True))
    print(
        f"\npack of {sent:.0f} MB: {sent / ours:.0f} MB/s; the files alone {sent / beside:.0f} MB/s"
    )


if __name__ == "__main__":
    main()
