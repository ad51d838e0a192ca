"""A reporting round: prepared, opened, extended for one party, closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from comity.instruments.models import Instrument
from comity.parties import ledger
from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Body, Party, Person, Theme
from comity.tlp import Label
from comity.ui.said import plain_day, versions_of

from .. import round_notices
from ..models import Assignment, Mandate, Question, Reply, Round
from . import round_rules, rules
from .asked import asked_parties, mandates_for, require_readers
from .followups import writing_party

REMINDERS = (-14, -3, 1)
"""Days from the deadline, where nobody says other."""


@dataclass(frozen=True)
class Plan:
    """What a round is to be. Of the texts and themes: mandates of these texts, on these themes;
    with neither the round asks its questions alone."""

    title: dict[str, str]
    since: date
    until: date
    deadline_on: date
    about: dict[str, str] = field(default_factory=dict)
    instruments: Sequence[Instrument] = ()
    themes: Sequence[Theme] = ()
    with_institutions: bool = False
    reminders: Sequence[int] = REMINDERS
    label: Label = Label.AMBER
    with_observers: bool = False


@dataclass(frozen=True)
class Asking:
    """A question: words by language; ``choices`` one on each line."""

    words: dict[str, str]
    kind: str = Question.Kind.TEXT
    unit: dict[str, str] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)
    is_required: bool = True


@transaction.atomic
def prepare_round(body: Body, plan: Plan, *, by: Person, at: datetime) -> Round:
    """Prepare a round of a body. The owner's seats and the secretariat read it until it opens.

    Raises:
        NotTheirRound, NotAPeriod.
        NobodyToAsk: under TLP:RED; TLP:CLEAR takes a second person, once the round is open.
    """
    owner = _leading_party(body, by, day_of(at))
    round_ = Round(body=body, owner=owner, author=by, offered_at=at)
    _write(round_, plan, by)
    ledger.write("round.prepared", round_, by=by, at=at, party=owner)
    return round_


@transaction.atomic
def change_round(round_: Round, plan: Plan, *, by: Person, at: datetime) -> Round:
    """Change what is not open yet.

    Raises:
        NotTheirRound, NotAPeriod, NobodyToAsk.
        RoundNotOpen: it was opened.
    """
    round_, party = _held(round_, by, at)
    round_rules.require_prepared(round_)
    _write(round_, plan, by)
    ledger.write("round.changed", round_, by=by, at=at, party=party)
    return round_


def _leading_party(body: Body, by: Person, on: date) -> Party:
    party = writing_party(body.dialogue, by, on)
    if party is None:
        raise round_rules.NotTheirRound(
            _(
                "Reporting rounds of %(dialogue)s are prepared and led by its secretariat and its "
                "presidency. Ask one of them to do this."
            )
            % {"dialogue": body.dialogue}
        )
    return party


def _held(round_: Round, by: Person, at: datetime) -> tuple[Round, Party]:
    """The round, locked, for an act of those who lead it, and the party they act for."""
    locked: Round = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    return locked, _leading_party(locked.body, by, day_of(at))


def _write(round_: Round, plan: Plan, by: Person) -> None:
    _require_sound(plan)
    round_.title = LazyI18nString(dict(plan.title))
    round_.about = LazyI18nString(dict(plan.about)) if plan.about else ""
    for name in ("since", "until", "deadline_on", "with_institutions", "label"):
        setattr(round_, name, getattr(plan, name))
    round_.with_observers = plan.with_observers and plan.label not in rules.COMMUNITY
    round_.reminders = sorted(set(plan.reminders))
    round_.save()
    round_.instruments.set(plan.instruments)
    round_.themes.set(plan.themes)
    round_.drafters.add(by)


def _require_sound(plan: Plan) -> None:
    if plan.since > plan.until:
        raise round_rules.NotAPeriod(
            _("The period ends on %(until)s, before it begins on %(since)s. Change one of them.")
            % {"since": plan.since, "until": plan.until}
        )
    if plan.label in {Label.CLEAR, Label.RED}:
        raise round_rules.NobodyToAsk(
            _(
                "A round is prepared as TLP:GREEN, TLP:AMBER or TLP:AMBER+STRICT. "
                "Another person can make it TLP:CLEAR once it is open."
            )
        )


@transaction.atomic
def set_questions(round_: Round, asking: Sequence[Asking], *, by: Person, at: datetime) -> None:
    """Put these questions in place of those there were.

    Raises:
        NotTheirRound, RoundNotOpen.
        NotAligned: a language says less than another, or a choice has no choices.
    """
    round_, party = _held(round_, by, at)
    round_rules.require_prepared(round_)
    for number, one in enumerate(asking, start=1):
        _require_aligned(number, one)
    round_.questions.all().delete()
    for number, one in enumerate(asking, start=1):
        is_choice, is_number = one.kind == Question.Kind.CHOICE, one.kind == Question.Kind.NUMBER
        Question.objects.create(
            round=round_,
            position=number,
            kind=one.kind,
            words=LazyI18nString(dict(one.words)),
            unit=LazyI18nString(dict(one.unit)) if is_number and one.unit else "",
            choices=LazyI18nString(dict(one.choices)) if is_choice else "",
            is_required=one.is_required,
        )
    round_.drafters.add(by)
    facts = {"questions": len(asking)}
    ledger.write("round.questions_set", round_, by=by, at=at, party=party, facts=facts)


def _require_aligned(number: int, one: Asking) -> None:
    languages = {code for code, text in one.words.items() if text.strip()}
    if not languages:
        raise round_rules.NotAligned(
            _("Question %(number)s: write it in one language at least, or take it away.")
            % {"number": number}
        )
    if one.kind == Question.Kind.NUMBER and (said := _languages(one.unit)) and said != languages:
        raise _uneven(number, languages, said)
    if one.kind == Question.Kind.CHOICE:
        _require_choices(number, languages, one)


def _languages(words: dict[str, str]) -> set[str]:
    return {code for code, text in words.items() if text.strip()}


def _require_choices(number: int, languages: set[str], one: Asking) -> None:
    counts = {code: len(choices_in(text)) for code, text in one.choices.items() if text.strip()}
    if set(counts) != languages:
        raise _uneven(number, languages, set(counts))
    if min(counts.values()) < 2 or len(set(counts.values())) > 1:
        said = ", ".join(f"{code}: {count}" for code, count in sorted(counts.items()))
        raise round_rules.NotAligned(
            _(
                "Question %(number)s: give two choices or more, one on each line, and as many in "
                "each language (now %(counts)s)."
            )
            % {"number": number, "counts": said}
        )


def _uneven(number: int, languages: set[str], said: set[str]) -> round_rules.NotAligned:
    return round_rules.NotAligned(
        _(
            "Question %(number)s is asked in %(languages)s, but its choices or its unit are given "
            "in %(said)s. Write them in the same languages."
        )
        % {
            "number": number,
            "languages": ", ".join(sorted(languages)),
            "said": ", ".join(sorted(said)) or "–",
        }
    )


def choices_in(text: str) -> list[str]:
    """The choices of one language, in their order."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def count_choices(question: Question) -> int:
    """In every language the same number."""
    versions = versions_of(question.choices) or {}
    return max((len(choices_in(text)) for text in versions.values()), default=0)


