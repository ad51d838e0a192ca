"""The verbs of the consensus desk, each idea in a module of its own."""

from comity.instruments.services.brackets import OpenBracket, open_brackets, require_no_brackets

from .amending import change_proposal, write_statement
from .bracketing import settle_bracket
from .circulating import change_drafting, circulate, close_drafting, reopen_drafting
from .commenting import comment, publish_comment, withdraw_comment
from .deciding import look_again, refuse, take
from .proposing import propose
from .publishing import publish, publish_position, withdraw, withdraw_position
from .returning import take_back, take_changes
from .revisions import current_revision, keep_revision
from .silence import (
    break_silence,
    explain_position,
    extend_silence,
    keep_words,
    let_pass,
    note_results,
    open_silence,
)

__all__ = [
    "OpenBracket",
    "break_silence",
    "change_drafting",
    "change_proposal",
    "circulate",
    "close_drafting",
    "comment",
    "current_revision",
    "explain_position",
    "extend_silence",
    "keep_revision",
    "keep_words",
    "let_pass",
    "look_again",
    "note_results",
    "open_brackets",
    "open_silence",
    "propose",
    "publish",
    "publish_comment",
    "publish_position",
    "refuse",
    "reopen_drafting",
    "require_no_brackets",
    "settle_bracket",
    "take",
    "take_back",
    "take_changes",
    "withdraw",
    "withdraw_comment",
    "withdraw_position",
    "write_statement",
]
