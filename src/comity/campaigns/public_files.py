"""A file of a material, sent whole or from where a line broke."""

from __future__ import annotations

from collections.abc import Iterator

from .models import MaterialFile

CHUNK = 64 * 1024


class Stored:
    """See ``meetings.takeaway.sending.Readable``."""

    def __init__(self, file: MaterialFile) -> None:
        self._file = file.file
        self.size = file.size
        self.etag = f'"{file.sha256[:40]}"'

    def read(self, start: int, stop: int) -> Iterator[bytes]:
        with self._file.open("rb") as opened:
            opened.seek(start)
            left = stop - start
            while left > 0 and (chunk := opened.read(min(CHUNK, left))):
                left -= len(chunk)
                yield chunk
