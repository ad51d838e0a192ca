"""Approving and returning."""

from __future__ import annotations

import pytest

from comity.delegations import rules
from comity.delegations.models import Delegate, Delegation
from comity.delegations.services import accrediting, nominating
from comity.parties.services import SamePerson
from tests import make
from tests.delegations.world import Table


@pytest.fixture
def submitted(table: Table) -> Delegation:
    delegation = table.delegation(submitted_by=table.focal_point)
    make.nominee(delegation, "Ana Solís", state="submitted", role="head")
    make.nominee(delegation, "Luis Ríos", state="submitted")
    return delegation


def test_all_or_some_are_approved_and_the_party_is_told(
    table: Table, submitted: Delegation, mailoutbox
):
    ana, luis = submitted.delegates.order_by("pk")
    accrediting.approve(submitted, [ana], by=table.secretary, at=table.at)
    ana.refresh_from_db()
    luis.refresh_from_db()
    assert (ana.state, luis.state) == ("approved", "submitted")
    accrediting.approve(submitted, by=table.secretary, at=table.at)
    luis.refresh_from_db()
    assert luis.state == "approved"
    assert [mail.to for mail in mailoutbox] == [[table.focal_point.email]] * 2


def test_returned_is_with_a_comment_that_the_party_reads(table: Table, submitted: Delegation):
    with pytest.raises(rules.NeedsComment):
        accrediting.send_back(submitted, comment=" ", by=table.secretary, at=table.at)
    accrediting.send_back(submitted, comment="Whose title?", by=table.secretary, at=table.at)
    assert {one.comment for one in submitted.delegates.all()} == {"Whose title?"}
    nominating.submit(submitted, by=table.focal_point, at=table.at)
    assert {one.comment for one in submitted.delegates.all()} == {""}


def test_what_changed_meanwhile_is_not_approved(table: Table, submitted: Delegation):
    shown = list(submitted.delegates.all())
    nominating.correct(shown[0], name="Ana Mora", by=table.focal_point, at=table.at)
    with pytest.raises(rules.NotSubmitted, match="Look at it again"):
        accrediting.approve(submitted, shown, by=table.secretary, at=table.at)
    assert not Delegate.objects.filter(state="approved").exists()


def test_a_new_approval_has_a_new_badge(table: Table, submitted: Delegation):
    (ana, _luis) = accrediting.approve(submitted, by=table.secretary, at=table.at)
    nominating.correct(ana, function="Minister", by=table.focal_point, at=table.at)
    nominating.submit(submitted, by=table.focal_point, at=table.at)
    accrediting.approve(submitted, by=table.secretary, at=table.at)
    ana.refresh_from_db()
    assert ana.badge == 2


def test_who_submitted_a_delegation_does_not_approve_it(table: Table):
    """The secretariat's own delegation, say."""
    office = table.secretary.seats.get()
    office.role = "head"
    office.save()
    delegation = table.delegation(office.party, role="secretariat")
    make.nominee(delegation, state="prepared", role="head")
    nominating.submit(delegation, by=table.secretary, at=table.at)
    with pytest.raises(SamePerson):
        accrediting.approve(delegation, by=table.secretary, at=table.at)
    colleague = make.secretary(table.body)
    assert len(accrediting.approve(delegation, by=colleague, at=table.at)) == 1


def test_the_host_accredits_where_it_was_asked_to(table: Table, submitted: Delegation):
    with pytest.raises(rules.NotTheAccreditor):
        accrediting.approve(submitted, by=table.of_host, at=table.at)
    table.convocation.host_accredits = True
    table.convocation.save()
    assert len(accrediting.approve(submitted, by=table.of_host, at=table.at)) == 2


def test_a_party_does_not_accredit(table: Table, submitted: Delegation):
    _other, person = table.member()
    with pytest.raises(rules.NotTheAccreditor):
        accrediting.approve(submitted, by=person, at=table.at)
