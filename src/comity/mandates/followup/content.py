"""What a follow-up report holds: gathered once for its readers, kept, and painted from then on.

Texts are kept in every language they have (``Texts``: language → words), so that each form in
each language is made of the same record. Days are ISO 8601, numbers as written.
"""

from __future__ import annotations

import types
from dataclasses import asdict, dataclass, field, is_dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

Texts = dict[str, str]


@dataclass(frozen=True)
class LeftOut:
    """How many records the selection holds that this report does not, by reason."""

    narrower_mandates: int = 0
    narrower_reports: int = 0
    narrower_replies: int = 0
    unaccepted_reports: int = 0
    unaccepted_replies: int = 0


@dataclass(frozen=True)
class Addressee:
    """``key`` is ``party:slug`` or ``body:slug``; ``is_state`` tells states and territories
    from institutions and bodies, which report in a stream of their own."""

    key: str
    name: Texts
    short: Texts
    is_state: bool


@dataclass(frozen=True)
class Cited:
    """A measure as the report cites it."""

    title: str
    account: str
    language: str


@dataclass(frozen=True)
class Value:
    """What a report says an indicator was in a year."""

    indicator: int
    year: int
    number: str
    note: str


@dataclass(frozen=True)
class Said:
    """What an addressee reported. ``is_earlier``: before the period of this report."""

    on: str
    language: str
    status: str
    progress: str
    limitations: str
    next_steps: str
    best_practice: str
    measures: list[Cited] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    evidence: list[Texts] = field(default_factory=list)
    is_earlier: bool = False
    is_invented: bool = False


@dataclass(frozen=True)
class Asked:
    """One assignment: how it stands for the readers of this report, and what was said.
    ``is_support``: an institution reports beside those who are asked, and owes nothing."""

    addressee: str
    state: str
    is_overdue: bool
    said: Said | None
    is_support: bool = False


@dataclass(frozen=True)
class Indicator:
    key: int
    name: Texts
    definition: Texts
    unit: Texts
    direction: str
    baseline: str
    baseline_year: int | None
    target: str
    target_year: int | None


@dataclass(frozen=True)
class Mandate:
    """``mark`` names text and clause, and is empty where the readers may not see the text."""

    key: int
    mark: str
    paragraph: Texts
    action: Texts
    given_on: str
    due_on: str
    closed_on: str
    themes: list[str]
    indicators: list[Indicator]
    asked: list[Asked]


@dataclass(frozen=True)
class Answer:
    """``value`` as the question's kind has it: words, a number, a choice from 1, "yes", "no"."""

    addressee: str
    value: str
    language: str


@dataclass(frozen=True)
class Question:
    words: Texts
    kind: str
    unit: Texts
    choices: Texts
    answers: list[Answer]


@dataclass(frozen=True)
class Source:
    """A text from which mandates come."""

    symbol: str
    title: Texts
    adopted_on: str


@dataclass(frozen=True)
class Content:
    """The whole report. ``records`` names what went in: model → keys, so that it can be told
    later whether its readers may still see all of it."""

    title: Texts
    dialogue: Texts
    body: Texts
    label: str
    with_observers: bool
    round: Texts
    since: str
    until: str
    made_on: str
    left_out: LeftOut
    addressees: list[Addressee]
    mandates: list[Mandate]
    themes: dict[str, Texts]
    questions: list[Question]
    silent: list[str]
    """Keys of the parties asked in the round whose reply these readers cannot read."""
    sources: list[Source]
    records: dict[str, list[int]]

    @property
    def names(self) -> dict[str, Addressee]:
        return {one.key: one for one in self.addressees}


def to_json(content: Content) -> dict[str, Any]:
    return asdict(content)


def from_json(data: dict[str, Any]) -> Content:
    """The content as it was kept.

    Raises:
        TypeError: the data lack a field or have one too many.
    """
    return _read(Content, data)


def _read(kind: Any, data: Any) -> Any:
    """``data`` as a value of the type ``kind``: of dataclasses, lists, dicts and plain values."""
    origin, arguments = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _read(hints[name], value) for name, value in data.items()})
    if origin is list:
        return [_read(arguments[0], one) for one in data]
    if origin in (Union, types.UnionType):
        return None if data is None else _read(arguments[0], data)
    return data


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
