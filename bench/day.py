"""Do 200 delegates on the page of one sitting see a switched item and a new document within 3 s?

    python -m bench.day [--rounds 4] [--delegates 200]

Fills a scratch home (or the empty database of DATABASE_URL), serves it by ``comity serve`` itself,
with ``comity events`` beside it, and follows the sitting from this process: each delegate, signed
in, opens the page once, holds a stream, and on each message fetches the changing part as ``now.js``
does, up to a second and a half later and with the tag of what it has. In each round the chair,
over HTTP, switches the item's mode and puts a document under it; a delegate has seen both when
its part is of that edition and shows what its class may see, which is looked at. Beside it stands
a static file of the same server.
"""

# ruff: noqa: E402 - the scratch home is chosen before Django reads its settings
from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).resolve().parent.parent
SEEN, PAGE = 3.0, 400
"""Promised: seconds until everybody saw it; milliseconds, of which 95 in 100 pages stay under."""
SPREAD = 1.5
"""Seconds over which ``now.js`` spreads the questions of a room."""

sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
os.environ["DJANGO_SETTINGS_MODULE"] = "comity.config.settings"
HOME = Path(tempfile.mkdtemp(prefix="comity-bench-"))
os.environ["COMITY_HOME"] = str(HOME)
os.environ["COMITY_EXAMPLE"] = ""

import django

django.setup()

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.db import connections
from django.test import Client

from comity import cli
from comity.parties.models import Membership, Person, Seat
from comity.proceedings.services.sitting import start
from tests import make

PARTIES, OBSERVERS = 34, 8
MEMBERS_ONLY, OPEN = "members_only", "open"


@dataclass
class Room:
    """What the database holds."""

    slug: str
    item: int
    documents: list[int]
    chair: str
    delegates: list[tuple[str, bool]]
    """Session and whether an observer's."""


def session_of(person: Person) -> str:
    client = Client()
    client.force_login(person)
    session = client.session
    record_authentication(SimpleNamespace(session=session, user=person), person, "mfa", type="totp")
    session.save()
    return session.session_key


def fill(delegates: int, rounds: int) -> Room:
    if cli._set_up(with_example=False):
        raise SystemExit("The database could not be prepared.")
    plenary = make.plenary()
    secretary = make.secretary(plenary)
    circle = {
        "body": plenary, "owner": secretary.seats.get().party, "label": "AMBER",
        "with_observers": True,
    }  # fmt: skip
    meeting = make.meeting("XIV Regional Conference on Migration", **circle)
    items = [
        make.agenda_item(f"Item {number} of the agenda", meeting=meeting, number=str(number),
                         position=number, **circle)
        for number in range(1, 13)
    ]  # fmt: skip
    for number, item in enumerate(items):
        for paper in range(3):
            symbol = f"CRM/XIV/{number}/{paper}"
            item.documents.add(make.document(f"Paper {number}.{paper}", symbol=symbol, **circle))
    late = [make.document(f"Late paper {n}", **circle).pk for n in range(rounds)]
    start(meeting, by=secretary, at=make.timezone.now())
    parties = [make.party(f"Republic of {number:02}") for number in range(PARTIES)]
    Membership.objects.bulk_create(
        Membership(party=party, body=plenary, role="observer" if n < OBSERVERS else "member")
        for n, party in enumerate(parties)
    )
    people = [make.person(f"Delegate {n}") for n in range(delegates)]
    Seat.objects.bulk_create(
        Seat(person=person, party=parties[n % PARTIES], body=plenary, role="officer")
        for n, person in enumerate(people)
    )
    sessions = [(session_of(one), n % PARTIES < OBSERVERS) for n, one in enumerate(people)]
    room = Room(meeting.slug, items[0].pk, late, session_of(secretary), sessions)
    connections.close_all()
    return room


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def serve(port: int) -> subprocess.Popen:
    """The real command, in a group of its own that ends together."""
    command = [sys.executable, "-m", "comity.cli", "serve", "--port", str(port)]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    server = subprocess.Popen(command, cwd=HOME, env=environment, start_new_session=True,
                              stdout=subprocess.DEVNULL)  # fmt: skip
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return server
        time.sleep(0.1)
    os.killpg(server.pid, signal.SIGKILL)
    raise SystemExit("The server did not start in 60 seconds.")


@dataclass
class Answer:
    status: int
    fields: dict[str, str]
    body: str


