"""Who is invited, to what, and who is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from comity.delegations import rules
from comity.delegations.models import Delegation
from comity.delegations.notices import invited_to
from comity.delegations.services import inviting
from comity.meetings.rules import NotTheChair
from comity.meetings.services import cancel_meeting, change_meeting
from comity.parties.dates import PartialDate, day_of
from comity.parties.models import Entry, Membership
from tests import make
from tests.delegations.world import Table


def test_focal_points_are_told_each_in_their_own_language(table: Table, mailoutbox):
    table.focal_point.language = "es"
    table.focal_point.save()
    (made,) = inviting.invite(table.meeting, [table.party], by=table.secretary, at=table.at)
    (mail,) = mailoutbox
    assert mail.to == [table.focal_point.email]
    assert f"/es/meetings/{table.meeting.slug}/delegations/of/{table.party.slug}/" in mail.body
    entry = Entry.objects.get(act="delegation.invited")
    assert (entry.by, entry.owner_id, entry.facts) == (
        table.secretary, table.party.pk, {"class": "member"},
    )  # fmt: skip
    assert made.answer == ""


def test_the_invitation_carries_the_meeting_for_the_calendar(table: Table, mailoutbox):
    inviting.invite(table.meeting, [table.party], by=table.secretary, at=table.at)
    (mail,) = mailoutbox
    assert b"METHOD:REQUEST" in mail.calendar
    assert table.focal_point.email.encode() in mail.calendar.replace(b"\r\n ", b"")


def test_a_functional_mailbox_gets_a_copy_where_all_of_the_dialogue_may_know(
    table: Table, mailoutbox
):
    make.mailbox(table.party, table.body.dialogue, address="office@belize.example")
    inviting.invite(table.meeting, [table.party], by=table.secretary, at=table.at)
    assert ["office@belize.example"] in [mail.to for mail in mailoutbox]


def test_a_mailbox_is_not_told_of_a_meeting_of_a_narrower_circle(db: None, mailoutbox):
    table = Table("AMBER+STRICT")
    make.mailbox(table.party, table.body.dialogue, address="office@belize.example")
    inviting.invite(table.meeting, [table.party], by=table.secretary, at=table.at)
    assert ["office@belize.example"] not in [mail.to for mail in mailoutbox]


def test_a_mail_does_not_say_the_title_of_a_watched_meeting(db: None, mailoutbox):
    table = Table("AMBER+STRICT")
    inviting.invite(table.meeting, [table.party], by=table.secretary, at=table.at)
    (mail,) = mailoutbox
    assert "XV Conference" not in mail.subject + mail.body


def test_who_was_invited_before_is_left_as_it_is(table: Table, mailoutbox):
    kept = table.delegation()
    assert inviting.invite(table.meeting, [table.party], by=table.secretary, at=table.at) == []
    kept.refresh_from_db()
    assert kept.answer == "coming"
    assert mailoutbox == []


def test_observers_are_invited_only_where_the_meeting_is_open_to_them(table: Table):
    assert table.observer_party not in inviting.invitable(table.meeting)
    with pytest.raises(rules.NotInvitable, match="An observer"):
        inviting.invite(
            table.meeting, [table.party, table.observer_party], by=table.secretary, at=table.at
        )
    assert not Delegation.objects.exists()
    table.observers_welcome()
    assert inviting.invitable(table.meeting)[table.observer_party] == "observer"


def test_a_party_that_ceases_to_be_a_member_before_the_meeting_is_not_invited(table: Table):
    held = Membership.objects.get(party=table.party, body=table.body)
    held.until = table.starts - timedelta(days=1)
    held.save()
    assert table.party not in inviting.invitable(table.meeting)


def test_a_party_with_two_classes_is_invited_in_the_inner_one(table: Table):
    network = make.body("A network", dialogue=table.body.dialogue, parent=table.body)
    table.meeting.bodies.add(network)
    make.membership(table.party, network, "observer")
    table.observers_welcome()
    assert inviting.invitable(table.meeting)[table.party] == "member"


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"shared_at": None}, rules.NotOpenYet),
        ({"precision": "month"}, rules.NotOpenYet),
        ({"cancelled_at": make.NOW}, rules.MeetingOver),
    ],
)
def test_nobody_is_invited_to_what_does_not_stand(table: Table, fields: dict, refusal: type):
    for name, value in fields.items():
        setattr(table.meeting, name, value)
    table.meeting.save()
    with pytest.raises(refusal):
        inviting.invite(table.meeting, [table.party], by=table.secretary, at=table.at)


def test_only_the_chair_invites(table: Table):
    with pytest.raises(NotTheChair):
        inviting.invite(table.meeting, [table.party], by=table.focal_point, at=table.at)


def test_logistics_is_a_person_of_the_host(table: Table):
    with pytest.raises(rules.NoHost, match="no seat of the host"):
        inviting.name_logistics(table.meeting, table.focal_point, by=table.secretary, at=table.at)
    inviting.name_logistics(table.meeting, table.of_host, by=table.secretary, at=table.at)
    table.convocation.refresh_from_db()
    assert table.convocation.logistics == table.of_host


def test_quotas_are_of_the_class_unless_one_is_of_the_party(table: Table):
    convocation = inviting.convene(
        table.meeting, answer_by=None, nominate_by=None, quotas={"member": 3, "king": 9},
        by=table.secretary, at=table.at,
    )  # fmt: skip
    delegation = table.delegation()
    assert delegation.limit(convocation) == 3
    inviting.set_quota(delegation, 5, by=table.secretary, at=table.at)
    delegation.refresh_from_db()
    assert delegation.limit(convocation) == 5
    inviting.set_quota(delegation, None, by=table.secretary, at=table.at)
    delegation.refresh_from_db()
    assert delegation.limit(convocation) == 3


def test_the_invited_are_told_that_a_meeting_is_cancelled_until_they_say_they_do_not_come(
    table: Table, mailoutbox
):
    """Also where they sit in the dialogue and not in the body that meets."""
    elsewhere = make.body("A network", dialogue=table.body.dialogue, parent=table.body)
    table.meeting.bodies.set([elsewhere])
    (made,) = inviting.invite(table.meeting, [table.party], by=table.secretary, at=table.at)
    assert invited_to(table.meeting, day_of(table.at)) == [table.focal_point.pk]
    mailoutbox.clear()
    cancel_meeting(table.meeting, because=make.said("Hurricane."), by=table.secretary, at=table.at)
    assert [table.focal_point.email] in [mail.to for mail in mailoutbox]
    Delegation.objects.filter(pk=made.pk).update(answer=Delegation.Answer.NOT_COMING)
    assert invited_to(table.meeting, day_of(table.at)) == []


def calendars_of(mails: list) -> dict[str, str]:
    """To whom went which calendar, its long lines made whole."""
    return {mail.to[0]: mail.calendar.replace(b"\r\n ", b"").decode() for mail in mails}


def test_the_calendars_of_the_invited_follow_the_meeting_and_no_others(table: Table, mailoutbox):
    inviting.invite(table.meeting, [table.party], by=table.secretary, at=table.at)
    member = make.delegate(body=table.body)
    mailoutbox.clear()
    later = PartialDate.read(str(table.meeting.starts_on + timedelta(days=7)))
    change_meeting(
        table.meeting, bodies=[table.body], starts=later, by=table.secretary, at=table.at
    )
    found = calendars_of(mailoutbox)
    assert "METHOD:REQUEST" in found[table.focal_point.email]
    assert "SEQUENCE:1" in found[table.focal_point.email]
    assert found[member.email] == ""
    mailoutbox.clear()
    cancel_meeting(table.meeting, because=make.said("Hurricane."), by=table.secretary, at=table.at)
    found = calendars_of(mailoutbox)
    assert "METHOD:CANCEL" in found[table.focal_point.email]
    assert "SEQUENCE:2" in found[table.focal_point.email]
    assert found[member.email] == ""
