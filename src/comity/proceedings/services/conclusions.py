"""Conclusions are drafted, circulated, put forward and made final."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from comity.meetings.models import AgendaItem, Meeting
from comity.parties import ledger
from comity.parties.models import Person
from comity.parties.services import SamePerson
from comity.proceedings.models import Conclusions, Kept, Point
from comity.proceedings.rules import (
    ConclusionsAreFinal,
    ConclusionsHaveChanged,
    DeadlineDoesNotFit,
    NoConclusionsUnderRed,
    NothingToConclude,
    NotInThisState,
    office_for,
    require_drafter,
)
from comity.refusals import Conflict
from comity.tlp import Label, narrowest


@transaction.atomic
def draft(meeting: Meeting, *, title: Any, by: Person, at: datetime) -> Conclusions:
    """Begin the conclusions of a meeting, in its circle and no wider than TLP:AMBER.

    The secretariat and the presidency see the draft; the others once it is circulated.

    Raises:
        NotTheDrafter, NoConclusionsUnderRed.
        Conflict: they were begun already.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    require_drafter(meeting, by, at)
    if meeting.tlp is Label.RED:
        raise NoConclusionsUnderRed(
            _(
                "“%(meeting)s” is TLP:RED, and conclusions are for all participants. "
                "Write a document instead."
            )
            % {"meeting": meeting}
        )
    if Conclusions.objects.filter(meeting=meeting).exists():
        raise Conflict(
            _("The conclusions of “%(meeting)s” were begun already. Open them.")
            % {"meeting": meeting}
        )
    office = office_for(meeting, by, at)
    assert office is not None
    made = Conclusions.objects.create(
        meeting=meeting, title=title, body=meeting.body, owner=office, author=by,
        label=narrowest(meeting.tlp, Label.AMBER), with_observers=_has_observers(meeting),
        offered_at=at,
    )  # fmt: skip
    _write("conclusions.drafted", made, by, at)
    return made


def _has_observers(meeting: Meeting) -> bool:
    """Observers who may read the meeting read its conclusions too."""
    return meeting.with_observers or meeting.tlp in {Label.CLEAR, Label.GREEN}


@transaction.atomic
def change_title(
    conclusions: Conclusions, *, title: Any, stamp: int, by: Person, at: datetime
) -> None:
    """Raises NotTheDrafter, ConclusionsAreFinal, NotInThisState, ConclusionsHaveChanged."""
    held = opened(conclusions, stamp=stamp, by=by, at=at)
    held.title = title
    closed(held, "conclusions.titled", by=by, at=at, place="title")


@transaction.atomic
def add_point(
    conclusions: Conclusions, *, text: Any, item: AgendaItem | None = None,
    after: Point | None = None, stamp: int, by: Person, at: datetime,
) -> Point:  # fmt: skip
    """Add a point, behind another or at the end.

    Raises:
        NotTheDrafter, ConclusionsAreFinal, NotInThisState, ConclusionsHaveChanged.
    """
    held = opened(conclusions, stamp=stamp, by=by, at=at)
    made = put_point(held, text=text, item=item, after=after)
    closed(held, "conclusions.point_added", by=by, at=at, point=made, place="new")
    return made


def put_point(
    conclusions: Conclusions, *, text: Any, item: AgendaItem | None, after: Point | None
) -> Point:
    """Place a point; part of an act that holds the conclusions."""
    points = list(conclusions.points.all())
    place = points.index(after) + 1 if after else len(points)
    made = Point.objects.create(conclusions=conclusions, text=text, item=item)
    points.insert(place, made)
    _number(points)
    return made


def _number(points: list[Point]) -> None:
    for position, one in enumerate(points, 1):
        one.position = position
    Point.objects.bulk_update(points, ["position"])


@transaction.atomic
def change_point(
    point: Point, *, text: Any, item: AgendaItem | None = None, stamp: int,
    by: Person, at: datetime,
) -> None:  # fmt: skip
    """Raises NotTheDrafter, ConclusionsAreFinal, NotInThisState, ConclusionsHaveChanged."""
    held = opened(point.conclusions, stamp=stamp, by=by, at=at)
    point = standing(held, point)
    point.text, point.item = text, item
    point.save(update_fields=["text", "item"])
    place = f"point-{point.pk}"
    closed(held, "conclusions.point_changed", by=by, at=at, point=point, place=place)


