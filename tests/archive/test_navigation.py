"""What a site's pages have in common is left out; no sentence of an article ever is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.archive import Raw, Register, read_pages
from comity.archive.navigation import begin_and_end, common_lines

MENU = ("Who we are", "Who we areThe office serves 90 States.", "Structure", "Structure",
        "- Departments", "- Offices", "Our work", "- Data and research")  # fmt: skip
NONE = Register()


def article(*lines: str, menu: tuple[str, ...] = MENU) -> tuple[str, ...]:
    return (*menu, *lines)


def read(*pages: tuple[str, ...]):
    return read_pages([Raw(f"{at}.txt", lines) for at, lines in enumerate(pages)], NONE)


def test_the_menu_of_a_site_is_left_out_of_every_page():
    first, second = read(
        article("A meeting in Belize", "Twelve States met."),
        article("A campaign begins", "It has one number to call."),
    )
    assert (first.title, first.paragraphs) == ("A meeting in Belize", ("Twelve States met.",))
    assert second.title == "A campaign begins"
    assert first.left_out == MENU


def test_one_page_alone_shows_its_menu_by_its_looks():
    (page,) = read(article("A meeting in Belize", "Twelve States met."))
    assert (page.title, page.paragraphs) == ("A meeting in Belize", ("Twelve States met.",))


def test_two_versions_of_one_note_keep_the_words_they_share():
    (one, two) = read(
        ("A meeting in Belize", "Twelve States met.", "They agreed."),
        ("A meeting in Belize", "Twelve States met.", "They agreed on a plan."),
    )
    assert one.paragraphs == ("Twelve States met.", "They agreed.")
    assert two.paragraphs == ("Twelve States met.", "They agreed on a plan.")


def test_a_contact_that_all_notes_end_with_stays_and_the_foot_of_the_site_goes():
    foot = ("Contact: Ana Ruiz, ana@example.org", "Legal notice", "Site map")
    pages = read(
        article("A meeting", "Twelve States met.", *foot),
        article("A campaign", "It begins today.", *foot),
    )
    for page in pages:
        assert page.paragraphs[-1] == "Contact: Ana Ruiz, ana@example.org"
        assert "Site map" in page.left_out


@pytest.mark.parametrize("again", [2, 30])
def test_the_same_page_again_and_again_is_no_menu(again):
    pages = read(*[("A meeting", "Twelve States met.")] * again)
    assert all(page.paragraphs == ("Twelve States met.",) for page in pages)
    assert [page.same_as for page in pages] == ["", *["0.txt"] * (again - 1)]


labels = st.text("abc ", min_size=3, max_size=12).map(lambda words: f"Menu {words.strip()}")
said = st.text("abcdefg ", min_size=5, max_size=40).map(lambda words: f"It says {words.strip()} x.")


@given(
    st.lists(labels, min_size=2, max_size=8),
    st.lists(st.lists(said, min_size=1, max_size=6), min_size=3, max_size=6, unique_by=tuple),
)
def test_no_sentence_of_any_article_is_lost(menu, articles):
    pages = read(
        *[(*menu, "- The end of it", f"Title {at}", *words) for at, words in enumerate(articles)]
    )
    for page, words in zip(pages, articles, strict=True):
        assert " ".join(page.paragraphs) == " ".join(" ".join(one.split()) for one in words)


def test_a_list_inside_an_article_is_no_menu():
    lines = ("A meeting in Belize", "Twelve States met on:", "- Borders", "- Data", "They agreed.")
    (page,) = read(article(*lines))
    assert (page.title, page.paragraphs) == (lines[0], lines[1:])


def test_what_most_pages_have_is_common_and_what_one_has_is_not():
    pages = [("a", "b"), ("a", "c"), ("a", "d")]
    assert common_lines(pages) == {"a"}
    assert begin_and_end(("a", "b"), frozenset({"a"})) == (1, 2)


@pytest.mark.parametrize(
    "lines",
    [
        ("The Conference", "The Conference met in Belize, and agreed."),
        ("Belize", "Belize, 5 May: twelve States met."),
        ("Note 1", "Note 12 was not the last of them."),
    ],
)
@pytest.mark.parametrize("menu", [MENU, ()])
def test_a_paragraph_that_begins_with_the_words_of_its_title_is_no_label(lines, menu):
    (page,) = read(article(*lines, menu=menu))
    assert (page.title, page.paragraphs) == (lines[0], lines[1:])


def test_a_title_that_a_crawler_wrote_twice_is_no_label():
    (page,) = read(("A meeting", "A meeting", "Twelve States met in Belize."))
    assert (page.title, page.paragraphs) == ("A meeting", ("Twelve States met in Belize.",))
