"""Word files with marked changes: out, and back in with what a party wants otherwise."""

from comity.clauses.tracked.marking import Amendment, from_amendments, from_comparison
from comity.clauses.tracked.opening import Opened, open_tracked
from comity.clauses.tracked.paper import Hand, Note, Paper, Paragraph, Span, Stamp, digest_of, plain
from comity.clauses.tracked.placing import Known
from comity.clauses.tracked.reading import Read, ReadChange, ReadComment, Unplaced, read_changes
from comity.clauses.tracked.versions import versions_of
from comity.clauses.tracked.writing import write_tracked

__all__ = [
    "Amendment",
    "Hand",
    "Known",
    "Note",
    "Opened",
    "Paper",
    "Paragraph",
    "Read",
    "ReadChange",
    "ReadComment",
    "Span",
    "Stamp",
    "Unplaced",
    "digest_of",
    "from_amendments",
    "from_comparison",
    "open_tracked",
    "plain",
    "read_changes",
    "versions_of",
    "write_tracked",
]