@transaction.atomic
def move_point(point: Point, *, by_steps: int, stamp: int, by: Person, at: datetime) -> None:
    """Move a point up (negative) or down among those that stand.

    Raises:
        NotTheDrafter, ConclusionsAreFinal, NotInThisState, ConclusionsHaveChanged.
    """
    held = opened(point.conclusions, stamp=stamp, by=by, at=at)
    point = standing(held, point)
    points = list(held.points.standing())
    here = points.index(point)
    points.insert(max(0, here + by_steps), points.pop(here))
    gone = list(held.points.exclude(removed_at=None))
    _number([*points, *gone])
    closed(held, "conclusions.point_moved", by=by, at=at, point=point)


@transaction.atomic
def remove_point(point: Point, *, stamp: int, by: Person, at: datetime) -> None:
    """Delete a point. It stays for the amendments that name it, and is shown no more.

    Raises:
        NotTheDrafter, ConclusionsAreFinal, NotInThisState, ConclusionsHaveChanged.
    """
    held = opened(point.conclusions, stamp=stamp, by=by, at=at)
    point = standing(held, point)
    point.removed_at = at
    point.save(update_fields=["removed_at"])
    closed(held, "conclusions.point_removed", by=by, at=at, point=point)


@transaction.atomic
def circulate(
    conclusions: Conclusions, *, deadline: datetime, stamp: int, by: Person, at: datetime
) -> None:
    """Open the draft to the participants, who propose amendments until the deadline; circulated
    again, the deadline alone is another.

    Raises:
        NotTheDrafter, ConclusionsAreFinal, NotInThisState, ConclusionsHaveChanged,
        DeadlineDoesNotFit, NothingToConclude.
    """
    held = opened(conclusions, stamp=stamp, by=by, at=at)
    _require_points(held)
    if deadline <= at:
        raise DeadlineDoesNotFit(
            _("The deadline would already have passed. Choose an instant that lies ahead.")
        )
    held.deadline_at = deadline
    held.circulated_at = held.circulated_at or at
    held.shared_at = held.shared_at or at
    facts = {"deadline": deadline.isoformat()}
    closed(held, "conclusions.circulated", by=by, at=at, facts=facts)


def _require_points(conclusions: Conclusions) -> None:
    if not conclusions.points.standing().exists():
        raise NothingToConclude(
            _("“%(conclusions)s” have no point yet. Add one first.") % {"conclusions": conclusions}
        )


@transaction.atomic
def put_forward(conclusions: Conclusions, *, stamp: int, by: Person, at: datetime) -> None:
    """Say that the conclusions are ready: another person makes them final. No amendment is
    proposed, and nothing changes, until they are taken back or final.

    Raises:
        NotTheDrafter, ConclusionsAreFinal, ConclusionsHaveChanged, NothingToConclude.
        NotInThisState: not circulated, the deadline lies ahead, or amendments wait for a word.
    """
    held = opened(conclusions, stamp=stamp, by=by, at=at)
    _require_points(held)
    if held.takes_amendments(at):
        raise NotInThisState(
            _(
                "The parties propose amendments to “%(conclusions)s” until the deadline. "
                "Wait for it."
            )
            % {"conclusions": held}
        )
    if held.circulated_at is None:
        raise NotInThisState(
            _("“%(conclusions)s” were not circulated yet. Circulate them for amendments first.")
            % {"conclusions": held}
        )
    waiting = held.amendments.open().count()
    if waiting:
        raise NotInThisState(
            _("Amendments without a word of yours: %(count)d. Take or leave each of them first.")
            % {"count": waiting}
        )
    held.offered_by = by
    closed(held, "conclusions.put_forward", by=by, at=at)


@transaction.atomic
def take_back(conclusions: Conclusions, *, by: Person, at: datetime) -> None:
    """Go on working on conclusions that were put forward.

    Raises:
        NotTheDrafter, ConclusionsAreFinal, NotInThisState.
    """
    held = _put_forward(conclusions, by, at)
    held.offered_by = None
    closed(held, "conclusions.taken_back", by=by, at=at)