@transaction.atomic
def open_round(round_: Round, *, by: Person, at: datetime) -> Round:
    """Fix the mandates, ask every party, and share the round with the circle of its label.

    Raises:
        NotTheirRound, RoundNotOpen.
        DeadlinePassed: the deadline lies behind.
        NothingToAsk: neither a mandate nor a question.
        NobodyToAsk: no party is asked, or one of them could not read the round.
    """
    round_, party = _held(round_, by, at)
    on = day_of(at)
    round_rules.require_prepared(round_)
    _require_time(round_, on)
    mandates = mandates_for(round_, Reader.of(by, on))
    _require_something(round_, mandates)
    asked = asked_parties(round_, mandates, on)
    require_readers(round_, list(asked), on)
    round_.mandates.set(mandates)
    round_.opened_at = round_.shared_at = at
    round_.save()
    replies = [_ask(round_, one, is_institution) for one, is_institution in asked.items()]
    facts = {
        "mandates": sorted(mandate.pk for mandate in mandates),
        "parties": sorted(one.slug for one in asked),
    }
    ledger.write("round.opened", round_, by=by, at=at, party=party, facts=facts)
    round_notices.opened(replies, on=on)
    return round_


def _require_time(round_: Round, on: date) -> None:
    if round_.deadline_on < on:
        raise round_rules.DeadlinePassed(
            _("The deadline of “%(round)s”, %(day)s, has passed. Set a later one, then open it.")
            % {"round": round_rules.round_named(round_), "day": plain_day(round_.deadline_on)}
        )


