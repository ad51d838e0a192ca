"""Packs that come back broken: each with a clear answer, and no answer on the wrong row."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest
from docx import Document as Word
from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from comity.documents import faults
from comity.mandates.packs.opening import (
    NotAPack,
    SeveralPacks,
    Unreadable,
    might_be_pack,
    open_pack,
)
from comity.mandates.packs.reading import read
from comity.refusals import Refusal
from tests.mandates.filling import WRITE, Book, Paper, asked, back, first, row, second, whats

PACK = asked(first(), second(), row(3, "number", unit="persons"), row(4, "number"))


def book() -> Book:
    return Book(WRITE["xlsx"](PACK))


def with_zip(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def changed(content: bytes, changes: dict[str, Callable[[bytes], bytes]]) -> bytes:
    """The same package with some parts made anew; a new part is made from nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in {*old.namelist(), *changes}:
            part = old.read(name) if name in old.namelist() else b""
            new.writestr(name, changes.get(name, bytes)(part), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def with_macros(form: str) -> bytes:
    types = {
        "xlsx": (b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"),
        "docx": (b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main"),
    }
    return changed(
        WRITE[form](PACK),
        {"[Content_Types].xml": lambda part: part.replace(*types[form])},
    )


def another_workbook() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


REFUSED: list[tuple[str, str, Callable[[], bytes], type[Refusal], str]] = [
    ("macros in Excel", "pack.xlsm", lambda: with_macros("xlsx"), faults.CarriesMacros, "Save as"),
    ("macros in Word", "pack.docm", lambda: with_macros("docx"), faults.CarriesMacros, "Save as"),
    ("macros renamed", "pack.xlsx", lambda: with_macros("xlsx"), faults.CarriesMacros, "macros"),
    ("a program inside", "pack.xlsx",
     lambda: changed(WRITE["xlsx"](PACK), {"xl/vbaProject.bin": lambda _part: b"\xd0\xcf"}),
     faults.CarriesMacros, "without macros"),
    ("a password", "pack.xlsx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
     faults.Protected, "without a password"),
    ("a PDF", "pack.pdf", lambda: b"%PDF-1.7 %%EOF", NotAPack, "is not a filled pack"),
    ("a picture", "photo.jpg", lambda: b"\xff\xd8\xff\xe0", NotAPack, "photo.jpg is not"),
    ("nothing", "pack.xlsx", lambda: b"", NotAPack, "is not a filled pack"),
    ("an OpenDocument sheet", "pack.ods",
     lambda: with_zip({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
     NotAPack, "choose “Save as”"),
    ("two packs in an archive", "packs.zip",
     lambda: with_zip({"a.xlsx": WRITE["xlsx"](PACK), "b.docx": WRITE["docx"](PACK)}),
     SeveralPacks, "holds more than one file"),
    ("an archive without a pack", "packs.zip", lambda: with_zip({"a.txt": b"x"}), NotAPack,
     "holds no filled pack"),
    ("an archive of archives", "packs.zip", lambda: with_zip({"a.zip": with_zip({"b": b""})}),
     NotAPack, "holds no filled pack"),
    ("a broken archive", "packs.zip", lambda: b"PK\x03\x04" + b"\0" * 90, Unreadable,
     "cannot be opened"),
    ("cut off on its way", "pack.xlsx", lambda: WRITE["xlsx"](PACK)[:6000], Unreadable,
     "under a new name"),
    ("a bomb", "pack.xlsx",
     lambda: changed(WRITE["xlsx"](PACK), {"xl/z.xml": lambda _part: b" " * 30_000_000}),
     faults.Unsound, "far more than its size"),
    ("a type declaration", "pack.docx",
     lambda: changed(WRITE["docx"](PACK), {"word/document.xml": lambda part: part.replace(
         b"<w:document", b"<!DOCTYPE a [<!ENTITY b 'c'>]><w:document", 1)}),
     faults.Unsound, "document type declarations"),
    ("a sheet that is no XML", "pack.xlsx",
     lambda: changed(WRITE["xlsx"](PACK), {"xl/worksheets/sheet2.xml": lambda part: part[:900]}),
     Unreadable, "cannot be read"),
    ("a workbook without sheets", "pack.xlsx",
     lambda: changed(WRITE["xlsx"](PACK), {"xl/workbook.xml": lambda _part: b"<workbook/>"}),
     Unreadable, "cannot be read"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "refusal", "words"),
    [case[1:] for case in REFUSED],
    ids=[case[0] for case in REFUSED],
)
def test_what_is_no_pack_is_refused_with_what_to_do(name, content, refusal, words):
    with pytest.raises(refusal, match=words) as caught:
        open_pack(name, content())
    assert str(caught.value).endswith(".")
    assert "%(" not in str(caught.value)


TAKEN: list[tuple[str, str, Callable[[], bytes]]] = [
    ("renamed to nothing", "scan0001", lambda: WRITE["xlsx"](PACK)),
    ("renamed to another kind", "pack.docx", lambda: WRITE["xlsx"](PACK)),
    ("named twice", "pack.exe.xlsx", lambda: WRITE["xlsx"](PACK)),
    ("a path for a name", "../../pack.docx", lambda: WRITE["docx"](PACK)),
    ("one pack in an archive", "pack.zip",
     lambda: with_zip({"mac/._p.xlsx": b"x", "read me.txt": b"x", "p.xlsx": WRITE["xlsx"](PACK)})),
    ("an archive that is not called one", "pack.xlsx",
     lambda: with_zip({"folder/pack.docx": WRITE["docx"](PACK)})),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content"), [case[1:] for case in TAKEN], ids=[case[0] for case in TAKEN]
)
def test_a_pack_is_known_by_what_it_holds(name, content):
    opened = open_pack(name, content())
    assert opened.found.whole
    assert opened.upload.name.endswith(f".{opened.found.form}")
    assert read(opened.found, PACK).findings == []


def formula_for_words(hands: Book) -> None:
    hands.fill("a1", progress="=1+1")


def formula_for_a_number(hands: Book) -> None:
    hands.fill("q3", answer="=12*3")


def merged_rows(hands: Book) -> None:
    sheet, line, column = hands.place("a1", "limitations")
    hands.fill("a1", limitations="For both").fill("a2", limitations=None)
    sheet.merge_cells(start_row=line, end_row=line + 1, start_column=column, end_column=column)


def question_changed(hands: Book) -> None:
    hands.fill("a1", question="Close the helpline.", progress="We closed it.")


def answers_pasted_beside_another_code(hands: Book) -> None:
    sheet, line, _column = hands.place("a1", "progress")
    sheet.cell(line, 1).value = sheet.cell(line + 1, 1).value
    hands.fill("a2", progress="Whose is this?")


def code_of_another_pack(hands: Book) -> None:
    other = Book(WRITE["xlsx"](asked(first(), key="1" * 36)))
    sheet, line, _column = hands.place("a1", "progress")
    hands.fill("a1", progress="Pasted.")
    sheet.cell(line, 1).value = other.book["Assignments"]["A3"].value


def row_copied_and_changed(hands: Book) -> None:
    sheet, line, column = hands.place("a2", "progress")
    for cell in sheet[line]:
        sheet.cell(line + 5, cell.column).value = cell.value
    sheet.cell(line, column).value = "One thing."
    sheet.cell(line + 5, column).value = "Another thing."


def words_below(hands: Book) -> None:
    sheet, _line, column = hands.place("a2", "progress")
    sheet.cell(40, column).value = "Who am I?"


def no_status(hands: Book) -> None:
    hands.fill("a2", status="almost done")


def words_for_a_number(hands: Book) -> None:
    hands.fill("q3", answer="about 12 thousand")


def two_readings(hands: Book) -> None:
    sheet, line, column = hands.place("q3", "answer")
    sheet.cell(line, column).value = "1.234"


def unit_missing(hands: Book) -> None:
    hands.fill("q4", answer=12)


def unit_changed(hands: Book) -> None:
    hands.fill("q3", answer=12, unit="families")


def unit_deleted(hands: Book) -> None:
    hands.fill("q3", answer=12, unit=None)


def percentage(hands: Book) -> None:
    sheet, line, column = hands.place("q3", "answer")
    sheet.cell(line, column).value = 0.45
    sheet.cell(line, column).number_format = "0.00%"


def a_date(hands: Book) -> None:
    sheet, line, column = hands.place("a2", "progress")
    sheet.cell(line, column).value = 46083
    sheet.cell(line, column).number_format = "yyyy-mm-dd"


def an_error(hands: Book) -> None:
    sheet, line, column = hands.place("q3", "answer")
    sheet.cell(line, column).value = "#REF!"
    sheet.cell(line, column).data_type = "e"


def too_long(hands: Book) -> None:
    hands.fill("q4", answer="1" * 18, unit="pesos")


def sheet_deleted(hands: Book) -> None:
    del hands.book["Questions"]


def row_deleted(hands: Book) -> None:
    sheet, line, _column = hands.place("a1", "progress")
    sheet.delete_rows(line)


def column_deleted(hands: Book) -> None:
    sheet, _line, column = hands.place("a1", "best_practice")
    sheet.delete_cols(column)


def everything_deleted(hands: Book) -> None:
    for sheet in hands.book.worksheets[1:]:
        sheet.delete_rows(3, 50)


FOUND: list[tuple[Callable[[Book], None], str, str]] = [
    (formula_for_words, "A formula stands where words are asked", "as values only"),
    (formula_for_a_number, "the file does not hold its result", "Write the number itself"),
    (merged_rows, "merged with others", "Unmerge"),
    (question_changed, "What is asked was changed in the file", "on the site"),
    (answers_pasted_beside_another_code, "What is asked was changed", "on the site"),
    (code_of_another_pack, "does not belong to this pack", "the row of this pack"),
    (row_copied_and_changed, "answers it twice", "Leave one of the two"),
    (words_below, "a row that asks nothing", "Move them"),
    (no_status, "“almost done” is none of the answers", "“Planned”, “Under way”"),
    (words_for_a_number, "“about 12 thousand” is not a number", "in persons"),
    (two_readings, "thousands or as a fraction", "Write 1234 if thousands are meant"),
    (unit_missing, "12 stands without its unit", "what was counted"),
    (unit_changed, "“families” stands in the file", "in persons"),
    (unit_deleted, "it was deleted from the file", "in persons"),
    (percentage, "shows a percentage", "format “Number”"),
    (a_date, "made a date of what was written", "format “Text”"),
    (an_error, "the error #REF!", "Write the answer itself"),
    (too_long, "too long to be kept", "16 digits"),
    (sheet_deleted, "“3. · CRM/DEC/3” is no longer in the file", ""),
    (row_deleted, "“1. · CRM/DEC/1” is no longer in the file", ""),
    (column_deleted, "The column “Best practice” is no longer in the sheet", ""),
    (everything_deleted, "Nothing of what the pack asked is left", "Take a new pack"),
]


@pytest.mark.parametrize(
    ("spoil", "what", "write"), FOUND, ids=[case[0].__name__ for case in FOUND]
)
def test_each_thing_wrong_is_said_with_its_place_and_what_to_write(spoil, what, write):
    hands = book()
    spoil(hands)
    returned = back(hands.save(), PACK, "xlsx")
    said = [one for one in returned.findings if what in one.what]
    assert said, whats(returned)
    assert write in said[0].write
    assert bool(said[0].write) == said[0].is_error
    if said[0].field and said[0].is_error:
        assert said[0].place
        assert said[0].row.isdigit()
    assert returned.filled == {}, "what is doubtful is not taken over"


KEPT = [
    (question_changed, "We closed it."),
    (code_of_another_pack, "Pasted."),
    (words_below, "Who am I?"),
    (no_status, "almost done"),
    (unit_missing, "12"),
    (merged_rows, "For both"),
]


@pytest.mark.parametrize(("spoil", "words"), KEPT, ids=[case[0].__name__ for case in KEPT])
def test_what_was_written_and_not_taken_over_is_kept_beside(spoil, words):
    hands = book()
    spoil(hands)
    returned = back(hands.save(), PACK, "xlsx")
    assert words in "\n".join(one.kept for one in returned.findings)


def test_one_wrong_cell_keeps_back_no_other():
    hands = book().fill("a1", status="nearly", limitations="No money.").fill("q3", answer=7)
    returned = back(hands.save(), PACK, "xlsx")
    assert returned.filled == {"a1": {"limitations": "No money."}, "q3": {"answer": "7"}}
    assert len(returned.findings) == 1


def test_moved_sheets_added_rows_and_columns_and_new_names_change_nothing():
    hands = book().fill("a2", progress="Trained 40.", status="Done")
    sheet = hands.book["Assignments"]
    sheet.title = "Tabelle"
    sheet.insert_rows(1, 3)
    sheet.insert_cols(2)
    sheet["B7"] = "A note of our own"
    sheet.delete_rows(30)
    hands.book.move_sheet(sheet, -1)
    hands.book.create_sheet("Our notes")["A1"] = "call the ministry"
    returned = back(hands.save(), PACK, "xlsx")
    assert returned.filled == {"a2": {"progress": "Trained 40.", "status": "done"}}
    assert returned.findings == []


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_without_its_hidden_row_and_column_a_sheet_is_known_by_its_words(language):
    pack = asked(*PACK.rows, row(7, "indicator", unit="calls", year=2026), language=language)
    hands = Book(WRITE["xlsx"](pack)).fill("a2", progress="Trained 40.").fill("q3", answer=12)
    hands.fill("i7y2026", answer=1300)
    for sheet in hands.book.worksheets[1:4]:
        sheet.delete_rows(1)
        sheet.delete_cols(1)
    returned = back(hands.save(), pack, "xlsx")
    assert returned.findings == []
    assert returned.filled == {
        "a2": {"progress": "Trained 40."},
        "q3": {"answer": "12"},
        "i7y2026": {"answer": "1300"},
    }


def test_a_number_that_a_formula_made_is_taken_and_said():
    content = book().fill("q3", answer="=12*3").save()
    content = changed(
        content,
        {
            "xl/worksheets/sheet3.xml": lambda part: part.replace(
                b"<f>12*3</f><v/>", b"<f>12*3</f><v>36</v>"
            ).replace(b"<f>12*3</f><v></v>", b"<f>12*3</f><v>36</v>")
        },
    )
    returned = back(content, PACK, "xlsx")
    assert returned.filled == {"q3": {"answer": "36"}}
    assert "result of a formula" in whats(returned)[0]


@pytest.mark.parametrize("text", ["Words", ""])
def test_a_hundred_thousand_rows_are_not_read_for_ever(text):
    content = book().fill("a2", progress="Trained 40.").save()
    cell = f'<c r="H%d" t="inlineStr"><is><t>{text}</t></is></c>'.encode()
    rows = b"".join(
        b'<row r="%d">' % number + cell % number + b"</row>" for number in range(50, 100_050)
    )
    content = changed(
        content,
        {
            "xl/worksheets/sheet2.xml": lambda part: part.replace(
                b"</sheetData>", rows + b"</sheetData>"
            )
        },
    )
    returned = back(content, PACK, "xlsx")
    assert returned.filled == {"a2": {"progress": "Trained 40."}}
    assert len(returned.findings) <= 500
    assert any("far more rows than the pack" in what for what in whats(returned))


def test_a_workbook_of_somebody_else_holds_nothing_of_the_pack():
    returned = back(another_workbook(), PACK, "xlsx")
    assert returned.filled == {}
    assert "Nothing of what the pack asked" in whats(returned)[0]


def test_a_document_of_somebody_else_holds_nothing_of_the_pack():
    out = io.BytesIO()
    Word().save(out)
    assert "Nothing of what the pack asked" in whats(back(out.getvalue(), PACK, "docx"))[0]


def test_a_question_changed_in_word_is_noticed():
    hands = Paper(WRITE["docx"](PACK)).fill("a1", question="Close it.", progress="Closed.")
    returned = back(hands.save(), PACK, "docx")
    assert returned.filled == {}
    assert returned.findings[0].kept == "Closed."
    assert returned.findings[0].place.startswith("1. · CRM/DEC/1")


def test_a_block_deleted_in_word_changes_nothing_and_is_said():
    hands = Paper(WRITE["docx"](PACK)).fill("a2", progress="Trained.")
    table = hands.table("a1")._tbl
    table.getparent().remove(table)
    returned = back(hands.save(), PACK, "docx")
    assert returned.filled == {"a2": {"progress": "Trained."}}
    assert whats(returned) == [
        "“1. · CRM/DEC/1” is no longer in the file; what the site has on it is unchanged."
    ]


def test_a_strict_workbook_is_read_like_any_other():
    old = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    content = book().fill("a2", progress="Trained 40.").save()
    parts = [name for name in zipfile.ZipFile(io.BytesIO(content)).namelist() if "xl/" in name]
    strict = {
        name: lambda part: part.replace(old, b"http://purl.oclc.org/ooxml/spreadsheetml/main")
        for name in parts
    }
    assert back(changed(content, strict), PACK, "xlsx").filled == {
        "a2": {"progress": "Trained 40."}
    }


def test_attachments_that_cannot_be_packs_are_let_go():
    assert might_be_pack("p.bin", WRITE["docx"](PACK))
    assert might_be_pack("p.zip", with_zip({"a": b""}))
    assert might_be_pack("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert not might_be_pack("logo.png", b"\x89PNG")
    assert not might_be_pack("signature.txt", b"Best regards")


GOOD = {form: write(PACK) for form, write in WRITE.items()}


@bounds(deadline=None, max_examples=60)
@given(st.sampled_from(sorted(GOOD)), st.data())
def test_a_damaged_pack_is_read_or_refused_and_never_fails(form, data):
    content = bytearray(GOOD[form])
    for _change in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Refusal):
        read(open_pack(f"pack.{form}", bytes(content)).found, PACK)


@bounds(deadline=None, max_examples=40)
@given(st.data())
def test_any_words_in_any_cell_are_read_or_said_and_never_fail(data):
    hands = Book(GOOD["xlsx"])
    for sheet in hands.book.worksheets[1:4]:
        for _change in range(data.draw(st.integers(0, 4))):
            cell = sheet.cell(data.draw(st.integers(1, 8)), data.draw(st.integers(1, 12)))
            cell.value = data.draw(
                st.one_of(
                    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12),
                    st.integers(-(10**18), 10**18),
                    st.floats(allow_nan=False, allow_infinity=False),
                    st.booleans(),
                )
            )
    back(hands.save(), PACK, "xlsx")


def test_a_pack_that_openpyxl_saved_is_the_same_pack():
    assert load_workbook(io.BytesIO(book().save())).sheetnames[0] == "Instructions"
