"""How far a party is, in one state and one sentence."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from .models import Convocation, Delegation


class Standing(NamedTuple):
    """``shape`` is the state as the style sheet draws it; ``due_on``, when the party acts next."""

    code: str
    shape: str
    words: str
    due_on: date | None = None
    is_late: bool = False


def standing_of(one: Any, convocation: Convocation, on: date) -> Standing:
    """Of a delegation with its delegates ``counted``. What a party prepares is not told."""
    if one.answer == Delegation.Answer.NOT_COMING:
        return Standing("not_coming", "closed", _("does not come"))
    if not one.answer:
        return _owed("invited", "none", _("has not answered"), convocation.answer_by, on)
    if one.n_returned:
        words = _("returned to the party")
        return _owed("returned", "returned", words, convocation.nominate_by, on)
    if one.n_submitted:
        return Standing("submitted", "submitted", _("waits for approval"))
    if one.n_approved:
        return Standing("approved", "done", _("approved"))
    return _owed("coming", "planned", _("comes, not nominated yet"), convocation.nominate_by, on)


def _owed(code: str, shape: str, words: str, due_on: date | None, on: date) -> Standing:
    return Standing(code, shape, words, due_on, bool(due_on and due_on < on))