def _require_something(round_: Round, mandates: Sequence[Mandate]) -> None:
    if not mandates and not round_.questions.exists():
        raise round_rules.NothingToAsk(
            _(
                "“%(round)s” asks nothing: no mandate is open under its texts and themes, and it "
                "has no question. Choose a text or a theme, or add a question."
            )
            % {"round": round_rules.round_named(round_)}
        )


def _ask(round_: Round, party: Party, is_institution: bool) -> Reply:
    languages = round_.body.dialogue.languages or ["en"]
    return Reply.objects.create(
        round=round_,
        owner=party,
        body=round_.body,
        label=round_.label,
        with_observers=round_.with_observers,
        language=next((code for code in languages if code in {"en", "es", "fr"}), "en"),
        is_institution=is_institution,
    )


@transaction.atomic
def extend_for(reply: Reply, until: date, *, reason: str, by: Person, at: datetime) -> Reply:
    """Give one party more time; also once the round is closed.

    Raises:
        NotTheirRound.
        DeadlinePassed: the day is not after the deadline, or lies behind.
        NothingSaid: no reason.
    """
    reply = Reply.objects.select_for_update(of=("self",)).select_related("round").get(pk=reply.pk)
    _round, party = _held(reply.round, by, at)
    if until <= reply.round.deadline_on or until < day_of(at):
        raise round_rules.DeadlinePassed(
            _("An extension ends after the deadline, %(day)s, and not before today.")
            % {"day": plain_day(reply.round.deadline_on)}
        )
    if not reason.strip():
        raise rules.NothingSaid(
            _("Say why %(party)s gets more time, then extend.") % {"party": reply.owner}
        )
    before, reply.extended_until = reply.extended_until, until
    reply.extended_because = reason.strip()
    reply.save(update_fields=["extended_until", "extended_because"])
    facts = {
        "party": reply.owner.slug,
        "before": before.isoformat() if before else None,
        "after": until.isoformat(),
    }
    ledger.write("round.extended", reply, by=by, at=at, party=party, facts=facts)
    round_notices.extended(reply, on=day_of(at))
    return reply


@transaction.atomic
def close_round(round_: Round, *, by: Person, at: datetime) -> Round:
    """Take no more replies and reports, but from whom it was extended for. Drafts stay with
    their writers; what was submitted can still be accepted.

    Raises:
        NotTheirRound.
        RoundNotOpen: it is not open.
    """
    round_, party = _held(round_, by, at)
    if not round_.is_open:
        raise round_rules.RoundNotOpen(
            _("“%(round)s” is not open, so it cannot be closed. Nothing needs to be done.")
            % {"round": round_rules.round_named(round_)}
        )
    round_.closed_at = at
    round_.save(update_fields=["closed_at"])
    ledger.write("round.closed", round_, by=by, at=at, party=party)
    return round_


@transaction.atomic
def support(reply: Reply, mandate: Mandate, *, by: Person, at: datetime) -> Assignment:
    """Let an institution of the round report on one of its mandates, in its own stream. Where
    it is asked already, that assignment is the one.

    Raises:
        NotTheParty, RoundClosed.
        NotAsked: not an institution of the round, or not a mandate of the round.
        MandateClosed.
    """
    reply = (
        Reply.objects.select_for_update(of=("self",))
        .select_related("round", "owner", "body__dialogue")
        .get(pk=reply.pk)
    )
    if not round_rules.writes_reply(by, reply, day_of(at)):
        raise round_rules.not_the_party(reply.owner)
    round_rules.require_open_for(reply, day_of(at))
    is_of_round = reply.round.mandates.filter(pk=mandate.pk).exists()
    if not reply.is_institution or not is_of_round:
        raise round_rules.NotAsked(
            _("In this round institutions report on its mandates, and nobody else beside them.")
        )
    rules.require_open(mandate)
    assignment, is_new = Assignment.objects.get_or_create(
        mandate=mandate, party=reply.owner, defaults={"is_support": True}
    )
    if is_new:
        facts = {"mandate": mandate.pk}
        ledger.write("round.support_begun", reply, by=by, at=at, party=reply.owner, facts=facts)
    return assignment
