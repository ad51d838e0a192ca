"""``import_instrument``: one text in review, or one sentence."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from comity.instruments.models import Instrument

from .test_importing import SPANISH, World

pytestmark = pytest.mark.django_db


def run(world: World, file, **options) -> str:
    out = StringIO()
    options = {
        "dialogue": world.plenary.dialogue.slug, "kind": "declaration", "language": "es",
    } | options  # fmt: skip
    call_command("import_instrument", str(file), stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "declaracion.md"
    path.write_text(SPANISH)
    return path


def test_it_says_where_the_text_is_and_what_was_read(file):
    world = World()
    words = run(world, file, adopted_on="2009", label="CLEAR")
    text = Instrument.objects.get()
    assert f"/texts/{text.slug}/review/" in words
    assert "3 clauses" in words
    assert (text.label, text.adopted_precision, text.author) == ("CLEAR", "year", world.secretary)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"dialogue": "none"}, "No dialogue is called none"),
        ({"body": "none"}, "has no such body"),
        ({"meeting": "none"}, "No meeting is called none"),
        ({"adopted_on": "2026-02-31"}, "is not a date"),
        ({"by": "who@example.org"}, "No such person"),
    ],
)
def test_what_is_wrong_is_one_sentence_and_status_2(file, options, sentence):
    with pytest.raises(CommandError, match=sentence) as caught:
        run(World(), file, **options)
    assert caught.value.returncode == 2
    assert not Instrument.objects.exists()


def test_a_file_that_is_not_there_or_cannot_be_read_is_said(tmp_path):
    world = World()
    with pytest.raises(CommandError, match="cannot be opened"):
        run(world, tmp_path / "nothing.md")
    (tmp_path / "a.pdf").write_bytes(b"<html>")
    with pytest.raises(CommandError, match="not what its name says"):
        run(world, tmp_path / "a.pdf")
