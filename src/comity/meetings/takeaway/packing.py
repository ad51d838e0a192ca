"""The pack made of its contents: an index as a page to open, a style sheet, and the files."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from django.db.models.fields.files import FieldFile
from django.template.loader import render_to_string

from comity.documents.services import crc32_of
from comity.notices.letters import absolute
from comity.ui.locales import page_language

from .archive import Archive, Part
from .contents import Contents, Taken

STYLE = files(__package__).joinpath("pack.css").read_bytes()


def pack(contents: Contents, folder: str) -> Archive:
    """The archive; all of it lies in a folder of its own, so that unpacking it strews nothing."""
    at = contents.changed_at
    index = render_to_string(
        "meetings/takeaway/index.html",
        {"contents": contents, "it": contents.meeting, "url": _url(contents)},
    )
    parts = [
        Part.of_bytes(f"{folder}/index.html", index.encode(), at),
        Part.of_bytes(f"{folder}/pack.css", STYLE, at),
        *(_part(file, folder) for file in contents.files),
    ]
    return Archive(parts)


def _url(contents: Contents) -> str:
    return absolute(contents.meeting.get_absolute_url(), page_language())


def _part(file: Taken, folder: str) -> Part:
    rendition = file.rendition
    return Part(
        str(PurePosixPath(folder, file.name)),
        rendition.size,
        crc32_of(rendition),
        rendition.revision.made_at,
        rendition.sha256,
        opening(rendition.file),
    )


def opening(file: FieldFile) -> Callable[[], BinaryIO]:
    """Opens a kept file when its turn in the archive comes, each time anew."""
    storage, name = file.storage, str(file.name)
    return lambda: cast("BinaryIO", storage.open(name, "rb"))
