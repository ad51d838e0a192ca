"""A party keeps its lines; bad input is one sentence, and what was typed stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from comity.helplines.models import Change, Line
from tests import make

pytestmark = pytest.mark.django_db

GOOD = {
    "name_en": "The line", "way_0": "call", "number_0": "555-0100", "is_free_0": "on",
    "time_zone": "America/Guatemala", "always": "on", "languages": ["es", "ht"],
    "confirm_every": "90",
}  # fmt: skip


@pytest.fixture
def party() -> Any:
    return make.party("Guatemala")


@pytest.fixture
def entered(sign_in: Callable, party) -> Client:
    return sign_in(make.delegate(of=party))


def test_a_line_is_proposed(entered: Client, party):
    answer = entered.post(f"/en/helplines/new/{party.slug}/", GOOD)
    change = Change.objects.get()
    assert answer.headers["Location"] == change.get_absolute_url()
    assert change.said["numbers"] == [make.NUMBER]
    assert change.said["languages"] == ["es", "ht"]
    assert entered.get(change.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"number_0": "1-800-HELP"}, "“1-800-HELP” has letters."),
        ({"number_0": ""}, "Give one number at least."),
        ({"number_0": "5" * 40}, "too few or too many digits"),
        ({"number_0": "555-0100", "from_abroad_0": "on"}, "cannot be dialled from abroad"),
        ({"way_0": "chat", "number_0": "http://x.org/"}, "begins with https://"),
        ({"time_zone": "America/Tapachula"}, "“America/Tapachula” is no time zone."),
        ({"time_zone": "../../etc/passwd"}, "is no time zone"),
        ({"always": "", "day_1": "17:00-08:00"}, "“17:00-08:00” ends before it begins."),
        ({"always": "", "day_1": "8 to 5"}, "“8 to 5” is not understood."),
        ({"always": "", "day_1": "25:00-26:00"}, "is no time of a clock"),
        ({"always": ""}, "Say when the line answers"),
        ({"name_en": ""}, "Give the line a name in one language at least."),
        ({"languages": []}, "This field is required."),
        ({"confirm_every": "3000"}, "less than or equal to 365"),
    ],
)
def test_bad_input_is_one_sentence_and_what_was_typed_stays(
    entered: Client, party, typed: dict[str, Any], sentence: str
):
    answer = entered.post(f"/en/helplines/new/{party.slug}/", GOOD | typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert not Change.objects.exists()
    for value in typed.values():
        assert not value or isinstance(value, list) or f'value="{value}"' in page or value == "on"


def test_the_form_shows_the_line_as_it_is_and_refuses_no_difference(entered: Client, party):
    line = make.line(party, hours={"0": [["08:00", "12:00"], ["13:00", "17:00"]]}, time_zone="UTC")
    path = f"/en/helplines/{line.pk}/edit/"
    page = entered.get(path).content.decode()
    assert 'value="08:00-12:00, 13:00-17:00"' in page
    same = {"name_en": "The line", "way_0": "call", "number_0": "555-0100", "is_free_0": "on",
            "time_zone": "UTC", "day_0": "08:00-12:00, 13:00-17:00", "languages": ["en"],
            "confirm_every": "90"}  # fmt: skip
    answer = entered.post(path, same)
    assert answer.status_code == 422
    assert "Nothing differs" in answer.content.decode()


def test_a_change_is_released_by_another_and_the_line_confirmed(entered: Client, party):
    line = make.line(party, confirmed_on=None)
    change = make.change(line, said=make.line_facts("New name"))
    page = entered.get(change.get_absolute_url()).content.decode()
    assert "<mark>New name (English)</mark>" in page
    entered.post(f"/en/helplines/changes/{change.pk}/release/", {"tried": "1"})
    kept = Line.objects.get()
    assert str(kept.name) == "New name"
    assert kept.is_public
    assert entered.post(f"/en/helplines/changes/{change.pk}/release/").status_code == 409


def test_whoever_proposed_is_told_that_another_person_releases(sign_in: Callable, party):
    person = make.delegate(of=party)
    change = make.change(make.line(party), by=person)
    client = sign_in(person)
    page = client.get(change.get_absolute_url()).content.decode()
    assert "another person who sits for your party releases it" in page
    assert "/release/" not in page
    assert client.post(f"/en/helplines/changes/{change.pk}/release/").status_code == 422


def test_a_line_is_confirmed_withdrawn_and_a_change_dropped(entered: Client, party):
    line = make.line(party, confirmed_on=None)
    entered.post(f"/en/helplines/{line.pk}/confirm/")
    assert Line.objects.get().is_public
    entered.post(f"/en/helplines/{line.pk}/withdraw/")
    change = Change.objects.get()
    entered.post(f"/en/helplines/changes/{change.pk}/drop/")
    assert not Change.objects.waiting().exists()


def test_the_list_shows_the_party_its_own_lines_and_the_secretariat_those_of_members(
    sign_in: Callable,
):
    body = make.plenary()
    focal = make.delegate(body=body)
    party = focal.seats.get().party
    make.line(party, "Ours", confirmed_on=None)
    make.line(name="Theirs")
    for person in (focal, make.secretary(body)):
        page = sign_in(person).get("/en/helplines/").content.decode()
        assert "Ours" in page
        assert "Theirs" not in page


def test_the_page_of_a_party_shows_its_public_lines(client: Client, party):
    make.line(party, "Public one")
    make.line(party, "Hidden one", confirmed_on=None)
    page = client.get(f"/en/parties/{party.slug}/").content.decode()
    assert "Public one" in page
    assert "Hidden one" not in page
