"""Each piece fits one SMS, and no word is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.helplines.sms import fits, pieces


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("a" * 160, True), ("a" * 161, False), ("€" * 80, True), ("€" * 81, False),
        ("à" * 160, True), ("á" * 70, True), ("á" * 71, False), ("😀" * 35, True),
        ("😀" * 36, False),
    ],
)  # fmt: skip
def test_160_of_the_phones_own_alphabet_or_70_of_any(text: str, is_one: bool):
    assert fits(text) is is_one


def test_a_piece_ends_with_a_line_where_it_can():
    lines = ["Meksik", "a" * 100, "b" * 100, "c"]
    assert pieces("\n".join(lines)) == ["Meksik\n" + "a" * 100, "b" * 100 + "\nc"]


def test_a_number_is_not_cut_in_two():
    found = pieces("word " * 40 + "+52-55-5555-0123")
    assert sum("+52-55-5555-0123" in piece for piece in found) == 1


@given(st.text(max_size=600))
def test_nothing_is_lost_and_each_piece_fits(text: str):
    found = pieces(text)
    assert all(fits(piece) for piece in found)
    assert "".join("".join(found).split()) == "".join(text.split())
