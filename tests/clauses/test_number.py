"""Every usual numbering is found, and nothing else is taken for one."""

import pytest

from comity.clauses.number import find_label, given_label, roman
from comity.clauses.running import part
from comity.clauses.sequence import Candidate, place_labels


@pytest.mark.parametrize(
    ("text", "printed", "path"),
    [
        ("1. Acordar", "1.", (1,)),
        ("1) Agree", "1)", (1,)),
        ("(1) Agree", "(1)", (1,)),
        ("1.1 Agree", "1.1", (1, 1)),
        ("1.1. Agree", "1.1.", (1, 1)),
        ("2.3.4. Agree", "2.3.4.", (2, 3, 4)),
        ("1.- Acordar", "1.-", (1,)),
        ("1.Acordar", "1.", (1,)),
        ("1º Acordar", "1º", (1,)),
        ("1° Acordar", "1°", (1,)),
        ("1.º Acordar", "1.º", (1,)),
        ("a) crear", "a)", (1,)),
        ("(a) crear", "(a)", (1,)),
        ("a. crear", "a.", (1,)),
        ("(iv) crear", "(iv)", (4,)),
        ("iv) crear", "iv)", (4,)),
        ("I. Datos", "I.", (9,)),
        ("II) Datos", "II)", (2,)),
        ("Art. 51 Los Estados", "Art. 51", (51,)),
        ("Article 51. The Parties", "Article 51.", (51,)),
        ("Article 1er Objet", "Article 1er", (1,)),
        ("Article premier : Objet", "Article premier :", (1,)),
        ("Artículo 51", "Artículo 51", (51,)),
        ("ARTÍCULO IV.- Vigencia", "ARTÍCULO IV.-", (4,)),
        ("Artículo 5 bis. De la red", "Artículo 5 bis.", (5,)),
        ("Artigo 51º As Partes", "Artigo 51º", (51,)),
        ("Párrafo 3: Los", "Párrafo 3:", (3,)),
        ("Paragraph 3. The", "Paragraph 3.", (3,)),
        ("Para. 3 The", "Para. 3", (3,)),
        ("Paragraphe 3 Les", "Paragraphe 3", (3,)),
        ("Parágrafo 3º Os", "Parágrafo 3º", (3,)),
        ("Parágrafo único. Os", "Parágrafo único.", (1,)),
        ("§ 3 Os", "§ 3", (3,)),
        ("Párrafo operativo 3. Los", "Párrafo operativo 3.", (3,)),
        ("Operative paragraph 3: The", "Operative paragraph 3:", (3,)),
        ("OP3. Reaffirm", "OP3.", (3,)),
        ("PP2 Recalling", "PP2", (2,)),
        ("Principle 4. Equality", "Principle 4.", (4,)),
        ("Compromiso No. 5. Crear", "Compromiso No. 5.", (5,)),
        ("Acuerdo núm. 5: Crear", "Acuerdo núm. 5:", (5,)),
        ("Recomendación Nro. 5 Crear", "Recomendación Nro. 5", (5,)),
        ("ÚNICO.- El acuerdo", "ÚNICO.-", (1,)),
        ("CLÁUSULA SEGUNDA.- Vigencia", "CLÁUSULA SEGUNDA.-", (2,)),
        ("1.b Acordar", "1.b", (1, 2)),
        ("1(b) Agree", "1(b)", (1, 2)),
        ("II.3 Datos", "II.3", (2, 3)),
        ("3 bis. Crear", "3 bis.", (3,)),
        ("3 ter Crear", "3 ter", (3,)),
        ("3 . Crear", "3 .", (3,)),
        ("1o. Aprobar", "1o.", (1,)),
        ("2do. Aprobar", "2do.", (2,)),
        ("3rd. Approve", "3rd.", (3,)),
        ("Acuerdo N° 1-2016: Crear", "Acuerdo N° 1-2016:", (1,)),
        ("AXE 2 : RETOUR", "AXE 2 :", (2,)),
        ("Tema 3: Datos", "Tema 3:", (3,)),
        ("A.1 Datos", "A.1", (1, 1)),
        ("PRIMERO: Crear", "PRIMERO:", (1,)),
        ("SEGUNDO.- Crear", "SEGUNDO.-", (2,)),
        ("First, to create", "First,", (1,)),
        ("Premièrement, créer", "Premièrement,", (1,)),
        ("Primeiro: criar", "Primeiro:", (1,)),
        ("• crear", "•", (1,)),
        ("– crear", "–", (1,)),
        ("Capítulo II Derechos", "Capítulo II", (2,)),
    ],
)
def test_a_usual_number_is_found(text, printed, path):
    label = find_label(text)
    assert label is not None
    assert label.printed == printed
    assert label.meanings[0].path == path
    assert text[label.end :] == text.removeprefix(printed).lstrip()


