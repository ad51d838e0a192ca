"""Who is told what about delegations; only those who may read the meeting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from comity.meetings.calendars import invitation_ics
from comity.meetings.models import Meeting
from comity.notices.mailboxes import tell_mailboxes, tellable
from comity.notices.services import tell
from comity.parties.access import Reader
from comity.parties.models import Person, Seat
from comity.ui.said import plain

from .models import Convocation, Delegate, Delegation

Role = Seat.Role
REASON = gettext_noop("You receive this because you speak for %(party)s.")
OFFICE = gettext_noop("You receive this because you prepare the meeting.")


def focal_points(delegation: Delegation, on: date) -> list[Person]:
    """Focal points of the party in the dialogue of the meeting; its heads and alternates where it
    has none. Only persons who may read the meeting."""
    meeting = delegation.meeting
    seats = Seat.objects.current(on).filter(
        party=delegation.party_id, body__dialogue=meeting.body.dialogue_id, person__is_active=True
    )
    focal = seats.filter(role=Role.FOCAL_POINT)
    chosen = focal if focal.exists() else seats.filter(role__in=[Role.HEAD, Role.ALTERNATE])
    persons = dict.fromkeys(seat.person for seat in chosen.select_related("person"))
    return [one for one in persons if _reads(one, meeting, on)]


def invited_to(meeting: Meeting, on: date) -> list[int]:
    """Keys of the persons who were told of the invitation, and are told where the meeting moves
    or is cancelled; not of parties that said they do not come."""
    expected = meeting.delegations.exclude(answer=Delegation.Answer.NOT_COMING)
    return [
        person.pk
        for delegation in expected.select_related("meeting__body", "party")
        for person in focal_points(delegation, on)
    ]


def _reads(person: Person, meeting: Meeting, on: date) -> bool:
    seen = Meeting.objects.visible_to(Reader.of(person, on))
    return seen.filter(pk=meeting.pk).exists()


def invited(delegation: Delegation, convocation: Convocation, *, on: date) -> None:
    """Each focal point in its own language, and the party's mailboxes where they may know."""
    mail: dict[str, Any] = {
        "subject": lambda: _("Invitation: %(meeting)s") % {"meeting": _title(delegation)},
        "template": "delegations/mail/invited.txt",
        "context": _facts(delegation) | {"convocation": convocation},
        "url": delegation.get_absolute_url,
        "reason": lambda: _(REASON) % {"party": delegation.party},
    }
    for person in focal_points(delegation, on):
        tell(
            person,
            once=f"invited.{delegation.pk}",
            calendar=lambda to=person: _calendar(delegation, to),  # type: ignore[misc]
            **mail,
        )
    dialogue = delegation.meeting.body.dialogue
    if tellable([delegation.meeting], delegation.party, dialogue, on):
        tell_mailboxes(delegation.party, dialogue, **mail)


def _calendar(delegation: Delegation, person: Person) -> bytes:
    """The meeting as the person's calendar reads it, with where to join: the invited may know."""
    meeting = delegation.meeting
    link = "" if meeting.is_watched else meeting.link
    return invitation_ics(meeting, language=person.language, attendee=person, link=link)


def approved(delegation: Delegation, delegates: Sequence[Delegate], *, on: date) -> None:
    _tell_party(
        delegation,
        on,
        subject=gettext_noop("Your delegation is approved: %(meeting)s"),
        template="delegations/mail/approved.txt",
        names=[one.full_name for one in delegates],
    )


def returned(delegation: Delegation, delegates: Sequence[Delegate], *, on: date) -> None:
    _tell_party(
        delegation,
        on,
        subject=gettext_noop("Your delegation was returned to you: %(meeting)s"),
        template="delegations/mail/returned.txt",
        names=[one.full_name for one in delegates],
    )


def _tell_party(
    delegation: Delegation, on: date, *, subject: str, template: str, names: list[str]
) -> None:
    """``subject`` is marked for translation."""
    for person in focal_points(delegation, on):
        tell(
            person,
            subject=lambda: _(subject) % {"meeting": _title(delegation)},
            template=template,
            context=_facts(delegation) | {"names": names},
            url=delegation.get_absolute_url,
            reason=lambda: _(REASON) % {"party": delegation.party},
        )


def answered(delegation: Delegation, by: Person, *, on: date) -> None:
    """Tell the secretariat, as news: nothing is asked of it yet."""
    _tell_office(
        delegation,
        by,
        on,
        subject=gettext_noop("%(party)s has answered the invitation"),
        template="delegations/mail/answered.txt",
        kind="news",
    )


def submitted(delegation: Delegation, by: Person, *, on: date) -> None:
    """Tell the secretariat that a delegation waits for it."""
    _tell_office(
        delegation,
        by,
        on,
        subject=gettext_noop("%(party)s has submitted its delegation"),
        template="delegations/mail/submitted.txt",
        kind="duty",
    )


def _tell_office(
    delegation: Delegation, by: Person, on: date, *, subject: str, template: str, kind: Any
) -> None:
    for person in _office(delegation, on):
        if person.pk != by.pk and _reads(person, delegation.meeting, on):
            tell(
                person,
                subject=lambda: _(subject) % {"party": delegation.party},
                template=template,
                context=_facts(delegation),
                url=delegation.get_absolute_url,
                reason=lambda: _(OFFICE),
                kind=kind,
            )


def _office(delegation: Delegation, on: date) -> Iterable[Person]:
    seats = Seat.objects.of_secretariat(delegation.meeting.body.dialogue, on)
    return dict.fromkeys(seat.person for seat in seats.select_related("person"))


def _title(delegation: Delegation) -> str:
    return plain(delegation.meeting.passing_title)


def _facts(delegation: Delegation) -> dict[str, Any]:
    return {
        "delegation": delegation,
        "meeting": delegation.meeting,
        "title": delegation.meeting.passing_title,
        "is_watched": delegation.meeting.is_watched,
    }


def asked_for_arrangements(delegate: Delegate, token: str) -> str:
    """Mail a delegate the one address of the form, and return it; only its digest is kept here."""
    language = language_of(delegate)
    with override(language):
        url = settings.ORIGIN + reverse("delegations:arrangement_link", args=[token])
        facts = _facts(delegate.delegation) | {"delegate": delegate, "url": url}
        template = get_template("delegations/mail/arrangements.txt").template  # type: ignore[attr-defined]
        text = template.render(Context(facts, autoescape=False))
        subject = _("Your journey to the meeting: please fill in one form")
    mail = EmailMessage(
        subject, text, to=[delegate.email], headers={"Auto-Submitted": "auto-generated"}
    )
    mail.send()
    return url


def language_of(delegate: Delegate) -> str:
    """The first of the delegate's languages that this site speaks; else the site's own."""
    spoken = {code for code, _name in settings.LANGUAGES}
    return next((one for one in delegate.languages if one in spoken), settings.LANGUAGE_CODE)
