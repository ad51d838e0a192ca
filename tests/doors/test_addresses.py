"""Every address, asked by readers who must not see: nothing of what is hidden appears.

A new address must be given what it takes in ``TAKES``, or the tests fail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import make
from tests.doors.mixed import MixedWorld
from tests.doors.world import WORD, World
from tests.entering import entered

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def here(kept_for_module: Callable) -> World:
    return kept_for_module(World)


def clients_of(persons: dict[str, Any]) -> dict[str, Client]:
    return {who: entered(person) for who, person in persons.items()}


@pytest.fixture(scope="module")
def outsiders(here: World, kept_for_module: Callable) -> dict[str, Client]:
    return kept_for_module(lambda: clients_of(here.outsiders()))


def key(kind: str, attribute: str = "pk") -> Callable[[World], list[Any]]:
    return lambda here: [getattr(here.things[kind], attribute)]


def nothing(_here: World) -> list[Any]:
    return []


TAKES: dict[str, Callable[[World], list[Any]]] = {
    "desk_entrance": nothing,
    "no_other_address": nothing,
    "no_users_at_desk": nothing,
    "wagtailcore_login": nothing,
    "documents:add": nothing,
    "documents:add_language": key("documents.document"),
    "documents:document": key("documents.document"),
    "documents:documents": nothing,
    "documents:file": key("documents.rendition"),
    "documents:release": key("documents.rendition"),
    "documents:revise": key("documents.document"),
    "documents:share": key("documents.document"),
    "instruments:add_language": key("instruments.instrument", "slug"),
    "instruments:adoption": key("instruments.instrument", "slug"),
    "instruments:clause": lambda here: [here.draft.slug, here.draft_clause.pk],
    "instruments:import": nothing,
    "instruments:instrument": key("instruments.instrument", "slug"),
    "instruments:instruments": nothing,
    "instruments:review": lambda here: [here.draft.slug],
    "mandates:assign": key("mandates.mandate"),
    "mandates:assignment": key("mandates.assignment"),
    "mandates:assignments": nothing,
    "mandates:close": key("mandates.mandate"),
    "mandates:due": key("mandates.mandate"),
    "mandates:export": lambda _here: ["csv"],
    "mandates:giving": key("instruments.instrument", "slug"),
    "mandates:giving_one": lambda here: [
        here.things["instruments.instrument"].slug,
        here.things["instruments.clause"].pk,
    ],
    "mandates:judge": key("mandates.report"),
    "mandates:keep": key("mandates.assignment"),
    "mandates:mandate": key("mandates.mandate"),
    "mandates:matrix": nothing,
    "mandates:of_party": lambda here: [here.owner.slug],
    "mandates:remove_evidence": lambda here: [
        here.things["mandates.report"].pk,
        here.things["documents.document"].pk,
    ],
    "mandates:reopen": key("mandates.mandate"),
    "mandates:report": key("mandates.report"),
    "mandates:write": key("mandates.assignment"),
    "meetings:add": nothing,
    "meetings:add_item": key("meetings.meeting", "slug"),
    "meetings:announce": key("meetings.meeting", "slug"),
    "meetings:edit": key("meetings.meeting", "slug"),
    "meetings:edit_item": key("meetings.agendaitem"),
    "meetings:hand_in": key("meetings.agendaitem"),
    "meetings:item_documents": key("meetings.agendaitem"),
    "meetings:meeting": key("meetings.meeting", "slug"),
    "meetings:meetings": nothing,
    "meetings:mode": key("meetings.agendaitem"),
    "meetings:move_item": key("meetings.agendaitem"),
    "meetings:remove_document": lambda here: [
        here.things["meetings.agendaitem"].pk,
        here.things["documents.document"].pk,
    ],
    "meetings:remove_item": key("meetings.agendaitem"),
    "notices:follow": lambda here: [here.body.slug],
    "notices:message": lambda _here: [make.message(WORD).pk],
    "notices:outbox": nothing,
    "parties:account": nothing,
    "parties:administrator": lambda here: [here.author.seats.get().pk],
    "parties:body": lambda here: [here.body.slug],
    "parties:circle": lambda here: ["documents.document", here.things["documents.document"].pk],
    "parties:desk": nothing,
    "parties:dialogue": lambda here: [here.body.dialogue.slug],
    "parties:dialogues": nothing,
    "parties:end_seat": lambda here: [here.author.seats.get().pk],
    "parties:invitation": lambda _here: ["x" * 43],
    "parties:ledger": nothing,
    "parties:parties": nothing,
    "parties:party": lambda here: [here.owner.slug],
    "parties:seats": lambda here: [here.owner.slug],
    "parties:slice": lambda here: [here.owner.slug],
    "parties:withdraw": lambda here: [make.invitation(here.owner).pk],
    "ui:patterns": nothing,
}


def our_addresses() -> list[str]:
    """The name of every address that a view of ours answers."""
    return sorted(set(_walk(get_resolver(settings.ROOT_URLCONF).url_patterns, "")))


def _walk(patterns: list[URLPattern | URLResolver], namespace: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner)
        elif _is_ours(pattern):
            yield f"{namespace}{pattern.name}"


def _is_ours(pattern: URLPattern) -> bool:
    view = getattr(pattern.callback, "view_class", pattern.callback)
    return view.__module__.startswith("comity.")


def words_of(answer: HttpResponse) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_every_address_is_known_here():
    assert set(our_addresses()) == set(TAKES)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", sorted(TAKES))
def test_nothing_hidden_appears(here: World, outsiders: dict[str, Client], name: str, method: str):
    address = reverse(name, args=TAKES[name](here))
    for who, client in outsiders.items():
        answer = getattr(client, method)(address)
        assert answer.status_code in {200, 302, 403, 404, 405, 410, 422}, (who, answer)
        assert WORD.encode() not in words_of(answer), who
        assert WORD not in answer.headers.get("Location", ""), who


@pytest.fixture(scope="module")
def mixed(kept_for_module: Callable) -> MixedWorld:
    return kept_for_module(MixedWorld)


@pytest.fixture(scope="module")
def readers(mixed: MixedWorld, kept_for_module: Callable) -> dict[str, Client]:
    return kept_for_module(lambda: clients_of(mixed.readers()))


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", sorted(TAKES))
def test_no_hidden_neighbour_appears(
    mixed: MixedWorld, readers: dict[str, Client], name: str, method: str
):
    address = reverse(name, args=TAKES[name](mixed))
    for who, client in readers.items():
        assert WORD.encode() not in words_of(getattr(client, method)(address)), who


def test_those_inside_do_see_it(here: World, sign_in: Callable, client: Client):
    """The word is really on these pages: the tests above can fail."""
    sign_in(here.insider())
    for name in SHOWS:
        answer = client.get(reverse(name, args=TAKES[name](here)))
        assert WORD.encode() in words_of(answer), name


SHOWS = [
    "documents:document", "documents:documents", "documents:file", "instruments:instrument",
    "instruments:instruments", "instruments:review", "mandates:assignment", "mandates:export",
    "mandates:mandate", "mandates:matrix", "mandates:of_party", "mandates:report",
    "meetings:meeting", "parties:body", "parties:dialogue",
]  # fmt: skip
