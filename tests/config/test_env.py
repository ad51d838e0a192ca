"""How mail comes in is read from two variables, and what cannot work is said at the start."""

import pytest
from django.core.exceptions import ImproperlyConfigured

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
