"""Old pages of other sites, read into what they say; no Django, no database."""

from .pairs import NEAREST, Before, digest
from .reading import in_batches, read_page, read_pages
from .reasons import sentence_for
from .register import Known, Register
from .sources import KINDS, MOST_BYTES, raw_pages
from .values import Contact, Fact, Flag, Link, Page, Raw

__all__ = [
    "KINDS",
    "MOST_BYTES",
    "NEAREST",
    "Before",
    "Contact",
    "Fact",
    "Flag",
    "Known",
    "Link",
    "Page",
    "Raw",
    "Register",
    "digest",
    "in_batches",
    "raw_pages",
    "read_page",
    "read_pages",
    "sentence_for",
]
