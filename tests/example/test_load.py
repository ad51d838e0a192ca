"""The example as a database: what readers find in it, and that loading twice changes nothing."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from comity.consensus.models import Proposal
from comity.consensus.services import open_brackets
from comity.example.load import load
from comity.instruments.models import Agreement, Clause, Instrument, Version
from comity.instruments.standing import Stand, stands_of
from comity.mandates.models import Assignment, Mandate, Measure, Project, Report
from comity.mandates.services.suggesting import matches
from comity.meetings.models import AgendaItem, Meeting
from comity.parties import ledger
from comity.parties.access import ANYONE, Reader
from comity.parties.models import Dialogue, Entry, Party, Person, presiding
from comity.ui import charts

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def _example(django_db_setup, django_db_blocker):
    """Loaded once for all of these tests, and taken back after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(AT)
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


def reader(email: str) -> Reader:
    return Reader.of(Person.objects.get(email=email), AT.date())


def test_loading_twice_changes_nothing():
    before = (Party.objects.count(), Report.objects.count(), Entry.objects.count())
    load(AT)
    assert (Party.objects.count(), Report.objects.count(), Entry.objects.count()) == before


def test_the_five_dialogues_are_there_in_three_languages():
    assert Dialogue.objects.count() == 5
    for dialogue in Dialogue.objects.all():
        for language in ("en", "es", "fr"):
            assert dialogue.name.localize(language)
            assert dialogue.about.localize(language)


def test_the_ledger_holds():
    count, _hash, broken = ledger.verify()
    assert count
    assert broken is None


def test_a_measure_answers_two_dialogues_and_every_one_says_that_it_is_invented():
    measure = Measure.objects.get(title__startswith="Joint course on smuggling")
    dialogues = measure.citations.values_list("report__body__dialogue__slug", flat=True)
    assert set(dialogues) == {"crm", "cmc"}
    assert all(measure.is_invented for measure in Measure.objects.all())


def test_what_a_measure_could_still_answer_is_offered_across_dialogues():
    measure = Measure.objects.get(title__startswith="Curso para fiscales")
    found = matches(measure, reader("lucia.tzoc@guatemala.example"))
    asked = Assignment.objects.filter(pk__in=[one.key for one in found])
    assert "summits" in asked.values_list("mandate__body__dialogue__slug", flat=True)


def test_the_conference_has_eleven_members():
    plenary = Dialogue.objects.get(slug="crm").bodies.get(parent=None)
    roles = list(plenary.memberships.values_list("role", flat=True))
    assert (roles.count("member"), roles.count("observer")) == (11, 19)


def test_the_presidency_is_known_as_far_as_the_sources_tell():
    crm = Dialogue.objects.get(slug="crm")
    chairs = {
        year: presiding(crm, datetime(year, 6, 1, tzinfo=UTC).date()) for year in range(2016, 2027)
    }
    named = {year: chair.slug for year, chair in chairs.items() if chair}
    assert named == {
        2017: "el-salvador", 2018: "panama", 2019: "guatemala", 2021: "mexico",
        2022: "el-salvador", 2023: "panama", 2024: "belize",
    }  # fmt: skip


def test_a_meeting_known_by_its_month_says_so():
    meeting = Meeting.objects.get(slug="crm-xiv")
    assert (str(meeting.starts_on), str(meeting.ends_on), meeting.precision) == (
        "2009-07-01", "2009-07-31", "month",
    )  # fmt: skip


def test_a_conference_holds_its_two_meetings():
    conference = Meeting.objects.get(slug="crm-xix")
    assert set(conference.meetings.values_list("slug", flat=True)) == {"crm-xix-rcgm", "crm-xix-vm"}


def test_every_adopted_text_is_equal_in_three_languages():
    adopted = Instrument.objects.adopted()
    assert adopted.count() == 9
    assert Instrument.objects.regional().adopted().count() == 6
    assert not Version.objects.filter(instrument__in=adopted, is_equal=False).exists()
    for clause in Clause.objects.filter(instrument__is_national=False):
        assert set(clause.texts.values_list("language", flat=True)) == {"en", "es", "fr"}


def test_one_text_is_in_drafting_and_lives():
    text = Instrument.objects.in_review().get()
    assert text.is_circulated
    states = set(Proposal.objects.of_text(text).values_list("state", flat=True))
    assert states == {"draft", "published", "taken"}
    assert len(open_brackets(text)) == 1


