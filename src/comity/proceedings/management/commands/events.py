"""``comity events``: tells the pages of the day that there is something new.

Any number of these may run, beside the site or behind a proxy; they share nothing but the
database and the signing key.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from comity.proceedings.models import Edition
from comity.proceedings.stream.http import LONGEST_HEAD
from comity.proceedings.stream.server import Events


class Command(BaseCommand):
    help = "Hold the streams by which pages of the day learn that there is something new."
    requires_system_checks = []  # the server beside it has checked

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8001)
        parser.add_argument("--socket", type=int, default=-1, help="a listening socket, by number")
        parser.add_argument("--beside", type=int, default=0, help="end with this parent process")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["socket"] >= 0:
            listening = socket.socket(fileno=options["socket"])
        else:
            listening = socket.create_server((options["host"], options["port"]), backlog=1024)
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(serve(listening, beside=options["beside"]))


def editions(meetings: Iterable[int]) -> Mapping[int, int]:
    """The one question, for all who listen."""
    close_old_connections()
    found = Edition.objects.filter(sitting__meeting__in=list(meetings))
    return dict(found.values_list("sitting__meeting", "number"))


async def serve(listening: socket.socket, *, beside: int = 0) -> None:
    """Until it is told to stop, or the process it stands beside is gone."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    loop.set_default_executor(ThreadPoolExecutor(max_workers=1))
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    loop.add_signal_handler(signal.SIGINT, (lambda: None) if beside else stop.set)
    events = Events(look=editions)
    server = await asyncio.start_server(events.handle, sock=listening, limit=LONGEST_HEAD)
    tasks = [asyncio.create_task(one()) for one in (events.watch, events.beat)]
    try:
        while not stop.is_set() and (not beside or os.getppid() == beside):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), 1)
    finally:
        for task in tasks:
            task.cancel()
        server.close()
        for stream in list(events.streams):
            stream.writer.transport.abort()
