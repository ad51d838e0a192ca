"""Reading never invents and never loses: the sum of the pieces is the text."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.clauses import Block, Reading, Unreadable, read
from tests.clauses import texts

SHARED = Path(__file__).parents[3] / "shared" / "data"
ADOPTED = date(2016, 11, 9)


def squeeze(text: str) -> str:
    return "".join(text.split())


def summed(reading: Reading) -> str:
    return squeeze("".join(piece.number + piece.text for piece in reading.pieces))


def assert_nothing_is_lost(reading: Reading, source: str) -> None:
    """The pieces are the text in order; what is left out makes up the difference to the letter."""
    missing = Counter(squeeze(source))
    missing.subtract(summed(reading))
    left_out = Counter(squeeze("".join(item.text for item in reading.left_out)))
    assert {c: n for c, n in missing.items() if n} == dict(left_out)
    if not reading.left_out:
        assert summed(reading) == squeeze(source)


def rows(reading: Reading, *fields: str) -> list[tuple]:
    return [tuple(getattr(piece, field) for field in fields) for piece in reading.pieces]


@pytest.mark.parametrize("name", texts.ALL)
def test_the_sum_of_the_pieces_is_the_text(name):
    text, language = texts.ALL[name]
    reading = read(text)
    assert reading.language == language
    assert summed(reading) == squeeze(text)


VOCABULARY = (
    "1. 2. 3. a) b) (i) (ii) A. B. I. II. Artículo Article 1 51 • - – § PRIMERO: ACUERDAN: DECIDE "
    "Considerando Recognizing agree request The States los países ¹ ² [1] a/ art. de mayo by 2017 "
    "tra- ta coopera- ción HEADING Title; y and : . ; \f \x1c \u2028 \u00a0 e\u0301 İ ß 1.1 (c)"
)
WORDS = st.sampled_from(VOCABULARY.split(" "))
TEXTS = st.lists(WORDS | st.sampled_from([" ", "\n", "\n\n", "\r\n"]), max_size=60).map(" ".join)


@given(TEXTS | st.text(max_size=300))
def test_no_text_loses_a_letter(text):
    if text.split():
        assert_nothing_is_lost(read(text), text)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared test material is absent")
def test_hostile_strings_are_only_text():
    for text in json.loads((SHARED / "hostile" / "blns.json").read_text(encoding="utf-8")):
        if text.split():
            assert_nothing_is_lost(read(text), text)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared test material is absent")
@pytest.mark.parametrize(
    "path", sorted((SHARED / "archive-pages").glob("*.txt")), ids=lambda path: path.stem
)
def test_pages_of_the_archive_are_read_whole(path):
    reading = read(path.read_bytes(), path.name)
    assert reading.language == "fr"
    assert_nothing_is_lost(reading, path.read_text(encoding="utf-8"))


@pytest.mark.skipif(not SHARED.exists(), reason="the shared test material is absent")
def test_decisions_told_in_a_press_page_are_suggested_but_not_invented():
    path = SHARED / "archive-pages" / "fr-cmc-port-of-spain-2016.txt"
    reading = read(path.read_bytes(), path.name, adopted_on=date(2016, 12, 8))
    network = next(p for p in reading.pieces if "réseau technique" in p.text)
    assert (network.kind, network.verb) == ("paragraph", "agree")
    assert "gcm-9" in [theme.value for theme in network.themes]
    meeting = next(p for p in reading.pieces if "prochaine réunion" in p.text)
    assert meeting.due_on is not None
    assert meeting.due_on.value == "2017-06-30"
    assert not reading.clauses


def test_a_declaration_has_preamble_lead_in_themes_and_clauses():
    reading = read(texts.RCM_ES, adopted_on=ADOPTED, names={"OIM": "iom", "Guatemala": "gt"})
    assert rows(reading, "kind", "number", "depth", "verb") == [
        ("heading", "", 1, ""),
        ("preamble", "", 1, ""),
        ("preamble", "", 1, ""),
        ("preamble", "", 1, ""),
        ("preamble", "", 1, ""),
        ("heading", "", 2, ""),
        ("heading", "", 3, ""),
        ("clause", "1.", 1, "strengthen"),
        ("clause", "2.", 1, "request"),
        ("clause", "a)", 2, "request"),
        ("clause", "b)", 2, "request"),
        ("clause", "c)", 2, "request"),
        ("clause", "3.", 1, "urge"),
        ("heading", "", 3, ""),
        ("clause", "4.", 1, "take_note"),
        ("clause", "5.", 1, "instruct"),
        ("clause", "6.", 1, "thank"),
        ("paragraph", "", 1, ""),
    ]
    second = reading.clauses[1]
    assert second.heading[-1] == "Trata de personas"
    assert [(s.value, s.words) for s in second.addressees] == [
        ("secretariat", "Secretaría Técnica")
    ]
    assert second.due_on is not None
    assert (second.due_on.value, second.due_on.words) == (
        "2017-06-30",
        "antes del 30 de junio de 2017",
    )
    assert reading.clauses[6].heading[-1] == "Protección consular"


def test_conclusions_nest_letters_and_numerals_under_lettered_headings():
    reading = read(texts.RCGM_EN, adopted_on=ADOPTED)
    assert [(p.number, p.text) for p in reading.of_kind("heading")][1:] == [
        ("A.", "Follow-up to the plan of action"),
        ("B.", "Return and reintegration"),
        ("C.", "Other matters"),
    ]
    numbers = [(p.number, p.depth) for p in reading.clauses]
    assert numbers == [
        ("1.", 1), ("2.", 1), ("(a)", 2), ("(b)", 2), ("(c)", 2), ("3.", 1), ("4.", 1),
        ("(i)", 2), ("(ii)", 2), ("(iii)", 2), ("5.", 1), ("6.", 1),
    ]  # fmt: skip


def test_a_text_may_begin_at_any_number():
    reading = read(texts.SUMMIT_EN)
    assert [p.number for p in reading.clauses] == ["49.", "50.", "51.", "52."]
    assert reading.clauses[2].heading[-1] == "Cooperation and follow-up"


def test_articles_hold_their_titles_and_paragraphs():
    reading = read(texts.PARLATINO_ES)
    assert [(p.kind, p.number, p.depth) for p in reading.pieces[2:]] == [
        ("clause", "Artículo 1", 1),
        ("heading", "Artículo 2", 2),
        ("clause", "1.", 2),
        ("clause", "2.", 2),
        ("clause", "a)", 3),
        ("clause", "b)", 3),
        ("clause", "Artículo 3", 1),
        ("clause", "Artículo 4", 1),
    ]
    assert reading.pieces[2].text.startswith("Objeto\nEl presente Acuerdo")
    assert reading.pieces[8].heading == ("ACUERDO DE COOPERACIÓN",)


def test_an_article_that_begins_with_its_first_paragraph_is_a_heading():
    reading = read("Artículo 2\n\n1. Las Partes cooperarán.\n\n2. Las Partes informarán.")
    assert rows(reading, "kind", "number", "depth") == [
        ("heading", "Artículo 2", 1),
        ("clause", "1.", 2),
        ("clause", "2.", 2),
    ]
    assert reading.clauses[1].heading == ("Artículo 2",)


def test_a_number_and_its_first_letter_on_one_line_are_one_number():
    reading = read("1. a) Solicitar un plan.\n\nb) Agradecer.\n\n2. a) x) no es una lista.")
    assert rows(reading, "number", "depth", "verb", "text") == [
        ("1. a)", 1, "request", "Solicitar un plan."),
        ("b)", 2, "thank", "Agradecer."),
        ("2.", 1, "", "a) x) no es una lista."),
    ]


def test_signs_that_print_nothing_part_no_words():
    reading = read("\u200b1. Soli\u00adcitar a la Secre\u00adtaría un informe.")
    assert rows(reading, "number", "verb", "text") == [
        ("1.", "request", "Solicitar a la Secretaría un informe.")
    ]
    assert [(item.kind, item.text) for item in reading.left_out] == [
        ("hyphen", "\u200b\u00ad\u00ad")
    ]


def test_ordinal_words_are_numbers():
    reading = read(texts.CMC_FR, adopted_on=ADOPTED)
    assert rows(reading, "number", "verb")[-3:] == [
        ("PREMIÈREMENT :", "establish"),
        ("DEUXIÈMEMENT :", "request"),
        ("TROISIÈMEMENT :", "invite"),
    ]


def test_operative_paragraphs_without_numbers_are_clauses():
    reading = read(texts.UNNUMBERED_EN)
    assert [p.verb for p in reading.clauses] == ["request", "urge", "decide"]
    assert next(p.text for p in reading.of_kind("preamble")) == "The Conference,"


def test_one_long_line_is_parted():
    reading = read(texts.ONE_LINE_EN)
    assert [(p.number, p.verb) for p in reading.clauses] == [
        ("1.", "strengthen"),
        ("2.", "request"),
        ("3.", "thank"),
    ]


def test_a_clause_without_a_verb_of_its_own_takes_over_that_of_the_lead_in():
    reading = read("DECIDEN:\n\n1. La próxima cita será en mayo.\n\n2. Agradecer al anfitrión.")
    assert [p.verb for p in reading.clauses] == ["decide", "thank"]


def test_hard_wraps_and_hyphens_of_typed_pages_are_mended():
    text = (
        "1. Los países miembros acuerdan fortalecer la coopera-\n"
        "ción entre sus autoridades, según lo previsto en el párrafo\n"
        "2. En ese marco, las vice-\n"
        "ministras de la región darán seguimiento al plan de trabajo.\n"
        "2. Agradecer al anfitrión."
    )
    reading = read(text)
    assert len(reading.clauses) == 2
    assert "cooperación" in reading.clauses[0].text
    assert "vice-ministras" in reading.clauses[0].text
    assert [item.kind for item in reading.left_out] == ["hyphen"]


WRAPPED = (
    "Considerando el informe que la Secretaría de la red presentó en\n"
    "la reunión anterior y las observaciones que los países miembros\n"
    "hicieron a cada una de sus recomendaciones y a sus conclusiones"
)


@pytest.mark.parametrize("end", [",", ";"])
@pytest.mark.parametrize(
    "opening", ["Conscientes de todo,", "TENIENDO PRESENTE que", "ACUERDAN:", "RESUELVE"]
)
def test_a_line_that_opens_as_only_a_paragraph_does_is_one(end, opening):
    pieces = read(f"{WRAPPED}{end}\n{opening}\n1. Crear una red.").pieces
    assert [piece.text for piece in pieces[1:]] == [opening, "Crear una red."]


def test_a_heading_about_objectives_does_not_refer_to_the_number_below():
    lines = ["2. OBJECTIVES", "2.1 To share data", "2.2 To train staff"]
    assert [piece.whole for piece in read("\n".join(lines)).pieces] == lines


def test_a_line_that_breaks_off_at_a_small_word_goes_on_even_where_none_else_is_wrapped():
    reading = read("1. Align all policies with the 2030 Agenda for\nSustainable Development.")
    assert [p.text for p in reading.pieces] == [
        "Align all policies with the 2030 Agenda for Sustainable Development."
    ]


def test_a_printed_page_keeps_its_headers_apart():
    pages = [f"Declaración final\n\n{n}. Acordar la medida {n}.\n\nPágina {n}" for n in (1, 2, 3)]
    reading = read("\f".join(pages))
    assert [p.number for p in reading.clauses] == ["1.", "2.", "3."]
    assert Counter(item.kind for item in reading.left_out) == {"page header": 3, "page footer": 3}
    assert [p.page for p in reading.clauses] == [1, 2, 3]


def test_a_page_number_between_dashes_is_no_item_of_a_list():
    pages = [f"Acta de la reunión\n- {n} -\n\n{n}. Acordar la medida {n}." for n in (1, 2, 3)]
    reading = read("\f".join(pages))
    assert rows(reading, "number", "depth") == [("1.", 1), ("2.", 1), ("3.", 1)]
    assert Counter(item.kind for item in reading.left_out) == {"page header": 3, "page number": 3}


def test_what_only_looks_like_a_header_on_short_pages_is_kept():
    reading = read("1. Acordar.\f1. Acordar.")
    assert len(reading.clauses) == 2


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        ("¹", "¹ One state"),
        (" a/", "a/ One state"),
        ("[1]", "[1] One state"),
        ("*", "* One state"),
    ],
)
def test_footnotes_hang_on_the_clause_that_bears_their_mark(mark, note):
    reading = read(f"1. Agree on a plan{mark} for all.\n\n2. Thank the host.\n\n{note} reserves.")
    assert [note.text for note in reading.clauses[0].footnotes] == ["One state reserves."]
    assert not reading.clauses[1].footnotes
    assert [item.kind for item in reading.left_out] == ["footnote"]


def test_a_number_alone_on_its_line_belongs_to_the_text_below():
    reading = read([Block("1."), Block("Agree on a plan."), Block("2."), Block("Thank the host.")])
    assert [p.whole for p in reading.clauses] == ["1. Agree on a plan.", "2. Thank the host."]


def test_numbers_in_parts_may_stand_alone_on_their_lines():
    reading = read(
        "1.\nDATOS\n\n1.1\nCrear una red.\n\n1.2\nPedir un informe.\n\n1.5\n\n3.7\n\nOtro"
    )
    assert rows(reading, "kind", "number", "text")[:3] == [
        ("heading", "1.", "DATOS"),
        ("clause", "1.1", "Crear una red."),
        ("clause", "1.2", "Pedir un informe."),
    ]


def test_verbs_in_capitals_begin_an_operative_part_without_numbers():
    reading = read("Los países miembros:\n\nSOLICITAN un informe.\n\nAGRADECEN a la OIM.")
    assert rows(reading, "kind", "verb") == [
        ("preamble", ""),
        ("clause", "request"),
        ("clause", "thank"),
    ]


def test_a_clause_that_speaks_of_the_text_takes_over_no_verb():
    reading = read("The Parties agree as follows:\n\n1. This MoU is not binding.\n\n2. To meet.")
    assert [p.verb for p in reading.clauses] == ["", "agree"]


def test_bullets_nest_by_how_far_in_they_begin():
    reading = read("* Pedir:\n    * un plan;\n    * un informe.\n* Agradecer.")
    assert rows(reading, "number", "depth") == [
        ("*", 1), ("*", 2), ("*", 2), ("*", 1)
    ]  # fmt: skip


def test_what_cannot_be_placed_is_kept():
    reading = read("A plain remark that says nothing in particular.")
    assert rows(reading, "kind", "number", "verb") == [("paragraph", "", "")]


@pytest.mark.thorough
@pytest.mark.parametrize(
    "text",
    [
        "by " + "ao" * 2000 + " x",
        "Request the " + "a la " * 2000,
        "agree on los siguientes " * 500 + ":",
        "." + "1" * 5000 + "x",
        "1. " * 20_000,
        "a) b; " * 20_000,
        "1.1 X\n" * 5000,
        "A. X\n" * 5000,
        "a/ x\n" * 5000,
        "(" * 20_000,
        "\n".join(f"{n}. Artículo {n} y {n + 1}. De" for n in range(999)),
    ],
    ids=range(11),
)
def test_shapes_meant_to_stall_a_reader_are_read(text):
    assert_nothing_is_lost(read(text), text)


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="'de' is none of the languages"):
        read("Text", language="de")


def test_a_text_without_any_paragraph_is_refused():
    with pytest.raises(Unreadable, match="holds no paragraph") as refused:
        read(" \n\t", "acta.txt")
    assert refused.value.code == "empty"