def test_three_countries_carry_out_the_protocol_that_the_consultations_asked_for():
    protocol = Instrument.objects.get(slug="cmc-protocol-smuggling")
    assert protocol.asked_by.number == "4."
    assert protocol.implemented_by.count() == 3
    stands = stands_of(protocol, ANYONE, date(2026, 11, 26))
    counted = Counter(stand.stage.value for stand in stands)
    assert counted == {"in_force": 2, "adopted": 3, "drafting": 2, "none": 16}


def test_every_state_and_territory_of_the_example_has_a_place_on_the_map():
    parties = Party.objects.filter(kind__in=["state", "territory"])
    places = [charts.Place(Stand(one).mark, str(one.name), "none") for one in parties]
    made = charts.region_map(places, {"none": "none"}, key="all", title="All")
    shown = {one.place.name for one in (*made.shapes, *made.circles)}
    assert shown == {str(one.name) for one in parties}
    small = {one.place.code for one in made.circles}
    assert {"AI", "MS", "AG", "BB", "GB", "NL", "SM"} <= small
    assert not small & {"CA", "US", "MX", "BR", "AR"}


def test_paragraph_51_bears_its_own_number():
    clause = Clause.objects.operative().get(instrument__slug="lima-commitment-51")
    assert clause.number == "51."


def test_the_addressees_of_lima_are_states_and_institutions():
    asked = Assignment.objects.filter(mandate__clause__instrument__slug="lima-commitment-51")
    kinds = list(asked.values_list("party__kind", flat=True))
    assert (kinds.count("state"), kinds.count("institution")) == (34, 13)


def test_every_report_is_invented():
    assert Report.objects.count() >= 12
    assert not Report.objects.filter(is_invented=False).exists()


def test_anyone_reads_what_is_clear_and_accepted_alone():
    assert set(Mandate.objects.visible_to(ANYONE).values_list("label", flat=True)) == {"CLEAR"}
    assert set(Report.objects.visible_to(ANYONE).values_list("state", flat=True)) == {"accepted"}
    assert not Meeting.objects.visible_to(ANYONE).filter(slug="crm-example-2027").exists()


def test_the_coming_conference_is_invented_and_has_an_agenda_of_three_levels():
    conference = Meeting.objects.get(slug="crm-example-conference-2027")
    assert "Invented" in str(conference.title)
    assert conference.bodies.count() == 2
    assert not Meeting.objects.visible_to(ANYONE).filter(pk=conference.pk).exists()
    items = list(conference.items.order_by("position"))
    assert [item.number for item in items] == [
        "1", "2", "2.1", "2.2", "2.2.1", "2.2.2", "3", "4", "4.1", "4.2",
    ]  # fmt: skip
    assert all(
        not item.parent or not AgendaItem.Mode(item.mode).is_wider_than(item.parent.mode)
        for item in items
    )


def test_an_observer_does_not_see_the_members_only_mandate():
    borders = Mandate.objects.get(themes__code="crm-border-management")
    observer = reader("ines.batres@rncom.example")
    member = reader("lucia.tzoc@guatemala.example")
    assert borders not in Mandate.objects.visible_to(observer)
    assert borders in Mandate.objects.visible_to(member)


def test_a_focal_point_finds_the_draft_of_her_own_party_and_no_other():
    drafts = Report.objects.filter(state="draft")
    own = drafts.visible_to(reader("lucia.tzoc@guatemala.example"))
    assert {report.owner.slug for report in own} == {"guatemala"}


def test_every_person_of_the_example_reads_something_by_a_seat():
    for person in Person.objects.all():
        assert person.is_example
        assert not person.has_usable_password()
        assert Reader.of(person, AT.date()).is_seated


def test_the_register_knows_of_two_agreements_who_signed_and_nothing_more():
    agreements = Agreement.objects.visible_to(ANYONE)
    assert agreements.count() == 2
    for agreement in agreements:
        assert agreement.state(AT.date()) == Agreement.State.UNKNOWN
        assert agreement.signatures.count() == 2
        assert not agreement.signatures.exclude(signatory="").exists()


def test_the_one_project_is_public_and_invented():
    project = Project.objects.visible_to(ANYONE).get()
    assert project.is_invented
    assert project.clauses.count() == 2
