"""Who comes: the call to a meeting, delegations, delegates, and what is kept about them."""

from .arrangements import Arrangement
from .checkins import CheckIn
from .delegations import Convocation, Delegate, Delegation

__all__ = ["Arrangement", "CheckIn", "Convocation", "Delegate", "Delegation"]
