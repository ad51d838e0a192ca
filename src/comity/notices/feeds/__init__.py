"""Atom feeds (RFC 4287) of what anyone may read; each room says what of it is news."""

from .entries import Entry, source

__all__ = ["Entry", "source"]
