"""The list of participants as a value: who is accredited, in the order of protocol.

States first, then territories, institutions, parliaments and networks; associates after members,
then observers, the secretariat last. Among equals the alphabet of the language decides. Within a
delegation the head comes first, then alternates, advisers and interpreters, each as the party put
them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from django.utils.translation import gettext, override

from comity.meetings.models import Meeting
from comity.parties.access import Reader
from comity.parties.models import Membership, Party
from comity.tlp import Label
from comity.ui.locales import page_language
from comity.ui.said import Said, said, sort_key

from .models import Convocation, Delegate
from .models.delegations import ROLES

CLASSES = ("member", "associate", "observer", "secretariat")
KINDS = ("state", "territory", "institution", "parliament", "network")
READ = (
    "pk", "role", "title", "name", "function", "languages", "position", "delegation__role",
    "delegation__party",
)  # fmt: skip


class Participant(NamedTuple):
    """A plain tuple: of 300 of them a page is made in a few milliseconds."""

    key: int
    name: str
    role: str
    function: str
    languages: tuple[str, ...]
    party: Said
    slug: str
    class_: str
    kind: str


@dataclass(frozen=True)
class Group:
    """Parties of one class and kind: ``States``, ``Observers: institutions``."""

    words: str
    parties: list[tuple[Said, list[Participant]]]


@dataclass(frozen=True)
class Participants:
    """All of it, in one language."""

    meeting: Meeting
    language: str
    label: Label
    groups: list[Group]

    @property
    def count(self) -> int:
        return sum(len(people) for group in self.groups for _name, people in group.parties)

    def everybody(self) -> Iterator[tuple[Group, Participant]]:
        for group in self.groups:
            for _name, people in group.parties:
                for one in people:
                    yield group, one


def label_of(meeting: Meeting) -> Label:
    """Names are for those who have a seat: what is public of a meeting is not who came."""
    return max(Label(meeting.label), Label.GREEN, key=list(Label).index)


def gather(
    meeting: Meeting, reader: Reader, language: str = "", *, only_present: bool = False
) -> Participants:
    """Who of the accredited the reader may see, as a list in a language (that of the page)."""
    language = language or page_language()
    found = Delegate.objects.visible_to(reader).approved().of_meeting(meeting).order_by()
    if only_present:
        found = found.filter(check_ins__isnull=False).distinct()
    convocation: Convocation | None = getattr(meeting, "convocation", None)
    ordered_in = convocation.order_language if convocation else ""
    parties = _parties(meeting, language, ordered_in or language)
    rows = sorted(found.values_list(*READ), key=lambda row: _place(row, parties[row[-1]]))
    people = [_participant(row, parties[row[-1]]) for row in rows]
    with override(language):
        groups = [
            Group(_group_words(*key), _by_party(list(members)))
            for key, members in groupby(people, key=lambda one: (one.class_, one.kind))
        ]
    return Participants(meeting, language, label_of(meeting), groups)


class _Party(NamedTuple):
    """What the list says of a party, and where it stands among those of its kind."""

    name: Said
    slug: str
    kind: str
    place: tuple[str, str]


def _parties(meeting: Meeting, language: str, ordered_in: str) -> dict[int, _Party]:
    """Each party once: of 300 delegates some forty parties are read."""
    found = Party.objects.filter(delegations__meeting=meeting).order_by()
    parties = {}
    for pk, slug, kind, name in found.values_list("pk", "slug", "kind", "name"):
        shown = said(name, language)
        ordered = shown if ordered_in == language else said(name, ordered_in)
        parties[pk] = _Party(shown, slug, kind, sort_key(ordered.text))
    return parties


def _place(row: tuple[Any, ...], party: _Party) -> tuple[Any, ...]:
    pk, role, _title, _name, _function, _languages, position, class_, _party = row
    return (
        CLASSES.index(class_), KINDS.index(party.kind), party.place, party.slug,
        ROLES.index(role), position, pk,
    )  # fmt: skip


def _participant(row: tuple[Any, ...], party: _Party) -> Participant:
    pk, role, title, name, function, languages, _position, class_, _party = row
    full = f"{title} {name}".strip()
    return Participant(
        pk, full, role, function, tuple(languages), party.name, party.slug, class_, party.kind
    )


def _by_party(people: list[Participant]) -> list[tuple[Said, list[Participant]]]:
    parties = groupby(people, key=lambda one: one.slug)
    found = [list(members) for _slug, members in parties]
    return [(members[0].party, members) for members in found]


def _group_words(class_: str, kind: str) -> str:
    kinds = {
        Party.Kind.STATE: gettext("States"),
        Party.Kind.TERRITORY: gettext("Territories"),
        Party.Kind.INSTITUTION: gettext("Institutions"),
        Party.Kind.PARLIAMENT: gettext("Parliaments"),
        Party.Kind.NETWORK: gettext("Civil-society networks"),
    }
    classes = {
        Membership.Role.ASSOCIATE: gettext("Associates: %(kind)s"),
        Membership.Role.OBSERVER: gettext("Observers: %(kind)s"),
        Membership.Role.SECRETARIAT: gettext("Secretariat: %(kind)s"),
    }
    words = kinds[Party.Kind(kind)]
    if class_ == Membership.Role.MEMBER:
        return words
    return classes[Membership.Role(class_)] % {"kind": words[:1].lower() + words[1:]}


def role_words() -> dict[str, str]:
    """Role → words in the language of the page."""
    return {value: str(words) for value, words in Delegate.Role.choices}
