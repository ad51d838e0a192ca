"""A reporting round: prepared, opened, watched, extended, closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from comity.mandates.models import Reply, Round
from comity.mandates.round_standing import standing, state_of
from comity.mandates.services import (
    mandating,
    replies,
    reporting,
    round_rules,
    rounds,
    rules,
    submitting,
)
from comity.mandates.services.rounds import Asking, Plan
from comity.parties.models import Party
from comity.tlp import Label
from tests import make
from tests.mandates.world import World

pytestmark = pytest.mark.django_db

DEADLINE = date(2026, 3, 31)
YES_NO = Asking({"en": "Is there a law?"}, "yes_no")


class Rounds(World):
    def __init__(self, **text) -> None:
        super().__init__(**text)
        self.mandate = self.give()

    def plan(self, **fields) -> Plan:
        given = {
            "title": {"en": "The round"},
            "since": date(2025, 1, 1),
            "until": date(2025, 12, 31),
            "deadline_on": DEADLINE,
            "instruments": [self.text],
        } | fields
        return Plan(**given)

    def prepared(self, *questions: Asking, **fields) -> Round:
        by = fields.pop("by", self.secretary)
        made = rounds.prepare_round(self.plenary, self.plan(**fields), by=by, at=make.NOW)
        if questions:
            rounds.set_questions(made, questions, by=by, at=make.NOW)
        return made

    def opened(self, *questions: Asking, **fields) -> Round:
        prepared = self.prepared(*questions, **fields)
        return rounds.open_round(prepared, by=self.secretary, at=make.NOW)

    def reply(self, round_: Round, party: Party | None = None) -> Reply:
        return round_.replies.get(owner=party or self.mexico)


@pytest.fixture
def here() -> Rounds:
    return Rounds()


def test_only_the_secretariat_and_the_presidency_prepare_a_round(here: Rounds):
    with pytest.raises(round_rules.NotTheirRound, match="its secretariat and its presidency"):
        here.prepared(by=here.focal)
    chair = make.party("The chair")
    head = make.delegate(of=chair, body=here.plenary, role="head")
    make.presidency(chair, here.plenary.dialogue)
    assert here.prepared(by=head).owner == chair


def test_a_prepared_round_is_seen_by_nobody_it_will_ask(here: Rounds):
    prepared = here.prepared()
    seen = Round.objects.visible_to(make.reader(here.focal))
    assert not seen.exists()
    rounds.open_round(prepared, by=here.secretary, at=make.NOW)
    assert seen.exists() or Round.objects.visible_to(make.reader(here.focal)).exists()


def test_opening_fixes_the_mandates_of_its_texts(here: Rounds):
    other = make.instrument(label="AMBER", body=here.plenary, owner=here.office.party)
    here.give(clause=make.clause(other), action={"en": "Elsewhere."})
    opened = here.opened()
    assert list(opened.mandates.all()) == [here.mandate]
    here.give(action={"en": "Later."})
    assert list(opened.mandates.all()) == [here.mandate]


def test_a_round_on_a_theme_asks_about_its_parts_too(here: Rounds):
    whole = make.theme("pillar")
    part = make.theme("pillar-1", parent=whole)
    on_theme = here.give(action={"en": "On the theme."}, themes=[part])
    opened = here.opened(instruments=[], themes=[whole])
    assert list(opened.mandates.all()) == [on_theme]


def test_closed_mandates_are_not_asked_about(here: Rounds):
    mandating.close_mandate(here.mandate, by=here.secretary, at=make.NOW)
    with pytest.raises(round_rules.NothingToAsk, match="asks nothing"):
        here.opened()


def test_every_party_asked_gets_a_reply_and_its_focal_point_one_mail(here: Rounds, mailoutbox):
    mailoutbox.clear()
    opened = here.opened()
    asked = {reply.owner for reply in opened.replies.all()}
    assert asked == {here.mexico, here.belize}
    told = [to for mail in mailoutbox for to in mail.to]
    assert sorted(told) == sorted([here.focal.email, here.neighbour.email])


def test_a_round_with_questions_asks_every_member_of_its_body(here: Rounds):
    panama = make.party("Panama")
    make.membership(panama, here.plenary)
    opened = here.opened(YES_NO)
    assert panama in {reply.owner for reply in opened.replies.all()}


def test_institutions_are_asked_in_a_stream_of_their_own(here: Rounds):
    iom = make.party("IOM", kind="institution")
    make.membership(iom, here.plenary, "observer")
    opened = here.opened(with_institutions=True, with_observers=True)
    assert here.reply(opened, iom).is_institution
    assert not here.reply(opened).is_institution


def test_nobody_is_asked_who_could_not_read_the_round(here: Rounds):
    iom = make.party("IOM", kind="institution")
    make.membership(iom, here.plenary, "observer")
    with pytest.raises(round_rules.NobodyToAsk, match="IOM"):
        here.opened(with_institutions=True)


def test_a_party_that_left_the_dialogue_is_not_asked(here: Rounds):
    here.belize.memberships.update(until=make.TODAY - timedelta(days=1))
    assert {reply.owner for reply in here.opened().replies.all()} == {here.mexico}


def test_a_round_opens_with_time_to_answer(here: Rounds):
    with pytest.raises(round_rules.DeadlinePassed, match="has passed"):
        here.opened(deadline_on=make.TODAY - timedelta(days=1))


def test_what_is_open_does_not_change_any_more(here: Rounds):
    opened = here.opened()
    who = {"by": here.secretary, "at": make.NOW}
    with pytest.raises(round_rules.RoundNotOpen, match="does not change"):
        rounds.change_round(opened, here.plan(), **who)
    with pytest.raises(round_rules.RoundNotOpen):
        rounds.set_questions(opened, [YES_NO], **who)
    with pytest.raises(round_rules.RoundNotOpen):
        rounds.open_round(opened, **who)


@pytest.mark.parametrize(
    ("asking", "why"),
    [
        (Asking({}), "one language at least"),
        (Asking({"en": "Which?"}, "choice"), "same languages"),
        (Asking({"en": "Which?"}, "choice", choices={"en": "One"}), "two choices"),
        (
            Asking({"en": "Which?", "es": "¿Cuál?"}, "choice", choices={"en": "One\nTwo"}),
            "same languages",
        ),
        (
            Asking(
                {"en": "Which?", "es": "¿Cuál?"},
                "choice",
                choices={"en": "One\nTwo", "es": "Uno\nDos\nTres"},
            ),
            "as many in each",
        ),
        (
            Asking({"en": "How many?", "es": "¿Cuántos?"}, "number", unit={"en": "persons"}),
            "same languages",
        ),
    ],
)
def test_every_language_of_a_question_asks_the_same(here: Rounds, asking: Asking, why: str):
    with pytest.raises(round_rules.NotAligned, match=why):
        here.prepared(asking)


def test_a_round_is_prepared_neither_public_nor_for_named_persons(here: Rounds):
    for label in (Label.CLEAR, Label.RED):
        with pytest.raises(round_rules.NobodyToAsk):
            here.prepared(label=label)


def test_a_period_ends_after_it_begins(here: Rounds):
    with pytest.raises(round_rules.NotAPeriod):
        here.prepared(since=date(2026, 1, 1))


def test_who_leads_sees_how_far_each_party_is(here: Rounds):
    opened = here.opened(YES_NO)
    replies.note_opened(here.reply(opened), by=here.focal, at=make.NOW)
    states = {row.party: (row.state, row.asked) for row in standing(opened, make.TODAY)}
    assert states[here.mexico] == ("opened", 1)
    assert states[here.belize] == ("asked", 1)


def test_only_a_seat_of_the_party_opens_its_reply(here: Rounds):
    reply = here.reply(here.opened(YES_NO))
    replies.note_opened(reply, by=here.neighbour, at=make.NOW)
    reply.refresh_from_db()
    assert reply.state == "asked"


def test_reports_count_where_they_are_filed(here: Rounds):
    opened = here.opened()
    report = here.draft(here.mandate.assignments.get(party=here.mexico))
    assert report.round == opened
    (row,) = standing(opened, make.TODAY, [here.reply(opened)])
    assert (row.state, row.reported, row.is_complete) == ("draft", 0, False)
    reporting.submit(report, by=here.focal, at=make.NOW)
    (row,) = standing(opened, make.TODAY, [here.reply(opened)])
    assert (row.state, row.reported, row.is_complete) == ("submitted", 1, True)


@pytest.mark.parametrize(
    ("state", "has_questions", "asked", "begun", "reported", "shown"),
    [
        ("asked", True, 2, 0, 0, "asked"),
        ("asked", True, 2, 1, 0, "draft"),
        ("opened", True, 2, 2, 2, "draft"),
        ("submitted", True, 2, 2, 1, "submitted"),
        ("opened", False, 2, 2, 1, "draft"),
        ("opened", False, 2, 2, 2, "submitted"),
        ("opened", False, 0, 0, 0, "opened"),
    ],
)
def test_the_state_of_a_party_follows_answers_and_reports(
    state, has_questions, asked, begun, reported, shown
):
    found = state_of(
        state, has_questions=has_questions, asked=asked, begun=begun, reported=reported
    )
    assert found == shown


def test_a_report_outside_every_round_is_filed_in_none(here: Rounds):
    assert here.submitted(here.mandate.assignments.get(party=here.mexico)).round is None


def test_a_draft_begun_before_the_round_is_filed_in_it(here: Rounds):
    report = here.draft(here.mandate.assignments.get(party=here.mexico))
    opened = here.opened()
    assert reporting.submit(report, by=here.focal, at=make.NOW).round == opened


def test_a_closed_round_takes_no_report_and_keeps_what_was_written(here: Rounds):
    opened = here.opened()
    assignment = here.mandate.assignments.get(party=here.mexico)
    report = here.draft(assignment)
    rounds.close_round(opened, by=here.secretary, at=make.NOW)
    report = here.draft(assignment, stamp=report.stamp, progress="Typed while it closed.")
    with pytest.raises(round_rules.RoundClosed, match="kept as a draft"):
        reporting.submit(report, by=here.focal, at=make.NOW)
    report.refresh_from_db()
    assert (report.state, report.progress) == ("draft", "Typed while it closed.")


def test_an_extension_lets_one_party_submit_after_the_close(here: Rounds):
    opened = here.opened()
    here.draft(here.mandate.assignments.get(party=here.mexico))
    report = here.mandate.assignments.get(party=here.mexico).reports.get()
    rounds.close_round(opened, by=here.secretary, at=make.NOW)
    rounds.extend_for(
        here.reply(opened), date(2026, 4, 15), reason="A hurricane.", by=here.secretary, at=make.NOW
    )
    theirs = here.draft(here.mandate.assignments.get(party=here.belize), by=here.neighbour)
    theirs.round = opened
    theirs.save()
    with pytest.raises(round_rules.RoundClosed, match="Belize"):
        reporting.submit(theirs, by=here.neighbour, at=make.NOW)
    with pytest.raises(round_rules.RoundClosed):
        reporting.submit(report, by=here.focal, at=datetime(2026, 4, 16, 18, tzinfo=make.UTC))
    late = datetime(2026, 4, 15, 18, tzinfo=make.UTC)
    assert reporting.submit(report, by=here.focal, at=late).state == "submitted"


def test_the_next_round_takes_the_draft_of_a_closed_one(here: Rounds):
    first = here.opened()
    report = here.draft(here.mandate.assignments.get(party=here.mexico))
    rounds.close_round(first, by=here.secretary, at=make.NOW)
    second = here.opened(title={"en": "The next"})
    assert reporting.submit(report, by=here.focal, at=make.NOW).round == second


def test_an_extension_has_a_reason_and_lies_after_the_deadline(here: Rounds):
    reply = here.reply(here.opened())
    who = {"by": here.secretary, "at": make.NOW}
    with pytest.raises(round_rules.DeadlinePassed):
        rounds.extend_for(reply, DEADLINE, reason="Late.", **who)
    with pytest.raises(rules.NothingSaid):
        rounds.extend_for(reply, DEADLINE + timedelta(days=1), reason=" ", **who)
    with pytest.raises(round_rules.NotTheirRound):
        rounds.extend_for(
            reply, DEADLINE + timedelta(days=1), reason="Us.", by=here.focal, at=make.NOW
        )


def test_an_institution_reports_beside_the_parties_and_owes_nothing(here: Rounds):
    iom = make.party("IOM", kind="institution")
    officer = make.seat(of=iom, body=here.plenary, as_="observer").person
    mandate = here.give(action={"en": "Open to all."}, with_observers=True, clause=_open(here))
    opened = here.opened(
        with_institutions=True, with_observers=True, instruments=[mandate.clause.instrument]
    )
    reply = here.reply(opened, iom)
    assignment = rounds.support(reply, mandate, by=officer, at=make.NOW)
    assert assignment.is_support
    assert rounds.support(reply, mandate, by=officer, at=make.NOW) == assignment
    (row,) = standing(opened, make.TODAY, [reply])
    assert (row.asked, row.is_owed, row.is_late) == (0, False, False)


def _open(here: Rounds):
    fields = {"label": "AMBER", "body": here.plenary, "owner": here.office.party}
    return make.clause(make.instrument(with_observers=True, **fields))


def test_only_institutions_of_the_round_report_in_support(here: Rounds):
    opened = here.opened()
    with pytest.raises(round_rules.NotAsked):
        rounds.support(here.reply(opened), here.mandate, by=here.focal, at=make.NOW)
    with pytest.raises(round_rules.NotTheParty):
        rounds.support(here.reply(opened), here.mandate, by=here.neighbour, at=make.NOW)


def test_one_button_submits_what_is_ready_and_names_the_rest(here: Rounds):
    second = here.give(action={"en": "Another."})
    opened = here.opened(YES_NO)
    here.draft(here.mandate.assignments.get(party=here.mexico))
    here.draft(second.assignments.get(party=here.mexico), progress="", status="")
    outcome = submitting.submit_ready(here.reply(opened), by=here.focal, at=make.NOW)
    assert len(outcome.submitted) == 1
    assert len(outcome.left) == 2
    assert "Question 1" in outcome.left[1][1]


def test_an_officer_does_not_submit_for_the_party(here: Rounds):
    opened = here.opened()
    with pytest.raises(round_rules.NotTheParty):
        submitting.submit_ready(here.reply(opened), by=here.officer, at=make.NOW)


def test_a_round_closes_once(here: Rounds):
    opened = here.opened()
    rounds.close_round(opened, by=here.secretary, at=make.NOW)
    with pytest.raises(round_rules.RoundNotOpen):
        rounds.close_round(opened, by=here.secretary, at=make.NOW)


def test_a_plan_is_changed_before_it_opens(here: Rounds):
    prepared = here.prepared()
    plan = replace(here.plan(), deadline_on=date(2026, 5, 1), reminders=[3, -7, 3])
    changed = rounds.change_round(prepared, plan, by=here.second, at=make.NOW)
    assert (changed.deadline_on, changed.reminders) == (date(2026, 5, 1), [-7, 3])
    assert {here.secretary.pk, here.second.pk} <= changed.preparers()
