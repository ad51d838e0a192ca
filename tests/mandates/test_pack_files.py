"""A pack as a file: what a person fills comes back as it was written, and nothing else does."""

from __future__ import annotations

import dataclasses
import io
import json
from decimal import Decimal

import pytest
from docx import Document
from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from comity.mandates.packs import sign
from comity.mandates.packs.asked import Asked
from comity.mandates.packs.opening import Unreadable, open_pack
from comity.mandates.packs.values import Fault, clean, read_choice, read_number
from tests.mandates.filling import (
    HANDS,
    WRITE,
    Book,
    Paper,
    asked,
    back,
    first,
    row,
    second,
    through_office,
    whats,
)

FORMS = ["xlsx", "docx"]
EVERY_KIND = (
    first(),
    second(),
    row(1, "text"),
    row(2, "choice", options=("The foreign ministry, always", "The interior", "Another")),
    row(3, "number", unit="persons"),
    row(4, "number"),
    row(5, "yes_no", said={"answer": "yes", "more": "Act 8"}),
    row(7, "indicator", unit="calls", year=2025, said={"answer": "1200.5"}),
    row(7, "indicator", unit="calls", year=2026),
)


def test_what_is_asked_is_kept_and_read_again_as_it_was():
    pack = asked(*EVERY_KIND, helpers=("The secretariat",))
    assert Asked.from_json(json.loads(json.dumps(pack.as_json()))) == pack


@pytest.mark.parametrize("language", ["en", "es", "fr"])
@pytest.mark.parametrize("form", FORMS)
def test_a_pack_left_alone_says_nothing(form, language):
    pack = asked(*EVERY_KIND, language=language)
    returned = back(WRITE[form](pack), pack, form)
    assert returned.filled == {}
    assert returned.findings == []
    assert returned.language == language
    assert not returned.submit


@pytest.mark.parametrize("form", FORMS)
def test_a_pack_whose_directory_points_before_its_first_byte_is_damaged(form):
    whole = WRITE[form](asked(*EVERY_KIND))
    at = whole.rindex(b"PK\x05\x06") + 16
    moved = int.from_bytes(whole[at : at + 4], "little") + 45
    shifted = whole[:at] + moved.to_bytes(4, "little") + whole[at + 4 :]
    with pytest.raises(Unreadable):
        open_pack(f"pack.{form}", shifted)


@pytest.mark.parametrize("form", FORMS)
def test_what_is_filled_comes_back_by_row_and_field(form):
    pack = asked(*EVERY_KIND)
    hands = HANDS[form](WRITE[form](pack))
    hands.fill("a1", status="Done", progress="It is open day and night.\nAlso on Sundays.")
    hands.fill("a2", status="Planned", next_steps="=SUM(A1) is how we begin")
    hands.fill("q1", answer="None.").fill("q2", answer="The interior")
    hands.fill("q3", answer="1250").fill("q4", answer="12,5", unit="million pesos")
    hands.fill("q5", answer="no", more="It was repealed.")
    hands.fill("i7y2026", answer="1300", more="Until June")
    if form == "xlsx":
        # What begins like a formula is words in a cell that holds text.
        sheet, line, column = hands.place("a2", "next_steps")
        sheet.cell(line, column).data_type = "s"
    returned = back(hands.save(), pack, form)
    assert returned.findings == []
    assert returned.filled == {
        "a1": {"status": "done", "progress": "It is open day and night.\nAlso on Sundays."},
        "a2": {"status": "planned", "next_steps": "=SUM(A1) is how we begin"},
        "q1": {"answer": "None."},
        "q2": {"answer": "2"},
        "q3": {"answer": "1250"},
        "q4": {"answer": "12.5", "unit": "million pesos"},
        "q5": {"answer": "no", "more": "It was repealed."},
        "i7y2026": {"answer": "1300", "more": "Until June"},
    }


@pytest.mark.parametrize("form", FORMS)
def test_a_pack_filled_and_saved_in_libreoffice_holds_what_was_filled_and_nothing_else(
    form, tmp_path
):
    pack = asked(*EVERY_KIND)
    hands = HANDS[form](WRITE[form](pack))
    hands.fill("a2", status="Planned", progress="Two lines\nof words").fill("q3", answer="1250")
    returned = back(through_office(hands.save(), form, tmp_path), pack, form)
    assert returned.findings == []
    assert returned.filled == {
        "a2": {"status": "planned", "progress": "Two lines\nof words"},
        "q3": {"answer": "1250"},
    }


