"""As much of HTTP/1.1 as a stream needs: one GET without a body, read strictly and bounded.

Source: RFC 9112 (request line, fields, Host), RFC 9110 (tokens). Whatever is doubtful is
refused and the connection closed: nothing behind it can be taken for a second request.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_HEAD = 8 * 1024
MOST_FIELDS = 64

_LINE = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+) (/[\x21-\x7e]*) HTTP/1\.([01])")
_FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\x20-\x7e\x80-\xff\t]*?)[ \t]*")

_PHRASES = {
    200: "OK",
    204: "No Content",
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    408: "Request Timeout",
    431: "Request Header Fields Too Large",
    503: "Service Unavailable",
}


class BadRequest(Exception):
    """What came is answered with a status and no stream."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True)
class Asked:
    """A request that was understood; names of fields in small letters."""

    path: str
    fields: dict[str, str]


def parse(head: bytes) -> Asked:
    """Read the head of a request, its empty last line included.

    Raises:
        BadRequest: 400 not HTTP, or with a body; 405 not a GET; 431 too many fields.
    """
    if not head.endswith(b"\r\n\r\n"):
        raise BadRequest(400)
    first, *lines = head[:-4].split(b"\r\n")
    line = _LINE.fullmatch(first)
    if line is None:
        raise BadRequest(400)
    if len(lines) > MOST_FIELDS:
        raise BadRequest(431)
    fields = _fields(lines)
    if line[3] == b"1" and not fields.get("host"):
        raise BadRequest(400)
    if "transfer-encoding" in fields or fields.get("content-length", "0") != "0":
        raise BadRequest(400)
    if line[1] != b"GET":
        raise BadRequest(405)
    return Asked(line[2].decode("ascii").partition("?")[0], fields)


ONCE = {"host", "content-length", "transfer-encoding", "origin", "last-event-id"}


def _fields(lines: list[bytes]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for one in lines:
        match = _FIELD.fullmatch(one)
        if match is None:
            raise BadRequest(400)
        name, value = match[1].decode("ascii").lower(), match[2].decode("latin-1")
        if name in fields and name in ONCE:
            raise BadRequest(400)
        fields[name] = value
    return fields


def refusal(status: int) -> bytes:
    """A whole answer without a body; the connection ends."""
    allow = "Allow: GET\r\n" if status == 405 else ""
    return (
        f"HTTP/1.1 {status} {_PHRASES[status]}\r\n{allow}Content-Length: 0\r\n"
        "Cache-Control: no-store\r\nConnection: close\r\n\r\n"
    ).encode("ascii")


def opening(origin: str) -> bytes:
    """The head of a stream that pages of ``origin`` alone may read.

    Raises:
        ValueError: the origin could not stand in a field.
    """
    if not re.fullmatch(r"https?://[A-Za-z0-9.:\[\]-]+", origin):
        raise ValueError(origin)
    return (
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n"
        f"Access-Control-Allow-Origin: {origin}\r\nVary: Origin\r\n"
        "Cache-Control: no-store\r\nX-Accel-Buffering: no\r\n"
        "X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
    ).encode("ascii")


def event(edition: int) -> bytes:
    """The number of an edition as a server-sent event, which is all that a stream ever says."""
    return b"id: %d\ndata: %d\n\n" % (edition, edition)


RETRY = b"retry: 4000\n\n"
HEARTBEAT = b":\n\n"
