"""Is an upload what its name says, and harmless to keep?

Nothing here opens a document to show or convert it: files are kept as they came and leave
as downloads. What is refused is refused with a sentence for the person who chose the file.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from . import packages, pictures
from .faults import (
    CutOff,
    EmptyFile,
    FileRefused,
    KindNotTaken,
    NotWhatItSays,
    TooLarge,
    TwoInOne,
    TwoKinds,
)

Check = Callable[[str, File], None]
LONGEST_NAME = 120
TAIL = 4096


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken: how its name ends, what it is, and how that is seen."""

    extension: str
    media_type: str
    check: Check


@dataclass(frozen=True)
class Upload:
    """A file that was looked at: a name fit to keep, its measures and its bytes."""

    name: str
    media_type: str
    size: int
    sha256: str
    crc32: int
    content: File

    @property
    def extension(self) -> str:
        return self.name.rpartition(".")[2].lower()


def read_upload(file: File, kinds: Mapping[str, Kind] | None = None) -> Upload:
    """Look at a file that a person chose.

    Args:
        file: Open and seekable, with ``name`` and ``size`` as Django's uploads have them.
        kinds: Those that are taken, where they are others than ``KINDS``.

    Raises:
        FileRefused: one of its subclasses, named for the rule.
    """
    name = clean_name(file.name or "")
    _check_size(name, file.size)
    kind = _kind_of(name, KINDS if kinds is None else kinds)
    kind.check(name, file)
    content = _without_camera_data(name, kind, file)
    sha256, crc32 = _checksums(content)
    return Upload(name, kind.media_type, content.size, sha256, crc32, content)


def clean_name(name: str) -> str:
    """The name alone, composed (NFC), of printable characters, 120 of them at most.

    Paths go, and so do characters that hide how a name ends (U+202E and its kin).
    """
    name = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    name = "".join(" " if char.isspace() else char for char in name)
    name = "".join(char for char in name if unicodedata.category(char)[0] != "C")
    name = " ".join(name.split()).strip(" .") if name.strip(" .") else ""
    stem, dot, extension = name.rpartition(".")
    if len(name) > LONGEST_NAME and stem:
        name = stem[: LONGEST_NAME - len(extension) - 2].rstrip() + "…" + dot + extension
    return name[-LONGEST_NAME:]


def _check_size(name: str, size: int) -> None:
    if size == 0:
        raise EmptyFile(
            _("%(name)s is empty. Save it again and choose it once more.") % {"name": shown(name)}
        )
    if size > settings.UPLOAD_LIMIT:
        raise TooLarge(
            _(
                "%(name)s has %(size)s; a file may have at most %(limit)s. "
                "Make it smaller, or send it in parts."
            )
            % {
                "name": shown(name),
                "size": filesizeformat(size),
                "limit": filesizeformat(settings.UPLOAD_LIMIT),
            }
        )


def shown(name: str) -> str:
    """A name as a sentence can carry it."""
    if not name:
        return _("The file")
    return name if len(name) <= 60 else f"{name[:40]}…{name[-15:]}"


# Endings that make a second kind when they stand inside a name (acta.pdf.html).
_PROGRAMS = {
    "exe", "com", "bat", "cmd", "scr", "msi", "js", "vbs", "jar", "ps1", "sh", "php", "svg", "hta",
    "lnk", "docm", "xlsm", "pptm",
}  # fmt: skip


def _kind_of(name: str, kinds: Mapping[str, Kind]) -> Kind:
    parts = [part.lower() for part in name.split(".")]
    last = ALIASES.get(parts[-1], parts[-1]) if len(parts) > 1 else ""
    if last not in kinds:
        raise KindNotTaken(
            _(
                "%(name)s is of a kind that is not taken here. "
                "Choose a file of one of these kinds: %(kinds)s."
            )
            % {"name": shown(name), "kinds": ", ".join(kinds)}
        )
    inner = [part for part in parts[1:-1] if part in _PROGRAMS or part in kinds or part in ALIASES]
    if inner:
        raise TwoKinds(
            _(
                "%(name)s names two kinds, %(first)s and %(last)s. "
                "Rename it so that only the true one is left."
            )
            % {"name": shown(name), "first": inner[-1], "last": last}
        )
    return kinds[last]


def not_what_it_says(name: str, kind: str) -> NotWhatItSays:
    return NotWhatItSays(
        _(
            "%(name)s is not a %(kind)s file, though its name says so. "
            "Open it in the program it came from and save it as %(kind)s."
        )
        % {"name": shown(name), "kind": kind}
    )


