"""Our own SMTP server takes mail to signed addresses, whole, and nothing else."""

import smtplib

import pytest
from django.db import OperationalError

from comity.notices.inbound import listener
from comity.notices.inbound.addresses import Signed, address_of
from comity.notices.inbound.taking import LARGEST
from comity.notices.models import Inbound
from tests.make import NOW

from .conftest import free_port
from .letters import reply

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def client(settings):
    """A client connected to our server on a loopback port."""
    settings.REPLY_TO = "reply@example.org"
    settings.INBOUND = {"way": "listen", "host": "127.0.0.1", "port": free_port(), "options": {}}
    controller = listener.start(listener.Door(now=lambda: NOW))
    with smtplib.SMTP("127.0.0.1", settings.INBOUND["port"], timeout=5) as one:
        yield one
    controller.stop()


def ours() -> str:
    return address_of(Signed("pack", 0, "a1"))


def test_a_mail_is_kept_before_it_is_called_taken(client):
    raw = reply(ours(), files={"pack.docx": bytes(range(256)) * 40})
    assert client.sendmail("ana@example.org", [ours().upper()], raw) == {}
    row = Inbound.objects.get()
    assert (row.kind, row.key, row.at) == ("pack", "a1", NOW)
    with row.file.open() as file:
        kept = file.read()
    assert kept.startswith(b"Return-Path: <ana@example.org>\r\n")
    assert kept.endswith(raw)


@pytest.mark.parametrize(
    "address",
    ["reply@example.org", "ana@example.com", "reply+pack-1-a1-aaaaaaaaaaaaaaaa@example.org"],
)
def test_any_other_address_is_refused_at_the_door(client, address):
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        client.sendmail("ana@example.org", [address], reply())
    assert refused.value.recipients[address][0] == 550
    assert not Inbound.objects.exists()


def test_a_mail_too_large_is_refused_before_it_is_sent(client):
    client.ehlo()
    code, _words = client.docmd(f"MAIL FROM:<ana@example.org> SIZE={LARGEST + 1}")
    assert code == 552


def test_what_cannot_be_kept_now_is_sent_again_by_its_server(client, monkeypatch, caplog):
    def full(*args, **options):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(listener, "keep", full)
    with pytest.raises(smtplib.SMTPDataError) as refused:
        client.sendmail("ana@example.org", [ours()], reply())
    assert refused.value.smtp_code == 451
    assert "could not be kept" in caplog.text


def test_it_listens_only_where_it_is_told_to(settings):
    settings.INBOUND = {}
    assert listener.start() is None
