"""Two language versions are put side by side, and no piece of either is dropped."""

from hypothesis import given
from hypothesis import strategies as st

from comity.clauses import Piece, read, suggest_alignment

ES = (
    "DECLARACIÓN\n\nACUERDAN:\n\n1. Crear una red.\n\n2. Solicitar un informe:\na) "
    "anual; y\nb) breve.\n\n3. Agradecer al anfitrión."
)
EN = (
    "DECLARATION\n\nAGREE TO:\n\n1. Establish a network.\n\n2. Request a report:\n(a) "
    "yearly; and\n(b) short.\n\n3. Thank the host."
)
EN_WITHOUT_2 = "DECLARATION\n\nAGREE TO:\n\n1. Establish a network.\n\n3. Thank the host."


def test_versions_of_the_same_form_align_one_to_one():
    first, other = read(ES).pieces, read(EN).pieces
    assert suggest_alignment(first, other) == [(n, n) for n in range(len(first))]


def test_what_a_version_lacks_stays_alone():
    first, other = read(ES).pieces, read(EN_WITHOUT_2).pieces
    assert suggest_alignment(first, other) == [
        (0, 0), (1, 1), (2, 2), (3, None), (4, None), (5, None), (6, 3),
    ]  # fmt: skip


def test_articles_align_across_languages():
    spanish = [Piece("clause", "Objeto", "Artículo 1"), Piece("clause", "Vigencia", "Artículo 2")]
    french = [Piece("clause", "Entrée en vigueur", "Article 2")]
    assert suggest_alignment(spanish, french) == [(0, None), (1, 0)]


PIECES = st.lists(
    st.builds(
        Piece,
        kind=st.sampled_from(["heading", "preamble", "clause", "paragraph"]),
        text=st.sampled_from(["", "a", "a longer text"]),
        number=st.sampled_from(["", "1.", "2.", "a)", "(i)", "Artículo 2", "x"]),
        depth=st.integers(1, 3),
    ),
    max_size=12,
)


@given(PIECES, PIECES)
def test_no_piece_is_dropped_and_the_order_is_kept(first, other):
    pairs = suggest_alignment(first, other)
    assert [a for a, _ in pairs if a is not None] == list(range(len(first)))
    assert [b for _, b in pairs if b is not None] == list(range(len(other)))
    assert (None, None) not in pairs
