"""One mail handed to an SMTP server; what it takes the server to take it is ours to use.

As ``smtplib.SMTP.sendmail`` does it (RFC 5321, 3.3), with two differences: there is one
recipient, and between the mail's last byte and the server's answer ``meanwhile`` is called.
"""

from __future__ import annotations

import re
import smtplib
from collections.abc import Callable

TAKEN, GO_ON, HANGS_UP = 250, 354, 421


def hand_over(
    server: smtplib.SMTP, sender: str, to: str, content: bytes, meanwhile: Callable[[], None]
) -> None:
    """Send ``content``, whose lines end with CRLF.

    Raises:
        smtplib.SMTPSenderRefused, smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError: the server
            said no to this mail, and may be given another one.
        OSError: the connection is lost.
    """
    server.ehlo_or_helo_if_needed()
    options = [f"size={len(content)}"] if server.has_extn("size") else []
    code, words = server.mail(sender, options)
    if code != TAKEN:
        _withdraw(server, code)
        raise smtplib.SMTPSenderRefused(code, words, sender)
    code, words = server.rcpt(to)
    if code not in {TAKEN, 251}:
        _withdraw(server, code)
        raise smtplib.SMTPRecipientsRefused({to: (code, words)})
    code, words = server.docmd("data")
    if code != GO_ON:
        _withdraw(server, code)
        raise smtplib.SMTPDataError(code, words)
    server.send(_dotted(content))
    meanwhile()
    code, words = server.getreply()
    if code != TAKEN:
        _withdraw(server, code)
        raise smtplib.SMTPDataError(code, words)


def _dotted(content: bytes) -> bytes:
    """As it goes over the wire: a dot before each line that begins with one, and one at the end
    (RFC 5321, 4.5.2)."""
    ending = b"" if content.endswith(b"\r\n") else b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", content) + ending + b".\r\n"


def _withdraw(server: smtplib.SMTP, code: int) -> None:
    """Back to where the next mail begins; a server that hangs up is hung up on."""
    if code == HANGS_UP:
        server.close()
    else:
        server.rset()
