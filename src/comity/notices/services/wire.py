"""A message as it goes over the wire (RFC 5322, RFC 2045).

Written by hand because our mails have one form (text, or beside it the same as HTML or as an
entry of a calendar; no files), and in that form this takes a tenth of the time of Python's
``email``, which is what limits a morning's digests.
"""

from __future__ import annotations

import binascii
import re
from email.header import Header
from email.utils import formataddr, parseaddr

from ..models import Message

ADDRESSES = {"from", "to", "reply-to"}
BOUNDARY = "=_comity"
"""No line of quoted-printable holds ``=_`` (RFC 2045, 6.7), so the boundary is in no text."""
_ADDRESS = re.compile(r"[!#-'*+./-9=?A-Z^-~-]+@[0-9A-Za-z.-]+")


def on_the_wire(message: Message) -> bytes:
    """The whole mail, lines ending with CRLF.

    Raises:
        ValueError: a header holds a line feed, or an address is none that servers take.
    """
    headers = {
        "From": message.sender,
        "To": ", ".join(message.to),
        "Subject": message.subject,
        **message.headers,
        "MIME-Version": "1.0",
    }
    head = "".join(f"{_header(name, str(value))}\r\n" for name, value in headers.items())
    parts = [_part("plain", message.text)]
    if message.html:
        parts.append(_part("html", message.html))
    if message.calendar:
        parts.append(_part("calendar", message.calendar.strip(), _method_of(message.calendar)))
    if len(parts) == 1:
        return head.encode() + parts[0]
    kind = f'Content-Type: multipart/alternative; boundary="{BOUNDARY}"\r\n\r\n'
    between = f"\r\n--{BOUNDARY}\r\n".encode()
    whole = b"".join(between + part for part in parts)
    return head.encode() + kind.encode() + whole + f"\r\n--{BOUNDARY}--\r\n".encode()


def _method_of(calendar: str) -> str:
    """The part says what is asked, as the calendar in it does (RFC 6047, 2.4)."""
    found = re.search(r"(?m)^METHOD:([A-Z]+)\r?$", calendar)
    return f"; method={found[1]}" if found else ""


def address(written: str) -> str:
    """The bare address of ``Name <local@domain>``, its domain as servers write it.

    Raises:
        ValueError: it is no address, or one whose local part is not ASCII.
    """
    local, at, domain = parseaddr(written)[1].rpartition("@")
    bare = f"{local}{at}{domain if domain.isascii() else domain.encode('idna').decode()}"
    if not _ADDRESS.fullmatch(bare) or "\n" in written or "\r" in written:
        raise ValueError(f"{written!r} is not an address that mail servers take.")
    return bare


def _header(name: str, value: str) -> str:
    if "\n" in value or "\r" in value:
        raise ValueError(f"The header {name} holds a line feed.")
    if name.lower() in ADDRESSES:
        value = formataddr((parseaddr(value)[0], address(value)))
    elif not value.isascii() or len(value) > 900:
        value = Header(value, "utf-8", header_name=name).encode(linesep="\r\n")
    return f"{name}: {value}"


def _part(kind: str, text: str, parameters: str = "") -> bytes:
    lines = "\r\n".join(re.split(r"\r\n|\r|\n", text)) + "\r\n"
    head = f"Content-Type: text/{kind}; charset=utf-8{parameters}\r\nContent-Transfer-Encoding: "
    return head.encode() + b"quoted-printable\r\n\r\n" + binascii.b2a_qp(lines.encode())
