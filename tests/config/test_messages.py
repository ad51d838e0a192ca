"""Languages of the public: a small catalogue each, of what such pages say and nothing else."""

from __future__ import annotations

import ast
import re

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

from comity.config import messages


def test_every_language_of_the_public_has_a_catalogue():
    assert {"en", *messages.ALL} == set(settings.PUBLIC_LANGUAGES)


@pytest.mark.parametrize("language", messages.FOR_THE_PUBLIC)
def test_nothing_is_owed_in_a_language_of_the_public(language: str):
    assert messages.owed(language) == []


@pytest.mark.parametrize("language", messages.FOR_THE_PUBLIC)
def test_its_files_are_those_of_public_pages(language: str):
    names = {str(file.relative_to(messages.PACKAGE)) for file in messages.public_files(language)}
    assert "ui/templates/ui/base.html" in names
    assert "helplines/public_views.py" in names
    assert not any(name.startswith(("mandates/", "parties/models")) for name in names)


def test_the_site_itself_is_not_read_in_creole():
    assert not any("public" in file.parts for file in messages.public_files("ht"))


def test_every_sentence_is_where_the_gatherer_finds_it():
    """GNU xgettext reads no code inside of an f-string."""
    hidden = [
        f"{file.relative_to(messages.PACKAGE)}:{value.lineno}"
        for file in messages.PACKAGE.rglob("*.py")
        for value in ast.walk(ast.parse(file.read_text()))
        if isinstance(value, ast.FormattedValue) and any(map(_is_gettext, ast.walk(value)))
    ]
    assert hidden == []


def test_no_line_of_french_begins_with_a_punctuation_mark():
    """The spaces before ``: ; ! ? »`` and after ``«`` do not break."""
    file = messages.PACKAGE / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    with open(file, "rb") as catalogue:
        said = [message.string for message in read_po(catalogue)]
    sentences = [words for one in said for words in ([one] if isinstance(one, str) else one)]
    assert [words for words in sentences if re.search(r" [:;!?»](\s|$)|« ", words)] == []


def _is_gettext(node: ast.AST) -> bool:
    name = getattr(getattr(node, "func", None), "id", "")
    return name == "_" or "gettext" in name
