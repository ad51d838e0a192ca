"""Practical arrangements: written, read by one, erased in time."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from comity.delegations import rules
from comity.delegations.models import Arrangement
from comity.delegations.services import accrediting, arranging
from comity.parties import registry
from comity.parties.models import Entry
from tests import make
from tests.delegations.world import Table

SAID = {"arrives": "3 May, 14:05, CM 441", "diet": "no nuts", "access": "a wheelchair"}


def noon(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def link_in(mail: EmailMessage) -> str:
    found = re.search(r"/arrangements/([\w-]{43})/", mail.body)
    assert found
    return found[1]


def test_an_approved_delegate_with_an_address_gets_the_form_by_mail(table: Table, mailoutbox):
    delegation = table.delegation(submitted_by=table.focal_point)
    make.nominee(
        delegation, state="submitted", role="head", email="ana@example.org", languages=["fr"]
    )
    accrediting.approve(delegation, by=table.secretary, at=table.at)
    (mail,) = [one for one in mailoutbox if one.to == ["ana@example.org"]]
    assert "/fr/arrangements/" in mail.body
    it = arranging.find(link_in(mail))
    assert it is not None
    arranging.write_by_link(it, SAID, at=table.at)
    it.refresh_from_db()
    assert (it.diet, it.written_by) == ("no nuts", None)
    assert link_in(mail) not in it.digest


def test_a_new_link_ends_the_one_before(table: Table, mailoutbox):
    one = make.nominee(table.delegation(), email="ana@example.org")
    for _twice in range(2):
        arranging.send_link(one, by=table.focal_point, at=table.at)
    first, second = [link_in(mail) for mail in mailoutbox]
    assert arranging.find(first) is None
    assert arranging.find(second) is not None


def test_the_form_is_for_those_who_are_approved(table: Table):
    one = make.nominee(table.delegation(), state="submitted")
    with pytest.raises(rules.NotApproved):
        arranging.write(one, SAID, by=table.focal_point, at=table.at)


def test_the_party_writes_and_only_that_it_wrote_is_in_the_ledger(table: Table):
    one = make.nominee(table.delegation())
    arranging.write(one, SAID, by=table.focal_point, at=table.at)
    entry = Entry.objects.get(act="arrangement.written")
    assert entry.facts == {"delegate": one.pk}
    arranging.write(one, {"hotel": "The Sea"}, by=table.focal_point, at=table.at)
    it = Arrangement.objects.get()
    assert (it.hotel, it.diet) == ("The Sea", "")


def test_the_secretariat_does_not_write_them(table: Table):
    with pytest.raises(rules.NotTheParty):
        arranging.write(make.nominee(table.delegation()), SAID, by=table.secretary, at=table.at)


def test_the_link_ends_with_the_meeting_and_with_the_approval(table: Table):
    it = make.arrangement(make.nominee(table.delegation()))
    with pytest.raises(rules.LinkOver):
        arranging.write_by_link(it, SAID, at=noon(table.starts + timedelta(days=2)))
    it.delegate.state = "prepared"
    it.delegate.save()
    with pytest.raises(rules.LinkOver):
        arranging.write_by_link(it, SAID, at=table.at)


def test_they_are_erased_thirty_days_after_the_last_day(table: Table):
    one = make.nominee(table.delegation())
    make.arrangement(one)
    last = table.meeting.ends_on
    assert last is not None
    assert arranging.erase_due(noon(last + timedelta(days=29))) == 0
    assert Arrangement.objects.exists()
    assert arranging.erase_due(noon(last + timedelta(days=30))) == 1
    assert not Arrangement.objects.exists()
    entry = Entry.objects.get(act="arrangements.erased")
    assert (entry.by, entry.facts) == (None, {"delegates": [one.pk]})
    assert arranging.erase_due(noon(last + timedelta(days=31))) == 0


def test_the_time_is_the_meetings_own(table: Table):
    make.arrangement(make.nominee(table.delegation()))
    table.convocation.erase_after = 3
    table.convocation.save()
    assert table.meeting.ends_on is not None
    assert arranging.erase_due(noon(table.meeting.ends_on + timedelta(days=3))) == 1


def test_the_erasing_runs_with_the_work_beside_the_pages():
    assert arranging.erase_due in registry.jobs()
