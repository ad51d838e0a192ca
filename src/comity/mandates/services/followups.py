"""The follow-up report of a body: asked for, written by the worker, shared, taken back.

A report is written for a circle, from what every reader of that circle may see, and holds that
from then on. It cannot be widened; and as soon as a record in it is narrowed so far that one of
its readers may not see it any more, the report is taken back and must be written again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from i18nfield.strings import LazyI18nString

from comity.documents import sharing
from comity.parties import ledger
from comity.parties.access import Reader, Shared
from comity.parties.dates import day_of
from comity.parties.models import Body, Dialogue, Party, Person, Seat, presiding
from comity.parties.registry import Limit
from comity.refusals import Conflict, Refusal
from comity.tlp import Label
from comity.ui.days import day_text
from comity.ui.said import said

from ..followup.faults import NARROWED
from ..followup.gathering import still_seen
from ..models import FollowUp, Round
from . import rules

BECAUSE = gettext_lazy("it was written from what the readers of its label may see")


class NotTheirReport(Refusal):
    """The secretariat and the presidency of a dialogue have its follow-up reports written."""


class NoCircle(Refusal):
    """A report under TLP:RED would have no readers but those it names."""


class NotOfTheCircle(Refusal):
    """Nobody has a report written that is for others alone."""


class NotAPeriod(Refusal):
    """A period has an end, which lies after its beginning; a round belongs to the dialogue."""


class AlreadyAsked(Conflict):
    """The same report waits to be written."""


class NotReady(Conflict):
    """Only a written report is shared; only one that is not shared is written again."""


class Outdated(Conflict):
    """A record in the report is read by a narrower circle by now."""


@dataclass(frozen=True)
class Wish:
    """What a report is to be about. With a round, its mandates; else those of the body and of
    the bodies below it, given up to ``until``."""

    body: Body
    until: date
    since: date | None = None
    round: Round | None = None
    title: dict[str, str] | None = None
    """Language → words; None: the body and the period."""


@transaction.atomic
def ask_for_follow_up(
    wish: Wish,
    *,
    label: Label,
    with_observers: bool,
    languages: Sequence[str],
    by: Person,
    at: datetime,
) -> FollowUp:
    """Let the worker write a report for the circle of ``label``.

    Raises:
        NotTheirReport, NoCircle, NotOfTheCircle, NotAPeriod, AlreadyAsked.
    """
    owner = _writing_party(wish.body.dialogue, by, day_of(at))
    _require_circle(label, wish.body, by, day_of(at))
    _require_period(wish)
    _require_new(wish, label, with_observers)
    languages = [code for code, _name in settings.LANGUAGES if code in languages]
    follow_up = FollowUp.objects.create(
        title=LazyI18nString(wish.title or _titles(wish)),
        round=wish.round,
        since=wish.since,
        until=wish.until,
        languages=languages or [settings.LANGUAGE_CODE],
        label=label,
        with_observers=with_observers and label not in rules.COMMUNITY,
        body=wish.body,
        owner=owner,
        author=by,
    )
    ledger.write("followup.asked", follow_up, by=by, at=at, party=owner)
    return follow_up


def writing_party(dialogue: Dialogue, by: Person, on: date) -> Party | None:
    """The party for which a person has reports of the dialogue written; None: not theirs."""
    reader = Reader.of(by, on)
    if dialogue.pk in reader.secretariats:
        seats = Seat.objects.of_secretariat(dialogue, on).filter(person=by)
        return next((seat.party for seat in seats.select_related("party").order_by("pk")), None)
    return presiding(dialogue, on) if dialogue.pk in reader.presidencies else None


def _writing_party(dialogue: Dialogue, by: Person, on: date) -> Party:
    party = writing_party(dialogue, by, on)
    if party is None:
        raise NotTheirReport(
            _(
                "Follow-up reports of %(dialogue)s are written for its secretariat and its "
                "presidency. Ask one of them to have one written."
            )
            % {"dialogue": dialogue}
        )
    return party


def _require_circle(label: Label, body: Body, by: Person, on: date) -> None:
    if label is Label.RED:
        raise NoCircle(
            _(
                "A follow-up report is written for a circle, and TLP:RED has none. "
                "Choose TLP:AMBER+STRICT or a wider label."
            )
        )
    if not of_circle(Reader.of(by, on), label, body):
        raise NotOfTheCircle(
            _(
                "A report under %(label)s holds what the members of %(body)s alone may read, and "
                "you are not one of them. Ask its secretariat, or choose a wider label."
            )
            % {"label": label.words, "body": body}
        )


def of_circle(reader: Reader, label: Label, body: Body) -> bool:
    """Whether the reader may read what a report under ``label`` of ``body`` may hold."""
    if body.dialogue_id in reader.secretariats or label in {Label.CLEAR, Label.GREEN}:
        return True
    if label is Label.AMBER:
        return body.dialogue_id in reader.dialogues
    return body.pk in reader.bodies


def _require_period(wish: Wish) -> None:
    if wish.since and wish.since > wish.until:
        raise NotAPeriod(
            _("The period ends on %(until)s, before it begins on %(since)s. Change one of them.")
            % {"since": wish.since, "until": wish.until}
        )
    if wish.round and wish.round.body.dialogue_id != wish.body.dialogue_id:
        raise NotAPeriod(
            _("The round %(round)s is not one of %(dialogue)s. Choose another round or body.")
            % {"round": wish.round, "dialogue": wish.body.dialogue}
        )


def _require_new(wish: Wish, label: Label, with_observers: bool) -> None:
    same = FollowUp.objects.filter(
        body=wish.body,
        round=wish.round,
        since=wish.since,
        until=wish.until,
        label=label,
        with_observers=with_observers,
    )
    if same.filter(state__in=[FollowUp.State.WAITING, FollowUp.State.WORKING]).exists():
        raise AlreadyAsked(
            _(
                "The same report of %(body)s waits to be written already. "
                "Open it among the follow-up reports of the body."
            )
            % {"body": wish.body}
        )


def _titles(wish: Wish) -> dict[str, str]:
    """A title in every language of the site: the body and the end of the period."""
    return {code: _title(wish, code) for code, _name in settings.LANGUAGES}


def _title(wish: Wish, language: str) -> str:
    with override(language):
        return _("Follow-up of %(body)s, %(day)s") % {
            "body": said(wish.body.name, language).text,
            "day": day_text(wish.until, "day", language),
        }


@transaction.atomic
def write_again(follow_up: FollowUp, *, by: Person, at: datetime) -> None:
    """Let the worker write a report anew, from what its readers may see now.

    Raises:
        NotTheirs: see ``sharing.require_editor``.
        NotReady: it is shared, or being written.
    """
    follow_up = _locked(follow_up)
    sharing.require_editor(follow_up, by, at)
    if follow_up.is_shared or follow_up.state in {FollowUp.State.WAITING, FollowUp.State.WORKING}:
        raise NotReady(
            _("%(report)s is shared or being written; it is not written again. Ask for another.")
            % {"report": follow_up}
        )
    empty(follow_up)
    follow_up.state, follow_up.fault, follow_up.offered_at = FollowUp.State.WAITING, "", None
    follow_up.save()
    ledger.write("followup.asked_again", follow_up, by=by, at=at, party=follow_up.owner)


@transaction.atomic
def share_follow_up(follow_up: FollowUp, *, by: Person, at: datetime) -> bool:
    """Open a written report to the circle of its label: what is TLP:CLEAR with four eyes.

    Returns:
        Whether it is now shared; False: it is offered and waits for a second person.

    Raises:
        NotReady, Outdated; and what ``sharing.share`` raises.
    """
    follow_up = _locked(follow_up)
    sharing.require_editor(follow_up, by, at)
    if follow_up.state != FollowUp.State.READY:
        raise NotReady(
            _("%(report)s is not written yet. Share it once it is.") % {"report": follow_up}
        )
    if not still_seen(follow_up, follow_up.content["records"], at):
        raise Outdated(
            _(
                "%(report)s holds a record that its readers may not read any more. "
                "Have it written again, then share it."
            )
            % {"report": follow_up}
        )
    return sharing.share(follow_up, by=by, at=at)


def limit_of_follow_up(follow_up: FollowUp) -> Limit:
    """A report is never read by a wider circle than it was written for."""
    label, with_observers = follow_up.tlp, follow_up.with_observers
    if follow_up.content:
        label = Label(follow_up.content["label"])
        with_observers = follow_up.content["with_observers"]
    switch = with_observers or label in rules.COMMUNITY
    return Limit(label, switch, BECAUSE, narrowest=Label.STRICT)


def take_back(record: Shared, by: Any, at: datetime) -> None:
    """Take back the reports that hold a record which was narrowed beyond their readers."""
    name = record._meta.label_lower
    held = FollowUp.objects.exclude(content={}).values_list("pk", "content__records")
    for pk, records in held:
        if record.pk in records.get(name, []):
            follow_up = FollowUp.objects.select_for_update(of=("self",)).get(pk=pk)
            if not still_seen(follow_up, records, at):
                _withdraw(follow_up, by, at)


def _withdraw(follow_up: FollowUp, by: Any, at: datetime) -> None:
    """Its words go, its files with them; what is left says why."""
    before = follow_up.circle_facts()
    empty(follow_up)
    follow_up.shared_at = follow_up.offered_at = None
    if follow_up.state == FollowUp.State.WORKING:
        follow_up.state = FollowUp.State.WAITING
    else:
        follow_up.state = FollowUp.State.FAILED
        follow_up.fault = NARROWED
    follow_up.save()
    facts = {"before": before, "after": follow_up.circle_facts()}
    ledger.write("followup.taken_back", follow_up, by=by, at=at, facts=facts)


def empty(follow_up: FollowUp) -> None:
    """Take out what a report holds: its content, its files. Not saved."""
    for one in follow_up.files.all():
        transaction.on_commit(partial(one.file.storage.delete, str(one.file.name)))
        one.delete()
    follow_up.content, follow_up.progress = {}, 0
    follow_up.begun_at = follow_up.written_at = None


def _locked(follow_up: FollowUp) -> FollowUp:
    found: FollowUp = FollowUp.objects.select_for_update(of=("self",)).get(pk=follow_up.pk)
    return found
