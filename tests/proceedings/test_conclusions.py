"""Conclusions: drafted, circulated, amended, put forward, final; then a text in review."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from comity.instruments.models import Instrument
from comity.instruments.services import review_conclusions
from comity.parties.access import ANYONE
from comity.parties.models import Entry
from comity.parties.services import NotTheSecretariat, SamePerson, TooNarrow, TooWide, relabel
from comity.proceedings.models import Conclusions, Kept, Point
from comity.proceedings.rules import (
    AmendmentDecided,
    ConclusionsAreFinal,
    ConclusionsHaveChanged,
    DeadlineDoesNotFit,
    NoConclusionsUnderRed,
    NotAtTheTable,
    NothingToConclude,
    NotInThisState,
    NotTheDelegation,
    NotTheDrafter,
    TooLate,
)
from comity.proceedings.services import amendments, conclusions
from comity.refusals import Conflict
from comity.tlp import Label
from tests import make
from tests.entering import entered
from tests.make import NOW

WEEK = timedelta(days=7)


@pytest.fixture
def drafted(room):
    it = conclusions.draft(room.meeting, title=make.said("Conclusions"), by=room.chair, at=NOW)
    for text in ("First.", "Second.", "Third."):
        add(it, room.chair, text)
    return now(it)


@pytest.fixture
def circulated(room, drafted):
    conclusions.circulate(drafted, deadline=NOW + WEEK, stamp=3, by=room.chair, at=NOW)
    return now(drafted)


@pytest.fixture
def final(room, circulated):
    put_forward(room, circulated)
    conclusions.finalise(now(circulated), stamp=5, by=room.other_chair, at=NOW + 2 * WEEK)
    return now(circulated)


def now(it):
    return Conclusions.objects.get(pk=it.pk)


def add(it, by, text, **more):
    stamp = now(it).stamp
    return conclusions.add_point(it, text=make.said(text), stamp=stamp, by=by, at=NOW, **more)


def texts(it):
    return [str(point.text) for point in it.points.standing()]


def put_forward(room, it):
    stamp = now(it).stamp
    conclusions.put_forward(it, stamp=stamp, by=room.chair, at=NOW + 2 * WEEK)


def propose(room, it, point, act="replace", person=None, **changes):
    person = person or room.member
    given = {"text": make.said("Better."), "reason": "Clearer.", "by": person, "at": NOW} | changes
    return amendments.propose(it, room.party_of(person), act=act, point=point, **given)


def test_a_draft_is_the_offices_until_it_is_circulated(room, drafted):
    presidency = make.seat(body=room.body)
    make.presidency(presidency.party, room.body.dialogue)
    seen = {
        room.chair: True, room.other_chair: True, presidency.person: True,
        room.member: False, room.observer: False,
    }  # fmt: skip
    for person, sees in seen.items():
        found = Conclusions.objects.visible_to(make.reader(person))
        assert found.exists() == sees, person
    conclusions.circulate(drafted, deadline=NOW + WEEK, stamp=3, by=room.chair, at=NOW)
    for person in seen:
        assert Conclusions.objects.visible_to(make.reader(person)).exists()
    assert not Conclusions.objects.visible_to(ANYONE).exists()


def test_only_the_secretariat_and_the_presidency_draft(room):
    with pytest.raises(NotTheDrafter, match="Propose an amendment"):
        conclusions.draft(room.meeting, title="x", by=room.member, at=NOW)


def test_a_meeting_has_one_set_of_conclusions(room, drafted):
    with pytest.raises(Conflict, match="begun already"):
        conclusions.draft(room.meeting, title="x", by=room.chair, at=NOW)


def test_of_a_meeting_under_red_there_are_none(room):
    room.meeting.label = "RED"
    room.meeting.save()
    with pytest.raises(NoConclusionsUnderRed):
        conclusions.draft(room.meeting, title="x", by=room.chair, at=NOW)


@pytest.mark.parametrize(
    ("label", "with_observers", "expected", "observers"),
    [("CLEAR", False, "AMBER", True), ("GREEN", False, "AMBER", True),
     ("AMBER", False, "AMBER", False), ("AMBER+STRICT", True, "AMBER+STRICT", True)],
)  # fmt: skip
def test_they_stay_among_the_participants(room, label, with_observers, expected, observers):
    room.meeting.label, room.meeting.with_observers = label, with_observers
    room.meeting.save()
    it = conclusions.draft(room.meeting, title=make.said("C"), by=room.chair, at=NOW)
    assert (it.label, it.with_observers) == (expected, observers)


@pytest.mark.parametrize(("label", "refusal"), [("CLEAR", TooWide), ("GREEN", TooWide),
                                                ("RED", TooNarrow)])  # fmt: skip
def test_their_circle_is_bounded_until_they_are_final(room, circulated, label, refusal):
    with pytest.raises(refusal):
        relabel(circulated, label=Label(label), with_observers=True, by=room.other_chair, at=NOW)


def test_final_conclusions_may_be_published_by_another_person(room, final):
    relabel(final, label=Label.CLEAR, with_observers=True, by=room.other_chair, at=NOW)
    assert Conclusions.objects.visible_to(ANYONE).exists()


def test_two_editors_at_once_and_the_second_is_told(room, drafted):
    point = drafted.points.first()
    given = {"stamp": 3, "at": NOW}
    conclusions.change_point(point, text=make.said("Mine."), by=room.chair, **given)
    with pytest.raises(ConclusionsHaveChanged, match="Your words are kept"):
        conclusions.change_point(point, text=make.said("Ours."), by=room.other_chair, **given)
    assert texts(drafted)[0] == "Mine."


def test_points_are_moved_and_deleted(room, drafted):
    first, second, _third = drafted.points.all()
    conclusions.move_point(first, by_steps=1, stamp=3, by=room.chair, at=NOW)
    assert texts(drafted) == ["Second.", "First.", "Third."]
    conclusions.remove_point(second, stamp=4, by=room.chair, at=NOW)
    conclusions.move_point(first, by_steps=-5, stamp=5, by=room.chair, at=NOW)
    assert texts(drafted) == ["First.", "Third."]
    with pytest.raises(ConclusionsHaveChanged):
        conclusions.change_point(second, text="x", stamp=6, by=room.chair, at=NOW)


@pytest.mark.parametrize("deadline", [NOW, NOW - WEEK])
def test_a_deadline_lies_ahead(room, drafted, deadline):
    with pytest.raises(DeadlineDoesNotFit):
        conclusions.circulate(drafted, deadline=deadline, stamp=3, by=room.chair, at=NOW)


def test_nothing_is_circulated_without_a_point(room):
    it = conclusions.draft(room.meeting, title=make.said("C"), by=room.chair, at=NOW)
    with pytest.raises(NothingToConclude):
        conclusions.circulate(it, deadline=NOW + WEEK, stamp=0, by=room.chair, at=NOW)


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        ("replace", ["First.", "Better.", "Third."]),
        ("add", ["First.", "Second.", "Better.", "Third."]),
        ("delete", ["First.", "Third."]),
    ],
)
def test_an_amendment_that_is_taken_does_what_it_says(room, circulated, act, expected):
    one = propose(room, circulated, circulated.points.all()[1], act)
    amendments.take(one, stamp=4, by=room.chair, at=NOW)
    assert texts(circulated) == expected
    one.refresh_from_db()
    assert (one.state, one.decided_by) == ("taken", room.chair)


def test_an_addition_without_a_place_goes_to_the_end(room, circulated):
    one = propose(room, circulated, None, "add")
    amendments.take(one, stamp=4, text=make.said("As agreed."), by=room.chair, at=NOW)
    assert texts(circulated)[-1] == "As agreed."


def test_an_amendment_that_is_left_leaves_the_text_and_says_why(room, circulated):
    one = propose(room, circulated, circulated.points.first())
    amendments.leave(one, word="It was settled.", stamp=4, by=room.chair, at=NOW)
    assert texts(circulated)[0] == "First."
    one.refresh_from_db()
    assert (one.state, one.word) == ("left", "It was settled.")


def test_an_amendment_is_decided_once(room, circulated):
    one = propose(room, circulated, circulated.points.first())
    amendments.withdraw(one, by=room.member, at=NOW)
    for act in (
        lambda: amendments.withdraw(one, by=room.member, at=NOW),
        lambda: amendments.take(one, stamp=4, by=room.chair, at=NOW),
        lambda: amendments.leave(one, word="No.", stamp=4, by=room.chair, at=NOW),
    ):
        with pytest.raises(AmendmentDecided):
            act()


def test_an_amendment_of_a_point_that_is_gone_meanwhile_cannot_be_taken_but_left(room, circulated):
    point = circulated.points.first()
    one = propose(room, circulated, point)
    conclusions.remove_point(point, stamp=4, by=room.chair, at=NOW)
    with pytest.raises(ConclusionsHaveChanged):
        amendments.take(one, stamp=5, by=room.chair, at=NOW)
    amendments.leave(one, word="Deleted.", stamp=5, by=room.chair, at=NOW)


def test_an_observer_speaks_and_does_not_draft(room, circulated):
    with pytest.raises(NotAtTheTable, match="proposes no words"):
        propose(room, circulated, circulated.points.first(), person=room.observer)


def test_nobody_proposes_for_another_party(room, circulated):
    party = room.party_of(room.member)
    with pytest.raises(NotTheDelegation):
        amendments.propose(
            circulated, party, act="delete", point=circulated.points.first(), reason="x",
            by=room.observer, at=NOW,
        )  # fmt: skip


def test_a_party_that_leaves_proposes_no_more_and_what_it_proposed_is_still_decided(
    room, circulated
):
    one = propose(room, circulated, circulated.points.first())
    room.party_of(room.member).memberships.update(until=make.TODAY - timedelta(days=1))
    with pytest.raises(NotTheDelegation, match="while it is at the table"):
        propose(room, circulated, circulated.points.first())
    amendments.take(one, stamp=4, by=room.chair, at=NOW)


@pytest.mark.parametrize(("late", "is_taken"), [(0, True), (1, False)])
def test_the_deadline_itself_is_in_time_and_a_second_later_is_not(room, circulated, late, is_taken):
    at = NOW + WEEK + timedelta(seconds=late)
    if is_taken:
        propose(room, circulated, circulated.points.first(), at=at)
    else:
        with pytest.raises(TooLate):
            propose(room, circulated, circulated.points.first(), at=at)


def test_they_are_put_forward_after_the_deadline_and_with_a_word_on_each_amendment(
    room, circulated
):
    one = propose(room, circulated, circulated.points.first())
    with pytest.raises(NotInThisState, match="until the deadline"):
        conclusions.put_forward(circulated, stamp=4, by=room.chair, at=NOW)
    with pytest.raises(NotInThisState, match="Amendments without a word"):
        put_forward(room, circulated)
    amendments.leave(one, word="No.", stamp=4, by=room.chair, at=NOW)
    put_forward(room, circulated)
    assert now(circulated).state == "put_forward"


def test_what_is_not_circulated_is_not_put_forward(room, drafted):
    with pytest.raises(NotInThisState, match="not circulated"):
        put_forward(room, drafted)


def test_two_persons_make_them_final(room, circulated):
    put_forward(room, circulated)
    with pytest.raises(SamePerson):
        conclusions.finalise(circulated, stamp=5, by=room.chair, at=NOW)
    with pytest.raises(NotTheDrafter):
        conclusions.finalise(circulated, stamp=5, by=room.member, at=NOW)
    with pytest.raises(ConclusionsHaveChanged):
        conclusions.finalise(circulated, stamp=4, by=room.other_chair, at=NOW)
    conclusions.finalise(circulated, stamp=5, by=room.other_chair, at=NOW)
    assert now(circulated).finalised_by == room.other_chair


def test_what_is_put_forward_stands_still_until_it_is_taken_back(room, circulated):
    put_forward(room, circulated)
    with pytest.raises(NotInThisState, match="Take them back"):
        add(circulated, room.chair, "More.")
    with pytest.raises(TooLate):
        propose(room, circulated, circulated.points.first())
    conclusions.take_back(circulated, by=room.chair, at=NOW)
    add(circulated, room.chair, "More.")


def test_final_conclusions_never_change(room, final):
    point = final.points.first()
    by = {"by": room.chair, "at": NOW}
    for act in (
        lambda: add(final, room.chair, "More."),
        lambda: conclusions.change_point(point, text="x", stamp=6, **by),
        lambda: conclusions.move_point(point, by_steps=1, stamp=6, **by),
        lambda: conclusions.remove_point(point, stamp=6, **by),
        lambda: conclusions.change_title(final, title="x", stamp=6, **by),
        lambda: conclusions.circulate(final, deadline=NOW + WEEK, stamp=6, **by),
        lambda: conclusions.take_back(final, **by),
        lambda: conclusions.keep(final, place="new", words={}, **by),
        lambda: propose(room, final, point),
    ):
        with pytest.raises(ConclusionsAreFinal):
            act()
    assert texts(final) == ["First.", "Second.", "Third."]


def test_each_act_is_one_entry(room, final):
    acts = Entry.objects.filter(act__startswith="conclusions.").values_list("act", flat=True)
    assert list(acts) == [
        "conclusions.drafted", *["conclusions.point_added"] * 3, "conclusions.circulated",
        "conclusions.put_forward", "conclusions.finalised",
    ]  # fmt: skip


# The text that is made out of them


def test_final_conclusions_become_a_text_in_review_in_all_their_languages(room, circulated):
    room.party_of(room.member)
    point = circulated.points.first()
    point.text = make.said({"en": "Request the secretariat to report by 1 May 2027.",
                            "es": "Solicitar a la secretaría que informe."})  # fmt: skip
    point.save()
    put_forward(room, circulated)
    conclusions.finalise(now(circulated), stamp=5, by=room.other_chair, at=NOW)
    text = review_conclusions(now(circulated), by=room.chair, at=NOW)
    assert (text.kind, text.meeting, text.label) == ("conclusions", room.meeting, "AMBER")
    assert not text.is_adopted
    assert not text.is_shared
    found = [(one.number, one.kind, one.verb) for one in text.clauses.all()]
    assert found == [("1.", "clause", "request"), ("2.", "clause", ""), ("3.", "clause", "")]
    languages = [(one.language, one.is_first, one.is_equal) for one in text.versions.all()]
    assert languages == [("en", True, True), ("es", False, False)]
    first = text.clauses.first()
    assert first.texts.get(language="es").text.startswith("Solicitar")
    assert ("due", "2027-05-01") in first.suggestions.values_list("kind", "value")
    assert Entry.objects.filter(act="instrument.concluded").count() == 1


def test_they_are_brought_to_review_once_final_and_once(room, circulated):
    with pytest.raises(Conflict, match="not final"):
        review_conclusions(circulated, by=room.chair, at=NOW)
    put_forward(room, circulated)
    conclusions.finalise(now(circulated), stamp=5, by=room.other_chair, at=NOW)
    with pytest.raises(NotTheSecretariat):
        review_conclusions(circulated, by=room.member, at=NOW)
    review_conclusions(circulated, by=room.chair, at=NOW)
    with pytest.raises(Conflict, match="before"):
        review_conclusions(circulated, by=room.chair, at=NOW)


def test_the_button_leads_to_the_review(room, final):
    client = entered(room.chair)
    page = client.get(final.get_absolute_url()).content.decode()
    assert "Bring to review" in page
    assert (
        "Bring to review" not in entered(room.member).get(final.get_absolute_url()).content.decode()
    )
    url = reverse("instruments:from_conclusions", args=[room.meeting.slug])
    assert entered(room.member).post(url).status_code == 404
    answer = client.post(url, follow=True)
    assert answer.status_code == 200
    assert "Second." in answer.content.decode()
    text = Instrument.objects.get()
    assert answer.request["PATH_INFO"] == reverse("instruments:review", args=[text.slug])
    assert "is in review" in client.get(final.get_absolute_url()).content.decode()


# Their pages


def address(room, name, *more):
    return reverse(f"proceedings:{name}", args=[room.meeting.slug, *more])


@pytest.fixture
def live(room):
    """Circulated, with a deadline that lies ahead of the clock of the pages."""
    it = make.conclusions(
        room.meeting, body=room.body, owner=room.meeting.owner, with_observers=True,
        deadline_at=timezone.now() + WEEK,
    )  # fmt: skip
    make.point(it, "First.")
    return it


def test_from_the_meeting_to_its_conclusions(room, sign_in):
    client = sign_in(room.chair)
    url = address(room, "draft")
    assert url in client.get(room.meeting.get_absolute_url()).content.decode()
    given = {"title_en": "Conclusions of the XIV", "stamp": 0}
    assert client.post(url, given).status_code == 302
    answer = client.post(address(room, "add_point"), {"text_en": "Agreed.", "stamp": 0})
    assert answer.status_code == 302
    page = client.get(address(room, "conclusions")).content.decode()
    assert "Agreed." in page
    assert "Circulate for amendments" in page
    ahead = timezone.localtime(timezone.now() + WEEK).strftime("%Y-%m-%dT%H:%M")
    assert (
        client.post(address(room, "circulate"), {"deadline": ahead, "stamp": 1}).status_code == 302
    )
    member = entered(room.member)
    assert "Propose an amendment" in member.get(address(room, "conclusions")).content.decode()


def test_what_was_typed_is_kept_when_somebody_was_faster(room, live, sign_in):
    client = sign_in(room.chair)
    given = {"text_en": "My own words.", "stamp": 7}
    answer = client.post(address(room, "change_point", live.points.get().pk), given)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "My own words." in page
    assert "Somebody changed" in page
    assert 'value="7"' in page


def test_a_party_proposes_and_all_see_it_and_the_word_on_it(room, live):
    member, chair, observer = (entered(one) for one in (room.member, room.chair, room.observer))
    point = live.points.get()
    given = {
        "act": "replace", "point": point.pk, "text_en": "Better.", "reason": "Because.",
        "party": room.party_of(room.member).pk, "stamp": 0,
    }  # fmt: skip
    assert member.post(address(room, "propose"), given).status_code == 302
    assert "Because." in observer.get(address(room, "conclusions")).content.decode()
    one = live.amendments.get()
    url = address(room, "decide", one.pk)
    assert observer.get(url).status_code == member.get(url).status_code == 404
    bare = chair.post(url, {"decision": "leave", "stamp": 0})
    assert bare.status_code == 422
    assert "Say why it is left." in bare.content.decode()
    given = {"decision": "leave", "word": "Settled already.", "stamp": 0}
    assert chair.post(url, given).status_code == 302
    assert "Settled already." in member.get(address(room, "conclusions")).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"point": ""}, "Choose the point"),
        ({"text_en": ""}, "Write the words"),
        ({"act": "burn"}, "Select a valid choice"),
        ({"reason": ""}, "required"),
        ({"point": "999999"}, "Select a valid choice"),
    ],
)
def test_an_amendment_that_lacks_something_is_said_so_and_kept(room, live, sign_in, changes, words):
    given = {
        "act": "replace", "point": live.points.get().pk, "text_en": "Better.",
        "reason": "Because.", "party": room.party_of(room.member).pk, "stamp": 0,
    } | changes  # fmt: skip
    answer = sign_in(room.member).post(address(room, "propose"), given)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not live.amendments.exists()


def test_observers_and_strangers_find_no_form_to_propose(room, live):
    assert entered(room.observer).get(address(room, "propose")).status_code == 404
    assert entered(make.delegate()).get(address(room, "propose")).status_code == 404


def test_a_draft_is_kept_for_its_writer_alone_and_goes_with_the_saving(room, live):
    chair, other = entered(room.chair), entered(room.other_chair)
    point = live.points.get()
    place, url = f"point-{point.pk}", address(room, "change_point", point.pk)
    keep = address(room, "keep", place)
    given = {"text_en": "Half a sent", "stamp": 0, "csrfmiddlewaretoken": "x", "odd": "y"}
    assert chair.post(keep, given).status_code == 204
    assert Kept.objects.get().words == {"text_en": "Half a sent"}
    assert "Half a sent" in chair.get(url).content.decode()
    assert "Half a sent" not in other.get(url).content.decode()
    assert Point.objects.get().text.data == {"en": "First."}
    assert chair.post(url, {"text_en": "Whole.", "stamp": 0}).status_code == 302
    assert not Kept.objects.exists()


def test_what_is_kept_holds_no_byte_that_a_database_refuses(room, live):
    typed = {"text_en": "Half\x00 a sent"}
    assert entered(room.chair).post(address(room, "keep", "new"), typed).status_code == 204
    assert Kept.objects.get().words == {"text_en": "Half a sent"}


def test_nobody_keeps_where_nothing_is_to_be_written(room, live):
    assert entered(room.observer).post(address(room, "keep", "amend")).status_code == 404
    assert entered(room.chair).post(address(room, "keep", "elsewhere")).status_code == 404
    live.finalised_at = NOW
    live.save()
    assert entered(room.chair).post(address(room, "keep", "new")).status_code == 409


def test_a_point_on_an_item_that_is_hidden_says_no_item(room, live):
    Point.objects.update(item=room.item)
    room.item.with_observers = False
    room.item.save()
    assert "Asylum" in entered(room.member).get(address(room, "conclusions")).content.decode()
    assert "Asylum" not in entered(room.observer).get(address(room, "conclusions")).content.decode()


def test_the_desk_says_what_waits(room, live):
    desk = reverse("parties:desk")
    assert "take amendments" in entered(room.member).get(desk).content.decode()
    assert "take amendments" not in entered(room.observer).get(desk).content.decode()
    live.offered_by = room.chair
    live.save()
    words = "wait for you to make them final"
    assert words in entered(room.other_chair).get(desk).content.decode()
    assert words not in entered(room.chair).get(desk).content.decode()
    assert "is sitting now" in entered(room.observer).get(desk).content.decode()


def test_a_page_of_many_points_needs_few_queries(room, live, django_assert_max_num_queries):
    for number in range(30):
        make.amendment(make.point(live, f"Point {number}.", item=room.item))
    client = entered(room.member)
    with django_assert_max_num_queries(20):
        client.get(address(room, "conclusions"))


@pytest.mark.django_db
def test_nobody_drafts_the_conclusions_of_a_meeting_they_may_not_read(sign_in):
    body = make.plenary()
    meeting = make.meeting(body=body, label="RED")
    answer = sign_in(make.secretary(body)).get(reverse("proceedings:draft", args=[meeting.slug]))
    assert answer.status_code == 404
