"""The page of the day: for each reader what that reader may see, and at once."""

from __future__ import annotations

import gzip
import itertools
from dataclasses import fields
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st

from comity.documents.models import Document
from comity.meetings.models import AgendaItem, Meeting
from comity.meetings.services import add_document_to_item, switch_mode
from comity.parties.access import ANYONE, Reader
from comity.parties.models import Person
from comity.proceedings import memory
from comity.proceedings.models import FloorRequest, Sitting
from comity.proceedings.now import facts_for, forget, gather, painted, seen
from comity.proceedings.services import floor
from tests import make
from tests.entering import entered
from tests.make import NOW


def address(room, name, *more):
    return reverse(f"proceedings:{name}", args=[room.meeting.slug, *more])


def switch(room, mode, shown="open"):
    switch_mode(room.item, mode=mode, shown=shown, by=room.chair, at=NOW)


def part(client, room, **headers):
    return client.get(address(room, "part"), headers=headers)


def facts(room, person, at=NOW):
    sitting = Sitting.objects.select_related("meeting__body__dialogue", "edition").get()
    return facts_for(gather(sitting, at), make.reader(person))


def test_the_page_shows_the_item_its_documents_and_the_mode_in_words(room, sign_in):
    page = sign_in(room.member).get(address(room, "now")).content.decode()
    for words in ("1 Asylum", "CRM/XIV/3 · A draft", "Open: observers read", "Request the floor"):
        assert words in page
    assert "Next item" not in page


def test_a_link_that_worked_answers_404_at_once_when_the_item_goes_to_members_only(room):
    observer, member = entered(room.observer), entered(room.member)
    link = room.document.get_absolute_url()
    assert link in part(observer, room).content.decode()
    assert observer.get(link).status_code == 200
    chair = entered(room.chair)
    answer = chair.post(
        address(room, "mode"),
        {"item": room.item.pk, "shown": "open", "mode": "members_only"},
    )
    assert answer.status_code == 302
    assert observer.get(link).status_code == 404
    assert member.get(link).status_code == 200
    page = part(observer, room).content.decode()
    assert "The item in course is not open to you." in page
    assert "Asylum" not in page
    assert link not in page


def readers(room):
    """One of each class, and another of the same class and another party."""
    return {
        "chair": room.chair,
        "presidency": _presidency(room),
        "member": room.member,
        "colleague": make.seat(of=room.party_of(room.member), body=room.body).person,
        "second member": make.delegate(body=room.body),
        "associate": make.delegate(body=room.body, as_="associate"),
        "observer": room.observer,
        "second observer": make.delegate(body=room.body, as_="observer"),
        "of a network": make.delegate(body=make.body(dialogue=room.body.dialogue)),
    }


def _presidency(room):
    seat = make.seat(body=room.body)
    make.presidency(seat.party, room.body.dialogue)
    return seat.person


@pytest.mark.parametrize("mode", AgendaItem.Mode.values)
@pytest.mark.parametrize("label", ["CLEAR", "AMBER", "AMBER+STRICT", "RED"])
def test_whoever_reads_first_nobody_is_painted_what_is_not_theirs(room, mode, label):
    """Every class of reader in every order, over one memory: the words of the document are in
    the painting where its page opens, and nowhere else."""
    type(room.meeting).objects.update(label="GREEN")
    switch(room, mode)
    room.document.refresh_from_db()
    room.document.label = label
    room.document.save()
    if label == "RED":
        room.document.recipients.add(room.member)
    clients = {who: entered(person) for who, person in readers(room).items()}
    link = room.document.get_absolute_url()
    for order in (list(clients), list(reversed(clients))):
        forget()
        for who in [*order, *order]:
            answer = part(clients[who], room)
            shown = answer.status_code == 200 and link in answer.content.decode()
            may_read = clients[who].get(link).status_code == 200
            sees_item = AgendaItem.objects.visible_to(make.reader(readers_by(who, clients))).filter(
                pk=room.item.pk
            )
            assert shown == (may_read and sees_item.exists()), (who, order)


def readers_by(who, clients):
    return Person.objects.get(pk=clients[who].session["_auth_user_id"])


def test_equal_readers_share_one_painting(room):
    painted.cache_clear()
    other = make.delegate(body=room.body)
    assert facts(room, room.member) == facts(room, other)
    for person in (room.member, other):
        painted(facts(room, person))
    assert painted.cache_info().hits == 1
    assert facts(room, room.member) != facts(room, room.chair)


