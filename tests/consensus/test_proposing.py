"""Circulating a text, and proposing changes to it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from comity.consensus import rules
from comity.consensus.models import Drafting, Proposal
from comity.consensus.services import circulate, close_drafting, propose
from comity.instruments.models import Clause, Instrument
from comity.parties.access import ANYONE
from comity.parties.models import Membership
from tests import make

pytestmark = pytest.mark.django_db


def drafted(*words: str, **fields: object) -> Drafting:
    """A text in drafting with clauses of these words."""
    drafting = make.drafting(**fields)
    for one in words or ("We ask all states.",):
        make.clause(drafting.instrument, one)
    return drafting


def member(text: Instrument, role: str = "focal_point", **fields: object) -> object:
    return make.seat(body=text.body, role=role, **fields)


def write(text: Instrument, seat: object, **fields: object) -> Proposal:
    fields = {
        "kind": "replace",
        "clause": text.clauses.first(),
        "language": "en",
        "words": "We urge all states.",
    } | fields
    return propose(text, **fields, party=seat.party, by=seat.person, at=make.NOW)


@pytest.fixture
def text() -> Instrument:
    return drafted().instrument


def test_a_circulated_text_is_read_by_its_circle_and_nobody_else():
    text = make.instrument(adopted=False)
    make.clause(text)
    secretary = make.secretary(text.body)
    insider, other = make.delegate(body=text.body), make.delegate()
    observer = make.delegate(body=text.body, as_="observer")
    circulate(text, label="AMBER", mode="members_only", by=secretary, at=make.NOW, stamp=text.stamp)
    sees = [
        Instrument.objects.visible_to(make.reader(one)).filter(pk=text.pk).exists()
        for one in (insider, secretary, other, observer)
    ]
    assert sees == [True, True, False, False]
    assert not Instrument.objects.visible_to(ANYONE).exists()


@pytest.mark.parametrize("label", ["CLEAR", "RED"])
def test_before_adoption_a_text_is_neither_public_nor_kept_to_names(label: str):
    text = make.instrument(adopted=False)
    secretary = make.secretary(text.body)
    with pytest.raises(rules.NotACircle, match="choose one of them"):
        circulate(text, label=label, mode="open", by=secretary, at=make.NOW, stamp=text.stamp)


def test_a_text_is_circulated_once(text: Instrument):
    secretary = make.secretary(text.body)
    with pytest.raises(rules.AlreadyCirculated):
        circulate(text, label="AMBER", mode="open", by=secretary, at=make.NOW, stamp=text.stamp)


def test_members_only_shuts_observers_out_of_a_text_for_the_community():
    text = make.instrument(adopted=False)
    secretary = make.secretary(text.body)
    circulate(text, label="GREEN", mode="members_only", by=secretary, at=make.NOW, stamp=text.stamp)
    text.refresh_from_db()
    assert (text.label, text.with_observers) == ("AMBER", False)


def test_a_proposal_keeps_the_words_it_was_written_for(text: Instrument):
    made = write(text, member(text))
    assert (made.before, made.words) == ("We ask all states.", "We urge all states.")
    assert made.state == "draft"
    assert made.number == "1."


@pytest.mark.parametrize("role", ["member", "associate"])
def test_members_and_associates_propose(text: Instrument, role: str):
    assert write(text, member(text, as_=role)).pk


def test_the_secretariat_tables_proposals_too(text: Instrument):
    secretary = make.secretary(text.body)
    assert write(text, secretary.seats.get()).pk


def test_an_observer_does_not_propose(text: Instrument):
    with pytest.raises(rules.NotADrafter, match="as an observer"):
        write(text, member(text, as_="observer"))


def test_a_party_that_ceased_to_be_a_member_proposes_nothing_more(text: Instrument):
    seat = member(text)
    write(text, seat)
    Membership.objects.filter(party=seat.party).update(until=make.TODAY - timedelta(days=1))
    with pytest.raises(rules.NotADrafter, match="no member of"):
        write(text, seat)
    assert Proposal.objects.count() == 1


def test_nobody_writes_for_another_party(text: Instrument):
    own, other = member(text), member(text)
    with pytest.raises(rules.NotOfTheParty, match="hold no seat"):
        propose(
            text,
            kind="delete",
            clause=text.clauses.first(),
            language="en",
            party=other.party,
            by=own.person,
            at=make.NOW,
        )


@pytest.mark.parametrize("words", ["", "  \r\n "])
def test_a_proposal_has_words(text: Instrument, words: str):
    with pytest.raises(rules.NothingProposed, match="no words"):
        write(text, member(text), words=words)


def test_a_proposal_has_other_words_than_the_clause(text: Instrument):
    with pytest.raises(rules.NothingProposed, match="has already"):
        write(text, member(text), words="We ask\r\nall  states. ")


@pytest.mark.parametrize("kind", ["replace", "delete", "insert"])
def test_nothing_is_proposed_on_a_clause_that_is_gone(text: Instrument, kind: str):
    gone = make.clause(text)
    Clause.objects.filter(pk=gone.pk).delete()
    place = {"after": gone} if kind == "insert" else {"clause": gone}
    with pytest.raises(rules.ClauseIsGone, match="not in"):
        write(text, member(text), kind=kind, **place)


def test_a_clause_of_another_text_is_not_in_this_one(text: Instrument):
    with pytest.raises(rules.ClauseIsGone):
        write(text, member(text), clause=make.clause())


def test_an_insertion_stands_after_a_clause_or_at_the_head(text: Instrument):
    seat = member(text)
    first = text.clauses.get()
    assert write(text, seat, kind="insert", after=first).place == first.position
    assert write(text, seat, kind="insert", after=None).is_at_head


def test_a_proposal_is_in_a_language_of_the_text(text: Instrument):
    with pytest.raises(rules.LanguageIsNotThere, match="French"):
        write(text, member(text), language="fr")


def test_nothing_is_proposed_once_the_drafting_is_closed(text: Instrument):
    close_drafting(text.drafting, by=make.secretary(text.body), at=make.NOW)
    with pytest.raises(rules.NotInDrafting, match="closed"):
        write(text, member(text))


def test_nothing_is_proposed_on_a_text_that_is_not_circulated():
    text = make.instrument(adopted=False)
    make.clause(text)
    with pytest.raises(rules.NotInDrafting, match="not in drafting"):
        write(text, member(text))


def test_a_draft_is_read_by_its_own_party_alone(text: Instrument):
    seat, colleague = member(text), None
    colleague = make.seat(of=seat.party, body=text.body, role="officer").person
    made = write(text, seat)
    readers = [colleague, member(text).person, make.secretary(text.body)]
    sees = [
        Proposal.objects.visible_to(make.reader(one)).filter(pk=made.pk).exists() for one in readers
    ]
    assert sees == [True, False, False]
