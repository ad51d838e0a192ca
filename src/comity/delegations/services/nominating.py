"""A party answers and nominates: who comes, checked against the quota and against doubles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comity.parties import ledger
from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Person

from .. import notices, rules
from ..models import Arrangement, Convocation, Delegate, Delegation
from ..models.delegations import MOST, TOLD
from ..names import may_be_same

State, Role = Delegate.State, Delegate.Role
COPIED = (*TOLD, "email")


def _held(delegation: Delegation, by: Person, at: datetime) -> Delegation:
    """The delegation, locked, for somebody who speaks for the party."""
    found = Delegation.objects.select_related("meeting__body__dialogue", "party")
    locked = found.select_for_update(of=("self",)).get(pk=delegation.pk)
    rules.require_speaker(by, locked, at)
    rules.require_open(locked.meeting, at)
    return locked


@transaction.atomic
def answer(delegation: Delegation, *, coming: bool, by: Person, at: datetime) -> Delegation:
    """Say whether the party comes; it may change its mind. Who does not come withdraws everybody.

    Raises:
        NotTheParty, MeetingOver.
    """
    it = _held(delegation, by, at)
    before = it.answer
    it.answer = Delegation.Answer.COMING if coming else Delegation.Answer.NOT_COMING
    it.answered_at, it.answered_by = at, by
    it.save()
    gone = [] if coming else [one.pk for one in it.delegates.there()]
    for delegate in it.delegates.filter(pk__in=gone):
        _take_out(delegate, at)
    facts = {"answer": it.answer, "withdrawn": gone}
    _write("delegation.answered", it, by, at, facts)
    if before != it.answer:
        notices.answered(it, by, on=day_of(at))
    return it


@transaction.atomic
def nominate(
    delegation: Delegation,
    *,
    name: str,
    role: str = Role.ADVISER,
    title: str = "",
    function: str = "",
    languages: Iterable[str] = (),
    email: str = "",
    is_another: bool = False,
    by: Person,
    at: datetime,
) -> Delegate:
    """Add a person to the delegation; the accreditors see it once it is submitted.

    Args:
        is_another: Whoever nominates has seen who is called likewise, and says that this is
            another person.

    Raises:
        NotTheParty, MeetingOver, NotComing, OneHead, QuotaReached, LikelySamePerson.
    """
    it = _held(delegation, by, at)
    _require_coming(it)
    _require_room(it, more=1)
    delegate = Delegate(
        delegation=it, name=name.strip(), role=role, title=title.strip(),
        function=function.strip(), languages=list(languages), email=email,
        position=_last_position(it) + 1,
    )  # fmt: skip
    _require_one_head(delegate)
    like = _require_another(delegate, is_another, by, at)
    delegate.save()
    _write("delegate.nominated", it, by, at, {"delegate": delegate.pk, "unlike": like})
    return delegate


@transaction.atomic
def correct(
    delegate: Delegate, *, is_another: bool = False, by: Person, at: datetime, **said: Any
) -> Delegate:
    """Change what is said of a delegate. What the list or the badge says is approved anew.

    Args:
        said: Of name, role, title, function, languages, email.

    Raises:
        NotTheParty, MeetingOver, Withdrawn, OneHead, LikelySamePerson.
    """
    it = _held(delegate.delegation, by, at)
    one = _there(delegate)
    before, name = one.told(), one.name
    for field in COPIED:
        if field in said:
            setattr(one, field, said[field])
    one.delegation = it
    changed = [field for field, value in one.told().items() if value != before[field]]
    _require_one_head(one)
    like = _require_another(one, is_another, by, at) if one.name != name else []
    if changed and one.state in {State.SUBMITTED, State.APPROVED}:
        one.state = State.PREPARED
    one.save()
    facts = {"delegate": one.pk, "fields": changed, "state": one.state, "unlike": like}
    _write("delegate.changed", it, by, at, facts)
    return one


@transaction.atomic
def withdraw(delegate: Delegate, *, by: Person, at: datetime) -> None:
    """Take a person out of the delegation; the practical arrangements go at once.

    Raises:
        NotTheParty, MeetingOver, Withdrawn.
    """
    it = _held(delegate.delegation, by, at)
    _take_out(_there(delegate), at)
    _write("delegate.withdrawn", it, by, at, {"delegate": delegate.pk})


def _take_out(delegate: Delegate, at: datetime) -> None:
    """Who was never told to anybody leaves no trace; of the others it is kept that they went."""
    from_nobody = delegate.state == State.PREPARED and not delegate.was_approved
    if from_nobody and not delegate.check_ins.exists():
        delegate.delete()
        return
    delegate.withdrawn_at = at
    delegate.save(update_fields=["withdrawn_at"])
    Arrangement.objects.filter(delegate=delegate).delete()


@transaction.atomic
def begin_from(
    delegation: Delegation, earlier: Delegation, *, by: Person, at: datetime
) -> list[Delegate]:
    """Prepare everybody of the party's delegation to an earlier meeting who is not in it yet.

    Raises:
        NotTheParty: the earlier delegation is another party's, too.
        MeetingOver, NotComing, QuotaReached.
    """
    it = _held(delegation, by, at)
    _require_coming(it)
    if earlier.party_id != it.party_id:
        words = _("That delegation is of another party. Choose one of %(party)s.")
        raise rules.NotTheParty(words % {"party": it.party})
    there = list(it.delegates.there())
    has_head = any(one.role == Role.HEAD for one in there)
    new = [
        one
        for one in earlier.delegates.there()
        if not any(may_be_same(one.name, other.name) for other in there)
    ]
    _require_room(it, more=len(new))
    made: list[Delegate] = []
    position = _last_position(it)
    for one in new:
        copy = Delegate(delegation=it, position=position + len(made) + 1)
        for field in COPIED:
            setattr(copy, field, getattr(one, field))
        if copy.role == Role.HEAD and has_head:
            copy.role = Role.ADVISER
        made.append(copy)
    Delegate.objects.bulk_create(made)
    facts = {"from": earlier.pk, "delegates": [one.pk for one in made]}
    _write("delegation.begun", it, by, at, facts)
    return made


@transaction.atomic
def submit(delegation: Delegation, *, by: Person, at: datetime) -> Delegation:
    """Hand everybody in who was not handed in yet; the accreditors are told.

    Raises:
        NotTheParty, MeetingOver, NotComing, QuotaReached.
        NothingToSubmit: nobody is prepared or returned.
        OneHead: nobody is the head.
    """
    it = _held(delegation, by, at)
    _require_coming(it)
    there = list(it.delegates.there())
    new = [one for one in there if one.is_in_hand]
    if not new:
        raise rules.NothingToSubmit(
            _("Everybody in the delegation of %(party)s is submitted. Add somebody, or wait.")
            % {"party": it.party}
        )
    if not any(one.role == Role.HEAD for one in there):
        raise rules.OneHead(
            _("The delegation of %(party)s has no head. Make one of the delegates its head.")
            % {"party": it.party}
        )
    _require_room(it, more=0)
    it.delegates.filter(pk__in=[one.pk for one in new]).update(state=State.SUBMITTED, comment="")
    it.submitted_at, it.submitted_by = at, by
    it.save(update_fields=["submitted_at", "submitted_by"])
    _write("delegation.submitted", it, by, at, {"delegates": [one.pk for one in new]})
    notices.submitted(it, by, on=day_of(at))
    return it


def likely_same(delegate: Delegate, by: Person, at: datetime) -> list[Delegate]:
    """Others of the meeting, whom the person may see, whose names may be of the same person."""
    seen = Delegate.objects.visible_to(Reader.of(by, day_of(at))).there()
    others = seen.of_meeting(delegate.delegation.meeting).exclude(pk=delegate.pk)
    found = others.select_related("delegation__party").order_by("pk")
    return [one for one in found if may_be_same(one.name, delegate.name)]


def _require_another(
    delegate: Delegate, is_another: bool, by: Person, at: datetime
) -> list[int | None]:
    others = likely_same(delegate, by, at)
    if others and not is_another:
        first = others[0]
        raise rules.LikelySamePerson(
            _(
                "“%(name)s” may be %(other)s, who is nominated by %(party)s already. "
                "Correct the name or that entry; or confirm that this is another person."
            )
            % {"name": delegate.name, "other": first.full_name, "party": first.delegation.party},
            others,
        )
    return [one.pk for one in others]


def _require_coming(delegation: Delegation) -> None:
    if not delegation.is_coming:
        raise rules.NotComing(
            _("%(party)s has not said that it comes. Answer the invitation first.")
            % {"party": delegation.party}
        )


def _require_one_head(delegate: Delegate) -> None:
    if delegate.role != Role.HEAD or delegate.withdrawn_at:
        return
    heads = delegate.delegation.delegates.there().filter(role=Role.HEAD).exclude(pk=delegate.pk)
    if head := heads.first():
        raise rules.OneHead(
            _(
                "%(name)s is the head of this delegation. "
                "Give %(name)s another role first, or choose another role here."
            )
            % {"name": head.full_name}
        )


def _require_room(delegation: Delegation, *, more: int) -> None:
    convocation = Convocation.objects.filter(meeting=delegation.meeting_id).first()
    limit = delegation.limit(convocation)
    there = delegation.delegates.there().count()
    allowed = MOST if limit is None else limit
    if there + more > allowed:
        words = ngettext(
            "%(party)s sends %(limit)s delegate at most, and %(count)s would be there. "
            "Withdraw somebody, or ask the secretariat for more places.",
            "%(party)s sends %(limit)s delegates at most, and %(count)s would be there. "
            "Withdraw somebody, or ask the secretariat for more places.",
            allowed,
        )
        facts = {"party": delegation.party, "limit": allowed, "count": there + more}
        raise rules.QuotaReached(words % facts)


def _last_position(delegation: Delegation) -> int:
    return int(delegation.delegates.aggregate(last=Max("position"))["last"] or 0)


def _there(delegate: Delegate) -> Delegate:
    one = Delegate.objects.select_for_update().get(pk=delegate.pk)
    if one.withdrawn_at:
        words = _("%(name)s was withdrawn. Nominate the person anew.")
        raise rules.Withdrawn(words % {"name": one.full_name})
    return one


def _write(act: str, it: Delegation, by: Person, at: datetime, facts: dict[str, Any]) -> None:
    ledger.write(act, it, by=by, at=at, party=it.party, facts=facts)
