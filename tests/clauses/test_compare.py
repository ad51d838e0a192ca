"""A comparison is complete: with it, the first version becomes the second."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.clauses import apply, compare, mark_words


@dataclass(frozen=True)
class Clause:
    number: str
    text: str


def clauses(*texts: str) -> list[Clause]:
    return [Clause(f"{at}.", text) for at, text in enumerate(texts, 1)]


PLAN = "Agree on a plan of action for border management in the region."
PLAN_CHANGED = "Agree on a plan of action for border management in every country of the region."
REPORT = "Request the Secretariat to report on trafficking in persons every year."
THANK = "Thank the Government of Guatemala for its hospitality."
DATA = "Share data on migration flows through the focal points."

SAME_ADDED_SAME = [("same", 0, 0), ("added", None, 1), ("same", 1, 2)]
SAME_REMOVED_SAME = [("same", 0, 0), ("removed", 1, None), ("same", 2, 1)]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((PLAN, REPORT), (PLAN, REPORT), [("same", 0, 0), ("same", 1, 1)]),
        ((PLAN, REPORT), (PLAN_CHANGED, REPORT), [("changed", 0, 0), ("same", 1, 1)]),
        ((PLAN, REPORT), (PLAN, DATA, REPORT), SAME_ADDED_SAME),
        ((PLAN, DATA, REPORT), (PLAN, REPORT), SAME_REMOVED_SAME),
        (
            (PLAN, REPORT, THANK, DATA),
            (REPORT, THANK, DATA, PLAN),
            [("same", 1, 0), ("same", 2, 1), ("same", 3, 2), ("moved", 0, 3)],
        ),
        ((), (PLAN,), [("added", None, 0)]),
        ((PLAN,), (), [("removed", 0, None)]),
        ((), (), []),
    ],
)  # fmt: skip
def test_each_clause_is_told_what_became_of_it(first, second, expected):
    changes = compare(clauses(*first), clauses(*second))
    assert [(c.kind, c.before, c.after) for c in changes] == expected


def test_a_clause_that_moved_and_changed_is_marked_in_both():
    changes = compare(clauses(PLAN, REPORT, THANK), clauses(REPORT, THANK, PLAN_CHANGED))
    moved = next(c for c in changes if c.kind == "moved")
    assert "".join(m.text for m in moved.marks if m.kind == "added").strip() == "every country of"


def test_a_renumbered_clause_is_the_same():
    (change,) = compare([Clause("2.", PLAN)], [Clause("3.", PLAN)])
    assert (change.kind, change.number) == ("same", "3.")


VOCABULARY = "agree on a plan of action data the ( ) \u0301 \n"
WORDS = st.lists(st.sampled_from(VOCABULARY.split(" ")), max_size=8)
TEXTS = st.lists(WORDS.map(" ".join), max_size=7).map(lambda texts: clauses(*texts))


@given(TEXTS, TEXTS)
def test_applying_the_comparison_gives_the_second_version(first, second):
    changes = compare(first, second)
    assert apply(first, changes) == [(c.number, c.text) for c in second]
    assert sorted(c.before for c in changes if c.before is not None) == list(range(len(first)))


@given(st.text(max_size=60), st.text(max_size=60))
def test_marks_spell_out_both_texts(before, after):
    marks = mark_words(before, after)
    assert "".join(m.text for m in marks if m.kind != "added") == before
    assert "".join(m.text for m in marks if m.kind != "removed") == after


def test_changes_of_another_text_are_refused():
    changes = compare(clauses(PLAN), clauses(PLAN_CHANGED))
    with pytest.raises(ValueError, match="Clause 1 is not the one"):
        apply(clauses(DATA), changes)
