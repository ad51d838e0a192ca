"""From the clauses of an adopted text to mandates, and the life of a mandate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from comity.instruments.models import Clause, Instrument, Suggestion
from comity.parties import ledger
from comity.parties.dates import PartialDate, day_of
from comity.parties.models import Body, Membership, Party, Person, Theme
from comity.parties.services import require_secretariat
from comity.tlp import Label

from .. import notices
from ..models import Assignment, Mandate
from . import rules

Addressee = Party | Body


@dataclass
class Proposal:
    """The mandate that the accepted suggestions of a clause amount to.

    ``unknown`` holds accepted values that name nothing here (a party that is not entered).
    """

    clause: Clause
    action: dict[str, str]
    addressees: list[Addressee] = field(default_factory=list)
    due_on: date | None = None
    themes: list[Theme] = field(default_factory=list)
    label: Label = Label.AMBER
    with_observers: bool = False
    unknown: list[str] = field(default_factory=list)

    @property
    def can_be_given(self) -> bool:
        return bool(self.addressees and any(self.action.values()))


def mandates_from(instrument: Instrument, *, on: date) -> list[Proposal]:
    """One proposal for each clause with an accepted addressee and no mandate yet.

    ``members:slug`` stands for every party that is a member of the body on that day.
    """
    asked = Suggestion.objects.accepted().filter(kind=Suggestion.Kind.ADDRESSEE)
    clauses = (
        instrument.clauses.filter(pk__in=asked.values("clause"), mandates=None)
        .prefetch_related("texts", "suggestions")
        .order_by("position")
    )
    return proposals_of(list(clauses), instrument, on=on)


def proposals_of(clauses: Sequence[Clause], instrument: Instrument, *, on: date) -> list[Proposal]:
    """What is accepted of each of ``clauses`` (texts and suggestions prefetched)."""
    accepted = [
        suggestion
        for clause in clauses
        for suggestion in clause.suggestions.all()
        if suggestion.state == Suggestion.State.ACCEPTED
    ]
    known = _Known.of([suggestion.value for suggestion in accepted], on)
    return [_proposal(clause, instrument, known) for clause in clauses]


def _proposal(clause: Clause, instrument: Instrument, known: _Known) -> Proposal:
    proposal = Proposal(
        clause,
        {text.language: text.text for text in clause.texts.all()},
        label=instrument.tlp,
        with_observers=instrument.with_observers,
    )
    for suggestion in clause.suggestions.all():
        if suggestion.state == Suggestion.State.ACCEPTED:
            known.put(suggestion, proposal)
    return proposal


@dataclass(frozen=True)
class _Known:
    """What the values of suggestions name, fetched once for a whole text."""

    parties: dict[str, Party]
    bodies: dict[str, Body]
    members: dict[str, list[Party]]
    themes: dict[str, Theme]

    @classmethod
    def of(cls, values: Iterable[str], on: date) -> _Known:
        values = set(values)
        named = {
            kind: [value.partition(":")[2] for value in values if value.startswith(f"{kind}:")]
            for kind in ("party", "body", "members")
        }
        return cls(
            {party.slug: party for party in Party.objects.filter(slug__in=named["party"])},
            {body.slug: body for body in Body.objects.filter(slug__in=named["body"])},
            _members(named["members"], on),
            {theme.code: theme for theme in Theme.objects.filter(code__in=values)},
        )

    def put(self, suggestion: Suggestion, proposal: Proposal) -> None:
        found: list[Addressee] | None
        if suggestion.kind == Suggestion.Kind.ADDRESSEE:
            found = self.addressees(suggestion.value)
            proposal.addressees += [one for one in found or [] if one not in proposal.addressees]
            is_known = bool(found)
        elif suggestion.kind == Suggestion.Kind.THEME:
            theme = self.themes.get(suggestion.value)
            proposal.themes += [theme] if theme else []
            is_known = theme is not None
        else:
            due_on = _day(suggestion.value)
            proposal.due_on = min(filter(None, (proposal.due_on, due_on)), default=None)
            is_known = due_on is not None
        if not is_known:
            proposal.unknown.append(suggestion.value)

    def addressees(self, value: str) -> list[Addressee]:
        kind, _colon, slug = value.partition(":")
        if kind == "members":
            return list(self.members.get(slug, []))
        one = (self.parties if kind == "party" else self.bodies).get(slug)
        return [one] if one else []


def _members(slugs: list[str], on: date) -> dict[str, list[Party]]:
    members: dict[str, list[Party]] = {}
    held = (
        Membership.objects.current(on)
        .filter(body__slug__in=slugs, role=Membership.Role.MEMBER)
        .select_related("party", "body")
    )
    for membership in held:
        parties = members.setdefault(membership.body.slug, [])
        if membership.party not in parties:
            parties.append(membership.party)
    return members


def _day(value: str) -> date | None:
    """The last day of what was accepted as due: a day, a month or a year."""
    try:
        return PartialDate.read(value).last
    except ValueError:
        return None


@transaction.atomic
def give_all(proposals: Iterable[Proposal], *, by: Person, at: datetime) -> list[Mandate]:
    """Make a mandate of every one of ``proposals`` or, if one is refused, of none; one
    assignment for each addressee, one mail for each person.

    The text was adopted by two persons; a mandate no wider than it needs no further pair.

    Raises:
        NotTheSecretariat, NotAdopted, NothingAsked, NobodyAsked, WiderThanItsText,
        NobodyCouldReport.
        AlreadyAsked: the clause has this very mandate (two people, one click each).
    """
    given = [_give(proposal, by=by, at=at) for proposal in proposals]
    notices.asked(given, on=day_of(at))
    return given


def _give(proposal: Proposal, *, by: Person, at: datetime) -> Mandate:
    clause = Clause.objects.select_for_update().get(pk=proposal.clause.pk)
    text = clause.instrument
    require_secretariat(by, text.body.dialogue, day_of(at))
    action = {language: words.strip() for language, words in proposal.action.items()}
    action = {language: words for language, words in action.items() if words}
    _require_sound(proposal, action, text)
    _require_new(clause, action, proposal.addressees)
    mandate = Mandate(
        clause=clause, action=LazyI18nString(action), due_on=proposal.due_on, given_on=day_of(at)
    )
    mandate.takes_circle_of(text)
    mandate.label, mandate.with_observers = proposal.label, proposal.with_observers
    mandate.author, mandate.offered_at, mandate.shared_at = by, None, at
    mandate.save()
    mandate.themes.set(proposal.themes)
    for addressee in dict.fromkeys(proposal.addressees):
        Assignment.objects.create(mandate=mandate, **_field(addressee))
    ledger.write(
        "mandate.given",
        mandate,
        by=by,
        at=at,
        party=text.owner,
        facts={"clause": clause.pk, "addressees": sorted(map(key_of, proposal.addressees))},
    )
    return mandate


def _require_sound(proposal: Proposal, action: dict[str, str], text: Instrument) -> None:
    named = {"clause": proposal.clause.number or proposal.clause.position, "text": text}
    if not text.is_adopted:
        raise rules.NotAdopted(
            _("“%(text)s” is not adopted yet. Adopt it first; then its clauses make mandates.")
            % named
        )
    if not action:
        raise rules.NothingAsked(
            _("Clause %(clause)s: say in at least one language what is to be done.") % named
        )
    if not proposal.addressees:
        raise rules.NobodyAsked(
            _("Clause %(clause)s: choose at least one party or body that is asked.") % named
        )
    if proposal.label is Label.RED:
        raise rules.NobodyCouldReport(
            _(
                "Clause %(clause)s: under TLP:RED no addressee could read the mandate. "
                "Choose TLP:AMBER+STRICT or a wider label."
            )
            % named
        )
    if rules.is_wider(proposal.label, with_observers=proposal.with_observers, than=text):
        raise rules.WiderThanItsText(
            _(
                "Clause %(clause)s: a mandate is read by no wider circle than “%(text)s”, "
                "which is %(label)s. Choose that label or a narrower one."
            )
            % (named | {"label": text.tlp.words})
        )


def _require_new(clause: Clause, action: dict[str, str], addressees: list[Addressee]) -> None:
    wanted = {key_of(addressee) for addressee in addressees}
    given = clause.mandates.prefetch_related("assignments__party", "assignments__body")
    for mandate in given:
        asked = {key_of(one.addressee) for one in mandate.assignments.all()}
        if asked == wanted and _texts(mandate) == action:
            raise rules.AlreadyAsked(
                _("Clause %(clause)s already made this mandate. Nothing needs to be done.")
                % {"clause": clause.number or clause.position}
            )


def _texts(mandate: Mandate) -> dict[str, str]:
    data = mandate.action.data
    return {code: words for code, words in data.items() if words} if isinstance(data, dict) else {}


def key_of(addressee: Addressee) -> str:
    """``party:slug`` or ``body:slug``, as suggestions and columns write it."""
    return f"{'party' if isinstance(addressee, Party) else 'body'}:{addressee.slug}"


def _field(addressee: Addressee) -> dict[str, Any]:
    return {"party" if isinstance(addressee, Party) else "body": addressee}


def _held(mandate: Mandate, by: Person, at: datetime) -> Mandate:
    """The mandate, locked, for an act of its dialogue's secretariat."""
    mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
    require_secretariat(by, mandate.body.dialogue, day_of(at))
    return mandate


