"""Bad files at the import page: one sentence, status 4xx, nothing written, what was typed kept."""

from __future__ import annotations

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from comity.clauses import Unreadable, read
from comity.documents.models import Document
from comity.instruments.models import Instrument
from comity.instruments.sentences import say
from comity.parties.ledger import Entry
from tests.clauses.test_refused import CASES, protected_pdf

from .test_importing import World
from .test_views import typed

pytestmark = pytest.mark.django_db

FILES = {case: (data, name) for case, (data, name, _code) in CASES.items() if name}
FILES["password"] = (protected_pdf(), "acta.pdf")


def sentence(data: bytes, name: str) -> str:
    with pytest.raises(Unreadable) as refused:
        read(data, name)
    return say(refused.value)


@pytest.mark.parametrize("case", FILES)
def test_a_bad_file_is_refused_in_a_sentence_and_leaves_nothing(sign_in, case):
    data, name = FILES[case]
    world = World()
    file = SimpleUploadedFile("x", data)
    # Django would clean the name already here.
    file._name = name
    answer = sign_in(world.secretary).post(reverse("instruments:import"), typed(world, file=file))
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert sentence(data, name) in page
    assert 'value="Declaración"' in page
    assert not Instrument.objects.exists()
    assert not Document.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.thorough
def test_an_upload_of_200_megabytes_is_refused_by_its_size_alone(sign_in, tmp_path):
    world = World()
    big = tmp_path / "actas.pdf"
    with big.open("wb") as file:
        file.truncate(200 * 2**20)
    with big.open("rb") as file:
        answer = sign_in(world.secretary).post(
            reverse("instruments:import"), typed(world, file=file)
        )
    assert answer.status_code == 422
    assert "actas.pdf is larger than 25 MB" in answer.content.decode()
    assert not Instrument.objects.exists()


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_a_refusal_is_said_in_the_readers_language(sign_in, language):
    world = World()
    data, name = FILES["scan"]
    with translation.override(language):
        answer = sign_in(world.secretary).post(
            reverse("instruments:import"), typed(world, file=SimpleUploadedFile(name, data))
        )
        assert sentence(data, name) in html.unescape(answer.content.decode())
