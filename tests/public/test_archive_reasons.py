"""Why something in an old page is looked at: in English, and in the reader's language."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from comity.archive import Flag, Known, Raw, Register, read_pages
from comity.archive.flags import flags_of
from comity.archive.reasons import SENTENCES as IN_ENGLISH
from comity.archive.reasons import sentence_for
from comity.public.archive.findings import CONTRADICTIONS
from comity.public.archive.reasons import SENTENCES, say
from comity.public.models import ArchivedPage
from comity.public.services import bring_in
from tests import make
from tests.archive.known import REGISTER

NAMES = "Belize, Canada, Costa Rica, El Salvador, Guatemala and Honduras"
PAIR = Known("dialogue", "pair", "The Pair", ("The Pair",), members=1)
KNOWN = Register.of([*REGISTER.known, PAIR])
PAGES = {
    "an abbreviation of nothing known": ["The Wildlife Protection Fund (UNHCR) helps."],
    "an abbreviation of another": ["The International Labour Organization (IOM) helps."],
    "whole numbers": ["12 of 48 States (30 %) reported."],
    "large numbers and decimals": ["2,500 of 10,000 calls (27.5%) were answered."],
    "a list": [f"Nine countries took part: {NAMES}."],
    "a list of one": [f"1 pays participait : {NAMES}."],
    "members": ["The 13 countries that are members of the RCM met."],
    "one member": ["The 13 countries that are members of The Pair met."],
    "a year": ["The RCM was created in 1998 in Puebla."],
    "a day": ["They meet this week."],
    "a number": ["Contact: Ana Ruiz, ana@example.org, +506 2212 5301.",
                 "Contact: Ana Ruiz, ana@example.org, +506 2212 5302."],
}  # fmt: skip
"""What a page says, or two of one site."""


def flag_in(name: str) -> Flag:
    """The first of the pages' flags."""
    texts = PAGES[name]
    if len(texts) == 1:
        language = "fr" if "pays" in texts[0] else "en"
        return flags_of(texts, KNOWN, language, is_dated=False)[0]
    raws = [Raw(f"{n}.txt", ("A note", text)) for n, text in enumerate(texts)]
    return read_pages(raws, KNOWN)[0].flags[0]


def said(flag: Flag) -> str:
    return say(flag.kind, dict(flag.facts))


@pytest.mark.parametrize("name", PAGES)
def test_in_english_the_desk_says_what_the_pure_reader_says(name):
    flag = flag_in(name)
    assert said(flag) == flag.why


def test_every_sentence_is_among_them():
    flags = [flag_in(name) for name in PAGES]
    assert {flag.kind for flag in flags} == set(CONTRADICTIONS)
    used = {sentence_for(flag.kind, dict(flag.facts)) for flag in flags}
    assert used == set(SENTENCES) == set(IN_ENGLISH)


def plain(text: str) -> str:
    """With spaces as they are typed."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("name", "spanish", "french"),
    [
        (
            "an abbreviation of another",
            "IOM es la sigla de «International Organization for Migration», pero las palabras que "
            "la preceden nombran a «International Labour Organization».",
            "IOM est le sigle de « International Organization for Migration », alors que les mots "
            "qui le précèdent désignent « International Labour Organization ».",
        ),
        (
            "large numbers and decimals",
            "La proporción de 2.500 sobre 10.000 es del 25,0 por ciento, no del 27,5.",
            "La proportion de 2 500 sur 10 000 est de 25,0 pour cent, et non de 27,5.",
        ),
        (
            "a list",
            "La página indica 9 países y enumera 6.",
            "La page annonce 9 pays et en énumère 6.",
        ),
        (
            "one member",
            "Según el registro, «The Pair» tiene 1 miembro; según la página, 13.",
            "Selon le registre, « The Pair » compte 1 membre ; selon la page, 13.",
        ),
        (
            "a year",
            "Según el registro, «Regional Conference on Migration» existe desde 1996; según la "
            "página, desde 1998.",
            "Selon le registre, « Regional Conference on Migration » existe depuis 1996 ; selon la "
            "page, depuis 1998.",
        ),
    ],
)
def test_numbers_plurals_and_names_are_those_of_the_language(name, spanish, french):
    flag = flag_in(name)
    for language, sentence in (("es", spanish), ("fr", french)):
        with override(language):
            assert plain(said(flag)) == sentence


@pytest.fixture
def body():
    return make.body("A network")


@pytest.fixture
def inside(sign_in, body):
    return sign_in(make.secretary(body))


def reviewed(inside, page: ArchivedPage, language: str) -> str:
    """What the desk shows of an old page."""
    with override(language):
        return plain(inside.get(page.get_absolute_url()).content.decode())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "12 of 48 are 25.0 per cent, not 30."),
        ("es", "La proporción de 12 sobre 48 es del 25,0 por ciento, no del 30."),
        ("fr", "La proportion de 12 sur 48 est de 25,0 pour cent, et non de 30."),
    ],
)
def test_the_desk_gives_the_reason_in_the_language_of_the_reader(inside, body, language, sentence):
    raw = Raw("a.txt", ("A note", "Of the reports, 12 of 48 States (30 %) sent theirs."))
    bring_in([raw], KNOWN, dialogue=body.dialogue, by=None, at=make.NOW)
    text = reviewed(inside, ArchivedPage.objects.get(), language)
    assert f'<span class="soft">{sentence}</span>' in text


@pytest.mark.django_db
def test_a_reason_that_was_kept_without_facts_is_shown_and_marked_as_english(inside, body):
    flag = {"kind": "date", "words": "today", "why": "Of no day."}
    page = make.archived(dialogue=body.dialogue, paragraphs=["They met today."], flags=[flag])
    assert '<span lang="en">Of no day.</span>' in reviewed(inside, page, "es")
    assert '<span class="soft">Of no day.</span>' in reviewed(inside, page, "en")
