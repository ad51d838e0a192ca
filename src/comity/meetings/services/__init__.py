"""The verbs of this room: meetings, their agenda, its modes, and documents under its items."""

from .agenda import add_item, change_item, move_item, place_item, remove_item
from .beginning import begin_with
from .documents import add_document_to_item, hand_in, remove_document_from_item
from .meetings import TEXTS, announce, cancel_meeting, change_meeting, open_meeting
from .modes import switch_mode

__all__ = [
    "TEXTS",
    "add_document_to_item",
    "add_item",
    "announce",
    "begin_with",
    "cancel_meeting",
    "change_item",
    "change_meeting",
    "hand_in",
    "move_item",
    "open_meeting",
    "place_item",
    "remove_document_from_item",
    "remove_item",
    "switch_mode",
]
