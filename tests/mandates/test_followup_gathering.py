"""What goes into a follow-up report: what every one of its readers may see, and no word more."""

from __future__ import annotations

import json
from datetime import date

import pytest

from comity.mandates.followup import counting
from comity.mandates.followup.compose import compose
from comity.mandates.followup.content import from_json, to_json
from comity.mandates.followup.gathering import gather, still_seen
from comity.mandates.followup.painting.forms import FORMS, paint
from comity.mandates.models import FollowUp, Mandate, Report
from tests import make
from tests.mandates.following import WIDEST_FIRST, World, follow_up, words_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("with_observers", [False, True])
@pytest.mark.parametrize("label", WIDEST_FIRST)
def test_a_report_holds_no_word_above_its_label(label, with_observers):
    """Every model that feeds it carries a word of its own for each circle."""
    world = World()
    planted = world.plant()
    content = gather(
        follow_up(world.body, label=label, with_observers=with_observers, round=world.round),
        make.NOW,
    )
    said = json.dumps(to_json(content), ensure_ascii=False)
    seen = {word for word in planted if word in said}
    assert seen == {
        word for word, circle in planted.items() if world.reads(label, with_observers, circle)
    }


@pytest.mark.parametrize("form", FORMS)
def test_no_form_of_it_holds_a_word_above_its_label(form):
    world = World()
    planted = world.plant()
    content = gather(follow_up(world.body, label="GREEN", round=world.round), make.NOW)
    made = paint(compose(content, "en"), form, author="Secretariat", at=make.NOW)
    said = words_of(made, form)
    for word, circle in planted.items():
        assert (word in said) == world.reads("GREEN", False, circle), word


def test_what_is_red_is_neither_in_it_nor_counted():
    world = World()
    world.plant()
    before = gather(follow_up(world.body, label="CLEAR"), make.NOW).left_out
    Mandate.objects.filter(label="RED").update(shared_at=None)
    Report.objects.filter(label="RED").update(shared_at=None)
    assert gather(follow_up(world.body, label="CLEAR"), make.NOW).left_out == before


def test_what_is_left_out_is_counted_by_reason():
    plenary = make.plenary()
    open_, narrow = (make.mandate(body=plenary, label=label) for label in ("CLEAR", "AMBER"))
    make.report(make.assignment(open_), label="AMBER")
    make.report(make.assignment(open_), state="submitted", offered_at=make.NOW)
    make.report(make.assignment(narrow))
    left = gather(follow_up(plenary, label="CLEAR"), make.NOW).left_out
    assert (left.narrower_mandates, left.narrower_reports, left.unaccepted_reports) == (1, 2, 1)
    assert gather(follow_up(plenary, label="AMBER"), make.NOW).left_out.narrower_reports == 0


def test_drafts_are_in_no_report():
    mandate = make.mandate(label="AMBER")
    make.report(make.assignment(mandate), state="draft", progress="zebra")
    content = gather(follow_up(mandate.body, label="AMBER"), make.NOW)
    assert "zebra" not in json.dumps(to_json(content))
    assert content.mandates[0].asked[0].said is None


def test_a_body_has_the_mandates_of_those_below_it_and_not_of_those_above():
    below = make.body()
    for body in (below, below.parent):
        make.mandate(body=body, label="AMBER")
    counts = [
        len(gather(follow_up(body, label="AMBER"), make.NOW).mandates)
        for body in (below.parent, below)
    ]
    assert counts == [2, 1]


@pytest.mark.parametrize(
    ("fields", "is_in"),
    [
        ({}, True),
        ({"given_on": date(2026, 3, 3)}, False),
        ({"closed_on": date(2025, 12, 31)}, False),
        ({"closed_on": date(2026, 1, 1)}, True),
    ],
)
def test_a_period_takes_what_was_asked_by_its_end_and_not_closed_before_it_began(fields, is_in):
    mandate = make.mandate(**{"given_on": date(2025, 5, 1)} | fields)
    asked = follow_up(mandate.body, since=date(2026, 1, 1), until=make.TODAY)
    assert bool(gather(asked, make.NOW).mandates) is is_in


def test_the_latest_report_up_to_the_end_counts_and_an_earlier_one_is_said_to_be_earlier():
    assignment = make.assignment()
    for on, status in [(2024, "planned"), (2025, "under_way"), (2027, "done")]:
        make.report(assignment, reported_on=date(on, 1, 1), status=status)
    asked = follow_up(assignment.mandate.body, since=date(2026, 1, 1), until=make.TODAY)
    (one,) = gather(asked, make.NOW).mandates[0].asked
    assert one.state == "under_way"
    assert one.said.is_earlier


