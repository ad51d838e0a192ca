"""Mail in a mailbox elsewhere is asked for by IMAP: a real server, a real mailbox."""

import pytest

from comity.notices.inbound import mailbox
from comity.notices.inbound.addresses import Signed, address_of
from comity.notices.models import Inbound
from tests.make import NOW

from . import imap
from .conftest import free_port
from .letters import reply, report

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def server():
    with imap.served() as where:
        yield where


@pytest.fixture
def put(server, settings):
    """Put mails into the mailbox, which is empty before."""
    settings.REPLY_TO, settings.INBOUND = "reply@example.org", server
    with imap.opened(server) as box:
        if box.search(None, "ALL")[1][0]:
            box.store("1:*", "+FLAGS", r"(\Deleted)")
            box.expunge()

    def put(*mails):
        with imap.opened(server) as box:
            for mail in mails:
                box.append("INBOX", None, None, mail)

    return put


def ours(key="a1"):
    return address_of(Signed("pack", 0, key))


def test_what_is_for_us_is_kept_and_then_marked_as_read(put, server):
    raw = reply(ours(), files={"pack.docx": bytes(range(256)) * 40})
    put(raw)
    assert mailbox.fetch(at=NOW) == 1
    row = Inbound.objects.get()
    assert (row.kind, row.key, row.size) == ("pack", "a1", len(raw))
    with row.file.open() as file:
        assert file.read() == raw
    assert "\\Seen" in imap.flags(server)[0]
    assert mailbox.fetch(at=NOW) == 0


def test_what_is_not_for_us_stays_unread(put, server):
    put(reply("secretariat@example.org"), reply(ours()))
    assert mailbox.fetch(at=NOW) == 1
    first, second = imap.flags(server)
    assert ("\\Seen" in first, "\\Seen" in second) == (False, True)
    assert mailbox.fetch(at=NOW) == 0
    assert Inbound.objects.count() == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Delivered_To": ours},
        {"X_Original_To": ours},
        {"To": lambda: f'"Secretariat, Comity" <{ours()}>, ana@example.org'},
        {"Cc": lambda: ours().upper()},
    ],
)
def test_the_address_is_found_where_servers_write_it(put, headers):
    named = {name: value() for name, value in headers.items()}
    put(reply("secretariat@example.org", **named))
    assert mailbox.fetch(at=NOW) == 1


def test_one_mail_to_two_of_our_addresses_is_two_replies(put):
    put(reply(f"{ours('a1')}, {ours('b2')}"))
    mailbox.fetch(at=NOW)
    assert sorted(Inbound.objects.values_list("key", flat=True)) == ["a1", "b2"]


def test_a_mail_that_is_too_large_is_not_asked_for(put, monkeypatch):
    monkeypatch.setattr(mailbox, "LARGEST", 1000)
    put(reply(ours(), files={"pack.docx": bytes(5000)}))
    mailbox.fetch(at=NOW)
    row = Inbound.objects.get()
    assert row.size > 5000
    with row.file.open() as file:
        assert len(file.read()) < 1000


def test_a_crash_after_keeping_loses_and_doubles_nothing(put, server, monkeypatch):
    put(reply(ours()))
    with imap.opened(server) as box:
        box.store("1", "-FLAGS", r"(\Seen)")
    mailbox.fetch(at=NOW)
    with imap.opened(server) as box:
        box.store("1", "-FLAGS", r"(\Seen)")
    assert mailbox.fetch(at=NOW) == 1
    assert Inbound.objects.count() == 1


def test_a_bounce_is_found_by_the_address_it_came_to(put):
    bounce = address_of(Signed("bounce", 0, "7"))
    put(report().replace(b"To: reply@example.org", f"To: {bounce}".encode()))
    mailbox.fetch(at=NOW)
    assert Inbound.objects.get().kind == "bounce"


@pytest.mark.parametrize("change", [{"port": 0}, {"password": "wrong"}, {"folder": "Elsewhere"}])
def test_a_server_that_says_no_is_said_in_the_log(put, server, settings, caplog, change):
    settings.INBOUND = server | change | ({"port": free_port()} if "port" in change else {})
    assert mailbox.fetch(at=NOW) == 0
    assert "did not answer" in caplog.text
    assert "secret" not in caplog.text


def test_it_asks_only_where_it_is_told_to(settings):
    settings.INBOUND = {}
    assert mailbox.fetch(at=NOW) == 0
