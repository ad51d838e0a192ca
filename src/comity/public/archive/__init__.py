"""Bringing an old site in: what the register knows, and the pages read against it."""
