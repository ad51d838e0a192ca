"""``comity import archive``: what it prints, and that it writes nothing."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from comity.parties.models import Entry
from comity.public.models import ArchivedPage
from tests import make

pytestmark = pytest.mark.django_db


def printed(*files: Path, **options) -> str:
    out = io.StringIO()
    call_command("import_archive", *map(str, files), dry_run=True, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def note(tmp_path: Path) -> Path:
    file = tmp_path / "note.txt"
    file.write_text("A meeting in Belize\nBelize – The States met there.\nThey agreed.", "utf-8")
    return file


def test_it_prints_what_a_page_says_against_the_register(note: Path):
    make.party("Belize")
    (page,) = json.loads(printed(note, json=True))
    assert (page["file"], page["title"], page["date"]) == ("note.txt", "A meeting in Belize", None)
    assert page["paragraphs"] == ["Belize – The States met there.", "They agreed."]
    assert [one["name"] for one in page["links"] if one["kind"] == "party"] == ["Belize"]
    assert {"language", "contacts", "flags"} <= page.keys()
    assert not Entry.objects.exists()


def test_a_flag_is_printed_as_its_kind_its_words_and_a_sentence(tmp_path: Path):
    file = tmp_path / "note.txt"
    file.write_text("A note\nOf the reports, 12 of 48 States (30 %) sent theirs.", "utf-8")
    (page,) = json.loads(printed(file, json=True))
    assert page["flags"] == [
        {
            "kind": "percentage",
            "words": "12 of 48 States (30 %",
            "why": "12 of 48 are 25.0 per cent, not 30.",
        }
    ]
    assert "12 of 48 are 25.0 per cent, not 30." in printed(file)


def test_what_not_everybody_may_read_is_not_known_to_it(note: Path):
    make.meeting("A meeting in Belize", label="AMBER")
    (page,) = json.loads(printed(note, json=True))
    assert not [one for one in page["links"] if one["kind"] == "meeting"]


def test_on_a_screen_it_says_that_nothing_was_written(note: Path):
    words = printed(note)
    assert "note.txt: A meeting in Belize" in words
    assert words.rstrip().endswith("1 pages, 0 of them again, 0 to look at. Nothing was written.")


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_read(note: Path, tmp_path: Path):
    broken = tmp_path / "broken.json"
    broken.write_text("{", "utf-8")
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError, match="2 of 3 files were not read"):
        call_command(
            "import_archive", str(note), str(broken), str(tmp_path / "no.txt"),
            dry_run=True, json=True, stdout=out, stderr=err,
        )  # fmt: skip
    assert [page["file"] for page in json.loads(out.getvalue())] == ["note.txt"]
    assert "broken.json is damaged" in err.getvalue()
    assert "no.txt cannot be opened" in err.getvalue()


def test_without_saying_that_it_is_a_trial_the_pages_arrive_as_drafts(note: Path):
    of = make.dialogue("A dialogue", slug="a-dialogue")
    out = io.StringIO()
    for _time in range(2):
        call_command("import_archive", str(note), site="The old site", stdout=out)
    page = ArchivedPage.objects.get()
    assert (page.dialogue, page.site, page.is_waiting) == (of, "The old site", True)
    first, again = out.getvalue().splitlines()
    assert first.startswith("1 pages came in as drafts; 0 were there already.")
    assert again.startswith("0 pages came in as drafts; 1 were there already.")


@pytest.mark.parametrize("dialogue", ["", "no-such-dialogue"])
def test_whose_secretariat_reviews_the_pages_has_to_be_clear(note: Path, dialogue: str):
    make.dialogue(slug="one")
    make.dialogue(slug="two")
    with pytest.raises(CommandError, match=r"--dialogue .* \(one, two\)"):
        call_command("import_archive", str(note), dialogue=dialogue)
    assert not ArchivedPage.objects.exists()
