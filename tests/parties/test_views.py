"""Pages about who is at the table."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comity.parties import services
from comity.parties.check_slice import check
from comity.parties.models import Entry, Invitation, Seat
from comity.refusals import Conflict
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return make.body("The network")


def page(client, name: str, *args, **query) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_a_dialogue_shows_its_members_as_they_were_on_a_day(client, body):
    root = body.parent
    make.membership(make.party("Early"), root, since=date(1996, 3, 1), until=date(2001, 1, 1))
    make.membership(make.party("Watcher"), root, "observer", since=date(1999, 1, 1))
    make.membership(make.party("Late"), root, since=date(2010, 1, 1))
    slug = root.dialogue.slug
    today = page(client, "parties:dialogue", slug)
    then = page(client, "parties:dialogue", slug, on="2000-06-01")
    assert [name in today for name in ["Early", "Watcher", "Late"]] == [False, True, True]
    assert [name in then for name in ["Early", "Watcher", "Late"]] == [True, True, False]


def test_a_dialogue_names_the_languages_it_works_in(client):
    dialogue = make.dialogue(languages=["es", "nl"])
    assert "Spanish, Dutch" in page(client, "parties:dialogue", dialogue.slug)


def test_a_day_that_does_not_exist_gets_its_sentence(client, body):
    words = page(client, "parties:dialogue", body.dialogue.slug, on="2014-02-30")
    assert "not a date that exists" in words
    assert "2014-02-30" in words


def test_the_troika_is_past_present_and_next(client, body):
    of = body.dialogue
    for name, since, until in [
        ("Before", date(2024, 1, 1), date(2024, 12, 31)),
        ("Now", date(2025, 1, 1), None),
    ]:
        make.presidency(make.party(name), of, since=since, until=until)
    words = page(client, "parties:dialogue", of.slug)
    assert words.index("Past") < words.index("Before") < words.index("Present")


def test_who_sits_is_shown_to_the_community_alone(client, sign_in, body):
    seat = make.seat(make.person("Ana Sentada"), body=body)
    for name, slug in [("parties:body", body.slug), ("parties:party", seat.party.slug)]:
        assert "Ana Sentada" not in page(client, name, slug)
    sign_in(make.delegate())
    for name, slug in [("parties:body", body.slug), ("parties:party", seat.party.slug)]:
        assert "Ana Sentada" in page(client, name, slug)


def test_an_administrator_invites_from_the_page(client, sign_in, body):
    who = make.delegate(body=body, is_administrator=True)
    party = who.seats.get().party
    sign_in(who)
    url = reverse("parties:seats", args=[party.slug])
    typed = {"email": "new@example.org", "body": body.pk, "role": "officer", "language": "fr"}
    assert client.post(url, typed | {"email": "no address"}).status_code == 422
    assert client.post(url, typed).status_code == 302
    assert "new@example.org" in page(client, "parties:seats", party.slug)
    invitation = Invitation.objects.get()
    client.post(reverse("parties:withdraw", args=[invitation.pk]))
    assert "new@example.org" not in page(client, "parties:seats", party.slug)


def test_a_seat_lasts_to_the_end_of_its_last_day_on_the_clocks_of_the_secretariat(
    client, sign_in, body, settings, monkeypatch
):
    who = make.delegate(body=body, is_administrator=True)
    party = who.seats.get().party
    make.seat(make.person("Ana Sentada"), of=party, body=body, until=date(2026, 3, 2))
    sign_in(who)
    settings.TIME_ZONE = "America/Costa_Rica"
    evening = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: evening)
    assert "Ana Sentada" in page(client, "parties:seats", party.slug)


def test_nobody_else_finds_the_seats_page(client, sign_in, body):
    who = make.delegate(body=body)
    other = make.seat(body=body, is_administrator=True)
    sign_in(who)
    for slug in [who.seats.get().party.slug, other.party.slug]:
        assert client.get(reverse("parties:seats", args=[slug])).status_code == 404
    assert client.post(reverse("parties:end_seat", args=[other.pk])).status_code == 404
    assert Seat.objects.get(pk=other.pk).until is None


def test_a_refusal_is_a_page_with_its_status(client, sign_in, body):
    who = make.delegate(body=body, is_administrator=True)
    sign_in(who)
    answer = client.post(reverse("parties:end_seat", args=[who.seats.get().pk]))
    assert answer.status_code == 422
    assert "Make another person administrator first" in answer.content.decode()
    assert f'href="{reverse("parties:desk")}">My desk' in answer.content.decode().split("<main")[1]


def test_a_party_downloads_its_slice_and_nobody_elses(client, sign_in, body):
    who = make.delegate(body=body)
    party = who.seats.get().party
    sign_in(who)
    answer = client.get(reverse("parties:slice", args=[party.slug]))
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert set(archive.namelist()) == {"slice.jsonl", "check.py", "README.txt"}
    lines = archive.read("slice.jsonl").decode().splitlines()
    assert check(lines).startswith("OK")
    assert Entry.objects.get().act == "ledger.slice_downloaded"
    other = make.delegate(body=body).seats.get().party
    assert client.get(reverse("parties:slice", args=[other.slug])).status_code == 404


def test_the_published_hashes_are_open_and_the_entries_are_not(client, sign_in, body):
    who = make.delegate(body=body)
    sign_in(who)
    client.get(reverse("parties:slice", args=[who.seats.get().party.slug]))
    assert "ledger.slice_downloaded" in page(client, "parties:ledger")
    client.logout()
    words = page(client, "parties:ledger")
    assert Entry.objects.get().hash in words
    assert "ledger.slice_downloaded" not in words


def test_the_owner_changes_the_circle_on_a_page(client, sign_in, body):
    who = make.delegate(body=body)
    record = make.document(label="GREEN", body=body, owner=who.seats.get().party)
    sign_in(who)
    assert client.post(record.circle_url, {"label": "AMBER"}).status_code == 302
    record.refresh_from_db()
    assert record.label == "AMBER"
    answer = client.post(record.circle_url, {"label": "RED", "recipients": ["9" * 30]})
    assert answer.status_code == 422
    sign_in(make.delegate(body=body))
    assert client.post(record.circle_url, {"label": "CLEAR"}).status_code == 404


@pytest.mark.parametrize("kind", ["parties.person", "nothing.here", "documents"])
def test_the_circle_page_knows_shared_records_alone(client, sign_in, kind):
    sign_in(make.delegate())
    assert client.get(reverse("parties:circle", args=[kind, 1])).status_code == 404


@pytest.mark.parametrize("name", ["parties:parties", "parties:dialogues"])
def test_a_list_of_fifty_asks_ten_questions_at_most(
    client, body, name, django_assert_max_num_queries
):
    for n in range(50):
        make.membership(make.party(f"State {n}"), body.parent)
    with django_assert_max_num_queries(10):
        page(client, name)


def test_a_dialogue_of_fifty_asks_as_many_questions_as_one_of_five(client, body):
    asked = []
    for many in [5, 45]:
        for _ in range(many):
            make.membership(make.party(), body.parent)
        with CaptureQueriesContext(connection) as queries:
            page(client, "parties:dialogue", body.dialogue.slug)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_form_that_is_refused_has_the_status_of_the_refusal(sign_in, body, monkeypatch):
    seat = make.seat(body=body)
    record = make.document(body=body, owner=seat.party, label="AMBER")

    def too_late(*_args, **_named):
        raise Conflict("Somebody was faster.")

    monkeypatch.setattr(services, "relabel", too_late)
    answer = sign_in(seat.person).post(record.circle_url, {"label": "GREEN"})
    assert answer.status_code == 409
    assert "Somebody was faster." in answer.content.decode()


def test_nobody_else_withdraws_an_invitation(client, sign_in, body):
    offered = make.invitation(make.party("Theirs"))
    sign_in(make.delegate(body=body, is_administrator=True))
    answer = client.post(reverse("parties:withdraw", args=[offered.pk]))
    assert answer.status_code == 404
    assert Invitation.objects.get().withdrawn_at is None


def test_the_circle_of_an_item_is_not_there_for_an_owner_who_may_not_read_its_meeting(
    client, sign_in, body
):
    who = make.delegate(body=body)
    meeting = make.meeting(body=body, label="RED")
    item = make.agenda_item(meeting=meeting, owner=who.seats.get().party)
    sign_in(who)
    assert client.get(item.circle_url).status_code == 404
    meeting.recipients.add(who)
    assert client.get(item.circle_url).status_code == 200
