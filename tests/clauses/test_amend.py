"""Proposals accepted and refused, in any order: the text has exactly what was accepted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.clauses.amend import Amendment, Changed, Gone, Line, amend, settle

TEXT = (Line(1, "We ask."), Line(2, "We note."), Line(3, "We thank."))

WORDS = st.sampled_from(["We ask.", "We urge.", "We note.", "All states do it.", "By 2030."])
PROPOSALS = st.tuples(
    st.sampled_from(["replace", "insert", "delete"]), st.integers(0, 9), WORDS, st.booleans()
)


def words(lines: tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines]


@pytest.mark.parametrize(
    ("amendment", "left"),
    [
        (Amendment("replace", 2, "We note.", "We see."), ["We ask.", "We see.", "We thank."]),
        (Amendment("delete", 2, "We note."), ["We ask.", "We thank."]),
        (Amendment("insert", 1, "", "New."), ["We ask.", "New.", "We note.", "We thank."]),
        (Amendment("insert", None, "", "New."), ["New.", "We ask.", "We note.", "We thank."]),
        (Amendment("insert", 3, "", "New."), ["We ask.", "We note.", "We thank.", "New."]),
    ],
)
def test_an_amendment_changes_one_clause(amendment: Amendment, left: list[str]):
    assert words(amend(TEXT, amendment, key=4)) == left


def test_in_brackets_both_stay():
    amendment = Amendment("replace", 2, "We note.", "All states do it by 2030.")
    assert words(amend(TEXT, amendment, bracketed=True))[1] == (
        "[We note.] [All states do it by 2030.]"
    )
    assert words(amend(TEXT, Amendment("delete", 2, "We note."), bracketed=True))[1] == "[We note.]"
    inserted = amend(TEXT, Amendment("insert", 2, "", "New."), key=4, bracketed=True)
    assert inserted[2] == Line(4, "[New.]")


@pytest.mark.parametrize("kind", ["replace", "insert", "delete"])
def test_a_clause_that_is_gone_is_neither_changed_nor_followed(kind: str):
    with pytest.raises(Gone):
        amend(TEXT, Amendment(kind, 9, "", "New."))


@pytest.mark.parametrize("kind", ["replace", "delete"])
def test_a_clause_that_says_something_else_by_now_is_not_changed_blindly(kind: str):
    with pytest.raises(Changed):
        amend(TEXT, Amendment(kind, 2, "We noted.", "New."))


def test_a_clause_of_which_all_was_struck_is_gone():
    bracketed = amend(TEXT, Amendment("delete", 2, "We note."), bracketed=True)
    assert words(settle(bracketed, 2, 0, None)) == ["We ask.", "We thank."]
    assert settle(bracketed, 2, 0, 0) == TEXT


@given(st.lists(st.tuples(PROPOSALS, st.booleans()), max_size=20))
def test_the_text_is_exactly_what_was_accepted(decisions: list):
    """Against the smallest model there is: a list of words, changed by hand."""
    lines, model = TEXT, {line.key: line.text for line in TEXT}
    order = [1, 2, 3]
    for new, ((kind, where, said, at_head), is_accepted) in enumerate(decisions, 10):
        key = order[where % len(order)] if order and not at_head else None
        if not is_accepted or (key is None and kind != "insert"):
            continue
        before = model.get(key, "") if kind != "insert" else ""
        lines = amend(lines, Amendment(kind, key, before, said), key=new)
        if kind == "insert":
            order.insert(order.index(key) + 1 if key else 0, new)
            model[new] = said
        elif kind == "replace":
            model[key] = said
        else:
            order.remove(key)
        assert [(line.key, line.text) for line in lines] == [(one, model[one]) for one in order]
    assert [line.key for line in lines] == order


@given(st.lists(PROPOSALS, max_size=12))
def test_what_does_not_fit_any_more_is_refused_and_changes_nothing(proposals: list):
    """All were written for the first text; each is taken if it fits, else nothing moves."""
    lines = TEXT
    for new, (kind, where, said, bracketed) in enumerate(proposals, 10):
        written_for = TEXT[where % 3]
        before = "" if kind == "insert" else written_for.text
        amendment = Amendment(kind, written_for.key, before, "" if kind == "delete" else said)
        there = {line.key: line.text for line in lines}
        try:
            after = amend(lines, amendment, key=new, bracketed=bracketed)
        except Gone:
            assert written_for.key not in there
        except Changed:
            assert there[written_for.key] != before
        else:
            others = [line for line in lines if line.key != written_for.key]
            assert [line for line in after if line.key not in {written_for.key, new}] == others
            lines = after
