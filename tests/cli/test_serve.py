"""``comity serve`` begins only on a port that it has for itself, and says so in a sentence."""

from __future__ import annotations

import socket

import pytest

from comity import cli


@pytest.fixture
def begun(monkeypatch) -> list[str]:
    """What is done once the port is there; nothing is started."""
    done: list[str] = []
    monkeypatch.setattr(cli, "_is_set_up", lambda: done.append("looked") or False)
    monkeypatch.setattr(cli, "_set_up", lambda **_options: 1)
    for name in ("COMITY_ORIGIN", "PORT"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    return done


def test_a_port_on_which_somebody_listens_is_not_shared(begun, capsys):
    with socket.create_server(("127.0.0.1", 0), reuse_port=True) as taken:
        port = taken.getsockname()[1]
        assert cli.main(["serve", f"--port={port}"]) == 2
    assert f"cannot listen on 127.0.0.1:{port}" in capsys.readouterr().err
    assert not begun


@pytest.mark.parametrize("typed", ["abc", "0", "99999", "-1", "80.5", "²"])
def test_what_is_no_port_is_answered_with_a_right_one(begun, monkeypatch, capsys, typed):
    monkeypatch.setenv("PORT", typed)
    with pytest.raises(SystemExit):
        cli.main(["serve"])
    assert f"'{typed}' is not a port" in (said := capsys.readouterr().err)
    assert "PORT=8123" in said
    assert not begun


def test_an_empty_port_is_the_usual_one(monkeypatch):
    monkeypatch.setenv("PORT", "")
    assert cli._parser().parse_args(["serve"]).port == 8000
