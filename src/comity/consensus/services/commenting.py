"""Comments on a clause: among colleagues, or for all who read the text."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from comity.consensus.models import Comment, Drafting
from comity.consensus.rules import (
    AlreadyDecided,
    AlreadyPublished,
    NotADrafter,
    NothingProposed,
    ObserversDoNotComment,
    require_contact_point,
    require_of_party,
    require_own,
    role_in,
)
from comity.instruments.models import Clause, Instrument
from comity.parties import ledger
from comity.parties.dates import day_of
from comity.parties.models import Membership, Party, Person

from .opening import drafting_of, position_of
from .proposing import standing, tidied


@transaction.atomic
def comment(
    text: Instrument,
    *,
    clause: Clause | None,
    words: str,
    language: str,
    party: Party,
    for_colleagues: bool,
    by: Person,
    at: datetime,
) -> Comment:
    """Write a comment on a clause. What is not for colleagues waits for the contact point.

    Raises:
        NotInDrafting, NotOfTheParty, ClauseIsGone.
        NotADrafter: the party is neither member nor observer today.
        ObserversDoNotComment: the mode lets only members speak.
        NothingProposed: there are no words.
    """
    drafting = drafting_of(text)
    require_commenter(by, party, drafting, day_of(at))
    found = standing(drafting.instrument, clause, "comment")
    words = tidied(words)
    if not words:
        raise NothingProposed(_("The comment has no words. Write what you want to remark."))
    made = Comment.objects.create(
        position=position_of(drafting, party, by=by, at=at, language=language),
        clause=found,
        number=found.number if found else "",
        place=found.position if found else 0,
        language=language,
        words=words,
        for_colleagues=for_colleagues,
        written_by=by,
        written_at=at,
    )
    facts = {"text": text.pk, "for_colleagues": for_colleagues}
    ledger.write("comment.written", made, by=by, at=at, party=party, owner=party, facts=facts)
    return made


@transaction.atomic
def publish_comment(comment: Comment, *, by: Person, at: datetime) -> Comment:
    """Publish one comment by itself.

    Raises:
        NotTheContactPoint, NotInDrafting, ObserversDoNotComment, NotADrafter.
        AlreadyPublished: it is published, withdrawn, or for colleagues alone.
    """
    drafting = drafting_of(comment.text)
    found = _locked(comment)
    require_contact_point(by, found.party, drafting.instrument, day_of(at))
    require_commenter(by, found.party, drafting, day_of(at))
    if found.for_colleagues or found.published_at or found.withdrawn_at:
        raise AlreadyPublished(
            _("The comment is published or withdrawn already, or it is for colleagues alone.")
        )
    found.published_at, found.published_by = at, by
    found.save(update_fields=["published_at", "published_by"])
    _write(found, "comment.published", by, at)
    return found


@transaction.atomic
def withdraw_comment(comment: Comment, *, by: Person, at: datetime) -> Comment:
    """Withdraw a comment; a published one by the contact point.

    Raises:
        NotTheContactPoint, NotOfTheParty, AlreadyDecided.
    """
    found = _locked(comment)
    require_own(found.position, by, day_of(at))
    if found.published_at:
        require_contact_point(by, found.party, found.text, day_of(at))
    if found.withdrawn_at:
        raise AlreadyDecided(_("The comment was withdrawn before."))
    found.withdrawn_at = at
    found.save(update_fields=["withdrawn_at"])
    _write(found, "comment.withdrawn", by, at)
    return found


def require_commenter(person: Person, party: Party, drafting: Drafting, on: date) -> None:
    """Raises ObserversDoNotComment, NotADrafter, NotOfTheParty."""
    text = drafting.instrument
    role = role_in(text, party, on)
    words = {"party": party, "text": text, "body": text.body}
    if not role:
        raise NotADrafter(
            _(
                "%(party)s takes no part in %(body)s today, so it says nothing on “%(text)s”. "
                "What it published before stays as it is."
            )
            % words
        )
    if role == Membership.Role.OBSERVER and not drafting.observers_comment:
        raise ObserversDoNotComment(
            _(
                "Observers do not comment on “%(text)s” while it is drafted in this mode. "
                "Ask the secretariat to open it, or a member to take up your words."
            )
            % words
        )
    require_of_party(person, party, text, on)


def _locked(comment: Comment) -> Comment:
    found = Comment.objects.select_for_update(of=("self",))
    return found.select_related("position__owner", "position__drafting__instrument__body").get(
        pk=comment.pk
    )


def _write(comment: Comment, act: str, by: Person, at: datetime) -> None:
    """What was published is in the slice of the text's owner too."""
    party = comment.party
    if comment.published_at:
        facts = {"comment": comment.pk}
        ledger.write(act, comment.text, by=by, at=at, party=party, facts=facts)
    else:
        ledger.write(act, comment, by=by, at=at, party=party, owner=party)
