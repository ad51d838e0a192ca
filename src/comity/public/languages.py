"""The languages in which the public site is written."""

from __future__ import annotations

from django.conf import settings

SITE_LANGUAGES = tuple(code for code in settings.PUBLIC_LANGUAGES if code != "ht")
"""Haitian Creole is for helplines and campaigns alone."""
