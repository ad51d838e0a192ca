"""The verbs of helplines."""

from .changing import drop, propose, propose_withdrawal, release
from .confirming import confirm
from .reminding import remind

__all__ = ["confirm", "drop", "propose", "propose_withdrawal", "release", "remind"]
