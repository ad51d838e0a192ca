"""Copies of what a party is asked, to the functional mailboxes of its offices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from comity.notices.mailboxes import tell_mailboxes, tellable
from comity.notices.models import Mailbox
from comity.parties.models import Dialogue, Party

from .models import Assignment


def copy(
    assignments: Sequence[Assignment],
    *,
    on: date,
    subject: Callable[[Dialogue, int], str],
    template: str,
) -> None:
    """Copy a mail about assignments to the mailboxes of the parties they are asked of; of those
    whose words a mailbox may not be told it says how many they are.

    ``subject`` is given the dialogue and how many assignments there are.
    """
    asked = [one for one in assignments if one.party_id]
    groups: dict[tuple[Party, Dialogue], list[Assignment]] = {}
    if asked and Mailbox.objects.confirmed().exists():
        for one in asked:
            assert one.party is not None
            groups.setdefault((one.party, one.mandate.body.dialogue), []).append(one)
    for (party, dialogue), theirs in groups.items():
        known = tellable([one.mandate for one in theirs], party, dialogue, on)
        shown = [one for one in theirs if one.mandate_id in known]
        tell_mailboxes(
            party,
            dialogue,
            subject=partial(subject, dialogue, len(theirs)),
            template=template,
            context={
                "assignments": shown,
                "hidden": len(theirs) - len(shown),
                "dialogue": dialogue,
                "on": on,
            },
            url=lambda: reverse("mandates:assignments"),
            reason=lambda party=party: (  # type: ignore[misc]
                _("You receive this because this mailbox gets copies for %(party)s.")
                % {"party": party}
            ),
        )
