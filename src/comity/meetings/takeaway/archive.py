"""A ZIP whose every byte is known before the first is sent, so that it can be sent from any place.

Files are stored as they are: office files, PDFs and pictures are compressed already. Sizes and
checksums are known, so headers need no afterthought, and the same parts give the same bytes
whenever they are asked for.

Pure. Source: PKWARE APPNOTE 6.3.10, sections 4.3 to 4.5 (and 4.3.14, 4.3.15, 4.5.3 for archives of
more than 4 GB or 65,535 files).
"""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import BinaryIO

CHUNK = 64 * 1024
MOST_16, MOST_32 = 0xFFFF, 0xFFFFFFFF
UTF8_NAMES = 0x0800
PLAIN, LARGE = 20, 45
"""The version of the format that is needed to read a file; the second knows 64-bit sizes."""
MADE_BY = (3 << 8) | LARGE
"""Unix, so that the permissions below are understood."""
READABLE = 0o100644 << 16


class NotAsItWas(Exception):
    """A file is not as long as it was when it was measured. The reader's copy is cut off, which
    every program notices; it must not seem whole."""


@dataclass(frozen=True)
class Part:
    """One file: where it lies in the archive, what was measured of it, and how it is opened.

    Attributes:
        stamp: Anything that is another for other content (its SHA-256).
    """

    name: str
    size: int
    crc32: int
    at: datetime
    stamp: str
    open: Callable[[], BinaryIO] = field(compare=False)

    @classmethod
    def of_bytes(cls, name: str, content: bytes, at: datetime) -> Part:
        stamp = hashlib.sha256(content).hexdigest()
        return cls(name, len(content), zlib.crc32(content), at, stamp, lambda: io.BytesIO(content))


class Archive:
    """The parts as one ZIP of ``size`` bytes. ``etag`` is another where a byte is another."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._starts: list[int] = []
        self._pieces: list[bytes | Part] = []
        self.size = 0
        seen = hashlib.sha256()
        directory = []
        for part in parts:
            directory.append(_entry(part, self.size))
            for piece in (_header(part), part):
                self._put(piece)
                seen.update(piece if isinstance(piece, bytes) else piece.stamp.encode())
        tail = b"".join(directory)
        tail += _end(len(parts), len(tail), self.size)
        self._put(tail)
        seen.update(tail)
        self.etag = f'"{seen.hexdigest()[:40]}"'

    def _put(self, piece: bytes | Part) -> None:
        self._starts.append(self.size)
        self._pieces.append(piece)
        self.size += len(piece) if isinstance(piece, bytes) else piece.size

    def read(self, start: int, stop: int) -> Iterator[bytes]:
        """The bytes from ``start`` up to ``stop``, some at a time; files are opened one by one.

        Raises:
            NotAsItWas: a file ends too early.
        """
        at = bisect_right(self._starts, start) - 1
        while start < stop:
            piece, begins = self._pieces[at], self._starts[at]
            whole = len(piece) if isinstance(piece, bytes) else piece.size
            first, last = start - begins, min(stop - begins, whole)
            if last > first:
                yield from _bytes_of(piece, first, last)
                start = begins + last
            at += 1


def _bytes_of(piece: bytes | Part, first: int, last: int) -> Iterator[bytes]:
    if isinstance(piece, bytes):
        yield piece[first:last]
        return
    with piece.open() as file:
        file.seek(first)
        left = last - first
        while left:
            chunk = file.read(min(CHUNK, left))
            if not chunk:
                raise NotAsItWas(piece.name)
            left -= len(chunk)
            yield chunk


def _header(part: Part) -> bytes:
    """What stands before a file."""
    is_large = part.size >= MOST_32
    extra = struct.pack("<HHQQ", 1, 16, part.size, part.size) if is_large else b""
    size = MOST_32 if is_large else part.size
    name = part.name.encode()
    head = struct.pack(
        "<4sHHHHHIIIHH", b"PK\x03\x04", LARGE if is_large else PLAIN, UTF8_NAMES, 0,
        *_moment(part.at), part.crc32, size, size, len(name), len(extra),
    )  # fmt: skip
    return head + name + extra


def _entry(part: Part, offset: int) -> bytes:
    """What the directory at the end says of a file."""
    large = [part.size, part.size] if part.size >= MOST_32 else []
    large += [offset] if offset >= MOST_32 else []
    extra = struct.pack(f"<HH{len(large)}Q", 1, 8 * len(large), *large) if large else b""
    size = min(part.size, MOST_32)
    name = part.name.encode()
    head = struct.pack(
        "<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", MADE_BY, LARGE if large else PLAIN, UTF8_NAMES, 0,
        *_moment(part.at), part.crc32, size, size, len(name), len(extra), 0, 0, 0, READABLE,
        min(offset, MOST_32),
    )  # fmt: skip
    return head + name + extra


def _end(count: int, length: int, offset: int) -> bytes:
    """The end of the directory of ``count`` files, which begins at ``offset``."""
    large = b""
    if count >= MOST_16 or length >= MOST_32 or offset >= MOST_32:
        large = struct.pack(
            "<4sQHHIIQQQQ", b"PK\x06\x06", 44, MADE_BY, LARGE, 0, 0, count, count, length, offset
        )
        large += struct.pack("<4sIQI", b"PK\x06\x07", 0, offset + length, 1)
    few = min(count, MOST_16)
    return large + struct.pack(
        "<4sHHHHIIH", b"PK\x05\x06", 0, 0, few, few, min(length, MOST_32), min(offset, MOST_32), 0
    )


def _moment(at: datetime) -> tuple[int, int]:
    """Time and day as MS-DOS wrote them, in Greenwich's time, within the years it knew."""
    at = at.astimezone(UTC)
    if not 1980 <= at.year <= 2107:
        at = datetime(1980, 1, 1, tzinfo=UTC)
    return (
        at.hour << 11 | at.minute << 5 | at.second // 2,
        (at.year - 1980) << 9 | at.month << 5 | at.day,
    )
