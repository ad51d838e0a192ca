"""A party answers and nominates."""

from __future__ import annotations

from datetime import timedelta

import pytest

from comity.delegations import rules
from comity.delegations.models import Delegate
from comity.delegations.services import nominating
from comity.parties.models import Entry
from tests import make
from tests.delegations.world import Table


def nominate(table: Table, delegation, name: str = "Ana Solís", **fields):
    fields = {"by": table.focal_point, "at": table.at} | fields
    return nominating.nominate(delegation, name=name, **fields)


def test_the_party_answers_and_the_secretariat_learns_it_once(table: Table, mailoutbox):
    make.preference(table.secretary, "at_once")
    delegation = table.delegation(answer="")
    for _twice in range(2):
        nominating.answer(delegation, coming=True, by=table.focal_point, at=table.at)
    delegation.refresh_from_db()
    assert (delegation.answer, delegation.answered_by) == ("coming", table.focal_point)
    assert [mail.to for mail in mailoutbox] == [[table.secretary.email]]


def test_who_does_not_come_after_all_withdraws_everybody(table: Table):
    delegation = table.delegation()
    approved = make.nominee(delegation)
    make.nominee(delegation, state="prepared")
    make.arrangement(approved)
    nominating.answer(delegation, coming=False, by=table.focal_point, at=table.at)
    (left,) = delegation.delegates.all()
    assert left == approved
    assert left.withdrawn_at == table.at
    assert not hasattr(left, "arrangement")


def test_an_officer_does_not_nominate(table: Table):
    with pytest.raises(rules.NotTheParty):
        nominate(table, table.delegation(), by=table.officer)


def test_another_party_does_not_nominate(table: Table):
    with pytest.raises(rules.NotTheParty):
        nominate(table, table.delegation(), by=table.secretary)


def test_nobody_is_nominated_before_the_party_said_that_it_comes(table: Table):
    with pytest.raises(rules.NotComing, match="Answer the invitation first"):
        nominate(table, table.delegation(answer=""))


def test_a_delegate_is_not_nominated_twice_under_two_spellings(table: Table):
    delegation = table.delegation()
    first = nominate(table, delegation, "María López Núñez")
    with pytest.raises(rules.LikelySamePerson, match="may be María López Núñez") as refused:
        nominate(table, delegation, "LOPEZ NUNEZ, Maria")
    assert refused.value.others == [first]
    another = nominate(table, delegation, "LOPEZ NUNEZ, Maria", is_another=True)
    entry = Entry.objects.filter(act="delegate.nominated").last()
    assert entry is not None
    assert entry.facts == {"delegate": another.pk, "unlike": [first.pk]}


def test_what_another_party_prepares_is_not_told_by_the_search_for_doubles(table: Table):
    other, _person = table.member("Honduras")
    make.nominee(table.delegation(other), "María López Núñez", state="prepared")
    nominate(table, table.delegation(), "Maria Lopez Nunez")


def test_a_delegate_of_another_party_is_noticed_once_approved(table: Table):
    other, _person = table.member("Honduras")
    make.nominee(table.delegation(other), "María López Núñez")
    with pytest.raises(rules.LikelySamePerson, match="Honduras"):
        nominate(table, table.delegation(), "Maria Lopez Nunez")


def test_a_corrected_name_is_compared_again(table: Table):
    delegation = table.delegation()
    make.nominee(delegation, "Ana Solís", state="prepared")
    one = make.nominee(delegation, "Rosa Paz", state="prepared")
    with pytest.raises(rules.LikelySamePerson):
        nominating.correct(one, name="SOLIS, Ana", by=table.focal_point, at=table.at)
    nominating.correct(one, function="Adviser", by=table.focal_point, at=table.at)


def test_the_quota_is_said_and_held(table: Table):
    table.convocation.quotas = {"member": 1}
    table.convocation.save()
    delegation = table.delegation()
    nominate(table, delegation)
    with pytest.raises(rules.QuotaReached, match="sends 1 delegate at most, and 2 would be there"):
        nominate(table, delegation, "Luis Ríos")
    assert delegation.delegates.count() == 1


