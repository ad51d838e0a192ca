"""What is told to whom: asked, submitted, returned, accepted. Only to who may read it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from comity.notices.services import tell
from comity.parties.access import Reader
from comity.parties.models import Dialogue, Person, Seat
from comity.tlp import narrowest

from .copies import copy
from .models import Assignment, Mandate, Remark, Report
from .words import FIELDS

Role = Seat.Role
REPORTS_FOR = gettext_noop("You receive this because you report for %(addressee)s.")


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
    copy(assignments, on=on, subject=_asks, template="mandates/mail/asked.txt")


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


def _asks(dialogue: Dialogue, count: int) -> str:
    return ngettext(
        "%(dialogue)s asks you for a report", "%(dialogue)s asks you for %(count)s reports", count
    ) % {"dialogue": dialogue.short, "count": count}


def _ask(person: Person, assignments: list[Assignment]) -> None:
    dialogue = assignments[0].mandate.body.dialogue
    count = len(assignments)
    tell(
        person,
        subject=lambda: _asks(dialogue, count),
        template="mandates/mail/asked.txt",
        context={"assignments": assignments, "dialogue": dialogue},
        url=assignments[0].get_absolute_url if count == 1 else _own_list,
        reason=lambda: _(REPORTS_FOR) % {"addressee": assignments[0].addressee},
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


def submitted(report: Report, *, on: date) -> None:
    """Tell the secretariat that a report waits for it."""
    office = Seat.objects.of_secretariat(report.body.dialogue, on).select_related("person")
    for person in _persons(office):
        if person.pk != report.submitted_by_id:
            _about(
                report,
                person,
                on=on,
                subject=gettext_noop("%(addressee)s has submitted a report"),
                template="mandates/mail/submitted.txt",
                reason=gettext_noop("You receive this because you sit in the secretariat."),
            )


def returned(report: Report, remarks: Sequence[Remark], *, on: date) -> None:
    """Tell the addressee that its report came back, and why."""
    _tell_writers(
        report,
        on,
        subject=gettext_noop("The report of %(addressee)s was returned to you"),
        template="mandates/mail/returned.txt",
        comments=[(FIELDS.get(remark.field, ""), remark.text) for remark in remarks],
    )


def accepted(report: Report, *, on: date) -> None:
    """Tell the addressee that its report was accepted."""
    _tell_writers(
        report,
        on,
        subject=gettext_noop("The report of %(addressee)s was accepted"),
        template="mandates/mail/accepted.txt",
    )


def _tell_writers(report: Report, on: date, **mail: Any) -> None:
    """Who reports for the addressee, and who submitted this report."""
    persons = [*filter(None, [report.submitted_by]), *reporters(report.assignment, on)]
    for person in dict.fromkeys(persons):
        _about(report, person, on=on, reason=REPORTS_FOR, **mail)


def _about(
    report: Report,
    person: Person,
    *,
    on: date,
    subject: str,
    template: str,
    reason: str,
    **context: Any,
) -> None:
    """Tell the person, if the person may read the report; in the words of what is asked only
    where the person may read those too. ``subject`` and ``reason`` are marked for translation."""
    reader, mandate = Reader.of(person, on), report.assignment.mandate
    if not Report.objects.visible_to(reader).filter(pk=report.pk).exists():
        return
    is_watched = report.is_watched or mandate.is_watched
    sees_mandate = Mandate.objects.visible_to(reader).filter(pk=mandate.pk).exists()
    facts = {
        "report": report,
        "mandate": mandate,
        "label": narrowest(report.tlp, mandate.tlp),
        "is_watched": is_watched,
        "shows_mandate": sees_mandate and not is_watched,
    }
    named = {"addressee": report.assignment.addressee}
    tell(
        person,
        subject=lambda: _(subject) % named,
        template=template,
        context=facts | context,
        url=report.get_absolute_url,
        reason=lambda: _(reason) % named,
    )
