"""``comity work`` beside ``comity serve``: mail that waits leaves, and the worker ends in time."""

from __future__ import annotations

import os
import signal
import threading
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from comity import cli
from comity.config.management.commands import work


@pytest.fixture
def rounds(monkeypatch) -> list[str]:
    """The rounds of a job, each noted; nothing is waited for and no signal is set."""
    noted: list[str] = []
    monkeypatch.setattr(work.registry, "jobs", lambda: [lambda at: noted.append("round")])
    monkeypatch.setattr(work, "close_old_connections", lambda: None)
    monkeypatch.setattr(work.signal, "signal", lambda *_: None)
    return noted


@pytest.fixture
def started(monkeypatch) -> list[list[str]]:
    """What serve would start, in order; the server itself comes last."""
    commands: list[list[str]] = []
    monkeypatch.setattr(cli, "_is_set_up", lambda: True)
    monkeypatch.setattr(cli, "_cannot_listen", lambda _host, _port: "")
    monkeypatch.setattr(cli.subprocess, "Popen", commands.append)
    monkeypatch.setattr(cli.os, "execv", lambda _path, words: commands.append(words))
    return commands


def test_once_is_one_round(rounds):
    call_command("work", once=True)
    assert rounds == ["round"]


def test_the_rounds_end_when_told(rounds, monkeypatch):
    def pause(stop: threading.Event, _seconds: int, _beside: int) -> None:
        if len(rounds) == 3:
            stop.set()

    monkeypatch.setattr(work, "_pause", pause)
    call_command("work")
    assert len(rounds) == 3


def test_a_job_that_fails_ends_neither_the_round_nor_the_work(rounds, monkeypatch, caplog):
    def fail(at: object) -> None:
        raise OSError("the database is away")

    jobs = [fail, *work.registry.jobs()]
    monkeypatch.setattr(work.registry, "jobs", lambda: jobs)
    monkeypatch.setattr(work, "_is_wanted", lambda _beside: len(rounds) < 2)
    monkeypatch.setattr(work, "_pause", lambda *_: None)
    call_command("work")
    assert len(rounds) == 2
    assert "the next one tries again" in caplog.text


def test_the_worker_beside_a_server_ends_with_it(rounds):
    call_command("work", beside=os.getpid())  # which is not the parent of this process
    assert rounds == []


def test_the_worker_listens_for_mail_as_long_as_it_works(rounds, monkeypatch):
    steps = []
    controller = SimpleNamespace(stop=lambda: steps.append(("stop", len(rounds))))
    monkeypatch.setattr(work.listener, "start", lambda: steps.append(("start", 0)) or controller)
    monkeypatch.setattr(work, "_is_wanted", lambda _beside: len(rounds) < 2)
    monkeypatch.setattr(work, "_pause", lambda *_: None)
    call_command("work")
    assert steps == [("start", 0), ("stop", 2)]


def test_a_worker_that_cannot_listen_says_so_and_works(rounds, monkeypatch, caplog):
    def taken():
        raise OSError("address already in use")

    monkeypatch.setattr(work.listener, "start", taken)
    monkeypatch.setattr(work, "_is_wanted", lambda _beside: len(rounds) < 2)
    monkeypatch.setattr(work, "_pause", lambda *_: None)
    call_command("work")
    assert len(rounds) == 2
    assert "COMITY_INBOUND" in caplog.text


@pytest.mark.thorough
def test_a_pause_ends_at_once_when_told_or_alone():
    told = threading.Event()
    told.set()
    work._pause(told, 60, 0)
    work._pause(threading.Event(), 1, os.getpid())


def test_serve_starts_the_worker_as_its_child_and_becomes_the_server(started, capsys):
    cli.main(["serve", "--no-events"])
    worker, server = started
    assert worker[-2:] == ["work", f"--beside={os.getpid()}"]
    assert server[0].endswith("granian")


def test_serve_may_leave_the_worker_out(started, capsys):
    cli.main(["serve", "--no-work", "--no-events"])
    assert [words[0].rpartition("/")[2] for words in started] == ["granian"]


def test_the_worker_lets_the_server_start_first_and_is_gone_when_the_server_is(monkeypatch):
    slept: list[int] = []
    managed: list[tuple[str, ...]] = []
    parent = SimpleNamespace(beside=os.getppid(), once=False)
    monkeypatch.setattr(cli.signal, "signal", lambda *_: None)
    monkeypatch.setattr(cli.time, "sleep", slept.append)
    monkeypatch.setattr(cli, "_manage", lambda *words: managed.append(words) or 0)
    cli._work(parent)
    assert (len(slept), managed) == (cli.SERVER_FIRST, [("work", f"--beside={os.getppid()}")])
    parent.beside = os.getpid()
    assert cli._work(parent) == 0
    assert len(managed) == 1


def test_ctrl_c_and_sigterm_let_a_round_end():
    kept = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        stop = work._stop_when_told(ignores_ctrl_c=False)
        os.kill(os.getpid(), signal.SIGTERM)
        assert stop.wait(5)
        work._stop_when_told(ignores_ctrl_c=True)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        for one, handler in kept.items():
            signal.signal(one, handler)
