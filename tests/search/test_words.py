"""What is typed and what is stored are folded alike, and nothing that is typed is an error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.search.words import fold, read_query, snippet, stem, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("migración", "migraciones"), ("mandato", "mandatos"), ("país", "PAÍSES"),
        ("accord", "accords"), ("frontière", "frontieres"), ("migração", "migrações"),
        ("country", "countries"), ("land", "landen"), ("œuvre", "oeuvres"),
    ],
)  # fmt: skip
def test_a_word_and_its_plural_are_one(one: str, other: str):
    assert stem(words_of(one)[0]) == stem(words_of(other)[0])


@given(st.text())
def test_folding_twice_is_folding_once(text: str):
    assert fold(fold(text)) == fold(text)


def test_a_query_is_words_starts_and_phrases():
    terms = read_query('migra* "trata de personas" los países').terms
    assert [term.kind for term in terms] == ["prefix", "phrase", "word"]


def test_words_that_are_everywhere_are_not_looked_for():
    query = read_query("of the de la")
    assert query.only_stop_words
    assert not query.terms


def test_a_long_query_is_cut_and_says_so():
    query = read_query("palabra1 " * 2_000)
    assert query.was_cut
    assert len(query.terms) <= 12


def test_a_snippet_marks_what_was_found_and_loses_nothing_near_it():
    pieces = snippet("Contra la TRÁTA de personas.", read_query('"trata de personas"').terms)
    assert pieces == [("Contra la ", False), ("TRÁTA de personas", True), (".", False)]
