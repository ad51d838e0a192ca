"""The pages of the consensus desk, as each reader meets them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comity.consensus.models import Comment, Look, Position, Proposal
from comity.consensus.services import open_brackets, publish_position
from comity.instruments.models import Instrument
from comity.parties import registry
from tests import make
from tests.consensus.drafted import WORDS, Table

pytestmark = pytest.mark.django_db


@pytest.fixture
def table() -> Table:
    return Table(mode="open")


@pytest.fixture
def enter(sign_in: Callable, client: Client) -> Callable[[object], Client]:
    return lambda seat: sign_in(getattr(seat, "person", seat))


def at(name: str, table: Table, *rest: object) -> str:
    return reverse(f"consensus:{name}", args=[table.text.slug, *rest])


def words(answer: object) -> str:
    return answer.content.decode()


def test_the_text_shows_each_proposal_with_its_party_and_its_marks(table: Table, enter: Callable):
    table.proposal()
    page = words(enter(table.panama).get(at("drafting", table)))
    assert "Belize" in page
    assert '<del><span class="sr">struck: </span> ask</del>' in page
    assert '<ins><span class="sr">new: </span> urge</ins>' in page
    assert "1 proposal waits for the room" in page


def test_the_public_meets_neither_the_text_nor_its_drafting(table: Table, client: Client):
    for address in (at("drafting", table), table.text.get_absolute_url()):
        assert client.get(address).status_code == 404
    assert "declaration on return" not in words(client.get(reverse("instruments:instruments")))


def test_members_find_the_text_in_the_list_and_the_way_to_its_drafting(
    table: Table, enter: Callable
):
    client = enter(table.panama)
    assert "in drafting" in words(client.get(reverse("instruments:instruments")))
    page = words(client.get(table.text.get_absolute_url()))
    assert at("drafting", table) in page
    assert "The parties draft this text" in page


def test_the_secretariat_circulates_a_text_in_review(enter: Callable):
    body = make.plenary()
    secretary = make.secretary(body)
    text = make.instrument(adopted=False, body=body, owner=secretary.seats.get().party)
    make.clause(text)
    client = enter(secretary)
    address = reverse("consensus:circulate", args=[text.slug])
    assert address in words(client.get(text.get_absolute_url()))
    form = {"label": "AMBER", "mode": "open", "due_on": "2026-04-01", "stamp": text.stamp}
    assert client.post(address, form | {"stamp": 99}).status_code == 409
    assert client.post(address, form | {"label": "CLEAR"}).status_code == 422
    assert client.post(address, form).status_code == 302
    text.refresh_from_db()
    assert (text.is_circulated, text.label, text.with_observers) == (True, "AMBER", True)
    assert text.drafting.due_on == date(2026, 4, 1)


def test_nobody_else_circulates(enter: Callable):
    text = make.instrument(adopted=False, offered_at=make.NOW)
    chair = make.seat(body=text.body)
    make.presidency(chair.party, text.body.dialogue)
    client = enter(chair)
    assert client.get(reverse("consensus:circulate", args=[text.slug])).status_code == 404


def test_a_member_proposes_and_the_contact_point_publishes_the_position(
    table: Table, enter: Callable
):
    client = enter(table.belize)
    address = f"{at('propose', table)}?clause={table.clause().pk}"
    assert WORDS[0] in words(client.get(address))
    form = {"party": table.belize.party.pk, "words": "We urge all states.", "reason": "Better."}
    assert client.post(address, form).status_code == 302
    own = at("position", table, table.belize.party.slug)
    assert "urge" in words(client.get(own))
    assert client.post(own, {"do": "publish"}).status_code == 302
    assert Proposal.objects.get().is_open
    assert Position.objects.get().is_shared


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"words": ""}, "no words"),
        ({"words": WORDS[0]}, "has already"),
        ({"words": "We [urge"}, "no partner"),
    ],
)
def test_what_cannot_be_proposed_is_said_and_what_was_typed_kept(
    table: Table, enter: Callable, form: dict, said: str
):
    address = f"{at('propose', table)}?clause={table.clause().pk}"
    given = {"party": table.belize.party.pk, "reason": "Typed with care."} | form
    answer = enter(table.belize).post(address, given)
    assert answer.status_code == 422
    assert said in words(answer)
    assert "Typed with care." in words(answer)
    assert not Proposal.objects.exists()


def test_a_proposal_on_a_clause_that_went_meanwhile_is_refused_and_kept_on_the_page(
    table: Table, enter: Callable
):
    address = f"{at('propose', table)}?clause={table.clause().pk}"
    table.take(table.proposal(table.panama, kind="delete"))
    given = {"party": table.belize.party.pk, "words": "We urge.", "reason": "Typed with care."}
    answer = enter(table.belize).post(address, given)
    assert answer.status_code == 409
    assert "Typed with care." in words(answer)


@pytest.mark.parametrize("query", ["", "?kind=other&clause=1", "?clause=", "?kind=insert&clause=x"])
def test_odd_addresses_are_answered(table: Table, enter: Callable, query: str):
    assert enter(table.belize).get(at("propose", table) + query).status_code in {200, 404}


def test_what_is_typed_is_kept_as_one_draft_and_saved_into_it(table: Table, enter: Callable):
    client = enter(table.belize)
    query = f"?clause={table.clause().pk}"
    form = {"party": table.belize.party.pk, "sitting": "s" * 32, "reason": ""}
    for typed in ("We urge", "We urge all"):
        kept = client.post(at("keep_new", table) + query, form | {"words": typed})
        assert kept.status_code == 204
    client.post(at("propose", table) + query, form | {"words": "We urge all states."})
    assert Proposal.objects.get().words == "We urge all states."


def test_of_two_colleagues_the_second_reads_what_the_first_saved(table: Table, enter: Callable):
    made = table.draft()
    address = reverse("consensus:change_proposal", args=[made.pk])
    client = enter(table.colleague(table.belize))
    form = {"words": "We invite all states.", "reason": "", "stamp": 0}
    assert client.post(address, form).status_code == 302
    answer = client.post(address, form | {"words": "We beg all states."})
    assert answer.status_code == 409
    assert "We beg all states." in words(answer)
    assert "We invite all states." in words(answer)


def test_a_draft_is_not_shown_to_others(table: Table, enter: Callable):
    made = table.draft()
    client = enter(table.panama)
    assert "urge" not in words(client.get(at("drafting", table)))
    assert client.get(made.get_absolute_url()).status_code == 404
    own = at("position", table, table.belize.party.slug)
    assert client.get(own).status_code == 404


def test_the_room_takes_a_proposal_on_its_page(table: Table, enter: Callable):
    made = table.proposal()
    client = enter(table.secretary)
    assert "Take it in brackets" in words(client.get(made.get_absolute_url()))
    form = {"do": "take", "stamp": table.stamp, "because": ""}
    assert client.post(made.get_absolute_url(), form).status_code == 302
    assert table.said()[0] == "We urge all states to report."
    again = client.post(made.get_absolute_url(), form)
    assert again.status_code == 409
    assert "decided on before" in words(again)


def test_a_proposal_for_a_clause_that_changed_is_looked_at_again(table: Table, enter: Callable):
    first, second = table.proposal(), table.proposal(table.panama, words="We invite states.")
    table.take(first)
    client = enter(table.secretary)
    page = words(client.get(second.get_absolute_url()))
    assert "The clause has changed since" in page
    assert WORDS[0] in page
    assert 'value="take"' not in page
    form = {"stamp": table.stamp, "because": ""}
    assert client.post(second.get_absolute_url(), form | {"do": "take"}).status_code == 409
    assert client.post(second.get_absolute_url(), form | {"do": "look"}).status_code == 302
    assert client.post(second.get_absolute_url(), form | {"do": "take"}).status_code == 302
    assert table.said()[0] == "We invite states."


def test_an_insertion_whose_place_went_is_put_elsewhere(table: Table, enter: Callable):
    made = table.proposal(kind="insert", after=table.clause(2), words="New.")
    table.take(table.proposal(kind="delete", clause=table.clause(2)))
    client = enter(table.secretary)
    assert "After which clause" in words(client.get(made.get_absolute_url()))
    form = {"do": "place", "after": table.clause(2).pk, "stamp": table.stamp}
    assert client.post(made.get_absolute_url(), form).status_code == 302
    made.refresh_from_db()
    assert made.after == table.clause(2)


def test_a_refusal_without_a_reason_is_refused(table: Table, enter: Callable):
    made = table.proposal()
    client = enter(table.secretary)
    answer = client.post(made.get_absolute_url(), {"do": "refuse", "because": ""})
    assert answer.status_code == 422
    assert "Say in a few words why" in words(answer)


def test_a_bracket_is_settled_on_the_page_of_its_clause(table: Table, enter: Callable):
    table.take(table.proposal(), in_brackets=True)
    client = enter(table.secretary)
    assert "1 open bracket" in words(client.get(at("drafting", table)))
    address = at("clause", table, table.clause().pk)
    assert "Open brackets" in words(client.get(address))
    (found,) = open_brackets(table.text)
    form = {"do": "settle", "language": "en", "start": found.bracket.start, "keep": "1"}
    assert client.post(address, form | {"stamp": table.stamp}).status_code == 302
    assert table.said()[0] == "We urge all states to report."
    assert client.post(address, form | {"stamp": table.stamp}).status_code == 409


def test_colleagues_comment_inside_and_others_read_what_is_published(table: Table, enter: Callable):
    client = enter(table.belize)
    address = at("clause", table, table.clause().pk)
    form = {"do": "comment", "party": table.belize.party.pk, "words": "Only between us."}
    assert client.post(address, form | {"reach": "colleagues"}).status_code == 302
    client.post(address, form | {"words": "For everybody.", "reach": "all"})
    publish_position(Position.objects.get(), by=table.belize.person, at=make.NOW)
    assert "Only between us." in words(client.get(address))
    page = words(enter(table.panama).get(address))
    assert "For everybody." in page
    assert "Only between us." not in page


@pytest.mark.parametrize(("mode", "status"), [("open", 302), ("observers", 422)])
def test_observers_comment_only_where_the_mode_lets_them(enter: Callable, mode: str, status: int):
    table = Table(mode=mode)
    client = enter(table.observer)
    form = {"do": "comment", "party": table.observer.party.pk, "words": "We welcome it."}
    answer = client.post(at("clause", table, table.clause().pk), form | {"reach": "all"})
    assert answer.status_code == status
    assert Comment.objects.count() == (status == 302)
    assert enter(table.observer).get(at("drafting", table)).status_code == 200


def test_where_members_are_by_themselves_an_observer_finds_nothing(enter: Callable):
    table = Table(mode="members_only")
    assert enter(table.observer).get(at("drafting", table)).status_code == 404


def test_what_is_published_after_the_day_is_marked_as_late(table: Table, enter: Callable):
    table.drafting.due_on = make.TODAY - timedelta(days=1)
    table.drafting.save()
    table.proposal()
    assert "late" in words(enter(table.panama).get(at("drafting", table)))


def test_the_compilation_has_all_that_is_published_and_nothing_else(table: Table, enter: Callable):
    table.proposal(reason="A stronger word.")
    table.draft(table.panama, words="A hidden draft.")
    client = enter(table.panama)
    page = words(client.get(at("compilation", table)))
    assert "A stronger word." in page
    assert "A hidden draft." not in page
    narrowed = client.get(at("compilation", table), {"party": table.belize.party.slug})
    assert "A stronger word." in words(narrowed)
    other = client.get(at("compilation", table), {"clause": table.clause(2).pk})
    assert "A stronger word." not in words(other)
    assert client.get(at("compilation", table), {"party": "nobody"}).status_code == 422


def test_a_withdrawn_position_takes_its_open_proposals_with_it(table: Table, enter: Callable):
    made = table.draft()
    client = enter(table.belize)
    own = at("position", table, table.belize.party.slug)
    client.post(own, {"do": "publish"})
    client.post(own, {"do": "withdraw"})
    made.refresh_from_db()
    assert made.state == "withdrawn"
    assert not Position.objects.get().is_shared
    assert client.post(own, {"do": "withdraw"}).status_code == 409


def test_remarks_are_kept_and_a_published_position_keeps_them(table: Table, enter: Callable):
    client = enter(table.belize)
    slug = table.belize.party.slug
    form = {"statement": "We welcome the text.", "language": "en", "stamp": 0}
    assert client.post(at("keep_statement", table, slug), form).status_code == 204
    assert client.post(at("statement", table, slug), form).status_code == 302
    assert client.post(at("statement", table, slug), form).status_code == 409
    client.post(at("position", table, slug), {"do": "publish"})
    late = client.post(at("statement", table, slug), form | {"stamp": 1, "statement": "Other."})
    assert late.status_code == 409
    assert Position.objects.get().statement == "We welcome the text."


def test_the_desk_says_what_is_asked_for_and_what_is_new(table: Table, enter: Callable):
    reader = make.reader(table.panama.person)
    notes = [str(row.note) for row in registry.rows("waiting", reader, make.TODAY)]
    assert "the position of Panama is asked for" in notes
    table.proposal()
    assert "1 new proposal" in [
        str(row.note) for row in registry.rows("changed", reader, make.TODAY)
    ]
    enter(table.panama).get(at("drafting", table))
    Look.objects.update(at=make.NOW + timedelta(minutes=1))
    assert not [row for row in registry.rows("changed", reader, make.TODAY) if "new" in row.note]


def test_the_secretariat_conducts_the_drafting(table: Table, enter: Callable):
    made = table.proposal()
    client = enter(table.secretary)
    form = {"mode": "members_only", "due_on": ""}
    assert client.post(at("conduct", table), form).status_code == 302
    text = Instrument.objects.get(pk=table.text.pk)
    assert not text.with_observers
    assert not Position.objects.get().with_observers
    client.post(at("conduct", table), {"do": "close"})
    assert "closed" in words(client.get(at("drafting", table)))
    take = {"do": "take", "stamp": table.stamp, "because": ""}
    assert client.post(made.get_absolute_url(), take).status_code == 409
    client.post(at("conduct", table), {"do": "reopen"})
    assert client.post(made.get_absolute_url(), take | {"stamp": table.stamp}).status_code == 302
    assert enter(table.panama).get(at("conduct", table)).status_code == 404


def test_a_long_text_with_many_proposals_needs_as_many_queries_as_a_short_one(
    table: Table, enter: Callable
):
    client = enter(table.panama)
    table.proposal()
    client.get(at("drafting", table))
    asked = [_queries(client, table), 0]
    position = Position.objects.get()
    for _number in range(15):
        clause = make.clause(table.text, {"en": "We ask.", "es": "Pedimos."})
        make.proposal(position, clause=clause, before="We ask.")
        make.comment(position, clause=clause)
    asked[1] = _queries(client, table)
    assert asked[0] == asked[1] <= 30


def _queries(client: Client, table: Table) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(at("drafting", table)).status_code == 200
    return len(queries)


def test_what_was_said_while_drafting_is_not_published_with_the_text(table: Table, client: Client):
    """The adopted text may go to everybody; the proposals on it stay where they were made."""
    made = table.proposal()
    Instrument.objects.filter(pk=table.text.pk).update(
        adopted_at=timezone.now(), label="CLEAR", adopted_on=make.TODAY
    )
    assert client.get(table.text.get_absolute_url()).status_code == 200
    assert client.get(at("drafting", table)).status_code == 404
    assert not Proposal.objects.visible_to(make.reader(make.delegate())).exists()
    assert Proposal.objects.visible_to(make.reader(table.panama.person)).filter(pk=made.pk)
