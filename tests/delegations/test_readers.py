"""Who reads the names of delegates, and what is said of each."""

from __future__ import annotations

import pytest

from comity.delegations.models import Arrangement, Delegate, Delegation
from comity.parties.access import ANYONE
from tests import make
from tests.delegations.world import Table

STATES = ("prepared", "submitted", "returned", "approved")


def readers(table: Table):
    _party, member = table.member()
    return {
        "anyone": ANYONE,
        "another member": make.reader(member, table.starts),
        "the party": make.reader(table.officer, table.starts),
        "the secretariat": make.reader(table.secretary, table.starts),
        "the host": make.reader(table.of_host, table.starts),
        "an observer": make.reader(table.observer, table.starts),
        "elsewhere": make.reader(make.delegate(), table.starts),
    }


SEES = {
    "anyone": "",
    "another member": "approved",
    "the party": "prepared submitted returned approved",
    "the secretariat": "submitted returned approved",
    "the host": "submitted returned approved",
    "an observer": "",
    "elsewhere": "",
}


@pytest.mark.parametrize("who", SEES)
def test_who_sees_whom(table: Table, who: str):
    delegation = table.delegation()
    for state in STATES:
        make.nominee(delegation, state=state)
    make.nominee(delegation, state="approved", withdrawn_at=table.at)
    seen = Delegate.objects.visible_to(readers(table)[who]).there()
    assert sorted(one.state for one in seen) == sorted(SEES[who].split())


def test_names_are_not_public_even_of_a_public_meeting(db: None):
    table = Table("CLEAR")
    make.nominee(table.delegation())
    assert not Delegate.objects.visible_to(ANYONE).exists()
    assert not Delegation.objects.visible_to(ANYONE).exists()
    elsewhere = make.reader(make.delegate(), table.starts)
    assert Delegate.objects.visible_to(elsewhere).exists()


def test_who_may_not_read_the_meeting_reads_none_of_it(db: None):
    table = Table("RED")
    make.nominee(table.delegation())
    for who, reader in readers(table).items():
        assert not Delegate.objects.visible_to(reader).exists(), who


def test_arrangements_are_read_by_one_person(table: Table):
    make.arrangement(make.nominee(table.delegation()))
    everybody = [*readers(table).values(), make.reader(table.focal_point, table.starts)]
    assert not any(Arrangement.objects.visible_to(one).exists() for one in everybody)
    named = make.reader(table.name_logistics(), table.starts)
    assert Arrangement.objects.visible_to(named).exists()
    colleague = make.reader(make.delegate(of=table.host, body=table.body), table.starts)
    assert not Arrangement.objects.visible_to(colleague).exists()


def test_who_leaves_the_host_reads_them_no_more(table: Table):
    make.arrangement(make.nominee(table.delegation()))
    person = table.name_logistics()
    seat = person.seats.get()
    seat.until = make.TODAY
    seat.save()
    assert not Arrangement.objects.visible_to(make.reader(person, table.starts)).exists()


def test_an_operator_reads_no_arrangement(table: Table, sign_in, client):
    make.arrangement(make.nominee(table.delegation()), diet="Quetzalcoatlus")
    table.name_logistics()
    operator = make.person(is_superuser=True)
    sign_in(operator)
    assert client.get(f"/en/meetings/{table.meeting.slug}/arrangements/").status_code == 404
    assert not Arrangement.objects.visible_to(make.reader(operator)).exists()