@transaction.atomic
def finalise(conclusions: Conclusions, *, stamp: int, by: Person, at: datetime) -> None:
    """Make final what another person put forward; nothing changes afterwards.

    Raises:
        NotTheDrafter, ConclusionsAreFinal, NotInThisState, ConclusionsHaveChanged.
        SamePerson: ``by`` put them forward.
    """
    held = _put_forward(conclusions, by, at)
    _require_stamp(held, stamp)
    if held.offered_by_id == by.pk:
        raise SamePerson(
            _(
                "You put “%(conclusions)s” forward yourself. "
                "Ask another person of the secretariat or of the presidency to make them final."
            )
            % {"conclusions": held}
        )
    held.finalised_at, held.finalised_by = at, by
    Kept.objects.filter(conclusions=held).delete()
    closed(held, "conclusions.finalised", by=by, at=at)


def _put_forward(conclusions: Conclusions, by: Person, at: datetime) -> Conclusions:
    held = _held(conclusions, by, at)
    if not held.is_put_forward:
        raise NotInThisState(
            _("“%(conclusions)s” are not put forward. Look at them again.") % {"conclusions": held}
        )
    return held


def opened(conclusions: Conclusions, *, stamp: int, by: Person, at: datetime) -> Conclusions:
    """The row, locked, for a change by a drafter who saw it at ``stamp``."""
    held = _held(conclusions, by, at)
    if held.is_put_forward:
        raise NotInThisState(
            _("“%(conclusions)s” are put forward. Take them back first, then change them.")
            % {"conclusions": held}
        )
    _require_stamp(held, stamp)
    return held


def _held(conclusions: Conclusions, by: Person, at: datetime) -> Conclusions:
    held = Conclusions.objects.select_for_update().get(pk=conclusions.pk)
    require_drafter(held.meeting, by, at)
    require_not_final(held)
    return held


def require_not_final(conclusions: Conclusions) -> None:
    """Raises ConclusionsAreFinal."""
    if conclusions.is_final:
        raise ConclusionsAreFinal(
            _("“%(conclusions)s” are final, and do not change any more.")
            % {"conclusions": conclusions}
        )


def _require_stamp(conclusions: Conclusions, stamp: int) -> None:
    if stamp != conclusions.stamp:
        raise has_changed(conclusions)


def has_changed(conclusions: Conclusions) -> ConclusionsHaveChanged:
    return ConclusionsHaveChanged(
        _(
            "Somebody changed “%(conclusions)s” since you opened them, so nothing was saved. "
            "Your words are kept below: compare them with the points as they are now."
        )
        % {"conclusions": conclusions}
    )


def standing(conclusions: Conclusions, point: Point) -> Point:
    """The point as it is now; raises ConclusionsHaveChanged where it is gone."""
    found = conclusions.points.standing().filter(pk=point.pk).first()
    if found is None:
        raise has_changed(conclusions)
    return found


def closed(
    held: Conclusions, act: str, *, by: Person, at: datetime, point: Point | None = None,
    place: str = "", facts: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    """Count the change, forget the writer's kept draft of it, and write it down."""
    held.stamp += 1
    held.save()
    if place:
        Kept.objects.filter(conclusions=held, place=place, by=by).delete()
    facts = {"stamp": held.stamp} | (facts or {})
    _write(act, held, by, at, facts | ({"point": point.pk} if point else {}))


def _write(
    act: str, held: Conclusions, by: Person, at: datetime, facts: dict[str, Any] | None = None
) -> None:
    party = office_for(held.meeting, by, at)
    ledger.write(act, held, by=by, at=at, party=party, facts=facts)


def keep(
    conclusions: Conclusions, *, place: str, words: dict[str, str], by: Person, at: datetime
) -> None:
    """Keep what somebody is writing; nothing is said by it yet.

    Raises:
        ConclusionsAreFinal.
    """
    require_not_final(conclusions)
    Kept.objects.update_or_create(
        conclusions=conclusions, place=place, by=by, defaults={"words": words, "kept_at": at}
    )
