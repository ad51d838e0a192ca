"""Which of many things asked a measure could answer, and why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.mandates.likeness import Asked, Told, fold, names_any, stems_of, suggest

HELPLINE = "Keep a telephone helpline for victims of trafficking."


def reasons(text: str, *asked: Asked, **told) -> dict[int, tuple[str, ...]]:
    return {one.key: one.words for one in suggest(Told(text, **told), asked)}


def test_words_in_common_are_named_as_the_measure_writes_them():
    found = reasons("A helpline was opened; victims call it.", Asked(1, [HELPLINE]))
    assert set(found[1]) == {"helpline", "victims"}


@pytest.mark.parametrize(
    ("measure", "asked"),
    [
        ("Se abrió una línea telefónica para víctimas", "Mantener LINEAS TELEFONICAS de victimas"),
        ("Une ligne téléphonique d’écoute", "Des lignes telephoniques"),
        ("Formação de agentes consulares", "Formacoes para agentes consulares"),
        ("Opleiding voor consulaire ambtenaren", "Opleidingen van consulaire ambtenaar"),
    ],
)
def test_accents_capitals_and_endings_do_not_part_words(measure: str, asked: str):
    assert reasons(measure, Asked(1, [asked]))


def test_the_language_that_shares_most_decides():
    asked = Asked(1, ["Keep a helpline.", "Mantener una línea telefónica para víctimas."])
    assert set(reasons("Línea telefónica para víctimas", asked)[1]) >= {"telefónica", "víctimas"}


@pytest.mark.parametrize("text", ["", "2025 2025", "the with from", "para entre sobre", "≥ ☎ 中文"])
def test_nothing_telling_suggests_nothing(text: str):
    assert reasons(text, Asked(1, [HELPLINE])) == {}


def test_one_word_alone_is_no_reason():
    assert reasons("A helpline for taxes", Asked(1, [HELPLINE])) == {}


def test_words_that_everything_shares_say_little():
    everywhere = [Asked(number, ["migrants and borders"]) for number in range(200)]
    assert reasons("Migrants and borders", *everywhere) == {}


def test_a_theme_a_related_theme_and_a_named_text_are_reasons_without_any_word():
    rows = [
        Asked(1, ["x"], frozenset({7})),
        Asked(2, ["x"], frozenset({8})),
        Asked(3, ["x"], source=5),
        Asked(4, ["x"], frozenset({9}), 6),
    ]
    told = Told("y", frozenset({7}), frozenset({8}), frozenset({5}))
    assert [one.key for one in suggest(told, rows)] == [1, 3, 2]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("As crm/xiv/dec 1 asks", ["CRM/XIV/DEC/1"], True),
        ("Por el Compromiso de Lima se creó", ["Lima Commitment", "Compromiso de Lima"], True),
        ("In Lima a commitment was made", ["Lima Commitment"], False),
        ("A limacommitment", ["Commitment"], False),
        ("x", [""], False),
    ],
)
def test_a_text_is_named_by_whole_words(text: str, names: list[str], expected: bool):
    assert names_any(text, names) is expected


@given(st.text(), st.lists(st.text(), max_size=5))
def test_any_text_can_be_compared(text: str, texts: list[str]):
    for one in suggest(Told(text), [Asked(1, texts), Asked(2, [text])]):
        assert set(one.words) <= set(stems_of(text).values())


@given(st.text())
def test_folding_is_done_once(text: str):
    assert fold(fold(text)) == fold(text)
