"""The streams: strict, bounded, and saying numbers alone."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import ClassVar

import pytest
from django.core import signing
from hypothesis import given
from hypothesis import strategies as st

from comity.proceedings.management.commands import events as command
from comity.proceedings.stream import http, tokens
from comity.proceedings.stream.server import Events, Limits
from comity.proceedings.stream.tokens import BadToken, Token, address_for, read, sign
from tests import make

ORIGIN = "https://secretariat.example.org"
HEAD = b"GET /events/x HTTP/1.1\r\nHost: a\r\n"


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"", 400),
        (b"GET / HTTP/1.1\r\n", 400),
        (b"GET /\r\n\r\n", 400),
        (b"GET / HTTP/2.0\r\nHost: a\r\n\r\n", 400),
        (b"GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\nHost: a\n\n", 400),
        (HEAD + b"Host: b\r\n\r\n", 400),
        (HEAD + b" folded\r\n\r\n", 400),
        (HEAD + b"Name : value\r\n\r\n", 400),
        (HEAD + b"Name: a\x00b\r\n\r\n", 400),
        (HEAD + b"no colon\r\n\r\n", 400),
        (HEAD + b"Content-Length: 5\r\n\r\n", 400),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", 400),
        (HEAD + b"Origin: a\r\nOrigin: b\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: a\r\n\r\n", 405),
        (b"HEAD / HTTP/1.1\r\nHost: a\r\n\r\n", 405),
        (HEAD + b"A: b\r\n" * 70 + b"\r\n", 431),
    ],
)
def test_what_is_doubtful_is_refused(head, status):
    with pytest.raises(http.BadRequest) as refused:
        http.parse(head)
    assert refused.value.status == status


def test_a_plain_request_is_read():
    asked = http.parse(HEAD + b"Last-Event-ID:  7 \r\nX: \xc3\xa9\r\n\r\n")
    assert asked.path == "/events/x"
    assert asked.fields["last-event-id"] == "7"
    assert http.parse(b"GET /x?y HTTP/1.0\r\n\r\n").path == "/x"


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reading(head):
    with contextlib.suppress(http.BadRequest):
        assert http.parse(head + b"\r\n\r\n").path.startswith("/")


@pytest.mark.parametrize("origin", ["", "null", "https://a\r\nSet-Cookie: b", "https://a b", "a"])
def test_an_origin_that_could_break_the_head_is_refused(origin):
    with pytest.raises(ValueError):  # noqa: PT011 - what it says is the origin itself
        http.opening(origin)


def test_an_address_is_signed_for_one_meeting_one_origin_and_some_hours(monkeypatch):
    words = sign(Token(7, ORIGIN))
    assert read(words) == Token(7, ORIGIN)
    for bad in ("", "x", words[:-1], words + "x", signing.dumps([7, ORIGIN])):
        with pytest.raises(BadToken):
            read(bad)
    monkeypatch.setattr(tokens, "LASTS", -1)
    with pytest.raises(BadToken):
        read(words)


@pytest.mark.parametrize(
    ("base", "begins"),
    [("", ""), ("/events/", "/events/"), ("http://127.0.0.1:9/", "http://127.0.0.1:9/")],
)
def test_the_page_is_given_the_address_that_the_operator_chose(settings, base, begins):
    settings.EVENTS = base
    request = SimpleNamespace(scheme="https", get_host=lambda: "secretariat.example.org")
    address = address_for(request, 7)
    assert address.startswith(begins)
    assert bool(address) == bool(base)
    if base:
        assert read(address.rpartition("/")[2]) == Token(7, ORIGIN)


class Reader:
    """A client that says some bytes and reads lines."""

    opened: ClassVar[list[asyncio.StreamWriter]] = []

    def __init__(self, port: int) -> None:
        self.port = port

    async def open(self, head: bytes) -> Reader:
        self.input, self.output = await asyncio.open_connection("127.0.0.1", self.port)
        self.opened.append(self.output)
        self.output.write(head)
        return self

    async def ask(self, meeting: int, origin: str = ORIGIN, last: str = "") -> Reader:
        more = f"Origin: {origin}\r\n" + (f"Last-Event-ID: {last}\r\n" if last else "")
        words = f"GET /events/{sign(Token(meeting, ORIGIN))} HTTP/1.1\r\nHost: a\r\n{more}\r\n"
        return await self.open(words.encode())

    async def head(self) -> str:
        return (await self.input.readuntil(b"\r\n\r\n")).decode()

    async def next(self) -> str:
        return (await self.input.readuntil(b"\n\n")).decode()

    async def rest(self) -> bytes:
        """All that still comes; our own side then ends too."""
        words = await self.input.read()
        self.output.close()
        return words


async def turns() -> None:
    """Let everything that can go on go on."""
    for _turn in range(20):
        await asyncio.sleep(0)


def running(
    story: Callable[[Events, Callable[[], Reader]], Awaitable[None]], look=dict, **limits: object
) -> Events:
    """A server on a port of its own, as long as the story lasts."""
    quick = {"look_every": 0.01, "beat_every": 60} | limits
    events = Events(look=look, limits=Limits(**quick))

    async def run() -> None:
        server = await asyncio.start_server(events.handle, "127.0.0.1", 0, limit=http.LONGEST_HEAD)
        port = server.sockets[0].getsockname()[1]
        tasks = [asyncio.create_task(events.watch()), asyncio.create_task(events.beat())]
        try:
            async with asyncio.timeout(20):
                await story(events, lambda: Reader(port))
        finally:
            for task in tasks:
                task.cancel()
            for stream in list(events.streams):
                stream.writer.transport.abort()
            server.close()
            await server.wait_closed()
            for writer in Reader.opened:
                writer.transport.abort()
            Reader.opened.clear()
            await turns()

    asyncio.run(run())
    return events


def test_everybody_is_told_the_newest_edition_by_one_question_for_all():
    editions, looks = {1: 4, 2: 9}, []

    def look(meetings):
        looks.append(set(meetings))
        return {one: editions[one] for one in meetings}

    async def story(events, client):
        readers = [await client().ask(1) for _number in range(20)]
        other = await client().ask(2)
        for one in [*readers, other]:
            head = await one.head()
            assert f"Access-Control-Allow-Origin: {ORIGIN}\r\n" in head
            assert "text/event-stream" in head
            assert await one.next() == "retry: 4000\n\n"
        for one in readers:
            assert await one.next() == "id: 4\ndata: 4\n\n"
        editions[1] = 5
        for one in readers:
            assert await one.next() == "id: 5\ndata: 5\n\n"
        assert await other.next() == "id: 9\ndata: 9\n\n"

    running(story, look)
    assert all(asked <= {1, 2} for asked in looks)


def test_who_comes_back_is_told_only_what_is_newer():
    async def story(events, client):
        known, newer = await client().ask(1, last="4"), await client().ask(1, last="3")
        for one in (known, newer):
            await one.head()
            await one.next()
        assert await newer.next() == "id: 4\ndata: 4\n\n"
        assert await known.next() == ":\n\n"

    running(story, lambda meetings: {1: 4}, beat_every=0.3)


def test_nobody_listening_nobody_looks():
    looks = []

    async def story(events, client):
        await turns()

    running(story, lambda meetings: looks.append(meetings) or {}, look_every=0)
    assert looks == []


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET /events/forged HTTP/1.1\r\nHost: a\r\n\r\n", 403),
        (b"POST / HTTP/1.1\r\nHost: a\r\n\r\n", 405),
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 20_000, 431),
    ],
)
def test_whoever_may_not_listen_is_answered_and_let_go(head, status):
    async def story(events, client):
        one = await client().open(head)
        assert (await one.rest()).startswith(f"HTTP/1.1 {status} ".encode())
        assert not events.streams

    running(story)


def test_a_page_of_another_origin_may_not_listen():
    async def story(events, client):
        one = await client().ask(1, origin="https://elsewhere.example")
        assert b" 403 " in await one.rest()

    running(story)


def test_who_says_nothing_is_not_waited_for():
    async def story(events, client):
        one = await client().open(b"GET /")
        assert b" 408 " in await one.rest()

    running(story, head_within=0.05)


def test_more_than_the_limit_are_sent_away_and_the_others_stay():
    async def story(events, client):
        first = await client().ask(1)
        await first.head()
        second = await client().ask(1)
        assert b" 503 " in await second.rest()
        assert len(events.streams) == 1

    running(story, connections=1)


def test_a_stream_ends_with_its_time_and_leaves_nothing():
    async def story(events, client):
        one = await client().ask(1)
        await one.rest()
        await turns()
        assert not events.streams
        assert events.connections == 0

    running(story, lasts=0.1)


def test_a_database_that_is_away_is_asked_again(caplog):
    looks = []

    def look(meetings):
        looks.append(1)
        if len(looks) < 3:
            raise OSError("away")
        return {1: 1}

    async def story(events, client):
        one = await client().ask(1)
        await one.head()
        await one.next()
        assert await one.next() == "id: 1\ndata: 1\n\n"

    running(story, look)
    assert "the next look tries again" in caplog.text


@pytest.mark.django_db
def test_the_one_question_is_one_query(django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(command, "close_old_connections", lambda: None)
    sittings = [make.sitting() for _number in range(3)]
    meetings = [one.meeting_id for one in sittings[:2]]
    with django_assert_num_queries(1):
        assert command.editions(meetings) == dict.fromkeys(meetings, 1)


def test_an_address_lasts_some_hours():
    assert timedelta(hours=1) <= timedelta(seconds=tokens.LASTS) <= timedelta(hours=12)
