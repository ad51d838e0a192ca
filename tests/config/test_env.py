"""Variables are read at the start, and what cannot work is said there."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import ManagementUtility
from django.db import OperationalError

from comity import cli
from comity.config import env


@pytest.fixture
def given(monkeypatch):
    def given(inbound="", reply_to="reply@example.org"):
        monkeypatch.setenv("COMITY_INBOUND", inbound)
        monkeypatch.setenv("COMITY_REPLY_TO", reply_to)
        return env.inbound()

    return given


def test_a_mailbox_is_asked_where_it_says(given):
    found = given("imaps://reply%40example.org:a%2Fb@mail.example.org/Comity")
    assert found == {
        "way": "ask", "host": "mail.example.org", "port": 993, "username": "reply@example.org",
        "password": "a/b", "folder": "Comity", "use_ssl": True, "options": {},
    }  # fmt: skip
    assert given("imap://a:b@mail.example.org?tls=1")["options"] == {"tls": "1"}


def test_a_listener_listens_where_it_says(given):
    found = given("smtp://0.0.0.0:2525?cert=/a.pem")
    assert (found["way"], found["host"], found["port"]) == ("listen", "0.0.0.0", 2525)
    assert found["options"] == {"cert": "/a.pem"}
    assert given("") == {}


@pytest.mark.parametrize("inbound", ["https://example.org", "pop3://a:b@example.org", "smtp://"])
def test_another_way_in_is_refused_with_an_example(given, inbound):
    with pytest.raises(ImproperlyConfigured, match="imaps://user"):
        given(inbound)


def test_a_way_in_to_which_nobody_replies_is_refused(given):
    with pytest.raises(ImproperlyConfigured, match="COMITY_REPLY_TO"):
        given("smtp://0.0.0.0:25", reply_to="")


@pytest.mark.parametrize("address", ["secretariats@example.org", "re+ply@example.org", "reply"])
def test_an_address_too_long_for_a_signature_is_refused(given, address):
    with pytest.raises(ImproperlyConfigured, match="eleven letters"):
        given("smtp://0.0.0.0:25", reply_to=address)


@pytest.mark.parametrize(
    "address", ["", "/events/", "https://events.example.org/", "http://127.0.0.1:9/a/"]
)
def test_streams_are_at_a_path_or_an_address(monkeypatch, address):
    monkeypatch.setenv("COMITY_EVENTS", address)
    assert env.events() == address


@pytest.mark.parametrize(
    "address",
    [
        "events",
        "https://a",
        "ftp://a/",
        "/a b",
        "https://a/; script-src *",
        "https://a/,b",
        "//a;/",
    ],
)
def test_what_could_widen_the_policy_of_a_page_is_refused(monkeypatch, address):
    monkeypatch.setenv("COMITY_EVENTS", address)
    with pytest.raises(ImproperlyConfigured, match="COMITY_EVENTS"):
        env.events()


@pytest.fixture
def database(monkeypatch):
    def database(address):
        monkeypatch.setenv("DATABASE_URL", address)
        return env.database()

    return database


@pytest.mark.parametrize(
    ("address", "name", "user", "password", "host", "port"),
    [
        ("postgres://a:b@db.example.org/comity", "comity", "a", "b", "db.example.org", ""),
        (
            "postgresql://a%40b:c%2Fd%5B@[::1]:5433/co%20mity",
            "co mity",
            "a@b",
            "c/d[",
            "::1",
            "5433",
        ),
        ("postgres:///comity?host=/run/postgresql", "comity", "", "", "/run/postgresql", ""),
        ("postgres://a@:5433/comity?host=/tmp", "comity", "a", "", "/tmp", "5433"),
    ],
)
def test_a_database_is_where_its_address_says(database, address, name, user, password, host, port):
    found = database(address)
    assert found["ENGINE"].endswith("postgresql")
    assert [found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        name, user, password, host, port,
    ]  # fmt: skip


def test_without_an_address_the_database_is_a_file_in_the_home(database):
    assert database("")["NAME"].name == "comity.sqlite3"


@pytest.mark.parametrize(
    "address",
    [
        "comity",
        "mysql://a:b@host/comity",
        "postgres://a:b@host:many/comity",
        "postgres://a:[b@host/c",
    ],
)
def test_no_other_database_is_taken_instead(database, address):
    with pytest.raises(ImproperlyConfigured, match="Write postgres://user") as refusal:
        database(address)
    assert address not in str(refusal.value)


def test_an_address_without_a_database_is_refused(database):
    with pytest.raises(ImproperlyConfigured, match="names no database"):
        database("postgres://a:b@host")


@pytest.mark.parametrize(
    "address", ["mail.example.org:587", "http://mail.example.org", "smtp://h:x"]
)
def test_what_is_no_mail_server_is_refused(monkeypatch, address):
    monkeypatch.setenv("COMITY_MAIL_URL", address)
    with pytest.raises(ImproperlyConfigured, match="COMITY_MAIL_URL"):
        env.mail()


@pytest.mark.parametrize(
    ("name", "said", "hint"),
    [
        ("COMITY_ORIGIN", "secretariat.example.org", "without a path"),
        ("COMITY_ORIGIN", "https://example.org/comity", "without a path"),
        ("COMITY_ORIGIN", "", "without a path"),
        ("COMITY_PROXIES", "one", "from 0 to 9"),
        ("COMITY_PROXIES", "-1", "from 0 to 9"),
        ("COMITY_TIME_ZONE", "Costa Rica", "America/Costa_Rica"),
        ("COMITY_TIME_ZONE", "America", "America/Costa_Rica"),
        ("COMITY_TIME_ZONE", "", "America/Costa_Rica"),
        ("COMITY_TIME_ZONE", "../zone", "America/Costa_Rica"),
        ("DATABASE_URL", "comity", "postgres://user"),
        ("COMITY_MAIL_URL", "mail.example.org", "smtp://user"),
    ],
)
def test_a_variable_that_cannot_be_is_said_before_anything_starts(
    monkeypatch, capsys, name, said, hint
):
    monkeypatch.setenv(name, said)
    assert cli.main(["serve"]) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)
    assert name in printed.err
    assert hint in printed.err


def test_what_the_database_refuses_is_said_without_the_way_there(monkeypatch, capsys):
    def refuse(_utility):
        raise OperationalError("connection refused")

    monkeypatch.setattr(ManagementUtility, "execute", refuse)
    assert cli.main(["ledger", "verify"]) == 1
    said = capsys.readouterr().err
    assert "connection refused" in said
    assert "DATABASE_URL" in said
    with pytest.raises(OperationalError):
        cli.main(["manage", "migrate", "--traceback"])
