"""``comity clauses`` prints what was read, and refuses in one sentence."""

import json

from comity.clauses.command import main
from tests.clauses import texts


def test_json_lists_every_piece(tmp_path, capsys):
    file = tmp_path / "declaración.txt"
    file.write_text(texts.RCM_ES, encoding="utf-8")
    assert main([str(file), "--json", "--language", "es"]) == 0
    rows = json.loads(capsys.readouterr().out)
    request = next(row for row in rows if row["number"] == "2.")
    assert request == {
        "kind": "clause",
        "number": "2.",
        "depth": 1,
        "heading": "Trata de personas",
        "headings": ["DECLARACIÓN DE LA REUNIÓN VICEMINISTERIAL", "ACUERDAN:", "Trata de personas"],
        "text": "Solicitar a la Secretaría Técnica que presente, antes del 30 de junio de 2017, "
        "una propuesta de campaña regional de información con:",
        "verb": "request",
        "addressees": [{"value": "secretariat", "words": "Secretaría Técnica"}],
        "due_on": "2017-06-30",
        "due_words": "antes del 30 de junio de 2017",
        "themes": [{"value": "gcm-3", "words": "campaña regional de información"}],
        "footnotes": [],
    }
    assert {row["kind"] for row in rows} == {"heading", "preamble", "clause", "paragraph"}


def test_text_shows_each_paragraph_with_its_suggestions(tmp_path, capsys):
    file = tmp_path / "a.txt"
    file.write_text("1. Agree¹ to act within one month:\na) here.\n\n¹ Not all.", encoding="utf-8")
    assert main([str(file), "--adopted-on", "2017-01-31"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "a.txt: en, 2 clauses in 2 pieces",
        "",
        "1. Agree¹ to act within one month:",
        "    [agree; by 2017-02-28 (within one month)]",
        "    note 1: Not all.",
        "",
        "  a) here.",
        "      [agree]",
    ]


def test_a_bad_file_gives_one_sentence_and_code_2(tmp_path, capsys):
    file = tmp_path / "agenda.pdf"
    file.write_bytes(b"<html></html>")
    assert main([str(file)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("agenda.pdf is not what its name says")
    assert printed.err.count("\n") == 1


def test_a_missing_file_gives_one_sentence_and_code_2(tmp_path, capsys):
    assert main([str(tmp_path / "none.txt")]) == 2
    assert (
        capsys.readouterr().err
        == "none.txt cannot be opened: No such file or directory. Check its name.\n"
    )
