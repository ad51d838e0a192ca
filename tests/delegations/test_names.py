"""Which names may be of one person."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.delegations.names import is_one_slip, may_be_same, words_of

SAME = [
    ("María López Núñez", "Maria Lopez Nunez", "accents"),
    ("María López Núñez", "LÓPEZ NÚÑEZ, María", "order, case, comma"),
    ("Jean-Robert Delisca", "Jean Robert Delisca", "a hyphen"),
    ("Jean-Pierre Étienne", "Jeanpierre Etienne", "a hyphen that joins"),
    ("María de la Luz Pérez", "Maria Luz Perez", "small words"),
    ("Dra. Ana Solís", "Ana Solís", "a title"),
    ("S.E. Embajador Luis Ríos Mora", "Luis Rios Mora", "an office"),
    ("Ana Lucía Gómez Paz", "Ana Gómez", "fewer names"),
    ("J. Pérez Molina", "Juan Pérez Molina", "an initial"),
    ("Ronald D'Aguilar", "Ronald Daguilar", "an apostrophe"),
    ("Ronald D’Aguilar", "Ronald D'Aguilar", "another apostrophe"),
    ("Rosa González", "Rosa Gonzales", "one letter"),
    ("Carlos Jiménez", "Carlos Giménez", "one letter at the front"),
    ("Søren Østergård", "Soren Ostergard", "letters that are no accents"),
    ("Ｍａｒｉａ Lopez", "Maria Lopez", "full width"),
    ("Cher", "CHER", "one word"),
    ("Þóra Björk", "Thora Bjork", "a letter of two"),
]
OTHER = [
    ("María López", "Marta López", "a name of four letters that differs"),
    ("Juan Pérez", "Juan Gómez", "another surname"),
    ("José Luis Ríos", "Pedro José Mora", "one name in common"),
    ("Ana", "Ana Solís", "one word is too little"),
    ("J. P.", "Juan Pérez", "two initials are too little"),
    ("J. Mora Gil", "Ana Mora Gil", "another initial"),
    ("Rosa González", "Rosa Gonzalvo", "two letters"),
    ("", "Ana Solís", "nothing"),
    ("Ana Solís", "Luis Ana Paz", "half"),
]


@pytest.mark.parametrize(("one", "other", "why"), SAME, ids=[why for *_names, why in SAME])
def test_these_may_be_one_person(one: str, other: str, why: str):
    assert may_be_same(one, other), why
    assert may_be_same(other, one), why


@pytest.mark.parametrize(("one", "other", "why"), OTHER, ids=[why for *_names, why in OTHER])
def test_these_are_two_persons(one: str, other: str, why: str):
    assert not may_be_same(one, other), why
    assert not may_be_same(other, one), why


def test_titles_and_small_words_are_no_names_unless_there_is_nothing_else():
    assert words_of("Dra. María de la Luz LÓPEZ-Núñez") == ("maria", "luz", "lopez", "nunez")
    assert words_of("De la O") == ("o",)
    assert words_of("Don") == ("don",)


@pytest.mark.parametrize(
    ("shorter", "longer", "is_slip"),
    [("lopez", "lopes", True), ("lopez", "lopezz", True), ("lopez", "clopez", True),
     ("lopez", "lopse", False), ("lopez", "lopezab", False), ("lopez", "lopez", True)],
)  # fmt: skip
def test_a_slip_is_one_letter(shorter: str, longer: str, is_slip: bool):
    assert is_one_slip(shorter, longer) is is_slip


letters = st.text("abcdefghijklmnopqrstuvwxyzáéíóúñç", min_size=2, max_size=9)
names = st.lists(letters, min_size=2, max_size=5)


@given(names, st.randoms())
def test_order_accents_and_case_never_make_another_person(words: list[str], chance):
    other = [word.upper() for word in words]
    chance.shuffle(other)
    bare = unicodedata.normalize("NFKD", " ".join(other))
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    assert may_be_same(" ".join(words), bare)


@given(st.text(max_size=60), st.text(max_size=60))
def test_it_does_not_matter_who_was_first(one: str, other: str):
    assert may_be_same(one, other) == may_be_same(other, one)
