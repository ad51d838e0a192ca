"""``comity events`` beside ``comity serve``: on a port that the pages know."""

from __future__ import annotations

import os
import socket
from types import SimpleNamespace

import pytest

from comity import cli


@pytest.fixture
def started(monkeypatch) -> list[list[str]]:
    """What serve would start, in order; nothing of the environment outlasts the test."""
    commands: list[list[str]] = []
    monkeypatch.setattr(cli, "_is_set_up", lambda: True)
    monkeypatch.setattr(cli, "_cannot_listen", lambda _host, _port: "")
    monkeypatch.setattr(cli.subprocess, "Popen", lambda words, **_options: commands.append(words))
    monkeypatch.setattr(cli.os, "execv", lambda _path, words: commands.append(words))
    for name in ("COMITY_ORIGIN", "COMITY_EVENTS"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    return commands


def test_on_somebodys_own_machine_the_pages_find_the_stream_by_themselves(started, capsys):
    cli.main(["serve", "--no-work"])
    events, server = started
    assert events[3] == "events"
    assert events[-1] == f"--beside={os.getpid()}"
    assert server[0].endswith("granian")
    address = os.environ["COMITY_EVENTS"]
    assert address.startswith("http://127.0.0.1:")
    assert 0 < int(address.strip("/").rpartition(":")[2]) < 65536


def test_behind_a_proxy_the_operator_says_where_it_is(started, monkeypatch, capsys):
    monkeypatch.setenv("COMITY_ORIGIN", "https://secretariat.example.org")
    cli.main(["serve", "--no-work"])
    assert "COMITY_EVENTS" not in os.environ


def test_a_port_that_is_taken_leaves_the_site_without_streams(started, capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        cli.main(["serve", "--no-work", f"--events-port={taken.getsockname()[1]}"])
    assert [words[0].rpartition("/")[2] for words in started] == ["granian"]
    assert "every 20 seconds" in capsys.readouterr().err


def test_it_lets_the_server_start_first(monkeypatch):
    slept: list[int] = []
    managed: list[tuple[str, ...]] = []
    monkeypatch.setattr(cli.signal, "signal", lambda *_: None)
    monkeypatch.setattr(cli.time, "sleep", slept.append)
    monkeypatch.setattr(cli, "_manage", lambda *words: managed.append(words) or 0)
    cli._events(SimpleNamespace(beside=7, socket=5, host="127.0.0.1", port=8001))
    assert slept == [cli.EVENTS_AFTER]
    assert managed == [("events", "--socket=5", "--beside=7")]
    cli._events(SimpleNamespace(beside=0, socket=-1, host="127.0.0.1", port=8001))
    assert managed[1:] == [("events", "--host=127.0.0.1", "--port=8001")]
    assert len(slept) == 1
