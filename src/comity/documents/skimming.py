"""The first words of a file, to ask whether it is in the language it is said to be in.

Nothing is shown or kept of them. A file that cannot be skimmed gives no words, so nothing is asked.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from django.core.files.base import File

from comity.clauses import clearly_in, first_words

MOST_BYTES = 400_000
"""Of each part that is read; more is not needed to know a language."""
PAGES = 8
_TAG = re.compile(r"<[^>]{0,2000}>")
_SCRIPT = re.compile(r"(?is)<(script|style)\b.*?</\1\s*>")
_PARTS = {
    "docx": re.compile(r"word/document\.xml"),
    "odt": re.compile(r"content\.xml"),
    "pptx": re.compile(r"ppt/slides/slide\d{1,2}\.xml"),
}


def seems_to_be_in(file: File, extension: str, said: str) -> str:
    """The language that the file is clearly in, where that is another than is said; "" where it
    is the same, or where nothing is clear."""
    found = clearly_in(_words(file, extension))
    return "" if found == said else found


def _words(file: File, extension: str) -> str:
    file.seek(0)
    try:
        if extension == "pdf":
            return first_words(file.read(), PAGES)
        if extension in _PARTS:
            return " ".join(_parts(file, _PARTS[extension]))
        if extension in {"txt", "md", "html"}:
            return _plain(_decoded(file.read(MOST_BYTES)))
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        return ""  # what a file holds is no reason to refuse it that was not one before
    finally:
        file.seek(0)
    return ""


def _parts(file: File, wanted: re.Pattern[str]) -> Iterator[str]:
    with zipfile.ZipFile(file) as package:
        for name in package.namelist():
            if wanted.fullmatch(name):
                with package.open(name) as part:
                    yield _plain(part.read(MOST_BYTES).decode("utf-8", "ignore"))


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "ignore")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        # Cut within a letter, or an old one-byte alphabet.
        return content.decode("utf-8" if b"\xc3" in content else "cp1252", "ignore")


def _plain(markup: str) -> str:
    return _TAG.sub(" ", _SCRIPT.sub(" ", markup))
