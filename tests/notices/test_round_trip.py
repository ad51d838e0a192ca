"""Asked by mail, answered by replying: real SMTP both ways, and the answer comes back by mail."""

import smtplib
from datetime import timedelta
from email import policy
from email.message import EmailMessage
from types import SimpleNamespace

import pytest
from django.utils import timezone

from comity.notices.inbound import Answer, kinds, listener
from comity.notices.inbound.taking import answer_waiting
from comity.notices.services import tell
from tests import make

from .conftest import free_port
from .letters import report

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(mail_server, settings, monkeypatch, mail_template):
    """A site that listens, with a handler that says what it was handed."""
    settings.REPLY_TO = "reply@example.org"
    settings.INBOUND = {"way": "listen", "host": "127.0.0.1", "port": free_port(), "options": {}}
    monkeypatch.setitem(
        kinds._handlers,
        "pack",
        lambda key, mail, *, person, at: Answer(f"{key}: {mail.attachments[0].content.decode()}"),
    )
    controller = listener.start()
    yield SimpleNamespace(mails=mail_server.mails, senders=mail_server.senders,
                          port=settings.INBOUND["port"], template=mail_template)  # fmt: skip
    controller.stop()


def ask(site, person):
    tell(
        person,
        subject=lambda: "Your reports",
        template=site.template,
        context={"what": "three reports"},
        url="/desk/",
        reason=lambda: "You report for Panama.",
        reply=("pack", "a1"),
    )
    return site.mails[-1]


def test_a_reply_is_tied_to_the_request_whoever_sends_it(site):
    person = make.person("Ana Méndez", email="ana@example.org")
    asked = ask(site, person)
    reply = EmailMessage(policy=policy.SMTP)
    reply["From"], reply["To"] = "colleague@ministry.example", asked["Reply-To"]
    reply["Subject"], reply["Message-ID"] = f"Re: {asked['Subject']}", "<two@ministry.example>"
    reply.set_content("Filled.")
    reply.add_attachment(b"done", "application", "octet-stream", filename="pack.docx")
    with smtplib.SMTP("127.0.0.1", site.port, timeout=5) as client:
        client.send_message(reply)
    assert answer_waiting(at=timezone.now()) == 1
    answer = site.mails[-1]
    assert answer["To"] == "ana@example.org"
    assert answer["In-Reply-To"] == "<two@ministry.example>"
    assert answer["Reply-To"] == asked["Reply-To"]
    assert "a1: done" in answer.get_content()
    assert "colleague@ministry.example" in answer.get_content()


def test_a_mail_that_cannot_be_delivered_further_on_comes_back_to_its_row(site):
    person = make.person(email="gone@example.org")
    ask(site, person)
    with smtplib.SMTP("127.0.0.1", site.port, timeout=5) as client:
        client.sendmail("", [site.senders[-1]], report())
    answer_waiting(at=timezone.now() + timedelta(minutes=1))
    message = person.mails.get()
    assert message.bounced_at
    assert message.fault == "550 5.1.1 No such person"
    assert len(site.mails) == 1
