"""``comity work``: what is done beside the pages, round after round: each room's jobs.

Mail leaves and comes in, digests and reminders are sent, long work is done.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from comity.notices.inbound import listener
from comity.parties import registry

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Do what waits (mail, digests, reminders), every minute, until it is stopped."
    requires_system_checks = []  # the server beside it has checked; so no page is loaded here

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="one round, then end")
        parser.add_argument("--every", type=int, default=60, help="seconds (default 60)")
        parser.add_argument("--beside", type=int, default=0, help="end with this parent process")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            _round()
            return
        stop = _stop_when_told(ignores_ctrl_c=bool(options["beside"]))
        with _listening():
            while not stop.is_set() and _is_wanted(options["beside"]):
                _round()
                _pause(stop, options["every"], options["beside"])


def _stop_when_told(*, ignores_ctrl_c: bool) -> threading.Event:
    """Set by SIGTERM or Ctrl+C, so that a round once begun is ended. Beside a server the end of
    the server tells, which may serve on for a moment after Ctrl+C."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN if ignores_ctrl_c else lambda *_: stop.set())
    return stop


def _is_wanted(beside: int) -> bool:
    return not beside or os.getppid() == beside


@contextmanager
def _listening() -> Iterator[None]:
    """Mail comes in as long as the worker works; where it cannot, the rest is done without it."""
    try:
        controller = listener.start()
    except OSError as fault:
        log.error("Comity cannot listen for mail where COMITY_INBOUND says: %s", fault)
        controller = None
    try:
        yield
    finally:
        if controller:
            controller.stop()


def _round() -> None:
    """Each job is for itself: what fails is said, and tried again in the next round."""
    for job in registry.jobs():
        try:
            close_old_connections()
            job(timezone.now())
        except Exception:  # the next round may find the database or the network again
            log.exception("A job of this round failed; the next one tries again.")


def _pause(stop: threading.Event, seconds: int, beside: int) -> None:
    for _second in range(seconds):
        if stop.wait(1) or not _is_wanted(beside):
            return
