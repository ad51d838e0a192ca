"""What is told to whom: asked, submitted, returned, accepted. Only to who may read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comity.notices.services import tell
from comity.parties.access import Reader
from comity.parties.models import Dialogue, Membership, Person, Seat
from comity.tlp import narrowest

from .models import Assignment, Mandate, Remark, Report

Role = Seat.Role


def asked(
    mandates: Sequence[Mandate], *, on: date, only: Sequence[Assignment] | None = None
) -> None:
    """Tell the focal points of the addressees; one mail for each person, however many mandates."""
    assignments = only if only is not None else _assignments(mandates)
    asked_of: dict[Person, list[Assignment]] = {}
    known: dict[tuple[int | None, ...], list[Person]] = {}
    for assignment in assignments:
        key = (assignment.party_id, assignment.body_id, assignment.mandate.body.dialogue_id)
        if key not in known:
            known[key] = reporters(assignment, on)
        for person in known[key]:
            asked_of.setdefault(person, []).append(assignment)
    for person, all_of_them in asked_of.items():
        readable = _readable(person, all_of_them, on)
        if readable:
            _ask(person, readable)


def _assignments(mandates: Sequence[Mandate]) -> list[Assignment]:
    return list(
        Assignment.objects.filter(mandate__in=mandates).select_related(
            "mandate__body__dialogue", "party", "body"
        )
    )


def _readable(person: Person, assignments: list[Assignment], on: date) -> list[Assignment]:
    seen = Assignment.objects.visible_to(Reader.of(person, on))
    keys = set(seen.filter(pk__in=[one.pk for one in assignments]).values_list("pk", flat=True))
    return [one for one in assignments if one.pk in keys]


def _ask(person: Person, assignments: list[Assignment]) -> None:
    dialogue = assignments[0].mandate.body.dialogue
    count = len(assignments)
    tell(
        person,
        subject=lambda: (
            ngettext(
                "%(dialogue)s asks you for a report",
                "%(dialogue)s asks you for %(count)s reports",
                count,
            )
            % {"dialogue": dialogue.short, "count": count}
        ),
        template="mandates/mail/asked.txt",
        context={"assignments": assignments, "dialogue": dialogue},
        url=assignments[0].get_absolute_url if count == 1 else _own_list,
        reason=lambda: (
            _("You receive this because you report for %(addressee)s.")
            % {"addressee": assignments[0].addressee}
        ),
    )


def _own_list() -> str:
    return reverse("mandates:assignments")


def reporters(assignment: Assignment, on: date) -> list[Person]:
    """Focal points of the addressee in the mandate's dialogue; its head and alternates where
    it has none."""
    seats = Seat.objects.current(on).filter(person__is_active=True).select_related("person")
    if assignment.party_id:
        seats = seats.filter(
            party=assignment.party_id, body__dialogue=assignment.mandate.body.dialogue_id
        )
    else:
        seats = seats.filter(body=assignment.body_id)
    focal = seats.filter(role=Role.FOCAL_POINT)
    chosen = focal if focal.exists() else seats.filter(role__in=[Role.HEAD, Role.ALTERNATE])
    return _persons(chosen)


def _persons(seats: Iterable[Seat]) -> list[Person]:
    return list(dict.fromkeys(seat.person for seat in seats))


def secretariat(dialogue: Dialogue, on: date) -> list[Person]:
    """Everybody who sits for the dialogue's secretariat."""
    offices = Membership.objects.current(on).filter(
        role=Membership.Role.SECRETARIAT, body__dialogue=dialogue
    )
    held = {(office.party_id, office.body_id) for office in offices}
    seats = Seat.objects.current(on).filter(body__dialogue=dialogue).select_related("person")
    return _persons(seat for seat in seats if (seat.party_id, seat.body_id) in held)


def submitted(report: Report, *, on: date) -> None:
    """Tell the secretariat that a report waits for it."""
    dialogue = report.assignment.mandate.body.dialogue
    for person in secretariat(dialogue, on):
        if person.pk != report.submitted_by_id:
            _about(
                report,
                person,
                on=on,
                subject=lambda: (
                    _("%(addressee)s has submitted a report")
                    % {"addressee": report.assignment.addressee}
                ),
                template="mandates/mail/submitted.txt",
                reason=lambda: _("You receive this because you sit in the secretariat."),
            )


def returned(remark: Remark, *, on: date) -> None:
    """Tell the addressee that its report came back, and why."""
    report = remark.report
    for person in _writers(report, on):
        _about(
            report,
            person,
            on=on,
            subject=lambda: (
                _("The report of %(addressee)s was returned to you")
                % {"addressee": report.assignment.addressee}
            ),
            template="mandates/mail/returned.txt",
            reason=lambda: _reports_for(report),
            comment=remark.text,
        )


def accepted(report: Report, *, on: date) -> None:
    """Tell the addressee that its report was accepted."""
    for person in _writers(report, on):
        _about(
            report,
            person,
            on=on,
            subject=lambda: (
                _("The report of %(addressee)s was accepted")
                % {"addressee": report.assignment.addressee}
            ),
            template="mandates/mail/accepted.txt",
            reason=lambda: _reports_for(report),
        )


def _reports_for(report: Report) -> str:
    return _("You receive this because you report for %(addressee)s.") % {
        "addressee": report.assignment.addressee
    }


def _writers(report: Report, on: date) -> list[Person]:
    """Who reports for the addressee, and who submitted this report."""
    persons = reporters(report.assignment, on)
    return list(dict.fromkeys([*filter(None, [report.submitted_by]), *persons]))


def _about(
    report: Report,
    person: Person,
    *,
    on: date,
    subject: Callable[[], str],
    template: str,
    reason: Callable[[], str],
    **context: str,
) -> None:
    """Tell the person, if the person may read the report; in the words of what is asked only
    where the person may read those too."""
    reader, mandate = Reader.of(person, on), report.assignment.mandate
    if Report.objects.visible_to(reader).filter(pk=report.pk).exists():
        is_watched = report.is_watched or mandate.is_watched
        sees_mandate = Mandate.objects.visible_to(reader).filter(pk=mandate.pk).exists()
        facts = {
            "report": report,
            "mandate": mandate,
            "label": narrowest(report.tlp, mandate.tlp),
            "is_watched": is_watched,
            "shows_mandate": sees_mandate and not is_watched,
        }
        tell(
            person,
            subject=subject,
            template=template,
            context=facts | context,
            url=report.get_absolute_url,
            reason=reason,
        )
