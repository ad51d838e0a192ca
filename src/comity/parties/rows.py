"""Rows as a secretariat writes them: who is at the table, in TOML, each value checked by a rule.

A folder holds ``parties.toml``, ``dialogues.toml`` and ``themes.toml``, or some of them.
``structure.py`` brings what is read here into the site.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from comity.refusals import Refusal
from comity.ui.locales import language_name

from .dates import PartialDate
from .models import Body, Membership, Party

FILES = {
    "parties": ("party",),
    "dialogues": ("dialogue", "body", "membership", "presidency"),
    "themes": ("theme",),
}


class WrittenOtherwise(Refusal):
    """A file of a region is written in its one format; the sentence says where it is not."""


@dataclass(frozen=True)
class Row:
    """One ``[[table]]`` of a file, and where it stands there, counted from 1."""

    file: str
    table: str
    number: int
    values: dict[str, Any]

    @property
    def name(self) -> str:
        """What the row is about, as the reader of a message finds it."""
        named = (self.values.get(key) for key in ("slug", "code", "body", "dialogue"))
        return next((str(name) for name in named if name), "")

    def refusal(self, key: str, rule: str) -> WrittenOtherwise:
        place = f"[[{self.table}]] {self.number}" + (f" ({self.name})" if self.name else "")
        return WrittenOtherwise(f"{self.file}, {place}, {key}: {rule}")


@dataclass(frozen=True)
class Key:
    """What may stand at a key: the rule it keeps, an example, and whether it must be there."""

    rule: Callable[[Any], str]
    example: str
    required: bool = False


def said(texts: dict[str, str] | None) -> LazyI18nString | str:
    """Texts by language as a model field takes them; "" where there are none."""
    return LazyI18nString(texts) if texts else ""


def web(source: str) -> str:
    """The address of a source; "" for what is invented."""
    return source if source.startswith("http") else ""


def term(values: dict[str, Any]) -> dict[str, Any]:
    """``since`` and ``until`` as the fields of a ``Term``: first and last day of each."""
    fields: dict[str, Any] = {}
    if "since" in values:
        since = PartialDate.read(str(values["since"]))
        fields |= {"since": since.first, "since_precision": since.precision}
    if "until" in values:
        until = PartialDate.read(str(values["until"]))
        fields |= {"until": until.last, "until_precision": until.precision}
    return fields


def _is_word(value: Any) -> str:
    is_right = isinstance(value, str) and value.strip()
    return "" if is_right else _("this is a word between quotation marks. Write it as %(example)s.")


def _is_source(value: Any) -> str:
    is_right = isinstance(value, str) and value.startswith(("http://", "https://", "invented"))
    return "" if is_right else _("this is the address of a page. Write it as %(example)s.")


def _is_texts(value: Any) -> str:
    texts = list(value.values()) if isinstance(value, dict) else []
    if not texts or not all(isinstance(text, str) and text.strip() for text in texts):
        return _("the text is given by language. Write it as %(example)s.")
    return _are_known(list(value))


def _is_words(value: Any) -> str:
    is_right = isinstance(value, list) and all(isinstance(word, str) for word in value)
    return "" if is_right else _("this is a list in square brackets. Write it as %(example)s.")


def _are_hours(value: Any) -> str:
    is_hours = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 24 * 90
    return (
        ""
        if is_hours
        else _("this is a whole number of hours, from 1 to 2160. Write it as %(example)s.")
    )


def _are_languages(value: Any) -> str:
    return _is_words(value) or _are_known(value)


def _are_known(codes: list[str]) -> str:
    unknown = [code for code in codes if language_name(code, "en") == code]
    words = _("“%(code)s” is not the code of a language. Write it as en, es or fr.")
    return words % {"code": unknown[0]} if unknown else ""


def _is_date(value: Any) -> str:
    try:
        PartialDate.read(str(value))
    except ValueError:
        words = _("“%(words)s” is not a date. Write it as 2016, 2016-12 or 2016-12-05.")
        return words % {"words": value}
    return ""


def _one_of(known: list[str]) -> Callable[[Any], str]:
    def rule(value: Any) -> str:
        words = _("“%(value)s” is not known here. Write one of these: %(known)s.")
        return "" if value in known else words % {"value": value, "known": ", ".join(known)}

    return rule


_NOTE = Key(lambda _value: "", 'note = "…"')
_SOURCE = Key(_is_source, 'source = "https://www.example.org/about"')
_NAME = Key(_is_texts, 'name = { en = "Panama", es = "Panamá", fr = "Panama" }', required=True)
_ACRONYM = Key(_is_texts, 'acronym = { en = "RCM", es = "CRM", fr = "CRM" }')
_ABOUT = Key(_is_texts, 'about = { en = "It meets once a year.", es = "Se reúne cada año." }')
_DATES = {"since": Key(_is_date, 'since = "2026"'), "until": Key(_is_date, 'until = "2026-12-31"')}
_PARTY = Key(_is_word, 'party = "panama"', required=True)
_DIALOGUE = Key(_is_word, 'dialogue = "process"', required=True)

KEYS: dict[str, dict[str, Key]] = {
    "party": {
        "slug": Key(_is_word, 'slug = "panama"', required=True),
        "kind": Key(_one_of(Party.Kind.values), 'kind = "state"', required=True),
        "code": Key(_is_word, 'code = "PA"'),
        "name": _NAME,
        "acronym": _ACRONYM,
        "parent": Key(_is_word, 'parent = "netherlands"'),
        "source": _SOURCE,
        "note": _NOTE,
    },
    "dialogue": {
        "slug": Key(_is_word, 'slug = "process"', required=True),
        "keeper": Key(_is_word, 'keeper = "iom"'),
        "name": _NAME,
        "acronym": _ACRONYM,
        "about": _ABOUT,
        "decision_rule": Key(_is_texts, 'decision_rule = { en = "By consensus." }'),
        "founded": Key(_is_date, 'founded = "1996-03"'),
        "languages": Key(_are_languages, 'languages = ["es", "en"]', required=True),
        "source": _SOURCE,
        "note": _NOTE,
    },
    "body": {
        "slug": Key(_is_word, 'slug = "process-plenary"', required=True),
        "dialogue": _DIALOGUE,
        "parent": Key(_is_word, 'parent = "process-plenary"'),
        "kind": Key(_one_of(Body.Kind.values), 'kind = "plenary"', required=True),
        "name": _NAME,
        "about": _ABOUT,
        "required_languages": Key(_are_languages, 'required_languages = ["es", "en"]'),
        "silence_hours": Key(_are_hours, "silence_hours = 72"),
        "source": _SOURCE,
        "note": _NOTE,
    },
    "membership": {
        "body": Key(_is_word, 'body = "process-plenary"', required=True),
        "parties": Key(_is_words, 'parties = ["panama", "belize"]', required=True),
        "role": Key(_one_of(Membership.Role.values), 'role = "member"', required=True),
        "note": Key(_is_texts, 'note = { en = "Invited in 2026.", es = "Invitado en 2026." }'),
        "source": _SOURCE,
    }
    | _DATES,
    "presidency": {"dialogue": _DIALOGUE, "party": _PARTY, "source": _SOURCE, "note": _NOTE}
    | _DATES,
    "theme": {
        "code": Key(_is_word, 'code = "gcm-1"', required=True),
        "dialogue": Key(_is_word, 'dialogue = "process"'),
        "name": _NAME,
        "source": _SOURCE,
        "note": _NOTE,
    },
}


def read(folder: Path) -> dict[str, list[Row]]:
    """The rows of each table in a folder, in their order; a table without rows is empty.

    Raises:
        WrittenOtherwise: a file cannot be read, or breaks a rule of the format.
    """
    files = [folder / f"{name}.toml" for name in FILES if (folder / f"{name}.toml").is_file()]
    if not files:
        words = _("%(folder)s holds none of these files: %(known)s. Name the folder they are in.")
        known = ", ".join(f"{name}.toml" for name in FILES)
        raise WrittenOtherwise(words % {"folder": folder, "known": known})
    found: dict[str, list[Row]] = {table: [] for table in KEYS}
    for file in files:
        for row in _rows(file):
            _check(row)
            found[row.table].append(row)
    for rows in found.values():
        _check_names(rows)
    return found


def _rows(file: Path) -> Iterator[Row]:
    tables = FILES[file.stem]
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as fault:  # not to be opened, not TOML, not UTF-8
        words = _("%(file)s cannot be read: %(fault)s. Mend this place and try again.")
        raise WrittenOtherwise(words % {"file": file.name, "fault": fault}) from fault
    for table, rows in content.items():
        is_list = isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
        if table not in tables or not is_list:
            words = _(
                "%(file)s, %(table)s: this does not belong here. Write one of these: %(known)s."
            )
            known = ", ".join(f"[[{one}]]" for one in tables)
            raise WrittenOtherwise(words % {"file": file.name, "table": table, "known": known})
        for number, values in enumerate(rows, 1):
            yield Row(file.name, table, number, values)


def _check(row: Row) -> None:
    keys = KEYS[row.table]
    for name, value in row.values.items():
        if name not in keys:
            words = _("no such key is known here. Use one of these: %(known)s.")
            raise row.refusal(name, words % {"known": ", ".join(keys)})
        if rule := keys[name].rule(value):
            raise row.refusal(name, rule.replace("%(example)s", keys[name].example))
    for name, key in keys.items():
        if key.required and name not in row.values:
            words = _("this key is missing. Write it as %(example)s.")
            raise row.refusal(name, words % {"example": key.example})


def _check_names(rows: list[Row]) -> None:
    """A slug or code names one row; memberships and presidencies have none."""
    seen: set[str] = set()
    for row in rows:
        key = "slug" if "slug" in KEYS[row.table] else "code"
        name = row.values.get(key)
        if name in seen:
            words = _("another row is called “%(name)s”. Give each a name of its own.")
            raise row.refusal(key, words % {"name": name})
        seen |= {name} if name else set()
