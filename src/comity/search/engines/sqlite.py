"""Full text by FTS5. Words come folded, so its own tokenizer has nothing left to decide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from comity.search.words import Term, stem, words_of

_FORMS = {"word": '"{}"', "prefix": '"{}"*', "phrase": '"{}"'}


def prepare() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS search_words USING fts5("
            "title, stems, words, tokenize = 'unicode61 remove_diacritics 0', prefix = '3')"
        )


def put(rows: Iterable[tuple[int, str, str]]) -> None:
    """Rows are (key, title, text); what was kept under the key is replaced."""
    values = [_columns(*row) for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(
            "REPLACE INTO search_words(rowid, title, stems, words) VALUES (%s, %s, %s, %s)", values
        )


def _columns(key: int, title: str, text: str) -> tuple[int, str, str, str]:
    heading, words = words_of(title), words_of(f"{title}\n{text}")
    stems = " ".join(stem(word) for word in words)
    return key, " ".join(stem(word) for word in heading), stems, " ".join(words)


def drop(keys: Iterable[int]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [(key,) for key in keys])


def matching(rows: QuerySet, terms: Iterable[Term], most: int = 0) -> QuerySet:
    """Rows that hold every term, the last ``most`` put in where it is given; ``in_title`` says
    whether their title holds every word."""
    terms = list(terms)
    asked = " AND ".join(_asked(term) for term in terms)
    stems = " AND ".join(f'title : "{stem(word)}"' for term in terms for word in term.words)
    inside = "SELECT rowid FROM search_words WHERE search_words MATCH %s"
    last = f" ORDER BY rowid DESC LIMIT {most:d}" if most else ""
    return rows.filter(pk__in=RawSQL(inside + last, [asked])).annotate(  # noqa: S611 - values are bound
        in_title=RawSQL(  # noqa: S611
            f"search_found.id IN ({inside})",
            [stems],
            output_field=BooleanField(),
        )
    )


def _asked(term: Term) -> str:
    column = "stems" if term.kind == "word" else "words"
    return f"{column} : {_FORMS[term.kind].format(' '.join(term.words))}"


def count() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM search_words")
        row: Any = cursor.fetchone()
    return int(row[0])
