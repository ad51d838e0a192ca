"""Whether a file is what its name says, from its first and last bytes."""

import io
import zipfile

from comity.clauses.unreadable import Unreadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF = b"%PDF-"
_ZIP = b"PK\x03\x04"
_BINARIES = (
    _OLE,
    _PDF,
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"MZ",
    b"\x7fELF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"{\\rtf",
    b"BM",
)
_MARKUP = (
    b"<!doctype html",
    b"<html",
    b"<head",
    b"<body",
    b"<script",
    b"<?xml",
    b"<svg",
    b"<!doctype svg",
)


def check_kind(data: bytes, name: str, kind: str) -> None:
    """Refuse a file whose content is not that of its kind.

    Raises:
        Unreadable: "not_what_it_says"; or "password" for the container that Word puts a protected
            file in.
    """
    if kind == "docx" and data.startswith(_OLE):
        raise Unreadable("password" if _encrypted(data) else "not_what_it_says", name, kind=".docx")
    if not _RULES[kind](data):
        raise Unreadable("not_what_it_says", name, kind=f".{kind}")


def _encrypted(data: bytes) -> bool:
    return "EncryptedPackage".encode("utf-16-le") in data


def _is_pdf(data: bytes) -> bool:
    """A PDF from its first byte, and not an archive at its end as well."""
    return data.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(_PDF) and not _is_archive(data)


def _is_docx(data: bytes) -> bool:
    return data.startswith(_ZIP) and _PDF not in data[:1024]


def _is_html(data: bytes) -> bool:
    head = _head(data)
    return not data.startswith(_BINARIES) and b"<svg" not in head[:200] and _marked_up(head)


def _is_plain(data: bytes) -> bool:
    text_like = not data.startswith(_BINARIES) or (data[:2] in {b"BM", b"MZ"} and b"\0" not in data)
    return text_like and not _head(data).startswith(_MARKUP)


def _marked_up(head: bytes) -> bool:
    return b"<" in head and (
        b"</" in head or b"<p" in head or b"<br" in head or b"<!doctype" in head
    )


def _head(data: bytes) -> bytes:
    return data[:65536].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()


def _is_archive(data: bytes) -> bool:
    return zipfile.is_zipfile(io.BytesIO(data))


_RULES = {
    "docx": _is_docx,
    "pdf": _is_pdf,
    "html": _is_html,
    "htm": _is_html,
    "txt": _is_plain,
    "md": _is_plain,
}