@transaction.atomic
def assign(mandate: Mandate, addressee: Addressee, *, by: Person, at: datetime) -> Assignment:
    """Ask one more addressee.

    Raises:
        NotTheSecretariat, MandateClosed, AlreadyAsked.
    """
    mandate = _held(mandate, by, at)
    rules.require_open(mandate)
    assignment, is_new = Assignment.objects.get_or_create(mandate=mandate, **_field(addressee))
    if not is_new:
        raise rules.AlreadyAsked(
            _("“%(mandate)s” is already asked of %(addressee)s. Nothing needs to be done.")
            % {"mandate": rules.brief(mandate), "addressee": addressee}
        )
    ledger.write(
        "mandate.assigned",
        mandate,
        by=by,
        at=at,
        party=mandate.owner,
        facts={"addressee": key_of(addressee)},
    )
    notices.asked([mandate], on=day_of(at), only=[assignment])
    return assignment


@transaction.atomic
def change_due(mandate: Mandate, due_on: date | None, *, by: Person, at: datetime) -> None:
    """Set another due date, or none.

    Raises:
        NotTheSecretariat, MandateClosed.
    """
    mandate = _held(mandate, by, at)
    rules.require_open(mandate)
    before, mandate.due_on = mandate.due_on, due_on
    mandate.save()
    facts = {"before": _iso(before), "after": _iso(due_on)}
    ledger.write("mandate.due_changed", mandate, by=by, at=at, party=mandate.owner, facts=facts)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


@transaction.atomic
def close_mandate(mandate: Mandate, *, by: Person, at: datetime) -> None:
    """Ask no more reports. Reports already submitted can still be accepted.

    Raises:
        NotTheSecretariat, AlreadyClosed.
    """
    mandate = _held(mandate, by, at)
    if not mandate.is_open:
        raise rules.AlreadyClosed(
            _("“%(mandate)s” is already closed. Nothing needs to be done.")
            % {"mandate": rules.brief(mandate)}
        )
    mandate.closed_on = day_of(at)
    mandate.save()
    ledger.write("mandate.closed", mandate, by=by, at=at, party=mandate.owner)


@transaction.atomic
def reopen(mandate: Mandate, *, by: Person, at: datetime) -> None:
    """Ask for reports again.

    Raises:
        NotTheSecretariat, AlreadyOpen.
    """
    mandate = _held(mandate, by, at)
    if mandate.is_open:
        raise rules.AlreadyOpen(
            _("“%(mandate)s” is open. Nothing needs to be done.")
            % {"mandate": rules.brief(mandate)}
        )
    mandate.closed_on = None
    mandate.save()
    ledger.write("mandate.reopened", mandate, by=by, at=at, party=mandate.owner)
