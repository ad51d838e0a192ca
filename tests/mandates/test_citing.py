"""Report once, answer many: a measure's words go where its owner sends them, and stay."""

from __future__ import annotations

import pytest

from comity.mandates.citing_pages import cited_in
from comity.mandates.models import Citation, Measure, Report
from comity.mandates.services import citing, measures, reporting
from comity.mandates.services.rules import WithTheSecretariat
from comity.mandates.services.suggesting import matches, offers
from comity.parties.ledger import Entry
from tests import make
from tests.mandates.world import World

pytestmark = pytest.mark.django_db


class Two:
    """One party in two dialogues, each of which asks it; one person sits in both."""

    def __init__(self) -> None:
        self.here, self.there = World(), World()
        self.party, self.focal = self.here.mexico, self.here.focal
        make.seat(self.focal, of=self.party, body=self.there.plenary)
        self.neighbour = self.there.neighbour
        self.asked = self.there.give(addressees=[self.party]).assignments.get()
        self.measure = self.record()

    def record(self, **fields) -> Measure:
        given = {
            "kind": "service", "language": "en", "title": "A helpline to keep", "owner": self.party,
            "body": self.here.plenary, "label": "AMBER", "author": self.focal,
            "account": "Forty operators.",
        } | fields  # fmt: skip
        return make.measure(**given)

    def cite(self, measure: Measure | None = None, **fields) -> Report:
        report = citing.in_course(self.asked, make.reader(self.focal))
        given = {
            "shown": citing.circle_for(self.asked, report).mark,
            "language": "en",
            "by": self.focal,
            "at": make.NOW,
        } | fields
        return citing.cite(measure or self.measure, self.asked, **given)

    def change(self, account: str = "Fifty operators.") -> None:
        measures.change_measure(
            self.measure, by=self.focal, at=make.NOW, stamp=self.measure.stamp, account=account
        )

    def accepted(self) -> Report:
        report = self.cite()
        words = {"status": "under_way", "progress": "Open.", "language": "en"}
        report = reporting.save_draft(
            self.asked, by=self.focal, at=make.NOW, stamp=report.stamp, label=report.tlp,
            with_observers=False, **words,
        )  # fmt: skip
        reporting.submit(report, by=self.focal, at=make.NOW)
        return reporting.accept(report, by=self.there.secretary, at=make.NOW)


@pytest.fixture
def two() -> Two:
    return Two()


def test_a_measure_begins_the_report_of_another_dialogue(two: Two):
    report = two.cite()
    citation = report.citations.get()
    assert (report.state, report.body) == ("draft", two.there.plenary)
    assert (citation.title, citation.account) == ("A helpline to keep", "Forty operators.")


def test_the_ledger_says_from_which_circle_into_which_the_words_went(two: Two):
    report = two.cite()
    facts = Entry.objects.get(act="measure.cited").facts
    assert facts["report"] == report.pk
    assert facts["from"]["body"] == two.here.plenary.pk
    assert facts["into"]["body"] == two.there.plenary.pk


def test_citing_shows_words_to_the_circle_of_the_report_and_never_the_measure(two: Two):
    report = two.accepted()
    reader = make.reader(two.neighbour)
    assert Citation.objects.visible_to(reader).get().report == report
    assert not Measure.objects.visible_to(reader).exists()
    (shown,) = cited_in(report, reader)
    assert shown.measure is None


@pytest.mark.parametrize("who", ["neighbour", "secretary", "officer"])
def test_nobody_answers_with_the_measure_of_another(two: Two, who: str):
    """An officer of the same party without a seat in the dialogue that asks is refused too."""
    person = two.here.officer if who == "officer" else getattr(two.there, who)
    with pytest.raises(citing.NotOurMeasure):
        two.cite(by=person)
    assert not Report.objects.exists()


def test_a_measure_under_red_answers_nothing(two: Two):
    with pytest.raises(citing.NamedAlone):
        two.cite(two.record(label="RED"))


def test_a_report_cites_a_measure_once(two: Two):
    two.cite()
    with pytest.raises(citing.CitedAlready):
        two.cite()


@pytest.mark.parametrize("shown", ["", "GREEN/0", "AMBER/1", "x" * 300])
def test_the_words_go_to_nobody_but_those_the_page_named(two: Two, shown: str):
    with pytest.raises(citing.OtherCircle, match="TLP:AMBER now"):
        two.cite(shown=shown)
    assert not Report.objects.exists()


def test_a_submitted_report_waits_untouched(two: Two):
    report = two.there.submitted(two.asked, by=two.focal)
    with pytest.raises(WithTheSecretariat):
        two.cite()
    assert not report.citations.exists()


