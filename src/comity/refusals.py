"""The one family of "the rules forbid this".

A refusal names the thing, the rule and the next step, in the reader's language. It is
raised by services, shown by views as it stands, and never logged as a fault.
"""


class Refusal(Exception):
    """The rules forbid this; the message may be shown to the person as it is."""

    status = 422


class Conflict(Refusal):
    """Somebody else was faster, or the thing is no longer in the state it was shown in."""

    status = 409
