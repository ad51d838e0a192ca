"""Digests: what a person's desk shows as new since the last one, by mail, in the morning."""

from .sending import send_digests

__all__ = ["send_digests"]
