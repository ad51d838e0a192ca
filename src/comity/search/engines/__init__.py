"""Full text in the database at hand: SQLite or PostgreSQL, behind the same four functions.

``prepare()`` makes the table, ``put(rows)`` and ``drop(keys)`` change it, ``matching(terms)``
narrows the index to what holds every term.
"""

from __future__ import annotations

from types import ModuleType

from django.db import connection

from . import postgres, sqlite


def engine() -> ModuleType:
    return postgres if connection.vendor == "postgresql" else sqlite
