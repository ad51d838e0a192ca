"""Old pages of other sites, read into what they say; no Django, no database."""

from .reading import read_page, read_pages
from .register import Known, Register
from .sources import KINDS, MOST_BYTES, raw_pages
from .values import Contact, Flag, Link, Page, Raw

__all__ = [
    "KINDS",
    "MOST_BYTES",
    "Contact",
    "Flag",
    "Known",
    "Link",
    "Page",
    "Raw",
    "Register",
    "raw_pages",
    "read_page",
    "read_pages",
]