def _cut_off(name: str) -> CutOff:
    return CutOff(
        _(
            "%(name)s ends before it is complete; perhaps it was cut off on its way. "
            "Open it to see whether it is whole, and choose it again."
        )
        % {"name": shown(name)}
    )


def _head(file: File, count: int) -> bytes:
    file.seek(0)
    return bytes(file.read(count))


def _tail(file: File, count: int) -> bytes:
    file.seek(max(0, file.size - count))
    return bytes(file.read(count))


def _check_pdf(name: str, file: File) -> None:
    if not _head(file, 5) == b"%PDF-":
        raise not_what_it_says(name, "pdf")
    if packages.is_package(file):
        raise TwoInOne(
            _(
                "%(name)s is two files in one, a PDF and an archive. "
                "Print it to a new PDF and choose that."
            )
            % {"name": shown(name)}
        )
    if b"%%EOF" not in _tail(file, TAIL):
        raise _cut_off(name)


def _check_package(extension: str) -> Check:
    def check(name: str, file: File) -> None:
        fault = packages.fault_of(file, extension)
        if fault is packages.Fault.NOT_ONE:
            raise not_what_it_says(name, extension)
        if fault is packages.Fault.CUT_OFF:
            raise _cut_off(name)
        if fault:
            refusal, words = packages.REFUSALS[fault]
            raise refusal(str(words) % {"name": shown(name), "kind": extension})

    return check


def _check_text(extension: str) -> Check:
    """Words: UTF-8, UTF-16 with its mark, or an old one-byte alphabet; never NUL bytes."""

    def check(name: str, file: File) -> None:
        head = _head(file, 8)
        is_utf16 = head[:2] in (b"\xff\xfe", b"\xfe\xff")
        if head.startswith((b"%PDF-", b"PK\x03\x04")):
            raise not_what_it_says(name, extension)
        file.seek(0)
        for chunk in file.chunks():
            if b"\x00" in chunk and not is_utf16:
                raise not_what_it_says(name, extension)
        if extension == "html" and b"<" not in _head(file, 64 * 1024):
            raise not_what_it_says(name, extension)

    return check


def _check_picture(extension: str) -> Check:
    def check(name: str, file: File) -> None:
        try:
            width, height = pictures.measure(_whole(file), extension)
        except pictures.NotAPicture as wrong:
            raise (_cut_off(name) if wrong.is_cut else not_what_it_says(name, extension)) from None
        if width * height > pictures.MOST_POINTS:
            raise TooLarge(
                _(
                    "%(name)s says it is %(width)d by %(height)d points, more than is taken here. "
                    "Save it in a smaller size."
                )
                % {"name": shown(name), "width": width, "height": height}
            )

    return check


def _whole(file: File) -> bytes:
    file.seek(0)
    return bytes(file.read())


def _without_camera_data(name: str, kind: Kind, file: File) -> File:
    """A picture loses what its camera wrote into it (place, time, device); others stay."""
    if kind.extension not in ("png", "jpeg"):
        return file
    try:
        return ContentFile(pictures.without_camera_data(_whole(file), kind.extension))
    except pictures.NotAPicture:
        raise not_what_it_says(name, kind.extension) from None


def _checksums(file: File) -> tuple[str, int]:
    """SHA-256, by which a file is known, and CRC-32, which a ZIP says of it."""
    digest, crc32 = hashlib.sha256(), 0
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
        crc32 = zlib.crc32(chunk, crc32)
    file.seek(0)
    return digest.hexdigest(), crc32


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
KINDS: dict[str, Kind] = {
    kind.extension: kind
    for kind in [
        Kind("pdf", "application/pdf", _check_pdf),
        Kind("docx", _OFFICE + "wordprocessingml.document", _check_package("docx")),
        Kind("xlsx", _OFFICE + "spreadsheetml.sheet", _check_package("xlsx")),
        Kind("pptx", _OFFICE + "presentationml.presentation", _check_package("pptx")),
        Kind("odt", _OPEN + "text", _check_package("odt")),
        Kind("ods", _OPEN + "spreadsheet", _check_package("ods")),
        Kind("txt", "text/plain", _check_text("txt")),
        Kind("csv", "text/csv", _check_text("csv")),
        Kind("md", "text/markdown", _check_text("md")),
        Kind("html", "text/html", _check_text("html")),
        Kind("png", "image/png", _check_picture("png")),
        Kind("jpeg", "image/jpeg", _check_picture("jpeg")),
    ]
}
ALIASES = {"jpg": "jpeg", "htm": "html"}

__all__ = ["KINDS", "FileRefused", "Upload", "clean_name", "read_upload", "shown"]