def test_a_quota_lowered_afterwards_holds_at_submission(table: Table):
    delegation = table.delegation()
    make.nominee(delegation, state="prepared", role="head")
    make.nominee(delegation, state="prepared")
    delegation.quota = 1
    delegation.save()
    with pytest.raises(rules.QuotaReached):
        nominating.submit(delegation, by=table.focal_point, at=table.at)


def test_a_delegation_has_exactly_one_head(table: Table):
    delegation = table.delegation()
    one = nominate(table, delegation)
    with pytest.raises(rules.OneHead, match="has no head"):
        nominating.submit(delegation, by=table.focal_point, at=table.at)
    nominating.correct(one, role="head", by=table.focal_point, at=table.at)
    with pytest.raises(rules.OneHead, match="Ana Solís is the head"):
        nominate(table, delegation, "Luis Ríos", role="head")
    nominating.submit(delegation, by=table.focal_point, at=table.at)
    with pytest.raises(rules.NothingToSubmit):
        nominating.submit(delegation, by=table.focal_point, at=table.at)


def test_the_secretariat_is_told_of_what_was_submitted(table: Table, mailoutbox):
    delegation = table.delegation()
    make.nominee(delegation, state="prepared", role="head")
    nominating.submit(delegation, by=table.focal_point, at=table.at)
    assert [mail.to for mail in mailoutbox] == [[table.secretary.email]]


@pytest.mark.parametrize(
    ("state", "changed", "after"),
    [
        ("approved", {"function": "Minister"}, "prepared"),
        ("approved", {"email": "ana@example.org"}, "approved"),
        ("submitted", {"name": "Ana Solís Mora"}, "prepared"),
        ("returned", {"title": "Dra."}, "returned"),
        ("prepared", {"languages": ["es"]}, "prepared"),
    ],
)
def test_what_the_list_says_is_approved_anew_after_a_change(
    table: Table, state: str, changed: dict, after: str
):
    one = make.nominee(table.delegation(), "Ana Solís", state=state)
    nominating.correct(one, **changed, by=table.focal_point, at=table.at)
    one.refresh_from_db()
    assert one.state == after


def test_who_was_told_to_nobody_leaves_no_trace_and_others_do(table: Table):
    delegation = table.delegation()
    prepared = make.nominee(delegation, state="prepared")
    approved = make.nominee(delegation)
    for one in (prepared, approved):
        nominating.withdraw(one, by=table.focal_point, at=table.at)
    assert list(delegation.delegates.all()) == [approved]
    with pytest.raises(rules.Withdrawn):
        nominating.correct(approved, name="X Y", by=table.focal_point, at=table.at)


def test_a_delegation_begins_with_an_earlier_one(table: Table):
    before = make.delegation(make.meeting(body=table.body, label="AMBER"), party=table.party)
    make.nominee(before, "Ana Solís", role="head", email="ana@example.org", languages=["es"])
    make.nominee(before, "Luis Ríos")
    make.nominee(before, "Rosa Paz", withdrawn_at=table.at)
    delegation = table.delegation()
    make.nominee(delegation, "RIOS, Luis", state="prepared", role="head")
    (made,) = nominating.begin_from(delegation, before, by=table.focal_point, at=table.at)
    made.refresh_from_db()
    assert (made.name, made.role, made.email) == ("Ana Solís", "adviser", "ana@example.org")
    assert made.state == Delegate.State.PREPARED
    assert not made.was_approved


def test_nothing_changes_after_the_meeting(table: Table):
    delegation = table.delegation()
    later = table.at + timedelta(days=60)
    with pytest.raises(rules.MeetingOver, match="is over"):
        nominating.answer(delegation, coming=True, by=table.focal_point, at=later)


def test_a_party_whose_seat_ended_does_not_act(table: Table):
    delegation = table.delegation()
    seat = table.focal_point.seats.get()
    seat.until = table.starts - timedelta(days=45)
    seat.save()
    with pytest.raises(rules.NotTheParty):
        nominate(table, delegation)
