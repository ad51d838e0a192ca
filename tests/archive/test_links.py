"""What a page speaks of that the register knows, with the words it rests on; and figures."""

from __future__ import annotations

import pytest

from comity.archive.links import links_of
from comity.archive.numbers import figures, number_words
from comity.clauses.folding import folded

from .known import REGISTER


def links(text: str, language: str = "en") -> dict[tuple[str, str], str]:
    return {(one.kind, one.key): one.words for one in links_of([text], REGISTER, language)}


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ("Trinité-et-Tobago organise", ("party", "trinidad-and-tobago"), "Trinité-et-Tobago"),
        ("à Port-d’ Espagne hier", ("place", "Port of Spain"), "Port-d’ Espagne"),
        ("de la RCM", ("dialogue", "crm"), "RCM"),
        ("l’OIM a lancé", ("party", "iom"), "OIM"),
        ("Quatorzième conférence régionale sur les migrations", ("meeting", "crm-xiv"),
         "Quatorzième conférence régionale sur les migrations"),
        ("the Fourteenth Regional Conference on Migration", ("meeting", "crm-xiv"),
         "Fourteenth Regional Conference on Migration"),
        ("Deux réseaux sont établis : l’un sur la gestion des frontières.",
         ("body", "cmc-borders"), "réseaux sont établis : l’un sur la gestion des frontières"),
    ],
)  # fmt: skip
def test_a_thing_is_found_however_it_is_set(text, key, words):
    assert links(text)[key] == words


def test_of_two_names_that_overlap_the_longer_is_meant():
    found = links("The XIV Regional Conference on Migration met.")
    assert ("meeting", "crm-xiv") in found
    assert ("dialogue", "crm") not in found


@pytest.mark.parametrize("text", ["Guatemalan officials", "rcm", "the BORDERS", "oim"])
def test_part_of_a_word_or_another_case_of_an_abbreviation_is_nothing(text):
    assert links(text) == {}


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("Trente-et-un représentants de 17 pays", "fr", ["31 représentants", "17 pays"]),
        ("environ 7,6 millions d’immigrants", "fr", ["7600000 immigrants"]),
        ("12 500 personas y veintiún días", "es", ["12500 personas"]),
        ("twenty-four officers in two networks", "en", ["24 officers", "2 networks"]),
        ("ces 70 dernières années", "fr", ["70 dernières années"]),
        ("quatre-vingt-dix-neuf agents", "fr", ["99 agents"]),
        ("nous sommes très inquiets", "fr", []),
        ("en 1996 Puebla; 9 juillet; +506 2212 5300 Email", "fr", []),
    ],
)
def test_figures_are_numbers_of_things(text, language, names):
    assert [one.name for one in figures(folded(text), language)] == names


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt"])
def test_every_number_to_ninety_nine_has_its_words(language):
    assert set(number_words(language).values()) == set(range(2, 100))