@dataclass
class Web:
    """Asks the site, each question over a connection of its own, and notes how long it took."""

    port: int
    errors: list[str] = field(default_factory=list)

    async def ask(self, path: str, session: str, taken: list[float] | None = None,
                  form: dict[str, object] | None = None, **fields: str) -> Answer:  # fmt: skip
        body = urlencode(form).encode() if form is not None else b""
        lines = {"Host": f"127.0.0.1:{self.port}", "Connection": "close",
                 "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}" + fields.pop("cookie", ""),
                 "Accept-Encoding": "identity"} | fields  # fmt: skip
        if form is not None:
            lines |= {"Content-Type": "application/x-www-form-urlencoded",
                      "Content-Length": str(len(body))}  # fmt: skip
        head = f"{'GET' if form is None else 'POST'} {path} HTTP/1.1\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in lines.items()) + "\r\n"
        begun = time.perf_counter()
        try:
            answer = await self._answer(head.encode() + body)
        except (OSError, ValueError, asyncio.IncompleteReadError) as fault:
            answer = Answer(0, {}, str(fault))
        if taken is not None:
            taken.append((time.perf_counter() - begun) * 1000)
        if answer.status not in {200, 302, 304}:
            self.errors.append(f"{path}: {answer.status} {answer.body[:200]}")
        return answer

    async def _answer(self, request: bytes) -> Answer:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(request)
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        pairs = (line.partition(": ") for line in lines if line)
        fields = {name.lower(): value for name, _colon, value in pairs}
        raw = await reader.read()
        writer.close()
        return Answer(int(first.split()[1]), fields, raw.decode(errors="replace"))


@dataclass
class Delegate:
    web: Web
    room: Room
    session: str
    is_observer: bool
    pages: list[float]
    parts: list[float]
    etag: str = ""
    edition: int = 0
    html: str = ""
    seen: dict[int, float] = field(default_factory=dict)
    """Edition → when the part that shows it was here."""
    newest: int = 0
    """The newest edition that the stream named."""
    fetching: asyncio.Future | None = None
    stream: asyncio.StreamWriter | None = None
    listening: asyncio.Task | None = None

    @property
    def path(self) -> str:
        return f"/en/meetings/{self.room.slug}/now/"

    async def open(self, wait: float) -> None:
        """The whole page once, then the stream it names."""
        await asyncio.sleep(wait)
        page = (await self.web.ask(self.path, self.session, self.pages)).body
        self.etag = _attribute(page, "etag").replace("&quot;", '"')
        self._take(page)
        address = urlsplit(_attribute(page, "events"))
        reader, self.stream = await asyncio.open_connection(
            address.hostname, address.port, limit=2**16
        )
        lines = [
            f"GET {address.path} HTTP/1.1", f"Host: {address.netloc}",
            f"Origin: http://127.0.0.1:{self.web.port}", "Accept: text/event-stream", "", "",
        ]  # fmt: skip
        self.stream.write("\r\n".join(lines).encode())
        head = await reader.readuntil(b"\r\n\r\n")
        if b" 200 " not in head.partition(b"\r\n")[0]:
            self.web.errors.append(head.decode())
        self.fetching = asyncio.create_task(asyncio.sleep(0))
        self.listening = asyncio.create_task(self._listen(reader))

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        with contextlib.suppress(OSError, asyncio.CancelledError):
            while line := await reader.readline():
                if line.startswith(b"data: "):
                    self.newest = int(line[6:])
                    if self.newest > self.edition and self.fetching and self.fetching.done():
                        self.fetching = asyncio.create_task(self._fetch())

    async def _fetch(self) -> None:
        while self.newest > self.edition:
            await asyncio.sleep(random.random() * SPREAD)
            answer = await self.web.ask(
                f"{self.path}part/", self.session, self.parts, **{"If-None-Match": self.etag}
            )
            if answer.status == 200:
                self.etag = answer.fields["etag"]
                self._take(answer.body)
            else:
                return

    def _take(self, html: str) -> None:
        self.html, self.edition = html, int(_attribute(html, "edition") or 0)
        self.seen[self.edition] = time.perf_counter()


def _attribute(html: str, name: str) -> str:
    found = re.search(rf'data-{name}="([^"]*)"', html)
    return found[1].replace("&amp;", "&") if found else ""


@dataclass
class Chair:
    """Acts over HTTP, with a token as a browser has it."""

    web: Web
    room: Room
    token: str = ""
    cookie: str = ""

    async def open(self) -> None:
        page = await self.web.ask(f"/en/meetings/{self.room.slug}/now/", self.room.chair)
        self.token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.body)[1]
        self.cookie = "; " + page.fields["set-cookie"].split(";")[0]

    async def act(self, path: str, **form: object) -> None:
        answer = await self.web.ask(
            path, self.room.chair, form=form | {"csrfmiddlewaretoken": self.token},
            cookie=self.cookie,
        )  # fmt: skip
        if answer.status != 302:
            raise SystemExit(f"{path} answered {answer.status}: {answer.body[-2000:]}")


