"""Why a file could not be read, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.clauses import Unreadable

SENTENCES = {
    "too_large": gettext_lazy(
        "%(name)s is larger than %(limit)s MB, the most that can be read. "
        "Take pictures and annexes out of it, or read it in parts."
    ),
    "too_long": gettext_lazy(
        "%(name)s holds more text than can be read at once, which is about %(limit)s pages. "
        "Read it in parts."
    ),
    "unknown_kind": gettext_lazy(
        "%(name)s is of a kind that is not read here: only .docx, .pdf, .html, .txt and .md are. "
        "Save it as .docx and try again."
    ),
    "not_what_it_says": gettext_lazy(
        "%(name)s is not what its name says: its content is not that of a %(kind)s file. "
        "Open it in the program that made it and save it anew as .docx."
    ),
    "password": gettext_lazy(
        "%(name)s is protected by a password, and only open files are read. "
        "Save a copy without the password and try again."
    ),
    "scanned": gettext_lazy(
        "%(name)s is a scan: its pages hold pictures and no text. "
        "Have its text recognised first, or take the file it was printed from."
    ),
    "macros": gettext_lazy(
        "%(name)s holds macros, and files with macros are not taken. "
        "Save it as .docx without macros and try again."
    ),
    "bomb": gettext_lazy(
        "%(name)s would unpack to more than a text can need, and is not opened. "
        "Save the text anew as .docx and try again."
    ),
    "unsafe_xml": gettext_lazy(
        "%(name)s holds a document type or entities, which no text needs, and is not opened. "
        "Save the text anew as .docx and try again."
    ),
    "broken": gettext_lazy(
        "%(name)s is damaged: it cannot be opened as a %(kind)s file. "
        "Send it again, or open it in the program that made it and save it anew."
    ),
    "not_text": gettext_lazy(
        "%(name)s is not written in a known way: only UTF-8, UTF-16 and Windows-1252 text is read. "
        "Save it as UTF-8 and try again."
    ),
    "empty": gettext_lazy(
        "%(name)s holds no paragraph, so there is nothing to read. Check that it is the right file."
    ),
}
"""The reader's codes; a test compares them with those of ``comity.clauses``."""


def say(unreadable: Unreadable) -> str:
    params = dict(unreadable.params)
    if params.get("name") == "The file":
        params["name"] = _("The file")
    return str(SENTENCES[unreadable.code] % params)
