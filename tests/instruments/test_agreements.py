"""The register of agreements: how each stands, what is written down, who is told in time."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from comity.instruments import services
from comity.instruments.agreements import Agreement, months_before
from comity.instruments.services.agreements import (
    AlreadyEnded,
    ClauseIsElsewhere,
    EndsBeforeItBegins,
    NotAnAgreement,
    NotAtTheTable,
    NotLater,
    NotRenewable,
    Reservation,
)
from comity.instruments.services.alarms import alarms
from comity.parties.dates import PartialDate
from comity.parties.ledger import Entry
from comity.parties.registry import rows
from comity.parties.services import NotTheSecretariat
from tests import make

pytestmark = pytest.mark.django_db
ON = make.TODAY
LONG_AGO, LAST_WEEK = date(2018, 9, 4), date(2026, 2, 23)
NEXT_MONTH, FAR_OFF = date(2026, 4, 2), date(2030, 1, 1)


class World:
    """A memorandum of one dialogue, its secretariat, and the focal point of one party."""

    def __init__(self, **text) -> None:
        self.body = make.plenary()
        self.secretary = make.secretary(self.body)
        self.belize = make.party("Belize")
        self.focal = make.delegate(of=self.belize, body=self.body)
        self.text = make.instrument("A memorandum", kind="memorandum", body=self.body, **text)

    def registered(self, **terms) -> Agreement:
        given = {"in_force": PartialDate.read("2018-09")} | terms
        who = {"by": self.secretary, "at": make.NOW}
        return services.register_agreement(self.text, services.Terms(**given), **who)

    def sign(self, agreement, **fields):
        given = {"by": self.secretary, "at": make.NOW} | fields
        return services.record_signature(agreement, given.pop("party", self.belize), **given)


@pytest.fixture(autouse=True)
def _a_new_day():
    cache.clear()


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, "unknown"),
        ({"in_force_on": FAR_OFF}, "coming"),
        ({"in_force_on": LONG_AGO}, "in_force"),
        ({"in_force_on": LONG_AGO, "ends_on": FAR_OFF}, "in_force"),
        ({"in_force_on": LONG_AGO, "ends_on": NEXT_MONTH}, "ending"),
        ({"in_force_on": LONG_AGO, "ends_on": ON}, "ending"),
        ({"in_force_on": LONG_AGO, "ends_on": LAST_WEEK}, "ended"),
        ({"ends_on": LAST_WEEK}, "ended"),
        ({"in_force_on": LONG_AGO, "ends_on": LAST_WEEK, "renewal": "tacit"}, "in_force"),
        ({"in_force_on": LONG_AGO, "ends_on": LAST_WEEK, "renewal": "explicit"}, "ended"),
        ({"in_force_on": LONG_AGO, "terminated_on": LAST_WEEK}, "ended"),
        ({"in_force_on": LONG_AGO, "terminated_on": NEXT_MONTH}, "ending"),
        ({"in_force_on": LONG_AGO, "ends_on": FAR_OFF, "terminated_on": NEXT_MONTH}, "ending"),
    ],
)
def test_an_agreement_stands_as_its_dates_say(fields, state):
    assert Agreement(**fields).state(ON) == state


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        ("2026-05-31", 3, "2026-02-28"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2028-02-29", 12, "2027-02-28"),
        ("2026-06-01", 0, "2026-06-01"),
    ],
)
def test_months_of_notice_are_counted_back_by_the_calendar(day, months, before):
    assert months_before(date.fromisoformat(day), months) == date.fromisoformat(before)


@given(st.dates(min_value=date(1990, 1, 1)), st.integers(0, 60))
def test_notice_is_never_later_than_the_day_it_is_given_for(day, months):
    assert day - timedelta(days=31 * months) <= months_before(day, months) <= day


def test_only_the_secretariat_of_the_dialogue_registers():
    here = World()
    terms = services.Terms()
    with pytest.raises(NotTheSecretariat):
        services.register_agreement(here.text, terms, by=here.focal, at=make.NOW)
    assert not Agreement.objects.exists()


def test_only_what_is_signed_and_adopted_is_registered():
    here = World()
    who = {"by": here.secretary, "at": make.NOW}
    declaration = make.instrument(body=here.body)
    draft = make.instrument(body=here.body, kind="agreement", adopted=False, offered_at=make.NOW)
    for text in (declaration, draft):
        with pytest.raises(NotAnAgreement):
            services.register_agreement(text, services.Terms(), **who)


def test_registering_again_corrects_and_both_are_in_the_ledger():
    here = World()
    here.registered()
    again = here.registered(ends_on=FAR_OFF, renewal="tacit")
    assert Agreement.objects.get() == again
    acts = list(Entry.objects.filter(act__startswith="agreement.").values_list("act", flat=True))
    assert acts == ["agreement.registered", "agreement.corrected"]


def test_the_ledger_names_no_title_and_no_signatory():
    here = World()
    here.sign(here.registered(), signatory="Ambassador Quiroga")
    facts = str([entry.statement for entry in Entry.objects.all()])
    assert "Quiroga" not in facts
    assert "memorandum" not in facts


def test_an_agreement_does_not_end_before_it_begins():
    with pytest.raises(EndsBeforeItBegins):
        World().registered(ends_on=date(2017, 1, 1))


def test_a_party_signs_once_and_what_was_written_down_can_be_corrected():
    here = World()
    agreement = here.registered()
    here.sign(agreement, signed=PartialDate.read("2018"))
    here.sign(agreement, signed=PartialDate.read("2018-09-04"), signatory="The Minister")
    signature = agreement.signatures.get()
    assert (signature.signed_on, signature.signed_precision) == (LONG_AGO, "day")
    assert signature.signatory == "The Minister"


def test_only_who_is_at_the_table_signs():
    here = World()
    with pytest.raises(NotAtTheTable, match="Atlantis is not at the table"):
        here.sign(here.registered(), party=make.party("Atlantis"))


def test_a_renewal_begins_another_term():
    here = World()
    agreement = here.registered(ends_on=NEXT_MONTH, renewal="explicit")
    who = {"by": here.secretary, "at": make.NOW}
    renewed = services.renew(agreement, until=FAR_OFF, **who)
    assert (renewed.ends_on, renewed.renewed_on) == (FAR_OFF, ON)
    with pytest.raises(NotLater, match="runs until 1 January 2030 already"):
        services.renew(agreement, until=FAR_OFF, **who)


def test_what_foresees_no_renewal_is_not_renewed():
    here = World()
    agreement = here.registered(ends_on=NEXT_MONTH, renewal="none")
    with pytest.raises(NotRenewable):
        services.renew(agreement, until=FAR_OFF, by=here.secretary, at=make.NOW)


def test_what_was_terminated_is_neither_renewed_nor_terminated_again():
    here = World()
    who = {"by": here.secretary, "at": make.NOW}
    agreement = services.terminate(here.registered(), on=NEXT_MONTH, **who)
    assert agreement.decides_on is None
    with pytest.raises(AlreadyEnded):
        services.renew(agreement, until=FAR_OFF, **who)
    with pytest.raises(AlreadyEnded):
        services.terminate(agreement, on=FAR_OFF, **who)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 14, tzinfo=ZoneInfo("UTC"))


def test_the_secretariat_and_the_signatories_are_told_once_for_each_alarm(mailoutbox):
    here = World()
    make.delegate(body=here.body)  # a focal point of a party that did not sign
    agreement = here.registered(
        ends_on=date(2026, 9, 30), renewal="tacit", notice_months=3, alarm_days=[90, 30]
    )
    here.sign(agreement)
    decides = date(2026, 6, 30)
    assert agreement.decides_on == decides
    assert alarms(at=at(decides - timedelta(days=91))) == 0
    assert alarms(at=at(decides - timedelta(days=90))) == 2
    assert {mail.to[0] for mail in mailoutbox} == {here.secretary.email, here.focal.email}
    assert alarms(at=at(decides - timedelta(days=89))) == 0
    assert alarms(at=at(decides - timedelta(days=28))) == 2
    assert "renews itself" in mailoutbox[-1].body


def test_nobody_is_told_of_a_text_that_they_may_not_read():
    here = World(label="RED", author=make.person())
    agreement = make.agreement(here.text, ends_on=NEXT_MONTH, alarm_days=[31])
    make.signature(agreement, party=here.belize)
    assert alarms(at=make.NOW) == 0


def test_an_alarm_is_made_up_for_within_three_days_and_not_later():
    here = World()
    here.registered(ends_on=NEXT_MONTH, alarm_days=[30])
    assert alarms(at=at(NEXT_MONTH - timedelta(days=27))) == 0
    cache.clear()
    assert alarms(at=at(NEXT_MONTH - timedelta(days=28))) == 1


def test_what_must_be_decided_stands_on_the_desk_of_those_who_decide():
    here = World()
    agreement = here.registered(ends_on=NEXT_MONTH)
    here.sign(agreement)
    neighbour = make.delegate(body=here.body)

    def desk(person):
        return [row.url for row in rows("coming", make.reader(person), ON)]

    assert agreement.get_absolute_url() in desk(here.secretary)
    assert agreement.get_absolute_url() in desk(here.focal)
    assert agreement.get_absolute_url() not in desk(neighbour)


def test_the_register_is_narrowed_by_party_and_by_state(client):
    here = World()
    agreement = here.registered(ends_on=FAR_OFF)
    here.sign(agreement)
    make.agreement(make.instrument("An ended one", kind="agreement"), ends_on=LAST_WEEK)
    address = reverse("instruments:agreements")
    both = client.get(address).content.decode()
    assert "A memorandum" in both
    assert "An ended one" in both
    for query in (f"?party={here.belize.slug}", "?state=in_force"):
        one = client.get(address + query).content.decode()
        assert "A memorandum" in one
        assert "An ended one" not in one


@pytest.mark.parametrize("query", ["?party=nobody", "?state=x"])
def test_a_filter_that_does_not_exist_shows_nothing(client, query):
    World().registered()
    answer = client.get(reverse("instruments:agreements") + query)
    assert answer.status_code == 422
    assert "A memorandum" not in answer.content.decode()


def test_the_register_is_a_file_whose_cells_do_not_act(client):
    here = World()
    agreement = here.registered()
    here.sign(agreement, party=here.belize)
    here.belize.name = "=HYPERLINK(1)"
    here.belize.save()
    csv = client.get(reverse("instruments:agreements_file", args=["csv"])).content.decode("utf-8")
    assert "'=HYPERLINK(1)" in csv
    xlsx = client.get(reverse("instruments:agreements_file", args=["xlsx"])).content
    cells = [cell for row in load_workbook(io.BytesIO(xlsx)).active.iter_rows() for cell in row]
    assert "=HYPERLINK(1)" in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}
    assert client.get(reverse("instruments:agreements_file", args=["exe"])).status_code == 404


def test_the_page_says_what_is_known_and_what_is_not(client):
    here = World()
    agreement = here.registered()
    here.sign(agreement, signed=PartialDate.read("2018-09-04"))
    clause = make.clause(here.text)
    make.assignment(make.mandate("Share information", clause=clause), party=here.belize)
    words = client.get(agreement.get_absolute_url()).content.decode()
    for expected in ("Signed: Belize", "Entry into force.", "September 2018", "No report"):
        assert expected in words
    assert "Not known to the register: term, renewal, months of notice." in words


def test_reading_an_agreement_of_a_watched_text_is_written_down(client, sign_in):
    here = World(label="AMBER+STRICT")
    agreement = here.registered()
    sign_in(here.focal)
    assert client.get(agreement.get_absolute_url()).status_code == 200
    assert Entry.objects.filter(act="read", by=here.focal).exists()
    listed = client.get(reverse("instruments:agreements")).content.decode()
    assert "A memorandum" not in listed


def test_a_secretary_does_it_all_on_the_pages(client, sign_in):
    here = World()
    sign_in(here.secretary)

    def post(name, **data):
        return client.post(reverse(f"instruments:{name}", args=[here.text.slug]), data)

    terms = {"in_force": "2018-09", "renewal": "explicit", "alarm_days": "60, 10"}
    assert post("register_agreement", ends_on="2026-04-02", **terms).status_code == 302
    signed = {"party": here.belize.pk, "signed": "2018-09-04"}
    assert post("record_signature", **signed).status_code == 302
    assert post("renew_agreement", until="2027-04-02").status_code == 302
    assert post("terminate_agreement", on="2026-12-31").status_code == 302
    agreement = Agreement.objects.get()
    assert agreement.alarm_days == [60, 10]
    assert (agreement.ends_on, agreement.terminated_on) == (date(2027, 4, 2), date(2026, 12, 31))
    assert agreement.signatures.get().party == here.belize


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("register_agreement", {"alarm_days": "soon"}, "as 180, 90, 30"),
        ("register_agreement", {"alarm_days": "9" * 40}, "as 180, 90, 30"),
        ("register_agreement", {"alarm_days": "٣"}, "as 180, 90, 30"),
        ("register_agreement", {"notice_months": "9" * 30}, "60"),
        ("register_agreement", {"in_force": "soon"}, "2016-12"),
        ("register_agreement", {"ends_on": "31.4.2026"}, "2026-03-31"),
        ("register_agreement", {"renewal": "never"}, "never"),
        ("record_signature", {"party": "9" * 30}, "Select a valid choice"),
        ("record_signature", {"party": "x'--"}, "Select a valid choice"),
        ("renew_agreement", {"until": ""}, "required"),
        ("renew_agreement", {"until": "2010-01-01"}, "Write a later day"),
        ("terminate_agreement", {"on": "2001-01-01"}, "Write a later day"),
    ],
)
def test_what_was_typed_wrongly_is_said_beside_the_field(client, sign_in, name, data, said):
    here = World()
    here.registered(ends_on=NEXT_MONTH)
    sign_in(here.secretary)
    answer = client.post(reverse(f"instruments:{name}", args=[here.text.slug]), data)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_acts_do_not_exist_for_others(client, sign_in):
    here = World()
    here.registered()
    sign_in(here.focal)
    for act in ("register_agreement", "record_signature", "renew_agreement", "terminate_agreement"):
        address = reverse(f"instruments:{act}", args=[here.text.slug])
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404


def test_the_register_asks_no_more_of_the_database_when_it_grows(
    client, django_assert_max_num_queries
):
    for _number in range(12):
        make.signature()
    with django_assert_max_num_queries(12):
        client.get(reverse("instruments:agreements"))


class TestWhoSigned:
    """The signature register: signed or not, ratified, with a reservation to a clause."""

    def page(self, client, world: World) -> str:
        address = reverse("instruments:agreement", args=[world.text.slug])
        return client.get(address).content.decode()

    def test_members_that_have_not_signed_are_named(self, client):
        world = World()
        make.delegate(of=make.party("Panama"), body=world.body)
        make.delegate(of=make.party("UNHCR"), body=world.body, as_="observer")
        agreement = world.registered()
        world.sign(agreement)
        page = self.page(client, world)
        signed, unsigned = page.split("have not signed")
        assert "Belize" in signed
        assert "Panama" in unsigned
        assert "UNHCR" not in page

    def test_a_ratification_is_written_down_and_stands_in_its_life(self, client):
        world = World()
        made = world.sign(world.registered(), ratified=PartialDate.read("2026-01"))
        assert (made.ratified_on, made.ratified_precision) == (date(2026, 1, 1), "month")
        assert "Ratified: Belize" in self.page(client, world)

    def test_a_reservation_handed_in_stands_on_its_clause_once_released(self, client):
        world = World()
        clause = make.clause(world.text, number="4")
        reservation = Reservation(clause, "Not article 4.", "en")
        world.sign(world.registered(), reservation=reservation)
        note = clause.footnotes.get()
        assert (note.kind, note.party, note.is_held) == ("reservation", world.belize, True)
        assert "reservation to clause" not in self.page(client, world)
        services.release_footnote(note, by=world.focal, at=make.NOW)
        page = self.page(client, world)
        assert "reservation to clause 4" in page
        assert clause.get_absolute_url() in page
        facts = Entry.objects.get(act="agreement.signed").facts
        assert (facts["footnote"], facts["clause"]) == (note.pk, clause.pk)

    def test_a_reservation_is_to_a_clause_of_the_agreement(self):
        world = World()
        agreement = world.registered()
        with pytest.raises(ClauseIsElsewhere):
            world.sign(agreement, reservation=Reservation(make.clause(), "No.", "en"))
        assert not agreement.signatures.exists()

    def test_on_the_page_a_reservation_has_a_clause_and_words(self, sign_in):
        world = World()
        clause = make.clause(world.text, number="4")
        world.registered()
        client = sign_in(world.secretary)
        address = reverse("instruments:record_signature", args=[world.text.slug])
        given = {"party": world.belize.pk, "clause": clause.pk, "language": "en"}
        refused = client.post(address, given)
        assert refused.status_code == 422
        assert "Give both" in refused.content.decode()
        assert not world.text.agreement.signatures.exists()
        assert client.post(address, given | {"reservation": "Not 4."}).status_code == 302
        assert clause.footnotes.get().words.data == {"en": "Not 4."}

    def test_it_is_a_file_too(self, client):
        world = World()
        make.delegate(of=make.party("Panama"), body=world.body)
        clause = make.clause(world.text, number="4")
        make.footnote(clause, "Not 4.", party=world.belize, kind="reservation")
        world.sign(world.registered(), signatory="=A. Minister")
        address = reverse("instruments:signatures_file", args=[world.text.slug, "csv"])
        lines = client.get(address).content.decode("utf-8-sig").splitlines()
        assert "Belize" in lines[1]
        assert "4 Not 4." in lines[1]
        assert "'=A. Minister" in lines[1], "no cell acts"
        assert lines[2].startswith("Panama")
