"""Languages of the public: a small catalogue each, of what such pages say and nothing else."""

from __future__ import annotations

import pytest
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
    assert not any(name.startswith(("mandates/", "parties/")) for name in names)


def test_the_site_itself_is_not_read_in_creole():
    assert not any("public" in file.parts for file in messages.public_files("ht"))
