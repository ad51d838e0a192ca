"""Reading texts that a meeting adopted into clauses, and comparing two versions of one."""

from comity.clauses.addressees import GENERAL
from comity.clauses.align import suggest_alignment
from comity.clauses.answers import NEAR, Answer, likeness, suggest_answers
from comity.clauses.blocks import Block, LeftOut, Source
from comity.clauses.compare import Change, Mark, apply, compare, mark_words
from comity.clauses.dates import find_due
from comity.clauses.language import LANGUAGES, guess_language
from comity.clauses.pieces import Footnote, Kind, Piece, Reading, Suggestion
from comity.clauses.read import read
from comity.clauses.sources import KINDS, MOST_BYTES, take_apart
from comity.clauses.sources.pdf import first_words
from comity.clauses.themes import THEMES, find_themes
from comity.clauses.tongue import clearly_in
from comity.clauses.unreadable import SENTENCES, Unreadable
from comity.clauses.verbs import MANDATING, VERBS, verb_class

__all__ = [
    "GENERAL",
    "KINDS",
    "LANGUAGES",
    "MANDATING",
    "MOST_BYTES",
    "NEAR",
    "SENTENCES",
    "THEMES",
    "VERBS",
    "Answer",
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
    "clearly_in",
    "compare",
    "find_due",
    "find_themes",
    "first_words",
    "guess_language",
    "likeness",
    "mark_words",
    "read",
    "suggest_alignment",
    "suggest_answers",
    "take_apart",
    "verb_class",
]
