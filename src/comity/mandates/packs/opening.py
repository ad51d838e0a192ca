"""From what a person sent to the one pack in it: renamed, zipped, or something else altogether.

What a file is, its bytes say; its name is only used to speak of it. Everything else that may be
wrong with a file is looked at by ``documents``.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from comity.documents.faults import CarriesMacros, FileRefused, Protected
from comity.documents.files import Upload, clean_name, read_upload, shown

from .found import Found
from .from_excel import find_in_excel
from .from_word import find_in_word
from .parts import DAMAGE, Damaged

MOST_IN_ZIP = 100
_ENDINGS = (".xlsx", ".docx", ".xlsm", ".docm", ".xls", ".doc")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS = {
    b"spreadsheetml.sheet.main+xml": "xlsx",
    b"wordprocessingml.document.main+xml": "docx",
}
_FIND: dict[str, Callable[[bytes], Found]] = {"xlsx": find_in_excel, "docx": find_in_word}


class NotAPack(FileRefused):
    """A pack comes back as the workbook or the document it was."""


class SeveralPacks(FileRefused):
    """Packs are sent back one by one."""


class Unreadable(FileRefused):
    """A pack can be opened."""


class Opened(NamedTuple):
    """A file that was looked at, and what stands in it."""

    upload: Upload
    found: Found


def open_pack(name: str, content: bytes) -> Opened:
    """The pack in a file that somebody sent.

    Raises:
        FileRefused: one of its subclasses, with a sentence for whoever sent it.
    """
    if _is_plain_zip(content):
        name, content = _only_pack_in(name, content)
    form = _form_of(name, content)
    stem = clean_name(name).split(".")[0] or "pack"
    upload = read_upload(ContentFile(content, f"{stem}.{form}"))
    try:
        return Opened(upload, _FIND[form](content))
    except Damaged:
        raise _unreadable(name) from None


def _unreadable(name: str) -> Unreadable:
    return Unreadable(
        _(
            "%(name)s cannot be read. Open it in the program in which you filled it, "
            "save it under a new name, and send that."
        )
        % {"name": shown(clean_name(name))}
    )


def might_be_pack(name: str, content: bytes) -> bool:
    """Whether an attachment is worth opening: pictures of a signature are not."""
    if _is_plain_zip(content):
        return True
    return _types_in(content) != b"" or content.startswith(_OLD_OFFICE) or _is_office(name)


def _is_office(name: str) -> bool:
    return name.lower().endswith((*_ENDINGS, ".ods", ".odt", ".zip"))


def _types_in(content: bytes) -> bytes:
    """What an office file says of its parts; empty: it is none. Never more than a small part."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if archive.getinfo("[Content_Types].xml").file_size > 1024 * 1024:
                return b""
            return archive.read("[Content_Types].xml")
    except (*DAMAGE, KeyError):
        return b""


def _is_plain_zip(content: bytes) -> bool:
    return content.startswith(b"PK") and not _types_in(content) and not _is_open_document(content)


def _is_open_document(content: bytes) -> bool:
    return content[30:38] == b"mimetype"


def _form_of(name: str, content: bytes) -> str:
    types = _types_in(content)
    if b"macroEnabled" in types:
        raise CarriesMacros(
            _(
                "%(name)s contains macros, small programs. Choose “Save as” and the type "
                "“Excel workbook (.xlsx)” or “Word document (.docx)”, and send that file."
            )
            % {"name": shown(clean_name(name))}
        )
    for mark, form in _KINDS.items():
        if mark in types:
            return form
    if content.startswith(_OLD_OFFICE):
        raise Protected(
            _(
                "%(name)s is protected by a password or saved in an old format. Choose “Save as” "
                "and the type “Excel workbook (.xlsx)” or “Word document (.docx)”, without a "
                "password, and send that file."
            )
            % {"name": shown(clean_name(name))}
        )
    raise NotAPack(
        _(
            "%(name)s is not a filled pack. A pack comes back as the Excel workbook (.xlsx) or "
            "the Word document (.docx) that you took away. If your program saved it in another "
            "format, choose “Save as” and one of these two."
        )
        % {"name": shown(clean_name(name))}
    )


def _only_pack_in(name: str, content: bytes) -> tuple[str, bytes]:
    """The one workbook or document in an archive."""
    try:
        count, inner = _packs_in(content)
    except DAMAGE:
        if name.lower().endswith(_ENDINGS):
            raise _unreadable(name) from None
        raise Unreadable(
            _("The archive %(name)s cannot be opened. Send the file that is in it, not packed.")
            % {"name": shown(clean_name(name))}
        ) from None
    if count > 1:
        raise SeveralPacks(
            _("The archive %(name)s holds more than one file. Send each pack by itself.")
            % {"name": shown(clean_name(name))}
        )
    if inner is None:
        raise NotAPack(
            _(
                "The archive %(name)s holds no filled pack. "
                "Send the Excel workbook (.xlsx) or the Word document (.docx) that you filled."
            )
            % {"name": shown(clean_name(name))}
        )
    return inner


def _packs_in(content: bytes) -> tuple[int, tuple[str, bytes] | None]:
    """How many workbooks and documents there are, and the one if it is one."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = [entry for entry in archive.infolist()[:MOST_IN_ZIP] if not _is_aside(entry)]
        wanted = [entry for entry in entries if entry.filename.lower().endswith(_ENDINGS)]
        if not wanted and sum(entry.file_size for entry in entries) <= settings.UPLOAD_LIMIT:
            # Renamed before it was packed.
            wanted = [entry for entry in entries if _types_in(archive.read(entry))]
        if len(wanted) != 1:
            return len(wanted), None
        return 1, (wanted[0].filename, archive.read(wanted[0]))


def _is_aside(entry: zipfile.ZipInfo) -> bool:
    """What programs put beside a file, folders, and what is larger than any file may be."""
    name = entry.filename.rpartition("/")[2]
    is_hidden = name.startswith((".", "~")) or entry.filename.startswith("__MACOSX")
    return entry.is_dir() or is_hidden or entry.file_size > settings.UPLOAD_LIMIT
