"""Each kind of file gives the same clauses, with what its look and its program's numbers tell."""

from collections import Counter

import pytest
from docx.oxml.ns import nsdecls

from comity.clauses import read, take_apart
from tests.clauses import texts
from tests.clauses.make_docx import Word, plain_docx
from tests.clauses.make_pdf import Row, column, make_pdf
from tests.clauses.test_read import squeeze, summed


def numbered(data: bytes, name: str) -> list[tuple[str, str, int, str]]:
    return [(p.kind, p.number, p.depth, p.text) for p in read(data, name).pieces]


def test_a_typed_word_file_reads_like_its_text():
    data = plain_docx(*[line for line in texts.RCM_ES.split("\n") if line])
    assert summed(read(data, "a.docx")) == squeeze(texts.RCM_ES)
    assert [p.number for p in read(data, "a.docx").clauses] == [
        p.number for p in read(texts.RCM_ES).clauses
    ]


def test_numbers_that_word_prints_are_worked_out():
    word = Word()
    clauses = word.define_list(
        ("decimal", "%1."), ("lowerLetter", "%2)"), ("lowerRoman", "(%3)"), start=5
    )
    word.say("DECLARACIÓN", style="Title")
    word.say("Trata de personas", style="Heading 1")
    word.say("Fortalecer la cooperación.", number=clauses)
    word.say("Solicitar a la Secretaría Técnica:", number=clauses)
    word.say("un informe;", number=clauses, level=1)
    word.say("sobre la campaña;", number=clauses, level=2)
    word.say("sobre las líneas;", number=clauses, level=2)
    word.say("un plan.", number=clauses, level=1)
    word.say("Protección consular", style="Heading 1")
    word.say("Agradecer al anfitrión:", number=clauses)
    word.say("por su hospitalidad.", number=clauses, level=1)
    reading = read(word.save(), "a.docx")
    assert [(p.number, p.depth) for p in reading.clauses] == [
        ("5.", 1), ("6.", 1), ("a)", 2), ("(i)", 3), ("(ii)", 3), ("b)", 2), ("7.", 1), ("a)", 2),
    ]  # fmt: skip
    assert reading.clauses[0].heading == ("Trata de personas",)
    assert reading.clauses[-1].heading == ("Protección consular",)


def test_word_lists_restart_and_count_in_parts():
    word = Word()
    first = word.define_list(("upperRoman", "%1."), ("decimal", "%1.%2."))
    again = word.define_list(start=1, restart_of=first)
    for text, number, level in [
        ("Acordar un plan.", first, 0),
        ("Acordar su costo.", first, 1),
        ("Acordar su fin.", first, 1),
        ("Acordar otro.", first, 0),
        ("Acordar de nuevo.", again, 0),
    ]:
        word.say(text, number=number, level=level)
    found = [block.number for block in take_apart(word.save(), "a.docx").blocks]
    assert found == ["I.", "I.1.", "I.2.", "II.", "I."]


def test_bullets_of_word_are_bullets():
    word = Word()
    bullets = word.define_list(("bullet", "\uf0b7"))
    word.say("ACUERDAN:", bold=True)
    word.say("Crear una red.", number=bullets)
    word.say("Agradecer al anfitrión.", number=bullets)
    assert [(p.number, p.verb) for p in read(word.save(), "a.docx").clauses] == [
        ("•", "establish"),
        ("•", "thank"),
    ]


def test_tracked_insertions_count_and_deletions_do_not():
    word = Word()
    paragraph = word.say("1. Acordar ")
    word.insert(paragraph, '<w:ins w:id="1" w:author="A"><w:r><w:t>un plan</w:t></w:r></w:ins>')
    word.insert(
        paragraph, '<w:del w:id="2" w:author="A"><w:r><w:delText>nada</w:delText></w:r></w:del>'
    )
    assert [p.text for p in read(word.save(), "a.docx").clauses] == ["Acordar un plan"]


def test_paragraphs_of_tables_count_and_a_cell_may_hold_the_number():
    word = Word()
    table = word.document.add_table(rows=2, cols=2)
    for row, (number, text) in zip(
        table.rows, [("1.", "Acordar un plan."), ("2.", "Agradecer al anfitrión.")], strict=True
    ):
        row.cells[0].text, row.cells[1].text = number, text
    assert [p.whole for p in read(word.save(), "a.docx").clauses] == [
        "1. Acordar un plan.",
        "2. Agradecer al anfitrión.",
    ]