def test_what_equal_readers_see_is_asked_once(room, django_assert_max_num_queries):
    other = make.delegate(body=room.body)
    first, second = make.reader(room.member), make.reader(other)
    told = seen(room.meeting.slug, first, NOW)
    with django_assert_max_num_queries(1):
        assert seen(room.meeting.slug, second, NOW) == told
    assert painted(told) is painted(seen(room.meeting.slug, second, NOW))


def test_what_tells_readers_apart_is_all_that_a_reader_is():
    """A new field of a reader is thought of in ``rights``, too, or said here to be none."""
    known = {
        "person", "parties", "bodies", "bodies_observed", "dialogues", "dialogues_observed",
        "secretariats", "presidencies", "drafts",
    }  # fmt: skip
    assert {one.name for one in fields(Reader)} - known == {"administered"}


seats = st.tuples(
    st.sampled_from(["plenary", "network"]),
    st.sampled_from(["member", "associate", "observer"]),
    st.sampled_from(["own", "owner", "other owner"]),
)
labels = st.sampled_from(["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"])


@tried(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(seats, max_size=2), min_size=2, max_size=4), labels, labels, labels,
    st.booleans(), st.sampled_from(AgendaItem.Mode.values), st.booleans(),
)  # fmt: skip
def test_readers_whom_the_key_does_not_tell_apart_see_the_same(
    room, persons, of_meeting, of_item, of_document, with_observers, mode, is_named
):
    """Any circles, any seats, with memory and without: the same."""
    with transaction.atomic():
        network = make.body(dialogue=room.body.dialogue)
        places = {"plenary": room.body, "network": network}
        owners = {"owner": make.party(), "other owner": make.party()}
        Meeting.objects.update(label=of_meeting, owner=owners["owner"])
        AgendaItem.objects.update(label=of_item, mode=mode, with_observers=with_observers)
        Document.objects.update(
            label=of_document, with_observers=with_observers, body=network,
            owner=owners["other owner"],
        )  # fmt: skip
        people = [make.person() for _person in persons]
        for person, held in zip(people, persons, strict=True):
            for place, role, party in held:
                make.seat(person, of=owners.get(party), body=places[place], as_=role)
        if is_named:
            for thing in (Meeting.objects.get(pk=room.meeting.pk), Document.objects.get()):
                thing.recipients.add(people[0])
        forget()
        for person in [*people, *people]:
            reader = make.reader(person)
            found = seen(room.meeting.slug, reader, NOW)
            if Sitting.objects.visible_to(reader).exists():
                assert found == facts(room, person)
            else:
                assert found is None
        transaction.set_rollback(True)


def test_what_is_remembered_is_kept_for_some_seconds_and_not_without_end(monkeypatch):
    clock = [100.0]
    monkeypatch.setattr(memory.time, "monotonic", lambda: clock[0])
    kept: memory.Memory[int] = memory.Memory(seconds=10, most=2)
    counted = itertools.count()
    assert [kept.get("a", lambda: next(counted)) for _again in range(3)] == [0, 0, 0]
    clock[0] = 110.0
    assert kept.get("a", lambda: next(counted)) == 1
    kept.get("b", lambda: 0)
    kept.get("c", lambda: 0)
    assert kept.get("a", lambda: next(counted)) == 2


def test_what_has_not_changed_is_not_sent_again(room, sign_in):
    client = sign_in(room.member)
    first = part(client, room)
    etag = first.headers["ETag"]
    again = part(client, room, if_none_match=etag)
    assert (again.status_code, again.content) == (304, b"")
    switch(room, "observers")
    answer = part(client, room, if_none_match=etag)
    assert answer.status_code == 200
    assert answer.headers["ETag"] != etag
    assert "no-cache" in answer.headers["Cache-Control"]
    assert "Cookie" in answer.headers["Vary"]


def test_the_part_is_light_enough_for_a_slow_line(room):
    """Twenty speakers and twenty documents; promised: under 4 kB compressed, the chair's too."""
    for number in range(20):
        paper = make.document(
            f"Working paper number {number} on asylum and return", symbol=f"CRM/XIV/{number + 10}",
            body=room.body, label="AMBER", with_observers=True,
        )  # fmt: skip
        room.item.documents.add(paper)
        make.floor_request(room.sitting, party=make.seat(body=room.body).party)
    for person in (room.member, room.chair):
        html = painted(facts(room, person)).html
        assert html.count("CRM/XIV/") == 21
        assert len(gzip.compress(html.encode(), 6)) < 4_000