@pytest.mark.parametrize(
    "text",
    [
        "12. de mayo de 2017 se reunieron",
        "1. May 2017 was the day",
        "1º de mayo de 2017",
        "1.5 million people moved",
        "2.3 millones de personas",
        "2017. Un año difícil",
        "Article 51 of the Convention says",
        "Artículo 13 de la Convención",
        "Part of the work",
        "(see annex) The work",
        "(siete) países",
        "3.5% of the people",
        "-5 grados",
        "civil society",
        "The first phase",
        "First we thank",
        "CLÁUSULAS",
        "ACUERDOS",
        "1.a reunión de ministros",
        "2a. reunión de ministros",
        "Op. cit.",
        "A.1 es una visa",
        "Decisión 3/2016",
        "2nd. meeting of ministers",
        "",
    ],
)
def test_dates_sums_and_references_are_no_numbers(text):
    assert find_label(text) is None


@pytest.mark.parametrize(("text", "value"), [("iv", 4), ("XLIX", 49), ("iix", 0), ("", 0)])
def test_roman_numerals_have_their_value(text, value):
    assert roman(text) == value


def paths(*texts):
    positions = place_labels([Candidate(find_label(text)) for text in texts])
    return [(p.path, len(p.above) + 1) if p else None for p in positions]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (["(g)", "(h)", "(i)", "(j)"], [7, 8, 9, 10]),
        (["(i)", "(ii)", "(iii)"], [1, 2, 3]),
        (["(a)", "(b)", "(c)", "(d)"], [1, 2, 3, 4]),
        (["(iv)", "(v)", "(vi)"], [4, 5, 6]),
        (["(u)", "(v)", "(w)", "(x)"], [21, 22, 23, 24]),
        (["I.", "II.", "III.", "IV.", "V."], [1, 2, 3, 4, 5]),
        (["H.", "I.", "J."], [8, 9, 10]),
        (["m)", "n)", "ñ)", "o)"], [13, 14, 14, 15]),
    ],
)
def test_letters_and_roman_numerals_are_told_apart_by_their_order(printed, expected):
    found = paths(*(f"{p} crear" for p in printed))
    assert [path[0] for path, _ in found] == expected


def test_roman_numerals_nest_in_letters_even_after_h():
    found = paths("(g) x", "(h) x", "(i) x", "(ii) x", "(i) x", "(j) x")
    assert [depth for _, depth in found] == [1, 1, 2, 2, 1, 1]


@pytest.mark.parametrize(
    ("printed", "depths"),
    [
        (["1.", "a)", "b)", "2.", "a)"], [1, 2, 2, 1, 2]),
        (["1.", "1.1", "1.2", "2.", "2.1"], [1, 2, 2, 1, 2]),
        (["1.", "(a)", "(i)", "(ii)", "(b)", "2."], [1, 2, 3, 3, 2, 1]),
        (["I.", "A.", "1.", "2.", "B.", "3.", "II.", "A.", "4."], [1, 2, 3, 3, 2, 3, 1, 2, 3]),
        (["51.", "52.", "•", "•", "53."], [1, 1, 2, 2, 1]),
        (["Artículo 1.", "1.", "a)", "Artículo 2.", "1."], [1, 2, 3, 1, 2]),
        (["1.", "2)", "3."], [1, 1, 1]),
        (["1.", "1 bis.", "a)", "2."], [1, 1, 2, 1]),
        (["1.", "1.a", "1.b", "2.", "2.a"], [1, 2, 2, 1, 2]),
        (["I.", "I.1", "I.2", "II.", "II.1"], [1, 2, 2, 1, 2]),
        (["A.", "A.1", "B.", "B.1", "B.2"], [1, 2, 1, 2, 2]),
        (["1.", "•", "o", "o", "•", "2."], [1, 2, 3, 3, 2, 1]),
    ],
)  # fmt: skip
def test_depth_is_the_nesting_of_styles(printed, depths):
    assert [depth for _, depth in paths(*(f"{p} Crear" for p in printed))] == depths


