"""An empty database gets its tables at once; they are those that the migrations make."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

AT_ONCE = """
libraries_only = connect(sys.argv[1])
make_tables = preparing._make_tables
def keep_and_make(ours):
    connection.connection.backup(libraries_only)
    make_tables(ours)
preparing._make_tables = keep_and_make
preparing.prepare_database()
"""
"""Keeps the database as it was when only the libraries had their tables."""
STEP_BY_STEP = "preparing.prepare_database()"


def prepared(home: Path, by: str, *arguments: Path) -> dict[str, Any]:
    """What a new database holds: of each table its columns and indexes; and what was migrated."""
    words = f"""
import sys
from sqlite3 import connect
import django
django.setup()
from django.db import connection
from comity.config import preparing
{by}
"""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment = kept | {
        "COMITY_HOME": str(home), "DJANGO_SETTINGS_MODULE": "comity.config.settings",
    }  # fmt: skip
    subprocess.run([sys.executable, "-c", words, *arguments], env=environment, check=True)
    with sqlite3.connect(home / "comity.sqlite3") as database:
        return shape_of(database)


def shape_of(database: sqlite3.Connection) -> dict[str, Any]:
    rows = database.execute("SELECT type, tbl_name, name FROM sqlite_master").fetchall()
    tables = sorted(name for kind, _table, name in rows if kind == "table")
    return {
        "columns": {name: columns_of(database, name) for name in tables},
        "rules": rules_of(database),
        "others": sorted(row for row in rows if row[0] != "table" and row[2]),
        "migrated": sorted(database.execute("SELECT app, name FROM django_migrations")),
    }


def rules_of(database: sqlite3.Connection) -> dict[str, list[str]]:
    """The names of the constraints of each table."""
    rows = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    return {name: sorted(re.findall(r'CONSTRAINT "(\w+)"', sql)) for name, sql in rows}


def columns_of(database: sqlite3.Connection, table: str) -> list[tuple[Any, ...]]:
    """Name, type, whether it may be empty, default and key; in whatever order they came."""
    found = database.execute(f"PRAGMA table_info({table})").fetchall()
    referred = database.execute(f"PRAGMA foreign_key_list({table})").fetchall()
    return sorted(row[1:] for row in found) + sorted(row[2:5] for row in referred)


def test_the_tables_of_an_empty_database_are_those_that_migrations_make(tmp_path: Path):
    homes = tmp_path / "at-once", tmp_path / "step-by-step"
    for home in homes:
        home.mkdir()
    at_once = prepared(homes[0], AT_ONCE, homes[1] / "comity.sqlite3")
    step_by_step = prepared(homes[1], STEP_BY_STEP)
    assert len(at_once["columns"]) > 100
    assert at_once == step_by_step