def test_a_report_of_the_round_is_of_its_period_whenever_it_was_made():
    world = World()
    mandate = make.mandate(body=world.body)
    world.round.mandates.set([mandate])
    make.report(make.assignment(mandate), round=world.round, reported_on=date(2020, 1, 1))
    content = gather(follow_up(world.body, round=world.round), make.NOW)
    assert not content.mandates[0].asked[0].said.is_earlier


def test_a_round_asks_about_its_own_mandates_and_names_who_did_not_reply():
    world = World()
    inside, _outside = (make.mandate(body=world.body) for _ in range(2))
    world.round.mandates.set([inside])
    replied, silent = make.party("Belize"), make.party("Cuba")
    world.reply(replied, state="accepted", label="CLEAR")
    world.reply(silent, state="draft", label="CLEAR", shared_at=None)
    content = gather(follow_up(world.body, round=world.round), make.NOW)
    assert [one.key for one in content.mandates] == [inside.pk]
    assert content.silent == [f"party:{silent.slug}"]


def test_a_round_that_its_readers_may_not_see_is_not_named():
    world = World()
    mandate = make.mandate(body=world.body)
    world.round.mandates.set([mandate])
    world.round.label = "AMBER"
    world.round.save()
    world.reply(make.party("Cuba"), state="draft", label="CLEAR", shared_at=None)
    content = gather(follow_up(world.body, round=world.round), make.NOW)
    assert (content.round, content.questions, content.silent) == ({}, [], [])
    assert [one.key for one in content.mandates] == [mandate.pk]
    assert "The round" not in json.dumps(to_json(content))


def test_an_institution_that_reports_beside_the_others_owes_nothing():
    mandate = make.mandate(due_on=date(2025, 1, 1))
    make.assignment(mandate, party=make.party("Belize"))
    silent, helping = make.party(kind="institution"), make.party(kind="institution")
    make.assignment(mandate, party=silent, is_support=True)
    make.report(make.assignment(mandate, party=helping, is_support=True), status="under_way")
    content = gather(follow_up(mandate.body), make.NOW)
    assert counting.overdue(content) == 1
    assert len(counting.owed(content)) == 1
    assert len(counting.gaps(content)) == 1
    assert [who.key for who, _states in counting.by_addressee(content)][1:] == [
        f"party:{helping.slug}"
    ]


def test_indicators_measures_and_evidence_come_along():
    world = World()
    assignment = make.assignment(make.mandate(body=world.body))
    report = make.report(assignment)
    world.feed(report, "quokka")
    content = gather(follow_up(world.body), make.NOW)
    said = content.mandates[0].asked[0].said
    assert said.measures[0].title == "measure-quokka"
    assert (said.values[0].year, said.values[0].number) == (2025, "12.5")
    assert said.evidence == [{"en": "evidence-quokka"}]
    assert content.mandates[0].indicators[0].target == "40"


def test_evidence_that_its_readers_may_not_see_is_not_named():
    report = make.report()
    report.evidence.add(make.document("numbat", label="RED", body=report.body))
    assert "numbat" not in json.dumps(to_json(gather(follow_up(report.body), make.NOW)))


def test_a_text_narrowed_since_is_not_quoted():
    text = make.instrument(label="AMBER")
    make.mandate(clause=make.clause(text, "wombat"), label="CLEAR", body=text.body)
    (mandate,) = gather(follow_up(text.body, label="CLEAR"), make.NOW).mandates
    assert (mandate.paragraph, mandate.mark) == ({}, "")


def test_it_is_noticed_when_a_record_in_it_is_narrowed():
    report = make.report(make.assignment(make.mandate(label="GREEN")))
    asked = follow_up(report.body, label="GREEN")
    records = gather(asked, make.NOW).records
    assert still_seen(asked, records, make.NOW)
    report.label = "AMBER"
    report.save()
    assert not still_seen(asked, records, make.NOW)


def test_the_content_is_kept_as_it_was():
    world = World()
    world.plant()
    content = gather(follow_up(world.body, label="AMBER+STRICT", round=world.round), make.NOW)
    assert from_json(json.loads(json.dumps(to_json(content)))) == content


def test_the_number_of_queries_does_not_grow_with_the_report(django_assert_max_num_queries):
    body = make.plenary()
    for _ in range(4):
        mandate = make.mandate(body=body, themes=[make.theme()])
        for _ in range(3):
            make.report(make.assignment(mandate))
    asked = FollowUp.objects.get(pk=follow_up(body).pk)
    with django_assert_max_num_queries(27):
        gather(asked, make.NOW)
