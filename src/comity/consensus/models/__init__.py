"""The records of the consensus desk, each idea in a module of its own."""

from .draftings import Drafting, Look
from .positions import Position
from .returned import ReturnedText
from .revisions import TextRevision
from .said import Comment, Proposal
from .silences import Silence, SilenceAct, SilenceDraft

__all__ = [
    "Comment",
    "Drafting",
    "Look",
    "Position",
    "Proposal",
    "ReturnedText",
    "Silence",
    "SilenceAct",
    "SilenceDraft",
    "TextRevision",
]