def test_the_part_asks_few_questions_whatever_it_shows(room, django_assert_max_num_queries):
    client = entered(room.member)
    for number in range(10):
        room.item.documents.add(make.document(f"Paper {number}", body=room.body, label="AMBER"))
        make.floor_request(room.sitting, party=make.seat(body=room.body).party)
    part(client, room)
    with django_assert_max_num_queries(14):
        assert part(client, room).status_code == 200


def test_the_page_is_for_those_who_sit_there(room, client, sign_in):
    room.meeting.label = "CLEAR"
    room.meeting.save()
    for name in ("now", "part"):
        assert client.get(address(room, name)).status_code == 302
    stranger = sign_in(make.delegate())
    for name in ("now", "part"):
        assert stranger.get(address(room, name)).status_code == 404
    assert not Sitting.objects.visible_to(ANYONE).exists()


def test_before_the_sitting_the_chair_begins_it(room, sign_in):
    FloorRequest.objects.all().delete()
    Sitting.objects.all().delete()
    client = sign_in(room.member)
    assert "has not begun" in client.get(address(room, "now")).content.decode()
    assert client.post(address(room, "start")).status_code == 422
    client = sign_in(room.chair)
    assert "Begin the sitting" in client.get(address(room, "now")).content.decode()
    assert client.post(address(room, "start")).status_code == 302
    assert Sitting.objects.get().current == room.item


def test_the_chair_goes_on_with_one_button(room, sign_in):
    client = sign_in(room.chair)
    page = client.get(address(room, "now")).content.decode()
    assert f'name="to" value="{room.second.pk}"' in page
    given = {"item": room.item.pk, "to": room.second.pk}
    assert client.post(address(room, "go"), given).status_code == 302
    assert "2 Return" in part(client, room).content.decode()
    again = client.post(address(room, "go"), given)
    assert again.status_code == 409
    assert "nothing was done" in again.content.decode()


def test_a_delegate_asks_and_the_chair_gives_the_floor_with_minutes(room):
    member, chair = entered(room.member), entered(room.chair)
    party = room.party_of(room.member)
    given = {"item": room.item.pk, "party": "0"}
    assert 'name="party" value="0">Request the floor<' in part(member, room).content.decode()
    assert member.post(address(room, "request"), given).status_code == 302
    one = FloorRequest.objects.get()
    assert chair.post(address(room, "floor", one.pk, "give"), {"minutes": 3}).status_code == 302
    page = part(member, room).content.decode()
    assert f"<b>{party}</b> has the floor" in page
    assert 'data-most="3"' in page
    assert chair.post(address(room, "floor", one.pk, "end")).status_code == 302
    assert "Nobody is on the list." in part(member, room).content.decode()


def test_the_time_that_is_left_is_said_in_the_time_of_the_meeting(room):
    room.meeting.time_zone = "America/Costa_Rica"
    room.meeting.save()
    one = make.floor_request(room.sitting, party=room.party_of(room.member))
    floor.give_floor(one, minutes=5, by=room.chair, at=NOW)
    speaking = facts(room, room.member).speaking
    assert (speaking.ends_words, speaking.minutes) == ("08:05:00", 5)


def test_a_time_zone_that_nobody_knows_is_that_of_the_secretariat(room):
    room.meeting.time_zone = "Atlantis/Poseidon"
    room.meeting.save()
    one = make.floor_request(room.sitting, party=room.party_of(room.member))
    floor.give_floor(one, minutes=5, by=room.chair, at=NOW)
    assert facts(room, room.member).speaking.ends_words == "14:05:00"


def test_the_chair_puts_a_delegation_on_the_list_on_its_behalf(room, sign_in):
    party = room.party_of(room.member)
    given = {"item": room.item.pk, "behalf": party.pk}
    assert sign_in(room.chair).post(address(room, "request"), given).status_code == 302
    assert FloorRequest.objects.get().party == party


def test_an_observer_who_asks_as_the_item_closes_is_told_so(room):
    observer = entered(room.observer)
    switch(room, "members_only")
    given = {"item": room.item.pk, "party": room.party_of(room.observer).pk}
    answer = observer.post(address(room, "request"), given)
    assert answer.status_code == 422
    assert "for members only" in answer.content.decode()
    assert "Asylum" not in answer.content.decode()


