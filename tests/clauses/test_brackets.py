"""Brackets: found, counted, put around a disagreement, and settled."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from comity.clauses.brackets import find_brackets, in_brackets, is_balanced, resolve

SOME = st.text(alphabet="ab [],/\n", max_size=30)
SENTENCES = st.lists(
    st.sampled_from(["we", "ask", "urge", "all", "states", ",", ".", "to", "do", "more"]),
    max_size=9,
)
SAID = SENTENCES.map(" ".join)


@pytest.mark.parametrize(
    ("text", "alternatives"),
    [
        ("We ask all states.", []),
        ("We [ask] [urge] all states.", [("ask", "urge")]),
        ("We [ask]/[urge] all [states] now.", [("ask", "urge"), ("states",)]),
        ("[We ask [all] states.] [We urge.]", [("We ask [all] states.", "We urge."), ("all",)]),
        ("[a [b] [c]]", [("a [b] [c]",), ("b", "c")]),
        ("We ask] all", [()]),
        ("We [ask [all] states", [(), ("all",)]),
        ("[]", [("",)]),
    ],
)
def test_what_is_open_is_found_with_its_alternatives(text: str, alternatives: list):
    assert [one.alternatives for one in find_brackets(text)] == alternatives


@pytest.mark.parametrize(
    ("text", "keep", "settled"),
    [
        ("We [ask] [urge] all states.", 0, "We ask all states."),
        ("We [ask] [urge] all states.", 1, "We urge all states."),
        ("We ask [all] states.", None, "We ask states."),
        ("We ask states [and others].", None, "We ask states."),
        ("We ask states, [now].", None, "We ask states,."),
        ("[We ask.] [We urge.]", 1, "We urge."),
        ("[We ask.]", None, ""),
        ("We [ask [all] states]", 0, "We ask [all] states"),
        ("First.\n[Second.]\nThird.", None, "First.\nThird."),
        ("We ask] all", None, "We ask all"),
    ],
)
def test_an_alternative_stays_or_all_are_struck(text: str, keep: int | None, settled: str):
    assert resolve(text, find_brackets(text)[0].start, keep) == settled


@pytest.mark.parametrize(("start", "keep"), [(0, 0), (3, 2), (3, -1), (99, None)])
def test_only_what_is_there_is_settled(start: int, keep: int | None):
    with pytest.raises(ValueError, match="bracket"):
        resolve("We [ask] [urge] all", start, keep)


@pytest.mark.parametrize(
    ("before", "after", "made"),
    [
        (
            "We ask all states to report every year on it.",
            "We urge all states to report every year on it.",
            "We [ask] [urge] all states to report every year on it.",
        ),
        (
            "We ask states to report every year on it.",
            "We ask all states to report every year on it.",
            "We ask [all] states to report every year on it.",
        ),
        (
            "We ask all states to report every year on it.",
            "We ask states to report every year on it.",
            "We ask [all] states to report every year on it.",
        ),
        ("We ask.", "They will never do it.", "[We ask.] [They will never do it.]"),
        ("[We ask.] [We urge.]", "We invite.", "[We ask.] [We urge.] [We invite.]"),
        ("", "We ask.", "[We ask.]"),
        ("We ask.", "", "[We ask.]"),
    ],
)
def test_a_disagreement_is_bracketed_where_it_is_or_as_a_whole(before: str, after: str, made: str):
    assert in_brackets(before, after) == made


def test_a_sign_without_its_partner_is_struck_before_more_is_bracketed():
    with pytest.raises(ValueError, match="partner"):
        in_brackets("We [ask", "We urge")


def outcomes(text: str) -> Iterator[str]:
    """Every text that settling all brackets can lead to."""
    found = find_brackets(text)
    if not found:
        yield bare(text)
        return
    first = found[0]
    for keep in (None, *range(len(first.alternatives))):
        yield from outcomes(resolve(text, first.start, keep))


def bare(text: str) -> str:
    return "".join(text.split())


@given(SAID, SAID)
def test_from_brackets_one_comes_back_to_either_text(before: str, after: str):
    assume(before or after)
    possible = set(outcomes(in_brackets(before, after)))
    assert {bare(before), bare(after)} <= possible


@given(SAID, SAID, SAID)
def test_a_third_alternative_loses_none_of_the_others(first: str, second: str, third: str):
    made = in_brackets(in_brackets(first or "x", second), third)
    assert {bare(first or "x"), bare(second), bare(third)} <= set(outcomes(made))


@given(SOME)
def test_each_step_settles_one_and_in_the_end_nothing_is_open(text: str):
    left = find_brackets(text)
    while left:
        text = resolve(text, left[0].start, 0 if left[0].alternatives else None)
        now = find_brackets(text)
        assert len(now) < len(left) or not left[0].is_loose
        left = now
    assert "[" not in text
    assert "]" not in text


@given(SOME)
def test_settling_strikes_signs_and_keeps_the_words_of_what_stays(text: str):
    found = find_brackets(text)
    assume(found)
    kept = resolve(text, found[-1].start, 0 if found[-1].alternatives else None)
    assert set(bare(kept)) <= set(bare(text))
    assert len(kept) < len(text)


@given(SOME)
def test_a_text_is_balanced_where_no_sign_is_loose(text: str):
    assert is_balanced(text) == (not any(one.is_loose for one in find_brackets(text)))
