"""The silence procedure: opened, extended, broken or passed; and what parties say in it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from comity.consensus import silence_notices as notices
from comity.consensus.clock import said_at
from comity.consensus.models import Drafting, Silence, SilenceAct, SilenceDraft, TextRevision
from comity.consensus.quiet import earliest_end, effective
from comity.consensus.rules import require_contact_point, require_room
from comity.consensus.silence_rules import (
    AlreadyUnderSilence,
    HasLetPass,
    NotAskedUnderSilence,
    NotCirculated,
    NotLater,
    NoWords,
    SilenceTooShort,
    is_over,
    may_speak,
)
from comity.instruments.models import Instrument
from comity.instruments.rules import office_of
from comity.instruments.services.adoption import require_complete
from comity.instruments.services.desk import closed, require_changeable
from comity.instruments.services.footnotes import TABLE
from comity.parties import ledger
from comity.parties.dates import day_of
from comity.parties.models import Membership, Party, Person

from .revisions import keep_revision


@transaction.atomic
def open_silence(
    text: Instrument, *, ends_at: datetime, by: Person, at: datetime, stamp: int
) -> Silence:
    """Put a text in drafting under silence; until there is a result it stands still.

    Args:
        ends_at: At least as many hours from ``at`` as the body asks for.

    Raises:
        NotTheRoom, NotCirculated, AlreadyUnderSilence, SilenceTooShort.
        OpenBrackets, LanguagesNotEqual, NothingOperative: it could not be adopted as it is.
        TextHasChanged, TextIsOffered.
    """
    require_room(by, text, day_of(at))
    _require_none(text)
    drafting = _circulated(text)
    text = drafting.instrument
    require_changeable(text, stamp)
    require_complete(text)
    _require_long_enough(text, ends_at, at)
    silence = Silence.objects.create(
        drafting=drafting,
        opened_at=at,
        opened_by=by,
        ends_at=ends_at,
        first_ends_at=ends_at,
        languages=sorted(text.versions.values_list("language", flat=True)),
    )
    silence.asked.set(_members(text, at))
    _close(drafting, by, at)
    closed(text, "silence.opened", by=by, at=at, facts=_facts(silence))
    keep_revision(text, by=by, at=at, why=TextRevision.Why.SILENCE)
    notices.opened(silence, at=at)
    return silence


def _circulated(text: Instrument) -> Drafting:
    """The drafting of the text, open or closed, locked; with the text as it is now.

    Raises:
        NotCirculated.
    """
    drafting = Drafting.objects.select_for_update().filter(instrument=text.pk).first()
    if drafting is None:
        raise NotCirculated(
            _(
                "“%(text)s” is not open to the parties yet. The secretariat circulates it first, "
                "then it can be put under silence."
            )
            % {"text": text}
        )
    drafting.instrument = Instrument.objects.select_for_update().get(pk=text.pk)
    return drafting


def _require_none(text: Instrument) -> None:
    if Silence.objects.unfinished().filter(drafting__instrument=text.pk).exists():
        raise AlreadyUnderSilence(
            _("“%(text)s” is under silence already. Nothing was done a second time.")
            % {"text": text}
        )


def _require_long_enough(text: Instrument, ends_at: datetime, at: datetime) -> None:
    hours = text.body.silence_hours
    if ends_at < (earliest := earliest_end(at, hours)):
        raise SilenceTooShort(
            _(
                "A silence in %(body)s lasts at least %(hours)s hours, so that capitals can "
                "answer. Choose an end from %(earliest)s on."
            )
            % {"body": text.body, "hours": hours, "earliest": said_at(earliest, text)}
        )


def _members(text: Instrument, at: datetime) -> list[Party]:
    found = Membership.objects.current(day_of(at)).filter(body=text.body, role__in=TABLE)
    return list(Party.objects.filter(pk__in=found.values("party")))


def _close(drafting: Drafting, by: Person, at: datetime) -> None:
    drafting.closed_at, drafting.closed_by = at, by
    drafting.save(update_fields=["closed_at", "closed_by"])


@transaction.atomic
def extend_silence(silence: Silence, *, ends_at: datetime, by: Person, at: datetime) -> Silence:
    """Give the parties more time; a deadline is never brought forward.

    Raises:
        NotTheRoom, SilenceIsOver, NotLater.
    """
    found = locked(silence)
    text = found.drafting.instrument
    require_room(by, text, day_of(at))
    _require_running(found, at)
    if ends_at <= found.ends_at:
        raise NotLater(
            _(
                "The silence ends at %(ends)s. It can be extended, not shortened: "
                "choose a later end."
            )
            % {"ends": said_at(found.ends_at, text)}
        )
    before = _facts(found)
    found.ends_at = ends_at
    found.save(update_fields=["ends_at"])
    _write("silence.extended", found, by, at, facts={"before": before, "after": _facts(found)})
    notices.extended(found, at=at)
    return found


@transaction.atomic
def break_silence(
    silence: Silence, *, party: Party, words: str, language: str, by: Person, at: datetime
) -> SilenceAct:
    """Object, with a reason: the procedure ends, and the text is in drafting again.

    Raises:
        NotAskedUnderSilence, NotTheContactPoint, NoWords.
        SilenceIsOver: it passed, or another party broke it before.
    """
    found = locked(silence)
    act = _act(found, SilenceAct.Kind.BREAK, party, words, language, by=by, at=at)
    _note(found, Silence.Result.BROKEN, act.at)
    drafting = found.drafting
    drafting.closed_at = drafting.closed_by = None
    drafting.save(update_fields=["closed_at", "closed_by"])
    _write("silence.broken", found, by, at, party=party, facts={"act": act.pk})
    notices.ended(found, at=at)
    return act


@transaction.atomic
def explain_position(
    silence: Silence, *, party: Party, words: str, language: str, by: Person, at: datetime
) -> SilenceAct:
    """Say how the party understands the text, without breaking the silence.

    Raises:
        NotAskedUnderSilence, NotTheContactPoint, NoWords.
        SilenceIsOver: it was broken, so there is nothing to explain yet.
    """
    found = locked(silence)
    act = _act(found, SilenceAct.Kind.EXPLAIN, party, words, language, by=by, at=at)
    _write("silence.explained", found, by, at, party=party, facts={"act": act.pk})
    return act


@transaction.atomic
def let_pass(silence: Silence, *, party: Party, by: Person, at: datetime) -> SilenceAct:
    """Say that the party does not object. It may still break the silence until the deadline.

    Raises:
        NotAskedUnderSilence, NotTheContactPoint, SilenceIsOver.
        HasLetPass: it said so before.
    """
    found = locked(silence)
    if found.acts.filter(party=party, kind=SilenceAct.Kind.PASS).exists():
        raise HasLetPass(
            _("%(party)s has said so already. Nothing was done a second time.") % {"party": party}
        )
    act = _act(found, SilenceAct.Kind.PASS, party, "", "", by=by, at=at)
    _write("silence.let_pass", found, by, at, party=party, facts={"act": act.pk})
    return act


@transaction.atomic
def keep_words(
    silence: Silence, *, party: Party, kind: str, words: str, language: str, by: Person,
    at: datetime,
) -> SilenceDraft:  # fmt: skip
    """Keep what a person types before it is said. Nobody else reads it.

    Raises:
        NotAskedUnderSilence, NotTheContactPoint, SilenceIsOver.
    """
    text = silence.drafting.instrument
    _require_asked(silence, party, at)
    require_contact_point(by, party, text, day_of(at))
    _require_open_to(silence, kind, at)
    kept, _made = SilenceDraft.objects.update_or_create(
        silence=silence,
        person=by,
        defaults={"party": party, "kind": kind, "words": words, "language": language, "at": at},
    )
    return kept


def _act(
    silence: Silence, kind: str, party: Party, words: str, language: str, *,
    by: Person, at: datetime,
) -> SilenceAct:  # fmt: skip
    text = silence.drafting.instrument
    _require_asked(silence, party, at)
    require_contact_point(by, party, text, day_of(at))
    at = effective(at, [silence.opened_at, *silence.acts.values_list("at", flat=True)])
    _require_open_to(silence, kind, at)
    words = words.strip()
    if not words and kind != SilenceAct.Kind.PASS:
        raise NoWords(_("Say why in a few words: the other parties read them, and act on them."))
    SilenceDraft.objects.filter(silence=silence, person=by).delete()
    return SilenceAct.objects.create(
        silence=silence, party=party, kind=kind, words=words, language=language, by=by, at=at
    )


def _require_open_to(silence: Silence, kind: str, at: datetime) -> None:
    """Raises SilenceIsOver; a position can be explained after it has passed too."""
    state = silence.state(at)
    if state == "broken" or (state == "passed" and kind != SilenceAct.Kind.EXPLAIN):
        raise is_over(silence, at)


def _require_asked(silence: Silence, party: Party, at: datetime) -> None:
    text = silence.drafting.instrument
    if not may_speak(silence, party, day_of(at)):
        raise NotAskedUnderSilence(
            _(
                "Under silence the members and associates of %(body)s speak, those that were there "
                "at the opening and still are. %(party)s is not one of them; ask a member to speak."
            )
            % {"body": text.body, "party": party}
        )


def _require_running(silence: Silence, at: datetime) -> None:
    if silence.state(at) != "running":
        raise is_over(silence, at)


def note_results(*, at: datetime) -> int:
    """Write down each silence that has passed, and offer its text for adoption; returns how many.

    The result has the instant of the deadline, whenever it is noted; the entry in the ledger, that
    of the noting: the heads of earlier days are published.
    """
    due = Silence.objects.unfinished().filter(ends_at__lt=at)
    return sum(_pass(silence, at) for silence in due.order_by("ends_at", "pk"))


@transaction.atomic
def _pass(silence: Silence, at: datetime) -> bool:
    found = locked(silence)
    if found.noted_at is not None or found.state(at) != "passed":
        return False
    ended = found.ends_at
    _note(found, Silence.Result.PASSED, ended)
    text = found.drafting.instrument
    text.offered_at, text.offered_by = ended, found.opened_by
    text.way, text.agreed_at = Instrument.Way.SILENCE, ended
    text.stamp += 1
    text.save(update_fields=["offered_at", "offered_by", "way", "agreed_at", "stamp"])
    ledger.write("silence.passed", text, by=None, at=at, facts=_facts(found))
    notices.ended(found, at=at)
    return True


def locked(silence: Silence) -> Silence:
    """The procedure as it is now, with its text, for one act."""
    found = Silence.objects.select_for_update().get(pk=silence.pk)
    found.drafting = Drafting.objects.select_for_update().get(pk=found.drafting_id)
    texts = Instrument.objects.select_for_update()
    found.drafting.instrument = texts.get(pk=found.drafting.instrument_id)
    return found


def _note(silence: Silence, result: str, at: datetime) -> None:
    silence.result, silence.noted_at = result, at
    silence.save(update_fields=["result", "noted_at"])


def _facts(silence: Silence) -> dict[str, object]:
    return {"silence": silence.pk, "ends_at": silence.ends_at.isoformat()}


def _write(
    act: str, silence: Silence, by: Person, at: datetime, *,
    party: Party | None = None, facts: dict[str, object],
) -> None:  # fmt: skip
    text = silence.drafting.instrument
    party = party or office_of(by, text.body.dialogue, day_of(at))
    ledger.write(act, text, by=by, at=at, party=party, facts={"silence": silence.pk} | facts)
