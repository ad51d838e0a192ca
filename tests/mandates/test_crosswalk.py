"""The same thing asked in two places: who links it, who sees it, who answers from it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from comity.mandates.models import Equivalence, Mandate, Report
from comity.mandates.services import citing, crosswalk
from comity.parties.ledger import Entry
from comity.tlp import Label
from tests import make
from tests.entering import entered
from tests.mandates.test_citing import Two

pytestmark = pytest.mark.django_db


class Linked(Two):
    """The same thing asked here and there; accepted here, not begun there."""

    def __init__(self) -> None:
        super().__init__()
        make.seat(self.here.secretary, of=self.here.belize, body=self.there.plenary)
        self.first = self.here.give(addressees=[self.party])
        self.second = self.asked.mandate
        self.link = crosswalk.link_mandates(
            self.first, self.second, by=self.here.secretary, at=make.NOW
        )

    def answered(self) -> Report:
        return self.here.accepted(self.first.assignments.get(), by=self.focal)

    def start(self, report: Report, **fields) -> Report:
        given = {"shown": "AMBER/0", "by": self.focal, "at": make.NOW} | fields
        return crosswalk.start_from(self.asked, report, **given)


@pytest.fixture
def linked() -> Linked:
    return Linked()


def words(answer) -> str:
    return answer.content.decode()


def test_each_of_the_two_circles_finds_the_link_in_the_ledger_without_words(linked: Linked):
    entries = Entry.objects.filter(act="mandate.linked")
    assert [entry.facts for entry in entries.order_by("number")] == [
        {"other": linked.second.pk}, {"other": linked.first.pk},
    ]  # fmt: skip


def test_a_link_is_read_by_those_who_read_both_mandates(linked: Linked):
    assert crosswalk.same_elsewhere(linked.first, make.reader(linked.focal))
    for person in (linked.here.neighbour, linked.there.neighbour, None):
        assert crosswalk.same_elsewhere(linked.first, make.reader(person)) == []


def test_two_mandates_are_linked_by_a_secretariat_that_sees_both(linked: Linked):
    crosswalk.unlink(linked.link, by=linked.here.secretary, at=make.NOW)
    for person in (linked.focal, linked.there.secretary, linked.here.neighbour):
        with pytest.raises(crosswalk.NotOfEither):
            crosswalk.link_mandates(linked.first, linked.second, by=person, at=make.NOW)
    assert not Equivalence.objects.exists()


@pytest.mark.parametrize(("other", "refusal"), [
    ("first", crosswalk.ItselfAlone), ("second", crosswalk.LinkedAlready),
])  # fmt: skip
def test_a_mandate_is_linked_once_and_never_to_itself(linked: Linked, other, refusal):
    with pytest.raises(refusal):
        crosswalk.link_mandates(
            getattr(linked, other), linked.first, by=linked.here.secretary, at=make.NOW
        )


def test_what_could_ask_the_same_is_suggested_from_other_dialogues(linked: Linked):
    reader = make.reader(linked.here.secretary)
    assert crosswalk.alike(linked.first, reader) == []
    third = linked.there.give(action={"en": "Keep a helpline in ports."})
    linked.there.give(action={"en": "Draw a map."})
    linked.here.give(action={"en": "Keep a helpline at airports."})
    assert crosswalk.alike(linked.first, reader) == [third]


def test_the_party_sees_what_it_answered_elsewhere_and_nobody_else_does(linked: Linked):
    report = linked.answered()
    found = crosswalk.answered_elsewhere(linked.asked, make.reader(linked.focal))
    assert [one.report for one in found] == [report]
    for person in (linked.here.secretary, linked.there.secretary, linked.there.neighbour):
        assert crosswalk.answered_elsewhere(linked.asked, make.reader(person)) == []


def test_a_report_starts_from_what_was_said_elsewhere_with_its_measures(linked: Linked):
    report = linked.answered()
    make.citation(report, linked.measure)
    begun = linked.start(report)
    assert (begun.progress, begun.status, begun.state) == ("A line is open.", "under_way", "draft")
    assert begun.citations.get().measure == linked.measure
    facts = Entry.objects.get(act="report.words_taken").facts
    assert (facts["from"]["body"], facts["into"]["body"]) == (
        linked.here.plenary.pk, linked.there.plenary.pk,
    )  # fmt: skip


def test_a_report_that_stands_is_not_written_over(linked: Linked):
    report = linked.answered()
    linked.cite()
    with pytest.raises(crosswalk.BegunAlready):
        linked.start(report)


def test_the_words_go_to_nobody_but_those_the_page_named(linked: Linked):
    report = linked.answered()
    with pytest.raises(citing.OtherCircle):
        linked.start(report, shown="CLEAR/0")


def test_nobody_starts_from_what_is_not_linked_not_accepted_or_not_theirs(linked: Linked):
    report = linked.answered()
    draft = make.report(linked.first.assignments.get(), state="draft", owner=linked.party)
    for source, person in [
        (draft, linked.focal), (report, linked.neighbour), (report, linked.here.officer),
        (make.report(label="CLEAR"), linked.focal),
    ]:  # fmt: skip
        with pytest.raises(crosswalk.NotOurReport):
            linked.start(source, by=person)
    assert not Report.objects.filter(assignment=linked.asked).exists()


def test_on_the_page_the_secretariat_links_and_unlinks(linked: Linked):
    client = entered(linked.here.secretary)
    page = linked.first.get_absolute_url()
    assert linked.second.get_absolute_url() in words(client.get(page))
    client.post(reverse("mandates:unlink", args=[linked.link.pk]))
    assert not Equivalence.objects.exists()
    link = reverse("mandates:link", args=[linked.first.pk])
    address = f"http://testserver{linked.second.get_absolute_url()}"
    assert client.post(link, {"other": address}).url == page
    assert Equivalence.objects.get().other(linked.first) == linked.second


@pytest.mark.parametrize("other", ["", "x", "0", "-1", "9" * 40, "²", "٣", "1.5", "/en/mandates/"])
def test_what_is_no_mandate_is_not_found(linked: Linked, other: str):
    client = entered(linked.here.secretary)
    answer = client.post(reverse("mandates:link", args=[linked.first.pk]), {"other": other})
    assert answer.status_code == 404


def test_a_mandate_the_secretariat_may_not_see_does_not_exist(linked: Linked):
    hidden = make.mandate(label="AMBER")
    client = entered(linked.here.secretary)
    answer = client.post(reverse("mandates:link", args=[linked.first.pk]), {"other": hidden.pk})
    assert answer.status_code == 404
    assert Mandate.objects.filter(pk=hidden.pk).exists()


def test_on_the_form_the_party_sees_its_words_and_starts_from_them(linked: Linked):
    report, client = linked.answered(), entered(linked.focal)
    said = f"You answered this for {linked.here.plenary.dialogue.short} in 2026"
    page = words(client.get(linked.asked.get_absolute_url()))
    assert said in page
    assert "Start from these words" in page
    assert said in words(client.get(reverse("mandates:write", args=[linked.asked.pk])))
    start = reverse("mandates:start_from", args=[linked.asked.pk, report.pk])
    client.post(start, {"circle": "AMBER/0"})
    page = words(client.get(linked.asked.get_absolute_url()))
    assert said in page
    assert "Start from these words" not in page
    assert client.post(start, {"circle": "AMBER/0"}).status_code == 409


def test_another_s_report_cannot_be_reached_by_its_number(linked: Linked):
    report, client = linked.answered(), entered(linked.there.neighbour)
    start = reverse("mandates:start_from", args=[linked.asked.pk, report.pk])
    assert client.post(start, {"circle": "AMBER/0"}).status_code == 404
    page = words(client.get(linked.asked.get_absolute_url()))
    assert "You answered" not in page
    assert Client().get(linked.asked.get_absolute_url()).status_code == 404
    assert Label(report.label) is Label.AMBER
