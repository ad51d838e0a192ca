"""A real mail server on a loopback port, and a mail template of the tests."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Mailbox:
    """What the server took, and how it answers addresses that begin with these words."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)

    async def handle_RCPT(  # noqa: N802 - the name that aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        for beginning, answer in self.answers.items():
            if address.startswith(beginning):
                return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the name that aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        parsed: Any = message_from_bytes(envelope.content or b"", policy=policy.default)
        self.mails.append(parsed)
        self.senders.append(envelope.mail_from or "")
        return "250 Message accepted for delivery"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def mail_server(settings: Any) -> Iterator[Mailbox]:
    """A server that takes mail; ``settings.SMTP`` points at it."""
    box = Mailbox(free_port())
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    settings.SMTP = {"host": "127.0.0.1", "port": box.port, "timeout": 5}
    settings.EMAIL_BACKEND = "comity.notices.backend.OutboxBackend"
    yield box
    controller.stop()


@pytest.fixture
def no_mail_server(settings: Any) -> None:
    """Nobody listens where ``settings.SMTP`` points."""
    settings.SMTP = {"host": "127.0.0.1", "port": free_port(), "timeout": 5}
    settings.EMAIL_BACKEND = "comity.notices.backend.OutboxBackend"


@pytest.fixture
def mail_template(settings: Any, tmp_path: Any) -> str:
    (tmp_path / "asked.txt").write_text(
        "{% load i18n %}{% translate 'Meetings' %}: {{ what }} ({{ person.name }})"
    )
    templates = [dict(one) for one in settings.TEMPLATES]
    templates[0]["DIRS"] = [tmp_path]
    settings.TEMPLATES = templates
    return "asked.txt"
