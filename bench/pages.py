"""How heavy the pages of the example are, and how many questions a list of fifty asks.

Run from the project's root: ``python -m bench.pages``. Each page is served in this process;
its time stands beside that of a plain Django view that shows the same number of rows, taken in
turns. Sizes are compressed bytes (gzip level 6) with the style sheet (level 9).
"""

# ruff: noqa: E402 - the scratch home is chosen before Django reads its settings
from __future__ import annotations

import gzip
import os
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ.pop("DATABASE_URL", None)

import django

django.setup()

from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comity.example import load
from comity.meetings.models import Meeting
from comity.parties.models import Body, Person
from comity.public.services import open_site
from tests import make
from tests.entering import entered

ROUNDS = 9
PAGES = [
    ("home", "/en/", False),
    ("dialogue", "/en/dialogues/crm/", False),
    ("party", "/en/parties/guatemala/", False),
    ("meetings, 50 rows", "/en/meetings/", False),
    ("texts", "/en/texts/", False),
    ("matrix of the example", "/en/mandates/", False),
    ("my desk", "/en/desk/", True),
    ("meetings, 50 rows", "/en/meetings/", True),
]
PLAIN = engines["django"].from_string(
    "<ul>{% for row in rows %}<li><a href='{{ row.slug }}'>{{ row.title }}</a> "
    "{{ row.starts_on }}</li>{% endfor %}</ul>"
)


def fill() -> Client:
    """The example in a scratch database, with enough meetings for a full page of the list."""
    call_command("migrate", verbosity=0)
    open_site()
    load.load(timezone.now())
    body = Body.objects.get(slug="crm-plenary")
    owner = body.memberships.first().party
    for _ in range(50):
        make.meeting(body=body, owner=owner)
    return entered(Person.objects.filter(is_example=True).first())


def plain(_request: HttpRequest) -> HttpResponse:
    rows = Meeting.objects.values("slug", "title", "starts_on")[:50]
    return HttpResponse(PLAIN.render({"rows": rows}))


def seconds(call: object) -> float:
    start = time.perf_counter()
    call()  # type: ignore[operator]
    return time.perf_counter() - start


def content(response: HttpResponse) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def measure(client: Client, url: str) -> tuple[float, float, int, int]:
    """Milliseconds of the page and of the plain view, queries, compressed bytes of the page."""
    content(client.get(url))
    request = RequestFactory().get("/")
    pairs = [
        (seconds(lambda: content(client.get(url))), seconds(lambda: plain(request).content))
        for _ in range(ROUNDS)
    ]
    with CaptureQueriesContext(connection) as queries:
        page = content(client.get(url))
    page_ms = statistics.median(pair[0] for pair in pairs) * 1000
    plain_ms = statistics.median(pair[1] for pair in pairs) * 1000
    return page_ms, plain_ms, len(queries), len(gzip.compress(page, 6))


def main() -> None:
    signed_in, anyone = fill(), Client()
    path = finders.find("ui/ui.css")
    style = len(gzip.compress(Path(str(path)).read_bytes(), 9))
    print("| page | reader | ms | plain view, ms | ratio | queries | kB with CSS |")
    print("|---|---|---|---|---|---|---|")
    for name, url, is_signed_in in PAGES:
        client = signed_in if is_signed_in else anyone
        page, beside, queries, size = measure(client, url)
        who = "secretariat" if is_signed_in else "anyone"
        print(
            f"| {name} | {who} | {page:.0f} | {beside:.1f} | {page / beside:.1f} | {queries} "
            f"| {(size + style) / 1000:.1f} |"
        )


if __name__ == "__main__":
    main()
