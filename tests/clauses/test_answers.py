"""Which clause answers which: by words, then by number, and never one for two."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.clauses import likeness, suggest_answers


def text(*clauses):
    """Clauses from (number, words)."""
    return [SimpleNamespace(number=number, text=words) for number, words in clauses]


REGIONAL = text(
    ("1.", "Each participant designates one contact point, reachable at any hour."),
    ("2.", "The contact point shares an early warning within six hours."),
    ("3.", "Migrants are not prosecuted for having been smuggled."),
)


def pairs(*national, same_language=True):
    found = suggest_answers(REGIONAL, text(*national), same_language=same_language)
    return [(one.asked, one.given, one.why) for one in found]


@pytest.mark.parametrize(
    ("national", "expected"),
    [
        ([("9", "No migrant is prosecuted for having been smuggled.")], [(2, 0, "words")]),
        ([("Article 2", "The ministry keeps a register.")], [(1, 0, "number")]),
        ([("12.", "The ministry keeps a register.")], []),
        (
            [
                ("1.", "Warnings: an early warning is shared within six hours."),
                ("2.", "The directorate is the contact point, reachable at any hour."),
            ],
            [(0, 1, "words"), (1, 0, "words")],
        ),
        (
            [("3.", "The ministry decides."), ("3.", "The ministry decides again.")],
            [],
        ),
    ],
)
def test_words_come_first_and_a_number_helps_where_it_stands_once(national, expected):
    assert pairs(*national) == expected


def test_texts_in_two_languages_are_compared_by_number_alone():
    own = ("3", "Migrants are not prosecuted for having been smuggled.")
    other = ("Artículo 1", "Cada participante designa un punto de contacto.")
    assert pairs(own, other, same_language=False) == [(0, 1, "number"), (2, 0, "number")]


WORDS = st.text(alphabet="abcde ", max_size=60)
CLAUSES = st.lists(st.tuples(st.sampled_from(["", "1.", "2.", "3.", "Art. 1"]), WORDS), max_size=6)


@given(CLAUSES, CLAUSES, st.booleans())
def test_no_clause_answers_twice_or_is_answered_twice(first, second, same):
    found = suggest_answers(text(*first), text(*second), same_language=same)
    assert len({one.asked for one in found}) == len(found) == len({one.given for one in found})
    assert [one.asked for one in found] == sorted(one.asked for one in found)


@given(WORDS, WORDS)
def test_likeness_is_a_share_and_the_same_both_ways(one, other):
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1
