"""What this room shows on the desk and on the pages of dialogues, bodies and meetings."""

from __future__ import annotations

import pytest

from comity.instruments import panels, services
from tests import make

from .world import Review

pytestmark = pytest.mark.django_db


def test_a_text_in_review_waits_for_the_secretariat_and_for_nobody_else():
    review = Review("A")
    assert [row.url for row in panels.waiting(make.reader(review.secretary), make.TODAY)] == [
        f"/en/texts/{review.text.slug}/review/"
    ]
    member = make.reader(make.delegate(body=review.plenary))
    assert not list(panels.waiting(member, make.TODAY))


def test_an_offered_text_waits_for_the_others_and_not_for_who_offered_it():
    review = Review("A")
    services.offer(review.text, **review.who)
    assert not list(panels.waiting(make.reader(review.secretary), make.TODAY))
    [row] = panels.waiting(make.reader(review.colleague), make.TODAY)
    assert row.url.endswith("/adoption/")


def test_what_was_adopted_of_late_is_on_the_desk_of_the_dialogue():
    text = make.instrument(label="AMBER")
    make.instrument(body=text.body, adopted_at=make.NOW.replace(year=2020))
    member = make.reader(make.delegate(body=text.body))
    assert [row.url for row in panels.changed(member, make.TODAY)] == [text.get_absolute_url()]
    assert not list(panels.changed(make.reader(make.delegate()), make.TODAY))


def test_the_page_of_a_body_shows_the_texts_that_the_reader_may_see():
    text = make.instrument(label="AMBER")
    make.instrument(label="CLEAR", body=text.body)
    member = make.reader(make.delegate(body=text.body))
    assert len(panels.of_body(text.body, member, make.TODAY)["texts"]) == 2
    assert len(panels.of_dialogue(text.body.dialogue, make.reader(None), make.TODAY)["texts"]) == 1


def test_a_meeting_without_a_text_shows_no_panel():
    meeting = make.meeting()
    assert panels.of_meeting(meeting, make.reader(None), make.TODAY) is None
    make.instrument(meeting=meeting)
    assert panels.of_meeting(meeting, make.reader(None), make.TODAY)


@pytest.mark.parametrize("section", ["waiting", "changed"])
def test_the_desk_does_not_say_the_title_of_a_text_whose_reading_is_written_down(section):
    review = Review("A")
    review.text.label = "AMBER+STRICT"
    review.text.adopted_at = make.NOW if section == "changed" else None
    review.text.shared_at = review.text.adopted_at
    review.text.save()
    [row] = getattr(panels, section)(make.reader(review.secretary), make.TODAY)
    assert str(row.title) == "A text under TLP:AMBER+STRICT"
