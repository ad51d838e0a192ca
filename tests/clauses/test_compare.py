"""A comparison is complete: with it, the first version becomes the second."""

from dataclasses import dataclass, replace

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


@dataclass(frozen=True)
class Keyed(Clause):
    key: int


@st.composite
def edited(draw: st.DrawFn) -> tuple[list[Keyed], list[Keyed]]:
    """A text and what became of it: clauses that stayed, changed, moved, went, came, doubled."""
    words = WORDS.map(" ".join)
    first = [Keyed(f"{at}.", draw(words), at) for at in range(draw(st.integers(0, 8)))]
    kept = [one for one in draw(st.permutations(first)) if draw(st.booleans())]
    kept = [replace(one, text=draw(words)) if draw(st.booleans()) else one for one in kept]
    doubled = [replace(one, key=one.key + 100) for one in kept if draw(st.booleans())]
    new = [Keyed("", draw(words), at) for at in range(200, 200 + draw(st.integers(0, 2)))]
    second = draw(st.permutations([*kept, *doubled, *new]))
    return first, [replace(one, number=f"{at}.") for at, one in enumerate(second, 3)]


@given(edited(), st.booleans())
def test_whatever_became_of_a_text_the_comparison_tells_all_of_it(texts, by_keys):
    first, second = texts
    keys = ([one.key for one in first], [one.key for one in second]) if by_keys else None
    changes = compare(first, second, keys)
    assert apply(first, changes) == [(one.number, one.text) for one in second]
    assert [c.after for c in changes if c.after is not None] == list(range(len(second)))
    assert sorted(c.before for c in changes if c.before is not None) == list(range(len(first)))
    for change in changes:
        if change.before is not None and change.after is not None:
            assert change.is_renumbered == (first[change.before].number != change.number)


@given(edited())
def test_a_clause_of_one_key_is_one_clause_whatever_it_says(texts):
    first, second = texts
    changes = compare(first, second, ([o.key for o in first], [o.key for o in second]))
    became = {c.before: c.after for c in changes if None not in (c.before, c.after)}
    places = {one.key: at for at, one in enumerate(second)}
    for at, one in enumerate(first):
        if one.key in places:
            assert became[at] == places[one.key]


@pytest.mark.parametrize(
    ("before", "after", "removed", "added"),
    [
        ("We ask all states.", "We urge all states.", [" ask"], [" urge"]),
        ("We ask all states.", "We ask all member states.", [], [" member"]),
        ("We ask, and urge.", "We call, or beg.", [" ask, and urge"], [" call, or beg"]),
        ("We ask all.", "We ask  all.", [" "], ["  "]),
        ("", "We ask.", [], ["We ask."]),
    ],
)
def test_words_are_marked_as_a_reader_would(before, after, removed, added):
    marks = mark_words(before, after)
    assert [m.text for m in marks if m.kind == "removed"] == removed
    assert [m.text for m in marks if m.kind == "added"] == added


@given(st.text(max_size=60), st.text(max_size=60))
def test_marks_spell_out_both_texts(before, after):
    marks = mark_words(before, after)
    assert "".join(m.text for m in marks if m.kind != "added") == before
    assert "".join(m.text for m in marks if m.kind != "removed") == after


def test_changes_of_another_text_are_refused():
    changes = compare(clauses(PLAN), clauses(PLAN_CHANGED))
    with pytest.raises(ValueError, match="Clause 1 is not the one"):
        apply(clauses(DATA), changes)
