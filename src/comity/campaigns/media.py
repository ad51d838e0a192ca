"""Which files a material is given in, and how it is seen that they are what their names say.

Sources: RIFF/WAVE (Microsoft, 1991); MPEG audio (ISO/IEC 11172-3) and ID3v2; Ogg (RFC 3533);
ISO base media (ISO/IEC 14496-12); EBML (RFC 8794).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from comity.documents.faults import FileRefused
from comity.documents.files import KINDS, Kind, not_what_it_says, shown

from .public_words import AIRED, TV
from .webvtt import NotCaptions, cues_in

LARGEST_CAPTIONS = 1024 * 1024
ISO_VIDEO = (
    b"isom",
    b"iso2",
    b"iso4",
    b"iso5",
    b"iso6",
    b"mp41",
    b"mp42",
    b"avc1",
    b"M4V ",
    b"dash",
)
ISO_AUDIO = (b"M4A ", b"M4B ", *ISO_VIDEO)


class NotWebVTT(FileRefused):
    """Captions are WebVTT."""


WHY_NOT = {
    "letters": _("%(name)s is not written in UTF-8. Save it so, and choose it again."),
    "head": _(
        "%(name)s is not captions: its first line is not WEBVTT. Save the captions as WebVTT "
        "(.vtt)."
    ),
    "timing": _(
        "%(name)s, line %(line)s: this is not a time as captions have it. Write 00:01.000 --> "
        "00:04.000."
    ),
    "backwards": _(
        "%(name)s, line %(line)s: this caption ends before it starts, or starts before the one "
        "above it. Put the times in order."
    ),
    "empty": _("%(name)s holds no caption. Save it with its times, and choose it again."),
}


def _starts(extension: str, is_one: Callable[[bytes], bool]) -> Callable[[str, File], None]:
    def check(name: str, file: File) -> None:
        file.seek(0)
        if not is_one(bytes(file.read(64))):
            raise not_what_it_says(name, extension)

    return check


def _is_mpeg_audio(head: bytes) -> bool:
    """A tag of ID3, or the first frame: eleven bits set, then a version and a layer that exist."""
    if head[:3] == b"ID3":
        return True
    frame = int.from_bytes(head[:4], "big")
    return (
        frame >> 21 == 0x7FF
        and (frame >> 19) & 3 != 1
        and (frame >> 17) & 3 != 0
        and (frame >> 12) & 15 not in (0, 15)
        and (frame >> 10) & 3 != 3
    )


def _is_iso(brands: tuple[bytes, ...]) -> Callable[[bytes], bool]:
    return lambda head: head[4:8] == b"ftyp" and head[8:12] in brands


def _check_captions(name: str, file: File) -> None:
    file.seek(0)
    try:
        cues_in(bytes(file.read(LARGEST_CAPTIONS)))
    except NotCaptions as fault:
        words = str(WHY_NOT[fault.why])
        raise NotWebVTT(words % {"name": shown(name), "line": fault.line}) from None


CAPTIONS = "vtt"
VTT = Kind(CAPTIONS, "text/vtt", _check_captions)
SOUND = [
    Kind("mp3", "audio/mpeg", _starts("mp3", _is_mpeg_audio)),
    Kind("m4a", "audio/mp4", _starts("m4a", _is_iso(ISO_AUDIO))),
    Kind("ogg", "audio/ogg", _starts("ogg", lambda head: head[:4] == b"OggS")),
    Kind(
        "wav", "audio/wav", _starts("wav", lambda head: head[:4] + head[8:12] == b"RIFFWAVE")
    ),
]  # fmt: skip
FILM = [
    Kind("mp4", "video/mp4", _starts("mp4", _is_iso(ISO_VIDEO))),
    Kind("webm", "video/webm", _starts("webm", lambda head: head[:4] == b"\x1a\x45\xdf\xa3")),
]
PAPER = [KINDS["pdf"], KINDS["png"], KINDS["jpeg"]]


def kinds_of(kind: str) -> Mapping[str, Kind]:
    """The formats in which a kind of material is taken, by the ending of the name."""
    found = [*FILM, VTT] if kind == TV else [*SOUND, VTT] if kind in AIRED else PAPER
    return {one.extension: one for one in found}
