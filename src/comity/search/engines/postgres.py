"""Full text by tsvector. Words come folded: vectors are written out, no dictionary is asked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from comity.search.words import Term, stem, words_of

LAST_PLACE = 16_383
MOST_BYTES, BESIDE = 600_000, 6
"""What a vector surely holds: it has room for a megabyte, with some bytes beside each word."""


def prepare() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE IF NOT EXISTS search_words (id bigint PRIMARY KEY, "
            "title tsvector NOT NULL, stems tsvector NOT NULL, words tsvector NOT NULL)"
        )
        for column in ("stems", "words"):
            cursor.execute(
                f"CREATE INDEX IF NOT EXISTS search_words_{column} "
                f"ON search_words USING gin ({column})"
            )


def put(rows: Iterable[tuple[int, str, str]]) -> None:
    """Rows are (key, title, text); what was kept under the key is replaced."""
    values = [_columns(*row) for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_words (id, title, stems, words) "
            "VALUES (%s, %s::tsvector, %s::tsvector, %s::tsvector) ON CONFLICT (id) DO UPDATE SET "
            "title = excluded.title, stems = excluded.stems, words = excluded.words",
            values,
        )


def _columns(key: int, title: str, text: str) -> tuple[int, str, str, str]:
    heading, words = words_of(title), _as_many_as_fit(words_of(f"{title}\n{text}"))
    stems = [stem(word) for word in words]
    return key, _vector([stem(word) for word in heading]), _vector(stems), _vector(words)


def _as_many_as_fit(words: list[str]) -> list[str]:
    sizes = accumulate(len(word.encode()) + BESIDE for word in words)
    return words[: bisect_right(list(sizes), MOST_BYTES)]


def _vector(words: Sequence[str]) -> str:
    """Words hold letters and digits only, so quoting them is enough."""
    return " ".join(f"'{word}':{min(at, LAST_PLACE)}" for at, word in enumerate(words, 1))


def drop(keys: Iterable[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_words WHERE id = ANY(%s)", [list(keys)])


def matching(rows: QuerySet, terms: Iterable[Term], most: int = 0) -> QuerySet:
    """Rows that hold every term, the last ``most`` put in where it is given; ``in_title`` says
    whether their title holds every word."""
    terms = list(terms)
    asked = [(_column(term), _asked(term)) for term in terms]
    where = " AND ".join(f"{column} @@ %s::tsquery" for column, _words in asked)
    stems = " & ".join(f"'{stem(word)}'" for term in terms for word in term.words)
    inside = f"SELECT id FROM search_words WHERE {where}"  # noqa: S608 - two fixed names
    if any(term.kind == "phrase" for term in terms):
        # Else the planner walks all rows backwards and reads the phrase in each of them.
        inside = f"SELECT id FROM ({inside} OFFSET 0) matched"  # noqa: S608
    title = (
        "EXISTS (SELECT 1 FROM search_words w WHERE w.id = search_found.id "
        "AND w.title @@ %s::tsquery)"
    )
    last = f" ORDER BY id DESC LIMIT {most:d}" if most else ""
    return rows.filter(pk__in=RawSQL(inside + last, [words for _column, words in asked])).annotate(  # noqa: S611
        in_title=RawSQL(title, [stems], output_field=BooleanField())  # noqa: S611
    )


def _column(term: Term) -> str:
    return "stems" if term.kind == "word" else "words"


def _asked(term: Term) -> str:
    if term.kind == "prefix":
        return f"'{term.words[0]}':*"
    return " <-> ".join(f"'{word}'" for word in term.words)


def count() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM search_words")
        row: Any = cursor.fetchone()
    return int(row[0])
