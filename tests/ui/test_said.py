from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from comity.ui.locales import language_name, locale_of
from comity.ui.said import Said, plain_day, said, said_all, sort_key


class Field:
    """Stands for a text by languages as a model field gives it."""

    def __init__(self, data):
        self.data = data

    def __str__(self):
        return str(self.data)


NAME = {"en": "Regional Conference", "es": "Conferencia Regional", "fr": "Conférence régionale"}


@pytest.mark.parametrize(
    ("value", "language", "expected"),
    [
        (NAME, "es", Said("Conferencia Regional", "es", False)),
        (NAME, "pt", Said("Conferencia Regional", "es", True)),
        (NAME, "pt-br", Said("Conferencia Regional", "es", True)),
        (NAME, "ht", Said("Conférence régionale", "fr", True)),
        (NAME, "nl", Said("Regional Conference", "en", True)),
        ({"es": "Acta", "fr": "Acte"}, "nl", Said("Acta", "es", True)),
        ({"fr": "Acte", "nl": "Akte"}, "en", Said("Acte", "fr", True)),
        ({"ht": "Akò"}, "en", Said("Akò", "ht", True)),
        ({"pt": "Ata"}, "pt-br", Said("Ata", "pt", False)),
        ({"en": "Act", "pt-br": "Ata"}, "pt", Said("Ata", "pt-br", False)),
        ({"en": " ", "es": "Acta"}, "en", Said("Acta", "es", True)),
        ({"en": None}, "en", Said("", "", False)),
        (Field(NAME), "fr", Said("Conférence régionale", "fr", False)),
        (Field("CRM/XIV/DEC/1"), "fr", Said("CRM/XIV/DEC/1", "", False)),
        ("Guatemala", "es", Said("Guatemala", "", False)),
        (None, "es", Said("", "", False)),
    ],
)
def test_a_reader_gets_the_nearest_language(value, language, expected):
    assert said(value, language) == expected


@given(st.dictionaries(st.sampled_from(["en", "es", "fr", "pt", "nl", "ht"]), st.text()))
def test_a_text_that_is_there_in_any_language_is_never_shown_empty(versions):
    has_text = any(text.strip() for text in versions.values())
    assert bool(said(versions, "es").text) is has_text


def test_all_versions_come_with_the_readers_own_first():
    assert [version.language for version in said_all(NAME, "fr")] == ["fr", "en", "es"]
    assert said_all("Guatemala", "fr") == [Said("Guatemala", "", False)]
    assert said_all("", "fr") == []


def test_names_are_ordered_as_readers_look_for_them():
    names = ["Panamá", "Zulia", "México", "Ávila", "mexicali", "Belize"]
    assert sorted(names, key=sort_key) == [
        "Ávila",
        "Belize",
        "mexicali",
        "México",
        "Panamá",
        "Zulia",
    ]


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("es", "en", "Spanish"),
        ("es", "fr", "espagnol"),
        ("pt-br", "es", "portugués"),
        ("x", "en", "x"),
    ],
)
def test_languages_are_named_in_the_readers_language(code, language, name):
    assert language_name(code, language).startswith(name)


def test_an_unknown_language_is_written_as_english():
    assert str(locale_of("tlh")) == "en_GB"


@pytest.mark.parametrize(
    ("language", "precision", "words"),
    [
        ("en", "day", "9 November 2009"),
        ("es", "day", "9 de noviembre de 2009"),
        ("fr", "month", "novembre 2009"),
        ("en", "year", "2009"),
    ],
)
def test_a_day_is_said_in_the_language_of_the_page_as_exactly_as_it_is_known(
    language, precision, words
):
    with override(language):
        assert plain_day(date(2009, 11, 9), precision) == words
        assert plain_day(None, precision) == ""
