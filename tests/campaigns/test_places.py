"""Two spellings of a place are one place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.campaigns.places import key_of, likely

SAME = [
    ("Bogotá, Terminal", "bogota  terminal"),
    ("San José", "SAN JOSE"),
    ("Sto. Domingo", "Santo Domingo"),
    ("Cd. de Guatemala, Terminal de Buses", "Ciudad de Guatemala, terminal de buses"),
    ("Pto. Cortés", "Puerto Cortes"),
    ("Jérémie", "Je\u0301re\u0301mie"),
    ("Port-au-Prince", "Port au Prince"),
    ("St. Ann’s Bay", "St Ann’s Bay"),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_two_spellings_of_a_place_are_one(first: str, second: str):
    assert key_of(first) == key_of(second)


@pytest.mark.parametrize(
    ("first", "second"), [("San José", "San Juan"), ("La Paz", "El Paso"), ("Las", "Los")]
)
def test_two_places_are_two(first: str, second: str):
    assert key_of(first) != key_of(second)


def test_what_looks_like_a_known_place_is_asked_about():
    assert likely("Tapchula", ["Tapachula", "Tijuana"]) == "Tapachula"


@pytest.mark.parametrize("place", ["tapachula", "Tenosique", "", "…"])
def test_a_known_place_and_quite_another_one_are_not(place: str):
    assert likely(place, ["Tapachula", "Tijuana"]) is None


@given(st.text(max_size=120))
def test_any_name_has_a_key_that_is_its_own_key(place: str):
    assert key_of(key_of(place)) == key_of(place)