def test_a_cell_of_a_table_heads_nothing():
    word = Word()
    table = word.document.add_table(rows=2, cols=3)
    rows = [
        ("1.", "Elaborar un manual.", "Secretaría"),
        ("2.", "Convocar un taller.", "Presidencia"),
    ]
    for at, row in enumerate(rows):
        for cell, text in zip(table.row_cells(at), row, strict=True):
            cell.text = text
    page = "".join(f"<tr><td>{'<td>'.join(row)}</tr>" for row in rows)
    for data, name in ((word.save(), "a.docx"), (f"<table>{page}</table>".encode(), "a.html")):
        reading = read(data, name)
        assert [(p.kind, p.number) for p in reading.pieces] == [
            ("clause", "1."),
            ("paragraph", ""),
            ("clause", "2."),
            ("paragraph", ""),
        ]


def test_footnotes_of_word_hang_on_their_clause():
    word = Word()
    paragraph = word.say("1. Acordar un plan")
    word.insert(paragraph, '<w:r><w:footnoteReference w:id="2"/></w:r>')
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:t>Un país se reserva.'
        "</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    clause = read(word.save([("word/footnotes.xml", notes)]), "a.docx").clauses[0]
    assert clause.text == "Acordar un plan¹"
    assert [(note.mark, note.text) for note in clause.footnotes] == [("1", "Un país se reserva.")]


def test_headers_of_word_are_left_out_and_kept():
    word = Word()
    word.say("1. Acordar un plan.")
    word.document.sections[0].header.paragraphs[0].text = "Versión final"
    reading = read(word.save(), "a.docx")
    assert [(item.kind, item.text) for item in reading.left_out] == [
        ("page header", "Versión final")
    ]


PAGE_1 = """
Los Viceministros de los países miembros, reunidos en la ciudad de San Marcos los días
ocho y nueve de noviembre, acuerdan:

1. Fortalecer la cooperación entre las autoridades nacionales en materia de protec-
ción consular, según lo dispuesto en el plan de acción regional adoptado en el párrafo
4. De igual modo se comprometen a informar cada año sobre los resultados y las medi-
das tomadas.

2. Solicitar a la Secretaría Técnica que presente antes del 30 de junio de 2017 un in-
forme sobre la trata de personas en la región, con datos de todos los países miembros y
"""
PAGE_2 = """
con las buenas prácticas que hayan enviado.

3. Agradecer al anfitrión.
"""


def framed(text: str, number: int) -> list[Row]:
    return [
        Row("Conferencia Regional – Declaración", 40, size=9),
        *column(text),
        Row(f"Página {number} de 2", 800, left=280, size=9),
    ]


def test_a_pdf_loses_its_headers_wraps_and_hyphens_and_nothing_else():
    title = Row("DECLARACIÓN DE SAN MARCOS", 80, size=14, bold=True)
    note = [
        Row("1", 106, left=480, size=6, rise=4),
        Row("1 Una delegación se reservó su posición sobre este texto, que será", 760, size=8),
        Row("tratado en la próxima reunión.", 770, size=8),
    ]
    first = framed(PAGE_1, 1)
    pages = [[first[0], title, *first[1:-1], *note[1:], first[-1]], framed(PAGE_2, 2)]
    reading = read(make_pdf(pages), "a.pdf")
    assert [(p.kind, p.number) for p in reading.pieces] == [
        ("heading", ""),
        ("preamble", ""),
        ("clause", "1."),
        ("clause", "2."),
        ("clause", "3."),
        ("paragraph", "1"),
    ]
    first_clause, second_clause = reading.clauses[:2]
    assert "protección consular" in first_clause.text
    assert "párrafo 4. De igual modo se comprometen" in first_clause.text
    assert first_clause.text.endswith("y las medidas tomadas.")
    assert second_clause.text.endswith("miembros y con las buenas prácticas que hayan enviado.")
    assert Counter(item.kind for item in reading.left_out) == {
        "page header": 2,
        "page footer": 2,
        "hyphen": 3,
    }


def test_a_pdf_whose_paragraphs_are_mostly_of_one_line_keeps_them_apart():
    reading = read(make_pdf([column(SHORT_PARAGRAPHS)]), "a.pdf")
    assert [p.kind for p in reading.pieces] == ["preamble", "preamble", "preamble", "clause"]
    assert reading.pieces[1].text.endswith("naturales y jurídicas;")


SHORT_PARAGRAPHS = """
La Conferencia Regional de los países de Centroamérica, reunida hoy,

Reafirmando su voluntad de proteger a todas las personas, tanto las
naturales y jurídicas;

Reconociendo que la Agenda de Desarrollo sigue vigente hasta 2030;

Acuerda crear una red.
"""