def test_an_initial_is_no_number():
    assert paths("A. Smith spoke", "1. Agree", "J. Doe left") == [None, ((1,), 1), None]


def test_a_small_o_by_itself_is_a_word():
    assert paths("1. Agree", "o bien nada", "2. Thank") == [((1,), 1), None, ((2,), 1)]


def test_numbering_goes_on_under_the_next_heading():
    labels = [find_label(t) for t in ("1. x", "a) x", "Title", "2. x", "b. x")]
    positions = place_labels([Candidate(label, divides=label is None) for label in labels])
    assert [len(p.above) for p in positions if p] == [0, 1, 0]


def parts(text):
    label = find_label(text)
    rest = text[label.end :] if label else text
    return [(own.printed if own else "", words) for own, words in part(rest, label)]


def test_numbers_running_inside_a_line_are_parted():
    text = "1. Agree on a plan 2. Request the Secretariat to act. 3. Thank the host"
    assert parts(text) == [
        ("1.", "Agree on a plan"),
        ("2.", "Request the Secretariat to act."),
        ("3.", "Thank the host"),
    ]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Acuerdan: 1. crear una red; 2. pedir un informe; y 3. volver.", ["", "1.", "2.", "3."]),
        ("Acuerdan: PRIMERO: crear. SEGUNDO.- Pedir.", ["", "PRIMERO:", "SEGUNDO.-"]),
        (
            "1. Prepare: a) budgets: i) one; ii) two; b) plans. 2. Act.",
            ["1.", "a)", "i)", "ii)", "b)", "2."],
        ),
    ],
)
def test_runs_may_be_small_or_in_words_and_lie_in_one_another(text, numbers):
    assert [number for number, _ in parts(text)] == numbers


def test_accents_that_are_letters_of_their_own_hide_no_number():
    label = find_label("ARTI\u0301CULO SE\u0301PTIMO.- Las Partes")
    assert label is not None
    assert (label.printed, label.meanings[0].path) == ("ARTI\u0301CULO SE\u0301PTIMO.-", (7,))


def test_letters_running_inside_a_clause_are_parted():
    text = "4. Solicitar: a) un informe; b) un plan; y c) un calendario."
    assert [number for number, _ in parts(text)] == ["4.", "a)", "b)", "c)"]


@pytest.mark.parametrize(
    "text",
    [
        "1. Conforme al art. 2. De este texto se sigue poco.",
        "1. Conforme al art. 2.1 of the text. Nada más.",
        "1. As in paragraphs 1 and 2. In doing so, it is free.",
        "1. It costs 1.5 million. 2 countries pay.",
        "1. El 2. de mayo se reunieron y el 3. De nuevo.",
        "1. Goals 2, 3. In addition, more.",
        "Una suma de 2. Otra de 3. Otra más.",
        "1. Clase a) de la norma.",
        "1. El 1. de marzo; 2. de abril; 3. de mayo.",
    ],
)
def test_references_dates_and_sums_are_not_cut(text):
    assert len(parts(text)) == 1


def test_a_number_printed_by_the_program_is_always_believed():
    assert given_label("OP1").meanings[0].path == (1,)
    assert given_label("").meanings[0].style.numeral == "bullet"
    assert given_label("iv)").meanings[0].path == (4,)
