"""The verbs of this room: importing a text, reviewing it, adopting it."""

from .adoption import adopt, offer, take_back
from .agreements import Terms, record_signature, register_agreement, renew, terminate
from .aligning import align, mark_equal, shift
from .describing import Description, describe
from .footnotes import add_footnote, release_footnote, translate_footnote, withdraw_footnote
from .from_conclusions import review_conclusions
from .gate import override_parity, parity
from .importing import Upload, import_text
from .languages import add_language
from .nationals import link_clauses, register_national, unlink_clauses
from .protocols import describe_protocol, record_review, say_who_asked
from .review import Correction, correct, join, split
from .standings import state_standing
from .suggestions import decide, decide_all, suggest

__all__ = [
    "Correction",
    "Description",
    "Terms",
    "Upload",
    "add_footnote",
    "add_language",
    "adopt",
    "align",
    "correct",
    "decide",
    "decide_all",
    "describe",
    "describe_protocol",
    "import_text",
    "join",
    "link_clauses",
    "mark_equal",
    "offer",
    "override_parity",
    "parity",
    "record_review",
    "record_signature",
    "register_agreement",
    "register_national",
    "release_footnote",
    "renew",
    "review_conclusions",
    "say_who_asked",
    "shift",
    "split",
    "state_standing",
    "suggest",
    "take_back",
    "terminate",
    "translate_footnote",
    "unlink_clauses",
    "withdraw_footnote",
]
