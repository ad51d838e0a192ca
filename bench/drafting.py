"""How fast is a text of 400 clauses with 300 proposals, beside a plain view of the same rows?

Run from the project's root: ``python -m bench.drafting``. Each page is served in this process,
signed in as a focal point of another party than those that propose; the plain view is taken in
turns with it. "First" is the opening before any comparison of words is remembered. Sizes are
compressed bytes (gzip level 6), without style sheets.
"""

# ruff: noqa: E402 - the settings are chosen before Django reads them
from __future__ import annotations

import gzip
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ.pop("DATABASE_URL", None)

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comity.consensus.marks import marks_between
from comity.consensus.models import Proposal
from comity.instruments.models import ClauseText, Version
from tests import make
from tests.entering import entered

CLAUSES, PROPOSALS, ROUNDS = 400, 300, 9
WORDS = (
    "parties",
    "agree",
    "that",
    "states",
    "ask",
    "for",
    "data",
    "on",
    "return",
    "and",
    "safe",
    "ways",
)
PLAIN = engines["django"].from_string(
    "<ol>{% for clause in clauses %}<li>{{ clause.text }}<ul>{% for one in clause.said %}<li>"
    "{{ one.party }}: {{ one.words }}</li>{% endfor %}</ul></li>{% endfor %}</ol>"
)


def fill() -> tuple[Client, str]:
    draw = random.Random(1)
    text = make.instrument("A long text", adopted=False, shared_at=make.NOW, label="AMBER")
    drafting = make.drafting(text)
    Version.objects.create(instrument=text, language="es")
    positions = [make.position(drafting, owner=make.party(f"Party {n}")) for n in range(20)]
    clauses = []
    for _number in range(CLAUSES):
        words = " ".join(draw.choices(WORDS, k=60))
        clauses.append((make.clause(text, {"en": words, "es": words}), words))
    for _number in range(PROPOSALS):
        clause, before = draw.choice(clauses)
        said = before.split()
        for _change in range(6):
            said[draw.randrange(len(said))] = draw.choice(WORDS)
        make.proposal(
            draw.choice(positions), " ".join(said), clause=clause, before=before,
            place=clause.position,
        )  # fmt: skip
    reader = make.delegate(body=text.body)
    return entered(reader), text.slug


def plain(_request: HttpRequest) -> HttpResponse:
    """What one would write first: two queries, a dictionary, a template; no marks, no rules."""
    said: dict[int, list[dict]] = {}
    for row in Proposal.objects.values("clause", "words", "position__owner__name"):
        said.setdefault(row["clause"], []).append(
            {"party": row["position__owner__name"], "words": row["words"]}
        )
    texts = ClauseText.objects.filter(language="en").order_by("clause__position")
    clauses = [
        {"text": words, "said": said.get(key, [])}
        for key, words in texts.values_list("clause", "text")
    ]
    return HttpResponse(PLAIN.render({"clauses": clauses}))


def seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def measure(client: Client, url: str) -> str:
    marks_between.cache_clear()
    first = seconds(lambda: client.get(url)) * 1000
    request = RequestFactory().get("/")
    pairs = [
        (seconds(lambda: client.get(url)), seconds(lambda: plain(request))) for _ in range(ROUNDS)
    ]
    with CaptureQueriesContext(connection) as queries:
        page = client.get(url)
    assert page.status_code == 200
    ours = statistics.median(pair[0] for pair in pairs) * 1000
    beside = statistics.median(pair[1] for pair in pairs) * 1000
    size = len(gzip.compress(page.content, 6)) / 1000
    return (
        f"{first:.0f} | {ours:.0f} | {beside:.0f} | {ours / beside:.1f} "
        f"| {len(queries)} | {size:.0f}"
    )


def main() -> None:
    call_command("migrate", verbosity=0)
    client, slug = fill()
    print("| page | first, ms | ms | plain view, ms | ratio | queries | kB |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for name in ("drafting", "compilation", "compilation_file"):
        print(f"| {name} | {measure(client, reverse(f'consensus:{name}', args=[slug]))} |")


if __name__ == "__main__":
    main()
