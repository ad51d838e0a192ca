"""The verbs of this room: importing a text, reviewing it, adopting it."""

from .adoption import adopt, offer, take_back
from .agreements import Terms, record_signature, register_agreement, renew, terminate
from .aligning import align, mark_equal, shift
from .describing import Description, describe
from .importing import Upload, import_text
from .languages import add_language
from .review import Correction, correct, join, split
from .suggestions import decide, decide_all, suggest

__all__ = [
    "Correction",
    "Description",
    "Terms",
    "Upload",
    "add_language",
    "adopt",
    "align",
    "correct",
    "decide",
    "decide_all",
    "describe",
    "import_text",
    "join",
    "mark_equal",
    "offer",
    "record_signature",
    "register_agreement",
    "renew",
    "shift",
    "split",
    "suggest",
    "take_back",
    "terminate",
]
