"""Holds the streams: many connections, one question, twice a second, for all of them together.

Nothing with a label passes here. A stream says the number of the newest edition of its
meeting's page; what that edition holds, each page fetches through the site's own door.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from . import http, tokens

log = logging.getLogger(__name__)

Look = Callable[[Iterable[int]], Mapping[int, int]]
"""Meetings → the editions of their pages. Called in a thread of its own, never twice at once."""

LINGERS = 1.0
"""Seconds in which what a refused client still sends is taken."""


@dataclass(frozen=True)
class Limits:
    """What one process takes upon itself."""

    connections: int = 4_000
    head_within: float = 10.0
    """Seconds in which the head of a request has come."""
    look_every: float = 0.5
    beat_every: float = 20.0
    lasts: float = float(tokens.LASTS)
    """Seconds after which a stream ends; the page then comes with a new address."""
    backlog: int = 16 * 1024
    """Bytes that may wait for a reader who does not take them."""


@dataclass(eq=False)
class Stream:
    """One reader's connection."""

    meeting: int
    writer: asyncio.StreamWriter
    said: int
    """The newest edition it was told."""


@dataclass
class Events:
    look: Look
    limits: Limits = field(default_factory=Limits)
    streams: set[Stream] = field(default_factory=set)
    editions: dict[int, int] = field(default_factory=dict)
    connections: int = 0

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection from its first byte to its end."""
        self.connections += 1
        try:
            await self._serve(reader, writer)
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self.connections -= 1
            with contextlib.suppress(Exception):
                writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            stream = await self._opened(reader, writer)
        except http.BadRequest as bad:
            await self._let_go(reader, writer, bad.status)
            return
        self.streams.add(stream)
        self._tell(stream)
        try:
            await self._until_it_ends(reader)
        finally:
            self.streams.discard(stream)

    async def _let_go(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, status: int
    ) -> None:
        """Answer, and take what is still coming, so that the answer is not lost to a reset."""
        writer.write(http.refusal(status))
        await writer.drain()
        writer.write_eof()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LINGERS):
                for _read in range(8):
                    if not await reader.read(http.LONGEST_HEAD):
                        break

    async def _opened(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Stream:
        """Raises http.BadRequest."""
        if self.connections > 2 * self.limits.connections:
            raise ConnectionError
        asked = http.parse(await self._head(reader))
        if self.connections > self.limits.connections:
            raise http.BadRequest(503)
        try:
            token = tokens.read(asked.path.rsplit("/", 1)[-1])
        except tokens.BadToken:
            raise http.BadRequest(403) from None
        if asked.fields.get("origin", token.origin) != token.origin:
            raise http.BadRequest(403)
        try:
            writer.write(http.opening(token.origin) + http.RETRY)
        except ValueError:
            raise http.BadRequest(403) from None
        last = asked.fields.get("last-event-id", "")
        said = int(last) if last.isascii() and last.isdigit() and len(last) < 19 else 0
        return Stream(token.meeting, writer, said)

    async def _head(self, reader: asyncio.StreamReader) -> bytes:
        try:
            async with asyncio.timeout(self.limits.head_within):
                return await reader.readuntil(b"\r\n\r\n")
        except TimeoutError:
            raise http.BadRequest(408) from None
        except asyncio.LimitOverrunError:
            raise http.BadRequest(431) from None
        except asyncio.IncompleteReadError:
            raise ConnectionError from None

    async def _until_it_ends(self, reader: asyncio.StreamReader) -> None:
        """Until the other side goes, says something more, or the time of a stream is over."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self.limits.lasts):
                await reader.read(1)

    def _tell(self, stream: Stream) -> None:
        """Say the newest edition, where it is known and not yet said."""
        newest = self.editions.get(stream.meeting)
        if newest is not None and newest != stream.said:
            stream.said = newest
            self._write(stream, http.event(newest))

    def _write(self, stream: Stream, words: bytes) -> None:
        """Write without waiting; who takes nothing for long is let go."""
        transport = stream.writer.transport
        if transport.is_closing() or transport.get_write_buffer_size() > self.limits.backlog:
            self.streams.discard(stream)
            transport.abort()
            return
        stream.writer.write(words)

    async def watch(self) -> None:
        """Look twice a second, whatever the number of streams; nobody listening, nobody looks."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(self.limits.look_every)
            meetings = {stream.meeting for stream in self.streams}
            if not meetings:
                self.editions.clear()
                continue
            try:
                self.editions = dict(await loop.run_in_executor(None, self.look, meetings))
            except Exception:  # the next look may find the database again
                log.exception("The editions could not be read; the next look tries again.")
                continue
            for stream in list(self.streams):
                self._tell(stream)

    async def beat(self) -> None:
        """A comment now and then, so that no one between takes the silence for an end."""
        while True:
            await asyncio.sleep(self.limits.beat_every)
            for stream in list(self.streams):
                self._write(stream, http.HEARTBEAT)