async def a_round(number: int, chair: Chair, delegates: list[Delegate]) -> tuple[float, float]:
    """Seconds from the chair's first act until half, and until all, have seen both."""
    room = chair.room
    shown, mode = (OPEN, MEMBERS_ONLY) if number % 2 == 0 else (MEMBERS_ONLY, OPEN)
    before = max(one.edition for one in delegates)
    begun = time.perf_counter()
    await chair.act(f"/en/meetings/{room.slug}/now/mode/", item=room.item, shown=shown, mode=mode)
    await chair.act(f"/en/meetings/items/{room.item}/documents/", document=room.documents[number])
    words = f"Late paper {number}<"
    until = time.perf_counter() + 30
    times: dict[int, float] = {}
    while len(times) < len(delegates) and time.perf_counter() < until:
        await asyncio.sleep(0.005)
        for one in delegates:
            if id(one) in times or one.edition <= before:
                continue
            is_closed = one.is_observer and mode == MEMBERS_ONLY
            sees = "is not open to you" in one.html if is_closed else words in one.html
            if sees:
                times[id(one)] = one.seen[one.edition] - begun
    if len(times) < len(delegates):
        chair.web.errors.append(f"{len(delegates) - len(times)} did not see round {number}.")
        return 30.0, 30.0
    for one in delegates:
        if one.is_observer and mode == MEMBERS_ONLY and words in one.html:
            chair.web.errors.append("An observer was shown a closed document.")
    return statistics.median(times.values()), max(times.values())


async def plainly(web: Web, taken: list[float]) -> None:
    while True:
        await web.ask("/static/ui/comity.svg", "", taken)
        await asyncio.sleep(0.1)


async def follow(port: int, room: Room, rounds: int) -> int:
    web, pages, parts, plain = Web(port), [], [], []
    delegates = [
        Delegate(web, room, session, is_observer, pages, parts)
        for session, is_observer in room.delegates
    ]
    chair = Chair(web, room)
    await chair.open()
    beside = asyncio.create_task(plainly(web, plain))
    # They come in over some time; each opens the page once.
    await asyncio.gather(*(one.open(n * 0.06) for n, one in enumerate(delegates)))
    await asyncio.sleep(2)
    found = []
    for number in range(rounds):
        found.append(await a_round(number, chair, delegates))
        await asyncio.sleep(2)
    beside.cancel()
    sizes = [len(one.html.encode()) for one in delegates]
    for one in delegates:
        if one.stream:
            one.stream.transport.abort()
    show(len(delegates), [pages, parts, plain], found, web.errors)
    print(f"The part holds {max(sizes) / 1000:.1f} kB before compression.")
    worst = max(last for _half, last in found)
    return int(bool(web.errors) or worst > SEEN or p95(pages) > PAGE or p95(parts) > PAGE)


def p95(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]


def show(count: int, times: list[list[float]], found: list[tuple[float, float]],
         errors: list[str]) -> None:  # fmt: skip
    database = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    print(f"\n{count} delegates, {database}, load {os.getloadavg()[0]:.1f}\n")
    print("|  | page | changing part | static file | promised |\n|---|---:|---:|---:|---:|")
    print(f"| asked | {' | '.join(str(len(one)) for one in times)} | |")
    for name, measure, promised in [("p50, ms", statistics.median, ""), ("p95, ms", p95, PAGE)]:
        cells = " | ".join(f"{measure(one):.0f}" for one in times)
        print(f"| {name} | {cells} | {promised} |")
    halves, lasts = zip(*found, strict=True)
    print(
        f"\nHalf saw it after {statistics.median(halves):.2f} s, everybody after "
        f"{statistics.median(lasts):.2f} s (worst round {max(lasts):.2f} s, promised {SEEN:.0f})."
    )
    print(f"Errors: {len(errors)}. {' | '.join(errors[:3])}")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=4)
    options.add_argument("--delegates", type=int, default=200)
    given = options.parse_args()
    room = fill(given.delegates, given.rounds)
    port = free_port()
    server = serve(port)
    try:
        time.sleep(cli.EVENTS_AFTER + 3)
        return asyncio.run(follow(port, room, given.rounds))
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)
        shutil.rmtree(HOME, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
