"""Every address, asked by readers who must not see: nothing of what is hidden appears.

A new address must be given what it takes in ``TAKES``, or the tests fail.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from comity.notices.letters import STOP
from comity.public.services.press import CONFIRM, LEAVE
from comity.search import indexing
from comity.search.models import Found
from tests import make
from tests.doors.mixed import MixedWorld
from tests.doors.world import WORD, World
from tests.entering import entered

pytestmark = pytest.mark.django_db
NUMBERS = itertools.count()


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


def under_meeting(kind: str) -> Callable[[World], list[Any]]:
    return lambda here: [here.things["meetings.meeting"].slug, here.things[kind].pk]


def in_tongue(kind: str, attribute: str = "pk") -> Callable[[World], list[Any]]:
    return lambda here: ["ht", getattr(here.things[kind], attribute)]


def of_campaign(here: World | MixedWorld) -> list[Any]:
    return ["ht", here.things["campaigns.campaign"].slug]


def nothing(_here: World) -> list[Any]:
    return []


def theme_of(here: World | MixedWorld) -> Any:
    """One that everything with themes here is about."""
    theme = here.theme if isinstance(here, MixedWorld) else make.theme()
    for kind in ("mandates.mandate", "mandates.measure"):
        here.things[kind].themes.add(theme)
    return theme


def a_pack(here: World | MixedWorld) -> Any:
    """Of the owner of what is hidden; its words are of a mandate that nobody outside may read."""
    return make.pack(here.owner, WORD, dialogue=here.body.dialogue)


def a_returned_pack(here: World | MixedWorld) -> list[Any]:
    finding = {"what": WORD, "kept": WORD, "take": WORD, "mark": "a0", "name": "progress"}
    return [make.returned_pack(a_pack(here), findings=[finding], taken={"a0": [WORD]}).pk]


def a_position(here: World | MixedWorld) -> list[Any]:
    return [here.things["instruments.instrument"].slug, here.owner.slug]


def a_returned_text(here: World | MixedWorld) -> list[Any]:
    """Of the owner of what is hidden; beside what is public, of a party that nobody here is."""
    party = here.owner if isinstance(here, World) else make.party()
    change = {
        "kind": "insert", "key": "", "number": WORD, "before": WORD, "after": WORD, "author": WORD,
        "at": "", "is_tracked": True, "has_changed": False, "goes_after": "", "way": "",
    }  # fmt: skip
    read = {"changes": [change], "unplaced": [], "comments": [], "marked": 1}
    drafting = here.things["instruments.instrument"].drafting
    return [make.returned_text(drafting, party=party, name=f"{WORD}.docx", read=read).pk]


def a_revised_text(here: World | MixedWorld) -> list[Any]:
    """With two revisions of what it says."""
    text = here.things["instruments.instrument"]
    for why in ("circulated", "adopted"):
        make.text_revision(text, why=why)
    return [text.slug]


def a_draft(here: World | MixedWorld) -> Any:
    """A page for the public that is not published: editors alone read it."""
    return make.news(WORD, paragraphs=[WORD], place=WORD, dialogue=here.body.dialogue)


def an_old_page(here: World | MixedWorld) -> Any:
    """For the secretariat alone; beside what is public, of another dialogue."""
    found = here.things.get("public.archivedpage")
    return found or make.archived(WORD, paragraphs=[WORD])


def a_press_reader(_here: World | MixedWorld) -> Any:
    return make.press_reader(f"{next(NUMBERS)}@example.org")


TAKES: dict[str, Callable[[World], list[Any]]] = {
    "calendars:body": lambda here: [here.body.slug],
    "calendars:dialogue": lambda here: [here.body.dialogue.slug],
    "calendars:meeting": key("meetings.meeting", "slug"),
    "calendars:mine": lambda _here: ["x" * 43],
    "campaigns:add": nothing,
    "campaigns:add_file": key("campaigns.material"),
    "campaigns:add_material": key("campaigns.campaign", "slug"),
    "campaigns:change": key("campaigns.campaign", "slug"),
    "campaigns:material": key("campaigns.material"),
    "campaigns:release": key("campaigns.campaign", "slug"),
    "campaigns:release_material": key("campaigns.material"),
    "campaigns:remove_file": key("campaigns.materialfile"),
    "campaigns:report": key("campaigns.campaign", "slug"),
    "campaigns:reports": key("campaigns.campaign", "slug"),
    "campaigns:withdraw": key("campaigns.campaign", "slug"),
    "campaigns:withdraw_report": key("campaigns.distribution"),
    "campaigns:withhold": key("campaigns.material"),
    "campaigns:work": key("campaigns.campaign", "slug"),
    "public_campaigns:campaign": in_tongue("campaigns.campaign", "slug"),
    "public_campaigns:campaigns": lambda _here: ["ht"],
    "public_campaigns:countries": in_tongue("campaigns.campaign", "slug"),
    "public_campaigns:country": lambda here: [*of_campaign(here), here.owner.slug],
    "public_campaigns:file": in_tongue("campaigns.materialfile"),
    "public_campaigns:pack": lambda here: [*of_campaign(here), "stations"],
    "public_campaigns:poster": lambda here: [*of_campaign(here), here.owner.slug, "poster", "svg"],
    "public_campaigns:reach": in_tongue("campaigns.campaign", "slug"),
    "public_campaigns:reach_file": lambda here: [*of_campaign(here), "csv"],
    "desk_entrance": nothing,
    "no_other_address": nothing,
    "no_users_at_desk": nothing,
    "wagtailcore_login": nothing,
    "delegations:answer": key("delegations.delegation"),
    "delegations:arrangement": key("delegations.delegate"),
    "delegations:arrangement_link": lambda _here: ["x" * 43],
    "delegations:arrangements": key("meetings.meeting", "slug"),
    "delegations:arrangements_file": lambda here: [here.things["meetings.meeting"].slug, "csv"],
    "delegations:badges": key("meetings.meeting", "slug"),
    "delegations:begin": key("delegations.delegation"),
    "delegations:call": key("meetings.meeting", "slug"),
    "delegations:check_in": key("meetings.meeting", "slug"),
    "delegations:check_in_worker": key("meetings.meeting", "slug"),
    "delegations:correct": key("delegations.delegate"),
    "delegations:delegation": lambda here: [here.things["meetings.meeting"].slug, here.owner.slug],
    "delegations:delegations": key("meetings.meeting", "slug"),
    "delegations:invite": key("meetings.meeting", "slug"),
    "delegations:judge": key("delegations.delegation"),
    "delegations:logistics": key("meetings.meeting", "slug"),
    "delegations:nominate": key("delegations.delegation"),
    "delegations:participants": key("meetings.meeting", "slug"),
    "delegations:participants_file": lambda here: [
        here.things["meetings.meeting"].slug,
        "en",
        "csv",
    ],
    "delegations:quota": key("delegations.delegation"),
    "delegations:renew_badge": key("delegations.delegate"),
    "delegations:send_link": key("delegations.delegate"),
    "delegations:submit": key("delegations.delegation"),
    "delegations:withdraw": key("delegations.delegate"),
    "consensus:silence": key("instruments.instrument", "slug"),
    "consensus:keep_silence": key("instruments.instrument", "slug"),
    "instruments:footnotes": key("instruments.instrument", "slug"),
    "instruments:footnote": lambda here: [
        here.things["instruments.instrument"].slug,
        here.things["instruments.footnote"].pk,
    ],
    "consensus:change_proposal": key("consensus.proposal"),
    "consensus:circulate": lambda here: [here.draft.slug],
    "consensus:clause": lambda here: [
        here.things["instruments.instrument"].slug,
        here.things["instruments.clause"].pk,
    ],
    "consensus:comment": key("consensus.comment"),
    "consensus:compilation": key("instruments.instrument", "slug"),
    "consensus:compilation_file": key("instruments.instrument", "slug"),
    "consensus:compare": a_revised_text,
    "consensus:compare_file": a_revised_text,
    "consensus:keep_revision": a_revised_text,
    "consensus:returned_text": a_returned_text,
    "consensus:returned_text_file": a_returned_text,
    "consensus:revisions": a_revised_text,
    "consensus:word": a_revised_text,
    "consensus:word_file": a_revised_text,
    "consensus:conduct": key("instruments.instrument", "slug"),
    "consensus:drafting": key("instruments.instrument", "slug"),
    "consensus:keep_new": key("instruments.instrument", "slug"),
    "consensus:keep_proposal": key("consensus.proposal"),
    "consensus:keep_statement": a_position,
    "consensus:position": a_position,
    "consensus:proposal": key("consensus.proposal"),
    "consensus:propose": key("instruments.instrument", "slug"),
    "consensus:statement": a_position,
    "documents:add": nothing,
    "documents:add_language": key("documents.document"),
    "documents:document": key("documents.document"),
    "documents:documents": nothing,
    "documents:file": key("documents.rendition"),
    "documents:release": key("documents.rendition"),
    "documents:revise": key("documents.document"),
    "documents:say_language": key("documents.rendition"),
    "documents:series": lambda here: [here.body.slug],
    "documents:share": key("documents.document"),
    "feeds:body": lambda here: [here.body.slug],
    "feeds:dialogue": lambda here: [here.body.dialogue.slug],
    "help_files:csv": nothing,
    "help_files:enter": nothing,
    "help_files:json": nothing,
    "help_files:worker": nothing,
    "helplines:change": key("helplines.change"),
    "helplines:confirm": key("helplines.line"),
    "helplines:drop": key("helplines.change"),
    "helplines:edit": key("helplines.line"),
    "helplines:line": key("helplines.line"),
    "helplines:lines": nothing,
    "helplines:propose": lambda here: [here.owner.slug],
    "helplines:release": key("helplines.change"),
    "helplines:withdraw": key("helplines.line"),
    "public_helplines:all": lambda _here: ["ht"],
    "public_helplines:card": lambda here: ["ht", here.owner.code.lower()],
    "public_helplines:country": lambda here: ["ht", here.owner.code.lower()],
    "public_helplines:index": lambda _here: ["ht"],
    "public_helplines:sms": lambda here: ["ht", here.owner.code.lower()],
    "instruments:add_language": key("instruments.instrument", "slug"),
    "instruments:adoption": key("instruments.instrument", "slug"),
    "instruments:clause": lambda here: [here.draft.slug, here.draft_clause.pk],
    "instruments:agreement": key("instruments.instrument", "slug"),
    "instruments:agreements": nothing,
    "instruments:agreements_file": lambda _here: ["csv"],
    "instruments:record_signature": key("instruments.instrument", "slug"),
    "instruments:signatures_file": lambda here: [
        here.things["instruments.instrument"].slug,
        "csv",
    ],
    "instruments:register_agreement": key("instruments.instrument", "slug"),
    "instruments:renew_agreement": key("instruments.instrument", "slug"),
    "instruments:terminate_agreement": key("instruments.instrument", "slug"),
    "instruments:from_conclusions": key("meetings.meeting", "slug"),
    "instruments:import": nothing,
    "instruments:instrument": key("instruments.instrument", "slug"),
    "instruments:instruments": nothing,
    "instruments:asked_by": lambda here: [here.protocol.slug],
    "instruments:compare": lambda here: [here.protocol.slug, here.regional_clause.pk],
    "instruments:life": lambda here: [here.protocol.slug],
    "instruments:link": lambda here: [
        here.national.slug,
        here.protocol.slug,
        here.regional_clause.pk,
    ],
    "instruments:links": lambda here: [here.national.slug, here.protocol.slug],
    "instruments:register_national": lambda here: [here.protocol.slug],
    "instruments:reviewed": lambda here: [here.protocol.slug],
    "instruments:share_standing": key("instruments.standing"),
    "instruments:standings": lambda here: [here.protocol.slug],
    "instruments:standings_file": lambda here: [here.protocol.slug, "csv"],
    "instruments:state_standing": lambda here: [here.protocol.slug],
    "instruments:review": lambda here: [here.draft.slug],
    "mandates:assign": key("mandates.mandate"),
    "mandates:assignment": key("mandates.assignment"),
    "mandates:assignments": nothing,
    "mandates:change_measure": key("mandates.measure"),
    "mandates:cite": lambda here: [
        here.things["mandates.measure"].pk,
        here.things["mandates.assignment"].pk,
    ],
    "mandates:close": key("mandates.mandate"),
    "mandates:change_indicator": key("mandates.indicator"),
    "mandates:define_indicator": key("mandates.mandate"),
    "mandates:due": key("mandates.mandate"),
    "mandates:export": lambda _here: ["csv"],
    "mandates:ask_follow_up": lambda here: [here.body.slug],
    "mandates:follow_up": key("mandates.followup"),
    "mandates:follow_up_file": key("mandates.followupfile"),
    "mandates:follow_up_part": lambda here: [here.things["mandates.followup"].pk, "summary"],
    "mandates:follow_ups": nothing,
    "mandates:share_follow_up": key("mandates.followup"),
    "mandates:write_follow_up_again": key("mandates.followup"),
    "mandates:giving": key("instruments.instrument", "slug"),
    "mandates:giving_one": lambda here: [
        here.things["instruments.instrument"].slug,
        here.things["instruments.clause"].pk,
    ],
    "mandates:hand_over": lambda here: [here.body.dialogue.slug],
    "mandates:hand_over_file": lambda here: [here.body.dialogue.slug, "html"],
    "mandates:hand_off": lambda here: [make.hand_off(here.things["mandates.report"]).pk],
    "mandates:hand_off_link": lambda _here: ["x" * 43],
    "mandates:hand_offs": key("mandates.report"),
    "mandates:judge": key("mandates.report"),
    "mandates:keep": key("mandates.assignment"),
    "mandates:mandate": key("mandates.mandate"),
    "mandates:keep_measure": key("mandates.measure"),
    "mandates:link": key("mandates.mandate"),
    "mandates:matrix": nothing,
    "mandates:measure": key("mandates.measure"),
    "mandates:measures": nothing,
    "mandates:measures_file": lambda _here: ["csv"],
    "mandates:record_measure": nothing,
    "mandates:remove_measure_evidence": lambda here: [
        here.things["mandates.measure"].pk,
        here.things["documents.document"].pk,
    ],
    "mandates:share_measure": key("mandates.measure"),
    "mandates:start_from": lambda here: [
        here.things["mandates.assignment"].pk,
        here.things["mandates.report"].pk,
    ],
    "mandates:take_new_words": key("mandates.citation"),
    "mandates:take_off": key("mandates.citation"),
    "mandates:unlink": key("mandates.equivalence"),
    "mandates:theme": lambda here: [theme_of(here).code],
    "mandates:of_party": lambda here: [here.owner.slug],
    "mandates:remove_evidence": lambda here: [
        here.things["mandates.report"].pk,
        here.things["documents.document"].pk,
    ],
    "mandates:make_pack": nothing,
    "mandates:pack": lambda here: [a_pack(here).pk],
    "mandates:pack_file": lambda here: [a_pack(here).pk],
    "mandates:packs": nothing,
    "mandates:add_project": nothing,
    "mandates:change_project": key("mandates.project"),
    "mandates:project": key("mandates.project"),
    "mandates:projects": nothing,
    "mandates:projects_file": lambda _here: ["csv"],
    "mandates:reach_result": lambda here: [
        here.things["mandates.project"].pk,
        here.things["mandates.result"].pk,
    ],
    "mandates:share_project": key("mandates.project"),
    "mandates:public": lambda here: [here.body.dialogue.slug],
    "mandates:return_any": nothing,
    "mandates:return_pack": lambda here: [a_pack(here).pk],
    "mandates:returned_file": a_returned_pack,
    "mandates:returned_pack": a_returned_pack,
    "mandates:take_kept": lambda here: [*a_returned_pack(here), 0],
    "mandates:reopen": key("mandates.mandate"),
    "mandates:report": key("mandates.report"),
    "mandates:revoke_hand_off": lambda here: [make.hand_off(here.things["mandates.report"]).pk],
    "mandates:change_round": key("mandates.round"),
    "mandates:close_round": key("mandates.round"),
    "mandates:extend_round": lambda here: [here.things["mandates.round"].pk, here.owner.slug],
    "mandates:judge_reply": key("mandates.reply"),
    "mandates:keep_reply": key("mandates.reply"),
    "mandates:open_round": key("mandates.round"),
    "mandates:prepare_round": lambda here: [here.body.slug],
    "mandates:questions": key("mandates.round"),
    "mandates:remove_reply_evidence": lambda here: [
        here.things["mandates.reply"].pk,
        here.things["documents.document"].pk,
    ],
    "mandates:reply": key("mandates.reply"),
    "mandates:round": key("mandates.round"),
    "mandates:rounds": nothing,
    "mandates:submit_ready": key("mandates.reply"),
    "mandates:support": lambda here: [
        here.things["mandates.reply"].pk,
        here.things["mandates.mandate"].pk,
    ],
    "mandates:versions": key("mandates.report"),
    "mandates:withdraw_indicator": key("mandates.indicator"),
    "mandates:write": key("mandates.assignment"),
    "meetings:add": nothing,
    "meetings:add_item": key("meetings.meeting", "slug"),
    "meetings:arrange": key("meetings.meeting", "slug"),
    "meetings:begin": key("meetings.meeting", "slug"),
    "meetings:cancel": key("meetings.meeting", "slug"),
    "meetings:announce": key("meetings.meeting", "slug"),
    "meetings:calendar_address": nothing,
    "meetings:edit": key("meetings.meeting", "slug"),
    "meetings:edit_item": key("meetings.agendaitem"),
    "meetings:hand_in": key("meetings.agendaitem"),
    "meetings:item": key("meetings.agendaitem"),
    "meetings:item_documents": key("meetings.agendaitem"),
    "meetings:meeting": key("meetings.meeting", "slug"),
    "meetings:meetings": nothing,
    "meetings:mode": key("meetings.agendaitem"),
    "meetings:remove_document": lambda here: [
        here.things["meetings.agendaitem"].pk,
        here.things["documents.document"].pk,
    ],
    "meetings:remove_item": key("meetings.agendaitem"),
    "meetings:new": key("meetings.meeting", "slug"),
    "meetings:take_away": key("meetings.meeting", "slug"),
    "meetings:take_away_file": key("meetings.meeting", "slug"),
    "notices:follow": lambda here: [here.body.slug],
    "notices:mailbox": lambda _here: ["1:" + "x" * 43],
    "notices:mailboxes": lambda here: [here.owner.slug],
    "notices:message": lambda _here: [make.message(WORD).pk],
    "notices:outbox": nothing,
    "notices:preferences": nothing,
    "notices:remove_mailbox": lambda here: [
        make.mailbox(here.owner, here.body.dialogue, added_by=here.author).pk
    ],
    "notices:stop": lambda here: [STOP.sign(f"p{here.author.pk}")],
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
    "other": lambda _here: ["pt", "news/"],
    "press:confirm": lambda here: ["en", CONFIRM.sign(str(a_press_reader(here).pk))],
    "press:join": lambda _here: ["en"],
    "press:leave": lambda here: ["en", LEAVE.sign(str(a_press_reader(here).pk))],
    "press:sent": lambda _here: ["en"],
    "proceedings:add_point": key("meetings.meeting", "slug"),
    "proceedings:change_point": under_meeting("proceedings.point"),
    "proceedings:circulate": key("meetings.meeting", "slug"),
    "proceedings:conclusions": key("meetings.meeting", "slug"),
    "proceedings:decide": under_meeting("proceedings.amendment"),
    "proceedings:draft": key("meetings.meeting", "slug"),
    "proceedings:end": key("meetings.meeting", "slug"),
    "proceedings:finalise": key("meetings.meeting", "slug"),
    "proceedings:floor": lambda here: [*under_meeting("proceedings.floorrequest")(here), "give"],
    "proceedings:go": key("meetings.meeting", "slug"),
    "proceedings:keep": lambda here: [here.things["meetings.meeting"].slug, "new"],
    "proceedings:list": key("meetings.meeting", "slug"),
    "proceedings:mode": key("meetings.meeting", "slug"),
    "proceedings:move_point": under_meeting("proceedings.point"),
    "proceedings:now": key("meetings.meeting", "slug"),
    "proceedings:part": key("meetings.meeting", "slug"),
    "proceedings:propose": key("meetings.meeting", "slug"),
    "proceedings:put_forward": key("meetings.meeting", "slug"),
    "proceedings:record": key("meetings.meeting", "slug"),
    "proceedings:remove_point": under_meeting("proceedings.point"),
    "proceedings:reopen": key("meetings.meeting", "slug"),
    "proceedings:request": key("meetings.meeting", "slug"),
    "proceedings:start": key("meetings.meeting", "slug"),
    "proceedings:take_back": key("meetings.meeting", "slug"),
    "proceedings:title": key("meetings.meeting", "slug"),
    "proceedings:withdraw": under_meeting("proceedings.amendment"),
    "public:archive": nothing,
    "public:archive_bring": nothing,
    "public:archived": lambda here: [an_old_page(here).pk],
    "public:archived_aside": lambda here: [an_old_page(here).pk],
    "public:guide": nothing,
    "public:news": nothing,
    "public:pages": nothing,
    "public:publish": lambda here: [a_draft(here).pk],
    "public:review": lambda here: [a_draft(here).pk],
    "public:take_back": lambda here: [a_draft(here).pk],
    "public:version": lambda here: [a_draft(here).pk, "es"],
    "public_files:card": lambda here: [a_draft(here).pk],
    "public_files:feed": nothing,
    "public_files:media": lambda _here: ["original_images/none.png"],
    "public_files:robots": nothing,
    "public_files:sitemap": nothing,
    "search:search": nothing,
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


@pytest.mark.parametrize("method", ["get", pytest.param("post", marks=pytest.mark.thorough)])
@pytest.mark.parametrize("name", sorted(TAKES))
def test_nothing_hidden_appears(here: World, outsiders: dict[str, Client], name: str, method: str):
    address = reverse(name, args=TAKES[name](here))
    for who, client in outsiders.items():
        answer = getattr(client, method)(address)
        assert answer.status_code in {200, 302, 403, 404, 405, 410, 422}, (who, answer)
        assert WORD.encode() not in words_of(answer), who
        assert WORD not in answer.headers.get("Location", ""), who
        assert name in EVERYBODY or is_no_door(answer), (who, answer)


EVERYBODY = {name for name, takes in TAKES.items() if takes is nothing} | {
    "calendars:body", "calendars:dialogue", "feeds:body", "feeds:dialogue",
    "instruments:agreements_file", "mandates:export", "mandates:measures_file",
    "mandates:of_party", "mandates:projects_file", "mandates:public", "mandates:theme",
    "notices:follow", "notices:stop", "other", "parties:body", "parties:dialogue", "parties:party",
    "press:confirm", "press:join", "press:leave", "press:sent", "public_campaigns:campaigns",
    "public_helplines:all", "public_helplines:index",
}  # fmt: skip
"""What anybody may open: lists, and pages of what is public by nature. They hold what the reader
may read; every other address leads to a thing, and is not there for whom the thing is not."""


def is_no_door(answer: HttpResponse) -> bool:
    """Whether it answers as the address of a thing that does not exist would."""
    to_sign_in = answer.status_code == 302 and "/accounts/login/" in answer.headers["Location"]
    return to_sign_in or answer.status_code in {404, 405}


@pytest.fixture(scope="module")
def mixed(kept_for_module: Callable) -> MixedWorld:
    return kept_for_module(MixedWorld)


@pytest.fixture(scope="module")
def readers(mixed: MixedWorld, kept_for_module: Callable) -> dict[str, Client]:
    return kept_for_module(lambda: clients_of(mixed.readers()))


@pytest.mark.thorough
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", sorted(TAKES))
def test_no_hidden_neighbour_appears(
    mixed: MixedWorld, readers: dict[str, Client], name: str, method: str
):
    address = reverse(name, args=TAKES[name](mixed))
    for who, client in readers.items():
        assert WORD.encode() not in words_of(getattr(client, method)(address)), who


@pytest.mark.parametrize(
    "name", [name for name, takes in sorted(TAKES.items()) if takes is nothing]
)
def test_what_is_asked_for_its_head_alone_answers_alike(client: Client, name: str):
    """Programs that watch whether a site answers ask so."""
    address = reverse(name)
    assert client.head(address).status_code == client.get(address).status_code


def test_those_inside_do_see_it(sign_in: Callable, client: Client):
    """The word is really on these pages: the tests above can fail.

    Under a label that is not watched: of a watched record even those inside read no title in
    passing.
    """
    here = World("AMBER")
    sign_in(here.insider())
    for name in SHOWS:
        answer = client.get(reverse(name, args=TAKES[name](here)))
        assert WORD.encode() in words_of(answer), name


SHOWS = [
    "calendars:meeting", "consensus:clause", "consensus:compare", "consensus:compilation",
    "consensus:drafting", "consensus:position", "consensus:proposal", "delegations:check_in",
    "delegations:delegation", "delegations:delegations", "delegations:participants",
    "delegations:participants_file", "documents:document", "documents:documents",
    "documents:file", "instruments:agreement", "instruments:agreements",
    "instruments:agreements_file", "instruments:compare", "instruments:instrument",
    "instruments:instruments", "instruments:links", "instruments:review", "instruments:standings",
    "instruments:standings_file", "mandates:assignment", "mandates:export", "mandates:hand_over",
    "mandates:hand_over_file", "mandates:mandate", "mandates:matrix", "mandates:of_party",
    "mandates:project", "mandates:projects", "mandates:projects_file", "mandates:report",
    "meetings:meeting", "parties:body", "parties:dialogue", "proceedings:conclusions",
    "proceedings:now", "proceedings:part", "proceedings:record",
]  # fmt: skip


def test_the_search_does_not_find_what_is_hidden(here: World, outsiders: dict[str, Client]):
    """Neither as a hit nor in a count; the page says only what was typed."""
    indexing.rebuild()
    assert Found.objects.filter(title__contains=WORD).exists()
    for who, client in outsiders.items():
        for typed in (WORD, f"{WORD[:6]}*", f'"{WORD}"'):
            answer = client.get(reverse("search:search"), {"q": typed})
            assert (list(answer.context["page"]), answer.context["facets"]) == ([], []), who
