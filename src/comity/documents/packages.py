"""Office files are ZIP packages: what may be in one, and how much.

Sources: ECMA-376 part 2 (Open Packaging Conventions; a DTD is an error in it, M1.17 of the
first edition), OASIS ODF 1.2 part 3 (the entry ``mimetype``), PKWARE APPNOTE 6.3.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from enum import Enum, auto
from itertools import chain
from typing import Any

from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _

from .faults import CarriesMacros, FileRefused, Protected, Unsound

MOST_ENTRIES = 5_000
MOST_UNPACKED = 200 * 1024 * 1024
"""Bytes of all entries together."""
MOST_RATIO = 200
"""Unpacked to packed, counted in entries above a megabyte: Word's XML seldom passes 50."""
MOST_DIRECTORY = 2 * 1024 * 1024
CHUNK = 64 * 1024

_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_END = b"PK\x05\x06"
_LOCAL = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_MAIN_PART = {
    "docx": b"wordprocessingml.document.main+xml",
    "xlsx": b"spreadsheetml.sheet.main+xml",
    "pptx": b"presentationml.presentation.main+xml",
}
_MIMETYPE = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
_WORDS = ("<!DOCTYPE", "<!ENTITY")
# Without its last zero the UTF-16 word is found in both byte orders.
_DTD = [word.encode() for word in _WORDS] + [word.encode("utf-16-le")[:-1] for word in _WORDS]

# What zipfile raises on bytes that are no archive any more.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError, ValueError
)  # fmt: skip


class Fault(Enum):
    NOT_ONE = auto()
    CUT_OFF = auto()
    PROTECTED = auto()
    MACROS = auto()
    BOMB = auto()
    CROWDED = auto()
    NESTED = auto()
    OUTSIDE = auto()
    DTD = auto()


REFUSALS: dict[Fault, tuple[type[FileRefused], Any]] = {
    Fault.PROTECTED: (
        Protected,
        _(
            "%(name)s is protected by a password or saved in an old format. "
            "Save it without a password, as %(kind)s."
        ),
    ),
    Fault.MACROS: (
        CarriesMacros,
        _("%(name)s contains macros, small programs. Save it without macros, as %(kind)s."),
    ),
    Fault.BOMB: (
        Unsound,
        _(
            "%(name)s would unpack to far more than its size shows. "
            "Open it in the program it came from and save it again as %(kind)s."
        ),
    ),
    Fault.CROWDED: (
        Unsound,
        _(
            "%(name)s is packed from more parts than any document needs. "
            "Open it in the program it came from and save it again as %(kind)s."
        ),
    ),
    Fault.NESTED: (
        Unsound,
        _(
            "%(name)s has archives packed inside archives. "
            "Take the inner files out and send them one by one."
        ),
    ),
    Fault.OUTSIDE: (
        Unsound,
        _(
            "%(name)s has a part whose name leads out of the file. "
            "Open it in the program it came from and save it again as %(kind)s."
        ),
    ),
    Fault.DTD: (
        Unsound,
        _(
            "%(name)s carries document type declarations, which its format forbids. "
            "Open it in the program it came from and save it again as %(kind)s."
        ),
    ),
}


def is_package(file: File) -> bool:
    """Whether a program that unpacks archives would find one in the file."""
    file.seek(0)
    return zipfile.is_zipfile(file)


def fault_of(file: File, kind: str) -> Fault | None:
    """The first thing wrong with a package that says it is a docx, xlsx, pptx, odt or ods."""
    file.seek(0)
    head = file.read(8)
    if head == _OLD_OFFICE:
        return Fault.PROTECTED
    if not head.startswith(_LOCAL):
        return Fault.NOT_ONE
    return _fault_of_archive(file, kind, depth=0)


def _fault_of_archive(file: File, kind: str, depth: int) -> Fault | None:
    """``kind`` is empty for a package inside a package."""
    fault = _fault_of_directory(file)
    if fault:
        return fault
    try:
        with zipfile.ZipFile(file) as archive:
            return (
                _fault_of_entries(archive.infolist())
                or _fault_of_kind(archive, kind)
                or _fault_of_contents(archive, depth)
            )
    except _DAMAGE:
        return Fault.CUT_OFF


def _fault_of_directory(file: File) -> Fault | None:
    """Read the archive's last record before anything is unpacked or listed."""
    file.seek(max(0, file.size - 22 - 0xFFFF))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < 22:
        return Fault.CUT_OFF
    count, directory, _start, comment = struct.unpack("<HLLH", tail[at + 10 : at + 22])
    if count > MOST_ENTRIES or directory > MOST_DIRECTORY:
        return Fault.CROWDED
    # Bytes behind the end belong to something else.
    return Fault.NOT_ONE if at + 22 + comment != len(tail) else None


def _fault_of_entries(entries: list[zipfile.ZipInfo]) -> Fault | None:
    names = [entry.orig_filename for entry in entries]
    if len(entries) > MOST_ENTRIES or len(set(names)) < len(names):
        return Fault.CROWDED
    if any(_leads_outside(name) for name in names):
        return Fault.OUTSIDE
    if any(entry.compress_type not in _METHODS for entry in entries):
        return Fault.NOT_ONE
    if any(entry.flag_bits & 1 for entry in entries):
        return Fault.PROTECTED
    is_bomb = sum(entry.file_size for entry in entries) > MOST_UNPACKED or any(
        entry.file_size > 1024 * 1024 and entry.file_size > MOST_RATIO * entry.compress_size
        for entry in entries
    )
    return Fault.BOMB if is_bomb else None


def _leads_outside(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0] or "\x00" in name


def _fault_of_kind(archive: zipfile.ZipFile, kind: str) -> Fault | None:
    names = archive.namelist()
    if kind in _MIMETYPE:
        written = archive.read("mimetype").strip() if "mimetype" in names else b""
        if written != _MIMETYPE[kind]:
            return Fault.NOT_ONE
        return Fault.MACROS if any(_is_open_macro(name) for name in names) else None
    if not kind:
        return None
    types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    if any(_is_office_macro(name) for name in names) or b"macroEnabled" in types:
        return Fault.MACROS
    return None if _MAIN_PART[kind] in types else Fault.NOT_ONE


def _is_open_macro(name: str) -> bool:
    return name.startswith(("Basic/", "Scripts/"))


def _is_office_macro(name: str) -> bool:
    name = name.lower()
    return "vbaproject" in name or "/macrosheets/" in name or "vbadata" in name


def _fault_of_contents(archive: zipfile.ZipFile, depth: int) -> Fault | None:
    """Look into every entry; a chart may carry its sheet as a package, and that is the last."""
    for entry in archive.infolist():
        chunks = _chunks(archive, entry)
        first = next(chunks, b"")
        if first.startswith(_LOCAL):
            if depth:
                return Fault.NESTED
            inner = _fault_of_archive(ContentFile(archive.read(entry)), "", depth + 1)
            if inner:
                return Fault.NESTED if inner in (Fault.CUT_OFF, Fault.NOT_ONE) else inner
        elif entry.filename.endswith((".xml", ".rels", ".vml")) and _has_dtd(first, chunks):
            return Fault.DTD
    return None


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as part:
        while chunk := part.read(CHUNK):
            yield chunk


def _has_dtd(first: bytes, rest: Iterator[bytes]) -> bool:
    seen = b""
    for chunk in chain([first], rest):
        window = seen + chunk
        if any(word in window for word in _DTD):
            return True
        seen = window[-32:]
    return False
