"""Files that LibreOffice wrote: converted, and edited with its recording of changes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.clauses.tracked import Amendment, from_comparison, open_tracked, write_tracked
from tests.clauses.libreoffice import convert, edit_with_recording, needs_libreoffice
from tests.clauses.tracked import BELIZE, clauses, found, paper, read, written

pytestmark = needs_libreoffice

ASK = "We ask all states to report every year on the return of children."
THANK = "We thank the Government of Honduras for its hospitality."
NOTE = "We note the report of the Secretariat on trafficking in persons."
DATA = "We agree to share data on flows through the focal points."
TEXT = clauses(ASK, THANK, NOTE, DATA)


@pytest.mark.parametrize("way", [["docx"], ["odt", "docx"]], ids=["docx", "odt and back"])
def test_two_hundred_changes_survive_libreoffice(tmp_path: Path, way: list[str]):
    text = clauses(
        *(f"Clause {at} asks for data on the matter numbered {at}." for at in range(220))
    )
    wanted = []
    for at, one in enumerate(text[:200]):
        kind = ("replace", "replace", "delete", "insert")[at % 4]
        words = {
            "replace": one.text.replace("asks", "urges"),
            "delete": "",
            "insert": f"Los ministros acuerdan otra cosa {at}.",
        }[kind]
        wanted.append(Amendment(kind, one.key, words, BELIZE))
    data, name = written(text, wanted), "text.docx"
    for kind in way:
        data, name = convert(data, kind, tmp_path, name), f"text.{kind}"
    result = read(data, text)
    assert found(result) == [(one.kind, one.key, one.text) for one in wanted]
    assert open_tracked(data, "text.docx").stamp.text == 7


def test_moves_survive_libreoffice(tmp_path: Path):
    moved = [TEXT[2], TEXT[0], TEXT[1], TEXT[3]]
    data = write_tracked(paper(from_comparison(TEXT, moved, BELIZE, "")))
    (change,) = read(convert(data, "docx", tmp_path), TEXT).changes
    assert (change.kind, change.key, change.goes_after) == ("move", "30", "")


def test_what_a_person_recorded_in_libreoffice_is_read_at_its_clause(tmp_path: Path):
    data = edit_with_recording(
        written(TEXT),
        [
            'Instead(doc, "every year", "twice a year")',
            'Instead(doc, "hospitality", "warm welcome")',
            'NewParagraphAfter(doc, "warm welcome", "Los ministros deciden.")',
            'StrikeParagraph(doc, "We note the report")',
        ],
        tmp_path,
    )
    result = read(data, TEXT)
    assert found(result) == [
        ("replace", "10", ASK.replace("every year", "twice a year")),
        ("replace", "20", THANK.replace("hospitality", "warm welcome")),
        ("insert", "20", "Los ministros deciden."),
        ("delete", "30", ""),
    ]
    assert all(one.is_tracked for one in result.changes)
    assert not result.unplaced
