"""What parties put on clauses: who may, who reads it, how it is marked, that it stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse

from comity.instruments import services
from comity.instruments.footnotes import NeverDeleted
from comity.instruments.marks import letters, marks_of
from comity.instruments.models import Clause, Footnote, Instrument
from comity.instruments.rules import (
    AlreadyReleased,
    AlreadyWithdrawn,
    LanguageIsThere,
    NoReasonGiven,
    NotAMember,
    NotTheSpeaker,
    TextHasChanged,
    TextIsNotTheirsYet,
)
from comity.parties.access import ANYONE
from comity.parties.ledger import Entry
from comity.parties.models import Membership, Person
from comity.parties.services import SamePerson
from tests import make

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(days=9)


class Table:
    """A text of three clauses with Belize, a member, at its table."""

    def __init__(self, label: str = "AMBER", adopted: bool = False, **fields: Any) -> None:
        self.text: Instrument = make.instrument(
            "A declaration", adopted=adopted, label=label, shared_at=make.NOW, **fields
        )
        self.clauses = [make.clause(self.text, {"en": f"Do {n}.", "es": f"Hacer {n}."})
                        for n in (1, 2, 3)]  # fmt: skip
        self.belize = make.seat(of=make.party("Belize"), body=self.text.body)
        self.secretary = make.secretary(self.text.body)

    def add(self, clause: int = 1, seat: Any = None, **fields: Any) -> Footnote:
        seat = seat or self.belize
        given = {"kind": "reservation", "words": {"en": "Not for us."}, "at": make.NOW} | fields
        given = {"party": seat.party, "by": seat.person} | given
        return services.add_footnote(self.clauses[clause - 1], **given)

    def page(self, client: Client) -> str:
        return client.get(self.text.get_absolute_url()).content.decode()


def marks(table: Table, reader: Any = None) -> list[tuple[str, int]]:
    seen = marks_of(table.text, reader or make.reader(table.secretary))
    return [(one.mark, one.footnote.pk) for one in seen]


def test_a_contact_point_puts_a_reservation_on_a_clause():
    table = Table()
    made = table.add()
    assert (made.party, made.kind, made.is_later, made.is_held) == (
        table.belize.party, "reservation", False, False,
    )  # fmt: skip
    entry = Entry.objects.get(act="footnote.added")
    assert (entry.party, entry.facts["clause"]) == (table.belize.party, made.clause_id)


def test_an_officer_does_not_speak_for_the_party():
    table = Table()
    officer = make.seat(of=table.belize.party, body=table.text.body, role="officer")
    with pytest.raises(NotTheSpeaker, match="head, focal point or alternate of Belize"):
        table.add(seat=officer)


def test_an_observer_and_a_former_member_put_nothing_on_a_text():
    table = Table()
    with pytest.raises(NotAMember, match="neither member nor associate"):
        table.add(seat=make.seat(of=make.party("UNHCR"), body=table.text.body, as_="observer"))
    kept = table.add()
    plenary = make.body(dialogue=table.text.body.dialogue, parent=table.text.body)
    make.membership(table.belize.party, plenary)
    make.seat(table.belize.person, of=table.belize.party, body=plenary)
    Membership.objects.filter(body=table.text.body, party=table.belize.party).update(
        until=make.TODAY - timedelta(days=1)
    )
    with pytest.raises(NotAMember):
        table.add()
    assert Footnote.objects.get() == kept


def test_nothing_is_put_on_what_the_parties_have_not_seen_or_on_a_law():
    unseen = Table()
    unseen.text.shared_at = None
    unseen.text.save()
    with pytest.raises(TextIsNotTheirsYet, match="circulates it first"):
        unseen.add()
    with pytest.raises(TextIsNotTheirsYet, match="alone"):
        Table(is_national=True).add()


def test_what_is_put_there_has_words():
    with pytest.raises(NoReasonGiven):
        Table().add(words={"en": "  ", "es": ""})


def test_a_clause_that_is_gone_takes_nothing():
    table = Table()
    table.clauses[0].texts.all().delete()
    Clause.objects.filter(pk=table.clauses[0].pk).delete()
    with pytest.raises(TextHasChanged):
        table.add()


def test_who_adopts_an_offered_text_has_seen_what_was_put_on_it():
    table = Table(offered_at=make.NOW)
    before = table.text.stamp
    table.add()
    assert Instrument.objects.get().stamp == before + 1


def test_after_the_adoption_it_is_a_statement_with_a_date(sign_in: Callable[[Person], Client]):
    table = Table(adopted=True)
    assert table.add(at=LATER).is_later
    assert "statement of" in table.page(sign_in(table.belize.person))


class TestOnAPublicText:
    def test_a_second_person_releases_it_and_then_everybody_reads_it(self, client: Client):
        table = Table("CLEAR", adopted=True)
        made = table.add()
        assert made.is_held
        assert "Not for us." not in table.page(client)
        with pytest.raises(SamePerson):
            services.release_footnote(made, by=table.belize.person, at=LATER)
        services.release_footnote(made, by=table.secretary, at=LATER)
        assert "Not for us." in table.page(client)
        with pytest.raises(AlreadyReleased):
            services.release_footnote(made, by=table.secretary, at=LATER)

    def test_until_then_only_its_party_and_who_could_release_it_read_it(self):
        table = Table("CLEAR", adopted=True)
        table.add()
        other = make.delegate(body=table.text.body)
        assert not Footnote.objects.visible_to(make.reader(other)).exists()
        assert not Footnote.objects.visible_to(ANYONE).exists()
        for person in (table.belize.person, table.secretary):
            assert Footnote.objects.visible_to(make.reader(person)).exists()


class TestMarks:
    @pytest.mark.parametrize(
        ("number", "mark"), [(1, "a"), (26, "z"), (27, "aa"), (52, "az"), (703, "aaa")]
    )
    def test_are_letters(self, number: int, mark: str):
        assert letters(number) == mark

    def test_stand_in_the_order_of_the_clauses(self):
        table = Table()
        third, first = table.add(3), table.add(1)
        assert marks(table) == [("a", first.pk), ("b", third.pk)]

    def test_of_an_adopted_text_never_change(self):
        table = Table()
        third = table.add(3)
        Instrument.objects.update(adopted_at=make.NOW)
        later = table.add(1, at=LATER)
        assert marks(table) == [("a", third.pk), ("b", later.pk)]

    def test_are_given_to_what_is_released(self):
        table = Table("CLEAR", adopted=True)
        held = table.add()
        assert marks(table) == [("", held.pk)]


def test_a_language_is_added_and_what_is_said_does_not_change():
    table = Table()
    made = table.add()
    who = {"by": table.belize.person, "at": LATER}
    services.translate_footnote(made, words={"es": "No para nosotros."}, **who)
    with pytest.raises(LanguageIsThere):
        services.translate_footnote(made, words={"en": "For us too."}, **who)
    assert Footnote.objects.get().words.data == {"en": "Not for us.", "es": "No para nosotros."}


def test_withdrawn_it_stays_readable_and_says_so(sign_in: Callable[[Person], Client]):
    table = Table()
    made = table.add()
    services.withdraw_footnote(made, by=table.belize.person, at=LATER)
    page = table.page(sign_in(table.secretary))
    assert "Not for us." in page
    assert "withdrawn" in page
    with pytest.raises(AlreadyWithdrawn):
        services.withdraw_footnote(made, by=table.belize.person, at=LATER)


def test_nothing_deletes_it():
    made = Table().add()
    with pytest.raises(NeverDeleted):
        made.delete()
    with pytest.raises(NeverDeleted):
        Footnote.objects.all().delete()
    with pytest.raises(ProtectedError):
        made.clause.delete()


class TestThePages:
    def address(self, table: Table) -> str:
        return reverse("instruments:footnotes", args=[table.text.slug])

    def test_a_contact_point_adds_one_there(self, sign_in: Callable[[Person], Client]):
        table = Table()
        client = sign_in(table.belize.person)
        given = {"party": table.belize.party.pk, "clause": table.clauses[1].pk, "kind": "footnote"}
        refused = client.post(self.address(table), given)
        assert refused.status_code == 422
        assert client.post(self.address(table), given | {"words_en": "See 3."}).status_code == 302
        page = table.page(client)
        assert f'href="#n{Footnote.objects.get().pk}"' in page
        assert "See 3." in page

    def test_who_speaks_for_nobody_reads_and_adds_nothing(self, sign_in: Callable):
        table = Table()
        table.add()
        client = sign_in(table.secretary)
        assert b"Not for us." in client.get(self.address(table)).content
        assert client.post(self.address(table), {"kind": "footnote"}).status_code == 404

    def test_it_is_released_and_withdrawn_there(self, sign_in: Callable[[Person], Client]):
        table = Table("CLEAR", adopted=True)
        made = table.add()
        address = reverse("instruments:footnote", args=[table.text.slug, made.pk])
        own = sign_in(table.belize.person)
        assert own.post(address, {"do": "release"}).status_code == 422
        assert own.post(address, {"do": "withdraw"}).status_code == 302
        assert own.post(address, {"do": "burn"}).status_code == 404
        assert sign_in(table.secretary).post(address, {"do": "release"}).status_code == 302
        made.refresh_from_db()
        assert (made.is_held, made.is_withdrawn) == (False, True)
