"""The one family of "the rules forbid this".

A refusal names the thing, the rule and the next step, in the reader's language. It is
raised by services, shown by views as it stands, and never logged as a fault.
"""

from __future__ import annotations

from django.utils.translation import gettext as _


class Refusal(Exception):
    """The rules forbid this; the message may be shown to the person as it is."""

    status = 422


class Conflict(Refusal):
    """Somebody else was faster, or the thing is no longer in the state it was shown in."""

    status = 409


def require_unchanged(seen: str | None, now: str) -> None:
    """What a second person answers for is what they read.

    Args:
        seen: Names the state that was shown; None where nothing was shown, as to a command.

    Raises:
        Conflict: it is another one by now.
    """
    if seen is not None and seen != now:
        raise Conflict(
            _("This was changed after you opened it. Read it as it is now, and then decide.")
        )
