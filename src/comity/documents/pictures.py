"""PNG and JPEG: how large a picture says it is, and what its camera wrote into it.

Sources: PNG (ISO/IEC 15948) chunks; JPEG (ITU-T T.81) markers; Exif 2.3 tag 0x0112.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO

from PIL import Image, UnidentifiedImageError

MOST_POINTS = 80_000_000
ORIENTATION = 0x0112

_PNG = b"\x89PNG\r\n\x1a\n"
_WRITTEN_BY_CAMERA = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
_START_OF_FRAME = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_START_OF_SCAN = 0xDA
_APP1 = 0xE1
_END_OF_IMAGE = b"\xff\xd9"


class NotAPicture(ValueError):
    """The bytes are no picture of this kind, or (``is_cut``) not the whole of one."""

    def __init__(self, *, is_cut: bool = False) -> None:
        super().__init__()
        self.is_cut = is_cut


def measure(data: bytes, kind: str) -> tuple[int, int]:
    """Width and height in points, as the header says. ``kind``: "png" or "jpeg".

    Raises:
        NotAPicture.
    """
    return _measure_png(data) if kind == "png" else _measure_jpeg(data)


def _measure_png(data: bytes) -> tuple[int, int]:
    if not data.startswith(_PNG) or data[12:16] != b"IHDR":
        raise NotAPicture
    width, height = struct.unpack(">II", data[16:24].ljust(8, b"\0"))
    if width * height <= MOST_POINTS and b"IEND" not in data[-64 * 1024 :]:
        raise NotAPicture(is_cut=True)
    return width, height


def _measure_jpeg(data: bytes) -> tuple[int, int]:
    """The largest of all frames: programs do not agree on which one counts."""
    frames = [
        struct.unpack(">HH", data[start + 5 : start + 9])
        for marker, start, _end in _segments(data)
        if marker in _START_OF_FRAME and len(data) >= start + 9
    ]
    if not frames:
        raise NotAPicture(is_cut=data.startswith(b"\xff\xd8\xff"))
    if _END_OF_IMAGE not in data[-64 * 1024 :]:
        raise NotAPicture(is_cut=True)
    height, width = max(frames, key=lambda frame: frame[0] * frame[1])
    return width, height


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(marker, first byte, byte behind the last) of each segment before the scan."""
    at = 2 if data.startswith(b"\xff\xd8\xff") else len(data)
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        length = struct.unpack(">H", data[at + 2 : at + 4])[0]
        if length < 2:
            return
        yield marker, at, at + 2 + length
        if marker == _START_OF_SCAN:
            return
        at += 2 + length


def without_camera_data(data: bytes, kind: str) -> bytes:
    """The same picture without place, time and device; how it is turned is kept.

    Raises:
        NotAPicture: other programs find a larger picture in it than ``measure``.
    """
    return _plain_png(data) if kind == "png" else _plain_jpeg(data)


def _plain_png(data: bytes) -> bytes:
    kept, at = [_PNG], len(_PNG)
    while at + 12 <= len(data):
        length = struct.unpack(">I", data[at : at + 4])[0]
        name, end = data[at + 4 : at + 8], at + 12 + length
        if name not in _WRITTEN_BY_CAMERA:
            kept.append(data[at:end])
        at = end
        if name == b"IEND":
            break
    return b"".join(kept)


def _plain_jpeg(data: bytes) -> bytes:
    kept, at = [data[:2], _orientation_segment(data)], 2
    for marker, start, end in _segments(data):
        if marker == _START_OF_SCAN:
            break
        if marker != _APP1:
            kept.append(data[start:end])
        at = end
    return b"".join([*kept, data[at:]])


def _orientation_segment(data: bytes) -> bytes:
    """An Exif segment that says how the picture is turned and nothing else; or nothing."""
    try:
        picture = Image.open(BytesIO(data), formats=["JPEG"])
        turned = picture.getexif().get(ORIENTATION, 1)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotAPicture from None
    except (UnidentifiedImageError, ValueError, struct.error, SyntaxError, OSError):
        return b""
    if picture.width * picture.height > MOST_POINTS:
        raise NotAPicture
    if turned not in range(2, 9):
        return b""
    exif = Image.Exif()
    exif[ORIENTATION] = turned
    block = exif.tobytes()
    return b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block