@pytest.mark.parametrize("form", FORMS)
def test_there_is_nothing_to_confirm_where_nothing_was_said(form):
    pack = asked()
    hands = HANDS[form](WRITE[form](pack)).fill("a1", confirmed="yes")
    if form == "xlsx":
        hands.fill("a2", confirmed="yes")
    assert back(hands.save(), pack, form).filled == {"a1": {"confirmed": "yes"}}


@pytest.mark.parametrize("form", FORMS)
def test_an_emptied_cell_takes_nothing_away_and_a_dash_does(form):
    pack = asked()
    returned = back(HANDS[form](WRITE[form](pack)).fill("a1", progress="").save(), pack, form)
    assert returned.filled == {}
    assert "emptied" in whats(returned)[0]
    assert not returned.findings[0].is_error
    returned = back(HANDS[form](WRITE[form](pack)).fill("a1", progress="–").save(), pack, form)
    assert returned.filled == {"a1": {"progress": ""}}


@pytest.mark.parametrize("form", FORMS)
def test_answers_are_understood_in_any_language_of_the_site(form):
    pack = asked(first(), second(), row(5, "yes_no"), language="fr")
    hands = HANDS[form](WRITE[form](pack))
    hands.fill("a1", status="CUMPLIDO.").fill("a2", status="under way").fill("q5", answer="Sí")
    returned = back(hands.save(), pack, form)
    assert returned.filled.get("a2") == {"status": "under_way"}
    assert not [one for one in returned.findings if one.mark in {"a2"}]


def test_the_cover_says_the_language_of_the_answers_and_whether_to_submit():
    pack = asked(language="es")
    hands = Book(WRITE["xlsx"](pack)).cover("language", "français").cover("submit", "yes")
    returned = back(hands.save(), pack, "xlsx")
    assert returned.language == "fr"
    hands.cover("submit", "perhaps")
    returned = back(hands.save(), pack, "xlsx")
    assert not returned.submit
    assert "perhaps" in whats(returned)[0]


def test_words_typed_where_the_control_was_deleted_count():
    pack = asked()
    hands = Paper(WRITE["docx"](pack)).overwrite("a2", "Progress", "Typed beside it.")
    assert back(hands.save(), pack, "docx").filled == {"a2": {"progress": "Typed beside it."}}


def test_what_was_struck_out_with_changes_tracked_is_not_read():
    pack = asked()
    content = WRITE["docx"](pack)
    hands = Paper(content)
    for words in hands.table("a1")._tbl.iter("{*}t"):
        if words.text == "From 8 to 20 h.":
            words.text = ""
            run = words.getparent()
            struck = run.makeelement(words.tag.replace("}t", "}del"), {})
            struck.append(run.makeelement(words.tag, {}))
            struck[0].text = "Struck out."
            inserted = run.makeelement(words.tag.replace("}t", "}ins"), {})
            inserted.append(run.makeelement(words.tag, {}))
            inserted[0].text = "Day and night."
            run.extend([struck, inserted])
            break
    filled = back(hands.save(), pack, "docx").filled
    assert filled == {"a1": {"progress": "A line is open.\nDay and night."}}


NUMBERS = [
    ("12", "12"),
    ("1,234.5", "1234.5"),
    ("1.234,5", "1234.5"),
    ("1 234 567", "1234567"),
    ("1\u202f234,5", "1234.5"),
    ("1,234,567", "1234567"),
    ("0,250", "0.250"),
    ("0.1", "0.1"),
    ("1234.567", "1234.567"),
    ("-3", "-3"),
    ("−3", "-3"),
    ("250 persons", "250"),
    ("250 Persons.", Fault.NOT_A_NUMBER),
    ("1.234", Fault.TWO_READINGS),
    ("12,345", Fault.TWO_READINGS),
    ("about 12", Fault.NOT_A_NUMBER),
    ("12 thousand", Fault.NOT_A_NUMBER),
    ("1.2.3", Fault.NOT_A_NUMBER),
    ("1,23,456", Fault.NOT_A_NUMBER),
    ("12%", Fault.NOT_A_NUMBER),
    ("٣", Fault.NOT_A_NUMBER),
    ("", Fault.NOT_A_NUMBER),
    ("1e5", Fault.NOT_A_NUMBER),
    ("12345678901234567", Fault.TOO_LARGE),
    ("0.00001", Fault.TOO_LARGE),
]


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_a_number_is_read_as_the_region_writes_it_and_never_guessed(text, number):
    expected = number if isinstance(number, Fault) else Decimal(number)
    assert read_number(text, "persons") == expected


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
def test_a_number_written_plainly_is_read_as_it_is(number):
    found = read_number(f"{number:f}")
    assert found == number


