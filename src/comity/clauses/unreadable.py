"""Why a file cannot be read, in a sentence and as a code that can be translated."""

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "too_large": (
            "%(name)s is larger than %(limit)s MB, the most that can be read. "
            "Take pictures and annexes out of it, or read it in parts."
        ),
        "too_long": (
            "%(name)s holds more text than can be read at once, which is about %(limit)s pages. "
            "Read it in parts."
        ),
        "unknown_kind": (
            "%(name)s is of a kind that is not read here: only .docx, .pdf, .html, .txt and .md "
            "are. "
            "Save it as .docx and try again."
        ),
        "not_what_it_says": (
            "%(name)s is not what its name says: its content is not that of a %(kind)s file. "
            "Open it in the program that made it and save it anew as .docx."
        ),
        "password": (
            "%(name)s is protected by a password, and only open files are read. "
            "Save a copy without the password and try again."
        ),
        "scanned": (
            "%(name)s is a scan: its pages hold pictures and no text. "
            "Have its text recognised first, or take the file it was printed from."
        ),
        "macros": (
            "%(name)s holds macros, and files with macros are not taken. "
            "Save it as .docx without macros and try again."
        ),
        "bomb": (
            "%(name)s would unpack to more than a text can need, and is not opened. "
            "Save the text anew as .docx and try again."
        ),
        "unsafe_xml": (
            "%(name)s holds a document type or entities, which no text needs, and is not opened. "
            "Save the text anew as .docx and try again."
        ),
        "broken": (
            "%(name)s is damaged: it cannot be opened as a %(kind)s file. "
            "Send it again, or open it in the program that made it and save it anew."
        ),
        "not_text": (
            "%(name)s is not written in a known way: only UTF-8, UTF-16 and Windows-1252 text is "
            "read. "
            "Save it as UTF-8 and try again."
        ),
        "empty": (
            "%(name)s holds no paragraph, so there is nothing to read. "
            "Check that it is the right file."
        ),
    }
)
"""Code of a refusal → its English sentence, with named placeholders (``name``, ``kind``,
``limit``).
"""

LONGEST_NAME = 80


class Unreadable(ValueError):
    """The rules forbid reading this file, or it cannot be read.

    ``code`` is a key of `SENTENCES`, ``params`` fill its placeholders; ``str()`` is the English
    sentence.
    """

    def __init__(self, code: str, name: str, **params: str) -> None:
        self.code = code
        self.params: dict[str, str] = {"name": shown(name), "kind": "", "limit": "", **params}
        super().__init__(SENTENCES[code] % self.params)


def shown(name: str) -> str:
    """Return a file's name to be shown: no path, nothing invisible, at most 80 characters."""
    last = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    plain = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip()
    if not plain.strip("."):
        return "The file"
    if len(plain) > LONGEST_NAME:
        return f"{plain[: LONGEST_NAME - 21]}…{plain[-20:]}"
    return plain
