"""What contradicts the register or itself is pointed at."""

from __future__ import annotations

import pytest

from comity.archive.flags import flags_of

from .known import REGISTER

NAMES = "Belize, Canada, Costa Rica, the Dominican Republic, El Salvador, Guatemala and Honduras"


def flags(*texts: str, language: str = "en") -> list[tuple[str, str]]:
    found = flags_of(texts, REGISTER, language, is_dated=True)
    return [(one.kind, one.why) for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "The International Labour Organization (IOM) helps.",
        "L’Organisation internationale du travail (OIM) aide.",
        "The Wildlife Protection Fund (UNHCR) helps.",
    ],
)
def test_an_abbreviation_of_another_organisation_is_pointed_at(text):
    assert [kind for kind, _why in flags(text)] == ["abbreviation"]


@pytest.mark.parametrize(
    "text",
    [
        "The International Organization for Migration (IOM) helps.",
        "La Commission économique pour l’Amérique latin et les Caraïbes (ECLAC) estime.",
        "Le Parlement d’Amérique latine (Parlatino) est une organisation.",
        "La conférence régionale sur les migrations (RCM) se réunit.",
        "Le processus consultatif régional (PCR) a été établi.",
        "They met in the capital (Belmopan).",
    ],
)
def test_its_own_name_in_any_language_and_what_nobody_knows_is_not(text):
    assert flags(text) == []


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("12 of 48 States (25 %) reported.", False),
        ("12 of 48 States (30 %) reported.", True),
        ("12 of the 48 reports, or 25 per cent, came late.", False),
        ("1 de 3 personas (33 %) llamó.", False),
        ("40 sur 50 pays (60 %) ont répondu.", True),
        ("2,500 of 10,000 calls (25.0%) were answered.", False),
        ("2,500 of 10,000 calls (27.5%) were answered.", True),
        ("In 2016 the rate was 30 %.", False),
    ],
)
def test_a_percentage_follows_from_the_figures_beside_it(text, is_wrong):
    assert [kind for kind, _why in flags(text)] == (["percentage"] if is_wrong else [])


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (f"Seven countries took part: {NAMES}.", []),
        (f"Nine countries took part: {NAMES}.", ["The page says 9 countries and lists 7."]),
    ],
)
def test_a_list_is_as_long_as_the_number_said(text, wrong):
    assert [why for _kind, why in flags(text)] == wrong


def test_a_list_elsewhere_on_the_page_is_the_list_of_all_members():
    wrong = flags("The six member countries of the network met.", f"They are {NAMES}.")
    assert wrong == [("list", "The page says 6 countries and lists 7.")]


def test_members_and_the_year_are_those_of_the_register():
    assert flags("The 11 countries that are members of the RCM met.") == []
    assert [kind for kind, _ in flags("The 13 countries that are members of the RCM met.")] == [
        "members"
    ]
    assert flags("The RCM was created in 1996 in Puebla.") == []
    assert [kind for kind, _ in flags("The RCM was created in 1998 in Puebla.")] == ["year"]


def test_today_on_a_page_without_a_date_is_pointed_at():
    undated = flags_of(["They meet this week."], REGISTER, "en", is_dated=False)
    assert [(one.kind, one.words) for one in undated] == [("date", "this week")]
    assert flags("They meet this week.") == []


def test_the_flag_holds_the_name_alone_and_not_the_sentence_before_it():
    text = "The meeting was held by the International Labour Organization (IOM)."
    (flag,) = flags_of([text], REGISTER, "en", is_dated=True)
    assert flag.words == "International Labour Organization (IOM)"