@given(st.text())
def test_any_text_is_a_number_or_a_fault(text):
    assert isinstance(read_number(text), Decimal | Fault)
    assert read_choice(text, [("a", "Yes")]) in {"a", None}


def test_a_code_fits_its_own_pack_party_and_question_alone(settings):
    pack = asked()
    code = sign.code_of(pack, pack.rows[0])
    others = [
        (dataclasses.replace(pack, key="1" * 36), pack.rows[0]),
        (dataclasses.replace(pack, party_key=8), pack.rows[0]),
        (pack, dataclasses.replace(pack.rows[0], question="Close the helpline.")),
    ]
    assert all(sign.code_of(*other) != code for other in others)
    assert sign.rows_by_code(pack)[code] == pack.rows[0]
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret, since this morning" * 2
    assert sign.rows_by_code(pack)[code] == pack.rows[0], "made under the key that was replaced"


words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30).filter(
    lambda text: text.strip(" -–—") != ""
)


@bounds(deadline=None, max_examples=25)
@given(st.permutations(range(1, 7)), st.integers(0, 6), st.data())
def test_whatever_the_order_and_whichever_rows_are_gone_no_answer_lands_on_another_row(
    order, kept, data
):
    """Rows sorted by hand in any order, and some of them deleted."""
    pack = asked(*(row(key) for key in range(1, 7)))
    answers = {f"a{key}": data.draw(words) for key in order}
    hands = Book(WRITE["xlsx"](pack))
    sheet = hands.book["Assignments"]
    for mark, text in answers.items():
        hands.fill(mark, progress=text)
        place = hands.place(mark, "progress")
        sheet.cell(place[1], place[2]).data_type = "s"
    lines = {line[0].value: line for line in sheet.iter_rows(min_row=3) if line[0].value}
    texts = {code: [(cell.value, cell.data_type) for cell in line] for code, line in lines.items()}
    sheet.delete_rows(3, 10)
    for at, key in enumerate(order[:kept], start=3):
        code = next(code for code in texts if code.startswith(f"a{key}-"))
        for column, (value, kind) in enumerate(texts[code], start=1):
            sheet.cell(at, column).value = value
            sheet.cell(at, column).data_type = kind
    filled = back(hands.save(), pack, "xlsx").filled
    assert set(filled) <= {f"a{key}" for key in order[:kept]}
    for mark, fields in filled.items():
        assert fields["progress"].split() == _as_kept(answers[mark]).split()


def _as_kept(text: str) -> str:
    out = io.BytesIO()
    book = Workbook()
    book.active["A1"].value = text
    book.active["A1"].data_type = "s"
    book.save(out)
    return clean(str(load_workbook(io.BytesIO(out.getvalue())).active["A1"].value))


@pytest.mark.parametrize("form", FORMS)
def test_control_characters_and_signs_of_markup_break_no_file(form):
    hostile = 'Bell \x07, <w:t> & "quotes" ]]> \ufffe and =1+1'
    pack = asked(first(question=hostile, before=hostile, said={"progress": hostile}), party=hostile)
    returned = back(WRITE[form](pack), pack, form)
    assert returned.findings == []
    assert returned.filled == {}


def test_a_workbook_is_locked_but_for_its_answers_and_lies_across_the_page():
    book = load_workbook(io.BytesIO(WRITE["xlsx"](asked(*EVERY_KIND))))
    assert book.sheetnames[0] == "Instructions"
    assert all(sheet.protection.sheet for sheet in book.worksheets[:-1])
    assert book.worksheets[-1].sheet_state == "hidden"
    sheet = book["Assignments"]
    assert sheet["C3"].protection.locked
    assert not sheet["H3"].protection.locked
    assert sheet.freeze_panes == "D3"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.column_dimensions["A"].hidden
    assert not sheet.protection.password


def test_a_document_holds_a_control_for_each_answer_and_a_heading_for_each_chapter():
    word = Document(io.BytesIO(WRITE["docx"](asked(*EVERY_KIND))))
    headings = [one.text for one in word.paragraphs if one.style.name == "Heading 1"]
    assert headings == ["How to fill it in", "Assignments", "Questions", "Indicators"]
    tags = [tag.get(tag.tag.replace("}tag", "}val")) for tag in word.element.body.iter("{*}tag")]
    assert len(tags) == len(set(tags))
    assert {tag.partition(":")[2] for tag in tags if tag.startswith("a1-")} == {
        "question", "confirmed", "status", "progress", "limitations", "next_steps",
        "best_practice",
    }  # fmt: skip
