"""Mails as mail programs write them, for the tests of what comes in."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from typing import Any


def reply(
    to: str = "reply@example.org",
    *,
    sender: str = "ana@example.org",
    text: str = "Here it is.",
    files: dict[str, bytes] | None = None,
    **headers: Any,
) -> bytes:
    """A reply with files; headers are given with _ for -."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = f"Ana <{sender}>", to, "Re: Your reports"
    mail["Message-ID"] = "<one@mail.example.org>"
    for name, value in headers.items():
        del mail[name.replace("_", "-")]
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    for name, content in (files or {}).items():
        mail.add_attachment(content, "application", "octet-stream", filename=name)
    return mail.as_bytes()


def report(action: str = "failed", said: str = "smtp; 550 5.1.1 No such person") -> bytes:
    """A delivery status notification, as RFC 3464 shows it."""
    return f"""\
Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@example.net>
To: reply@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

This is the mail system at host example.net. I'm sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; example.net
Arrival-Date: Mon, 2 Mar 2026 14:00:00 +0000

Final-Recipient: rfc822; ana@example.org
Action: {action}
Status: 5.1.1
Diagnostic-Code: {said}

--b
Content-Type: text/rfc822-headers

Subject: Your reports

--b--
""".replace("\n", "\r\n").encode()