def test_a_footnote_of_a_pdf_hangs_on_the_clause_that_bears_its_raised_mark():
    rows = [
        Row("1. Fortalecer la cooperación", 120),
        Row("a", 120, left=217, size=6, rise=4),
        Row("2. Agradecer al anfitrión.", 148),
        Row("a Una delegación se reservó su posición.", 780, size=8),
    ]
    reading = read(make_pdf([rows]), "a.pdf")
    assert [(p.number, p.text) for p in reading.clauses] == [
        ("1.", "Fortalecer la cooperaciónᵃ"),
        ("2.", "Agradecer al anfitrión."),
    ]
    assert [(n.mark, n.text) for n in reading.clauses[0].footnotes] == [
        ("a", "Una delegación se reservó su posición.")
    ]


PAGE = """<!DOCTYPE html><html lang="en"><head><title>Home</title><style>p {}</style></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<h1>Conclusions</h1>
<p>The Group <b>agreed to</b>:</p>
<ol start="3"><li>Review the plan;</li><li><p>Request the Secretariat to:</p>
<ol type="a"><li>write;</li><li>report.</li></ol></li><li value="9">Thank the host.</li></ol>
<ul><li>Note the report.</li></ul>
<script>alert(1)</script><p hidden>Not seen</p></body></html>"""


def test_a_web_page_gives_its_list_numbers_and_leaves_navigation_out():
    reading = read(PAGE.encode(), "a.html")
    assert [(p.kind, p.number, p.depth, p.text) for p in reading.pieces] == [
        ("heading", "", 1, "Conclusions"),
        ("preamble", "", 1, "The Group agreed to:"),
        ("clause", "3.", 1, "Review the plan;"),
        ("clause", "4.", 1, "Request the Secretariat to:"),
        ("clause", "a.", 2, "write;"),
        ("clause", "b.", 2, "report."),
        ("clause", "9.", 1, "Thank the host."),
        ("clause", "•", 2, "Note the report."),
    ]
    assert [(item.kind, item.text) for item in reading.left_out] == [("navigation", "Home News")]


def test_a_page_nested_beyond_sense_keeps_its_words():
    reading = read(b"<html>" + b"<div>" * 230 + b"<p>1. Agree.</p>", "a.html")
    assert [p.whole for p in reading.clauses] == ["1. Agree."]


SAVED_BY_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta http-equiv=Content-Type content="text/html; charset=windows-1252"></head><body lang=ES>
<div class=WordSection1><p class=MsoTitle><b>DECLARACIÓN</b></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span>
<![endif]>Solicitar un informe<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a>.</p>
<p class=MsoListParagraph><span style='mso-list:Ignore'>2.</span>Agradecer al anfitrión.</p></div>
<div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1">[1]</a> Un país se reserva.</p></div>
</body></html>"""


def test_a_page_saved_from_word_keeps_words_numbers_and_footnotes():
    reading = read(SAVED_BY_WORD.encode("cp1252"), "a.htm")
    assert [(p.kind, p.number, p.text) for p in reading.pieces] == [
        ("heading", "", "DECLARACIÓN"),
        ("clause", "1.", "Solicitar un informe[1]."),
        ("clause", "2.", "Agradecer al anfitrión."),
    ]
    assert [note.text for note in reading.clauses[0].footnotes] == ["Un país se reserva."]


def test_markdown_headings_lists_and_emphasis_are_read():
    text = (
        "# Declaration\n\nWe agree:\n\n## Borders\n\n1. **Strengthen** the "
        "[network](https://a.b).\n2. Thank the host.\n\n## Data\n\n- Share _data_.\n"
    )
    assert [(p.kind, p.number, p.text) for p in read(text.encode(), "a.md").pieces] == [
        ("heading", "", "Declaration"),
        ("heading", "", "We agree:"),
        ("heading", "", "Borders"),
        ("clause", "1.", "Strengthen the network."),
        ("clause", "2.", "Thank the host."),
        ("heading", "", "Data"),
        ("clause", "-", "Share data."),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_text_is_read_in_the_encodings_of_offices(encoding):
    data = "1. Acordar: la niñez migrante es “prioridad”.".encode(encoding)
    assert numbered(data, "a.txt") == [
        ("clause", "1.", 1, "Acordar: la niñez migrante es “prioridad”.")
    ]


def test_one_word_of_a_million_letters_is_a_word():
    """Of the work of a search that began at each of its letters, this would see no end."""
    word = "x" * 1_000_000
    read_clauses = numbered(f"1. Decide {word}\n\n2. Approve it.".encode(), "text.txt")
    assert [number for _kind, number, *_rest in read_clauses] == ["1.", "2."]