def test_an_accepted_report_is_never_rewritten_the_next_one_cites(two: Two):
    first = two.accepted()
    other = two.record(title="A second helpline")
    second = two.cite(other)
    assert second != first
    assert second.progress == "Open."
    assert [one.title for one in first.citations.all()] == ["A helpline to keep"]
    assert [one.title for one in second.citations.all()] == [
        "A helpline to keep", "A second helpline",
    ]  # fmt: skip


def test_a_new_report_carries_citations_on_but_none_put_under_red_since(two: Two):
    two.accepted()
    Measure.objects.filter(pk=two.measure.pk).update(label="RED")
    fresh = two.cite(two.record(title="A second helpline"))
    assert [one.title for one in fresh.citations.all()] == ["A second helpline"]


def test_a_later_change_is_shown_and_rewrites_no_report(two: Two):
    report = two.accepted()
    two.change()
    (shown,) = cited_in(report, make.reader(two.focal))
    assert shown.citation.account == "Forty operators."
    assert [(mark.kind, mark.text) for mark in shown.account_marks][:2] == [
        ("removed", "Forty"), ("added", "Fifty"),
    ]  # fmt: skip
    with pytest.raises(WithTheSecretariat):
        citing.take_new_words(shown.citation, by=two.focal, at=make.NOW)


def test_what_the_same_words_say_has_not_changed(two: Two):
    report = two.cite()
    two.change("Forty operators.")
    (shown,) = cited_in(report, make.reader(two.focal))
    assert not shown.has_changed


def test_that_a_measure_changed_is_told_to_those_who_read_it(two: Two):
    report = two.accepted()
    two.change()
    (shown,) = cited_in(report, make.reader(two.neighbour))
    assert not shown.has_changed


def test_a_report_in_hand_takes_the_new_words_or_lets_the_measure_go(two: Two):
    report = two.cite()
    two.change()
    citation = report.citations.get()
    taken = citing.take_new_words(citation, by=two.focal, at=make.NOW)
    assert taken.account == "Fifty operators."
    citing.take_off(taken, by=two.focal, at=make.NOW)
    assert not report.citations.exists()
    assert Entry.objects.filter(act="measure.taken_off").exists()


def test_what_it_could_answer_is_offered_in_every_dialogue_with_the_reason(two: Two):
    theme = make.theme()
    two.measure.themes.add(theme)
    here = two.here.give(themes=[theme], action={"en": "Another thing."}, addressees=[two.party])
    found = offers(two.measure, make.reader(two.focal))
    by_key = {one.assignment.pk: one for one in found}
    assert set(by_key) == {two.asked.pk, here.assignments.get().pk}
    assert set(by_key[two.asked.pk].match.words) == {"helpline", "keep"}
    assert by_key[here.assignments.get().pk].themes == [theme]
    assert by_key[two.asked.pk].is_wider
    assert not by_key[here.assignments.get().pk].is_wider


def test_related_themes_and_texts_by_name_are_reasons_too(two: Two):
    theme, related = make.theme(), make.theme()
    theme.related.add(related)
    two.measure.themes.add(theme)
    first = two.there.give(themes=[related], action={"en": "One."}, addressees=[two.party])
    named = make.instrument("The Lima Commitment", body=two.there.plenary, label="AMBER")
    second = make.assignment(
        make.mandate("Two.", clause=make.clause(named), label="AMBER"), party=two.party
    )
    measures.change_measure(
        two.measure, by=two.focal, at=make.NOW, stamp=1, account="As the Lima Commitment asks."
    )
    found = {one.key: one for one in matches(_fresh(two), make.reader(two.focal))}
    assert found[first.assignments.get().pk].related == {related.pk}
    assert found[second.pk].source == named.pk


def _fresh(two: Two) -> Measure:
    return Measure.objects.get(pk=two.measure.pk)


def test_what_is_hidden_closed_or_answered_is_not_offered(two: Two):
    reader = make.reader(two.focal)
    assert [one.key for one in matches(two.measure, reader)] == [two.asked.pk]
    officer = make.reader(two.here.officer)
    assert matches(two.measure, officer) == []
    two.cite()
    assert matches(two.measure, reader) == []


def test_offering_asks_as_much_for_many_as_for_few(two: Two, django_assert_max_num_queries):
    for number in range(8):
        action = {"en": f"Keep a helpline of kind {number}."}
        two.there.give(addressees=[two.party], action=action)
    reader = make.reader(two.focal)
    with django_assert_max_num_queries(10):
        assert len(offers(two.measure, reader)) == 9