@pytest.mark.parametrize("name", ["go", "mode", "list", "request", "end", "reopen"])
@pytest.mark.parametrize("typed", ["", "x", "-1", "9" * 30, "²"])
def test_odd_input_is_answered_and_changes_nothing(room, sign_in, name, typed):
    client = sign_in(room.member)
    given = dict.fromkeys(["item", "to", "mode", "shown", "closed", "party"], typed)
    answer = client.post(address(room, name), given)
    assert 400 <= answer.status_code < 500
    room.sitting.refresh_from_db()
    assert (room.sitting.current, room.sitting.is_over) == (room.item, False)
    assert not FloorRequest.objects.exists()


def test_an_unknown_verb_is_no_address(room, sign_in):
    one = make.floor_request(room.sitting)
    assert sign_in(room.chair).post(address(room, "floor", one.pk, "sing")).status_code == 404


def test_a_document_that_is_added_is_there_for_everybody_at_once(room):
    member = entered(room.member)
    paper = make.document("Late paper", body=room.body, owner=room.meeting.owner, label="AMBER")
    assert "Late paper" not in part(member, room).content.decode()
    add_document_to_item(room.item, paper, by=room.chair, at=NOW)
    assert "Late paper" in part(member, room).content.decode()


def test_of_what_is_watched_the_page_says_no_title(room):
    AgendaItem.objects.update(label="AMBER+STRICT")
    html = painted(facts(room, room.member)).html
    assert "Asylum" not in html
    assert "An agenda item under TLP:AMBER+STRICT" in html


def test_only_this_page_may_connect_to_the_stream(room, sign_in, settings):
    settings.EVENTS = "http://127.0.0.1:9999/"
    client = sign_in(room.member)
    answer = client.get(address(room, "now"))
    policy = answer.headers["Content-Security-Policy"]
    connects = policy.partition("connect-src ")[2].partition(";")[0].split()
    assert connects[0] == "'self'"
    assert connects[1].startswith("http://127.0.0.1:9999/")
    assert connects[1] in answer.content.decode()
    other = client.get(room.meeting.get_absolute_url()).headers["Content-Security-Policy"]
    assert "connect-src 'self';" in other


def test_the_stream_of_the_site_itself_needs_no_more(room, sign_in, settings):
    settings.EVENTS = "/events/"
    answer = sign_in(room.member).get(address(room, "now"))
    assert "connect-src 'self';" in answer.headers["Content-Security-Policy"]
    assert 'data-events="/events/' in answer.content.decode()
    assert part(sign_in(room.member), room).headers["X-Events"].startswith("/events/")


def test_without_a_stream_the_page_still_renews_itself(room, sign_in, settings):
    settings.EVENTS = ""
    assert 'data-events=""' in sign_in(room.member).get(address(room, "now")).content.decode()


def test_who_has_no_javascript_chooses_to_have_the_page_renewed_and_can_stop_it(room, sign_in):
    client = sign_in(room.member)
    page = client.get(address(room, "now")).content.decode()
    assert 'http-equiv="refresh"' not in page
    assert 'href="?every=20"' in page
    page = client.get(address(room, "now"), {"every": "20"}).content.decode()
    assert '<meta http-equiv="refresh" content="20">' in page
    assert "Stop renewing it by itself" in page
    assert "now.js" not in page


def test_a_sitting_that_ended_says_so(room, sign_in):
    client = sign_in(room.chair)
    client.post(address(room, "end"))
    page = client.get(address(room, "now")).content.decode()
    assert "The sitting is over." in page
    assert "Reopen the sitting" in page
    client.post(address(room, "reopen"))
    assert "1 Asylum" in part(client, room).content.decode()


def test_a_seat_that_ended_sees_nothing_at_the_next_look(room):
    client = entered(room.member)
    assert part(client, room).status_code == 200
    room.member.seats.update(until=make.TODAY - timedelta(days=400))
    assert part(client, room).status_code == 404


def test_every_reader_and_mode_has_a_summary_to_be_said_aloud(room):
    for mode, person in itertools.product(AgendaItem.Mode.values, (room.member, room.observer)):
        room.item.refresh_from_db()
        if room.item.mode != mode:
            switch(room, mode, room.item.mode)
        html = painted(facts(room, person)).html
        assert 'data-summary="' in html
        assert 'data-summary=""' not in html
