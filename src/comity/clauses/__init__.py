"""Reading texts that a meeting adopted into clauses, and comparing two versions of one."""

from comity.clauses.addressees import GENERAL
from comity.clauses.align import suggest_alignment
from comity.clauses.blocks import Block, LeftOut, Source
from comity.clauses.compare import Change, Mark, apply, compare, mark_words
from comity.clauses.dates import find_due
from comity.clauses.language import LANGUAGES, guess_language
from comity.clauses.pieces import Footnote, Kind, Piece, Reading, Suggestion
from comity.clauses.read import read
from comity.clauses.sources import KINDS, MOST_BYTES, take_apart
from comity.clauses.themes import THEMES, find_themes
from comity.clauses.unreadable import SENTENCES, Unreadable
from comity.clauses.verbs import MANDATING, VERBS, verb_class

__all__ = [
    "GENERAL",
    "KINDS",
    "LANGUAGES",
    "MANDATING",
    "MOST_BYTES",
    "SENTENCES",
    "THEMES",
    "VERBS",
    "Block",
    "Change",
    "Footnote",
    "Kind",
    "LeftOut",
    "Mark",
    "Piece",
    "Reading",
    "Source",
    "Suggestion",
    "Unreadable",
    "apply",
    "compare",
    "find_due",
    "find_themes",
    "guess_language",
    "mark_words",
    "read",
    "suggest_alignment",
    "take_apart",
    "verb_class",
]
