"""What this room shows on the page of a meeting, and on everybody's desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from comity.meetings.models import Meeting
from comity.parties.access import Reader
from comity.parties.registry import Row
from comity.ui.said import plain

from .models import Convocation, Delegate, Delegation
from .models.delegations import of_parties
from .rules import accredits, keeps_desk, speaks
from .services.arranging import may_read
from .standing import Standing, standing_of

RECENT = timedelta(days=60)


def of_meeting(meeting: Meeting, reader: Reader, on: date) -> dict[str, Any] | None:
    """For a party its own delegation; for who prepares the meeting, how far all are; for whoever
    has a seat, the list of participants once somebody is on it."""
    if not reader.is_seated:
        return None
    convocation = Convocation.objects.filter(meeting=meeting).select_related("meeting").first()
    keeps = keeps_desk(reader, meeting)
    if convocation is None:
        is_chair = reader.leads(meeting.body.dialogue_id)
        links = [(_("Invite parties"), _url("delegations", meeting))]
        return {"own": [], "chair": None, "links": links} if is_chair else None
    seen = Delegation.objects.visible_to(reader).filter(meeting=meeting).counted()
    found = [
        (one, standing_of(one, convocation, on)) for one in seen.select_related("party", "meeting")
    ]
    mine = [
        (one, standing, _next_step(one, standing, meeting, reader, on))
        for one, standing in found
        if (one.party_id, meeting.body.dialogue_id) in reader.drafts
    ]
    has_list = Delegate.objects.approved().of_meeting(meeting).exists()
    links = _links(meeting, reader, keeps=keeps, has_list=has_list)
    if not mine and not links:
        return None
    return {"own": mine, "chair": _counts(found) if keeps else None, "links": links}


def _url(name: str, meeting: Meeting) -> str:
    return reverse(f"delegations:{name}", args=[meeting.slug])


def _links(
    meeting: Meeting, reader: Reader, *, keeps: bool, has_list: bool
) -> list[tuple[str, str]]:
    links = []
    if keeps:
        links.append((_("All delegations"), _url("delegations", meeting)))
    if has_list:
        links.append((_("Participants"), _url("participants", meeting)))
    if keeps and has_list:
        links.append((_("Check-in"), _url("check_in", meeting)))
    if may_read(reader, meeting):
        links.append((_("Logistics"), _url("arrangements", meeting)))
    return links


def _next_step(one: Any, standing: Standing, meeting: Meeting, reader: Reader, on: date) -> str:
    if not speaks(reader, one.party_id, meeting, on):
        return ""
    if standing.code == "invited":
        return _("Answer the invitation")
    if standing.code == "returned":
        return _("Correct the delegation")
    if one.n_prepared:
        return _("Submit the delegation")
    return _("Nominate the delegation") if standing.code == "coming" else ""


def _counts(found: list[tuple[Any, Standing]]) -> dict[str, int]:
    codes = [standing.code for _one, standing in found]
    return {
        "invited": len(found),
        "silent": codes.count("invited"),
        "coming": sum(one.is_coming for one, _standing in found),
        "waiting": sum(one.n_submitted > 0 for one, _standing in found),
    }


def due(reader: Reader, on: date) -> Iterator[Row]:
    """Invitations to answer, and delegations to nominate or to correct."""
    if not reader.drafts:
        return
    mine = of_parties(reader, "party", "meeting__body__dialogue")
    for one, standing in _coming(Delegation.objects.filter(mine), reader, on):
        words = {
            "invited": _("Answer the invitation"),
            "coming": _("Nominate the delegation"),
            "returned": _("Correct the delegation"),
        }.get(standing.code)
        if words is None and one.n_prepared and one.is_coming:
            words = _("Submit the delegation")
        if words:
            yield Row(
                one.meeting.passing_title,
                one.get_absolute_url(),
                note=words,
                due_on=standing.due_on,
                is_overdue=standing.is_late,
                body=one.meeting.body,
            )


def waiting(reader: Reader, on: date) -> Iterator[Row]:
    """Delegations that the reader approves or returns."""
    if not reader.is_seated:
        return
    found = Delegation.objects.exclude(submitted_by=reader.person)
    for one, _standing in _coming(found, reader, on):
        convocation = one.meeting.convocation
        if one.n_submitted and accredits(reader, one.meeting, convocation):
            yield Row(
                one.meeting.passing_title,
                one.get_absolute_url(),
                note=_("Delegation of %(party)s, submitted") % {"party": plain(one.party.name)},
                at=one.submitted_at,
                body=one.meeting.body,
            )


def changed(reader: Reader, on: date) -> Iterator[Row]:
    """Which parties answered of late, for those who prepare a meeting."""
    if not reader.is_seated:
        return
    found = Delegation.objects.filter(answered_at__date__gte=on - RECENT)
    for one, _standing in _coming(found, reader, on):
        if keeps_desk(reader, one.meeting):
            yield Row(
                one.meeting.passing_title,
                one.get_absolute_url(),
                note=_("%(party)s: %(answer)s")
                % {"party": plain(one.party.name), "answer": one.get_answer_display()},
                at=one.answered_at,
                body=one.meeting.body,
            )


def _coming(found: Any, reader: Reader, on: date) -> Iterator[tuple[Any, Standing]]:
    """Of meetings that are still to come and that the reader may see."""
    meetings = Meeting.objects.coming(on).filter(cancelled_at=None)
    seen = found.visible_to(reader).filter(meeting__in=meetings, meeting__convocation__isnull=False)
    rows = seen.select_related("party", "meeting__body", "meeting__convocation").counted()
    for one in rows.order_by("meeting__starts_on", "pk"):
        yield one, standing_of(one, one.meeting.convocation, on)
