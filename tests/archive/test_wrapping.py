"""Hard wraps are mended and broken mark-up goes; nothing else changes."""

from __future__ import annotations

import pytest

from comity.archive.wrapping import is_wrapped, mended, without_markup

WRAPPED = [
    "Officials of the member States meet", "this week in the city and speak of",
    "migration and of development.", "The campaign has spots, a drama for the",
    "radio and posters, said the director", "William Swing on Monday in the",
    "city.",
]  # fmt: skip


def test_lines_become_paragraphs_where_a_sentence_ends_at_their_end():
    assert is_wrapped(WRAPPED)
    assert mended(WRAPPED) == [
        "Officials of the member States meet this week in the city and speak of migration and of "
        "development.",
        "The campaign has spots, a drama for the radio and posters, said the director William "
        "Swing on Monday in the city.",
    ]


def test_lines_that_happen_to_go_on_with_capitals_and_figures_are_mended():
    lines = [
        "Belize, 9 July 2009 - Seven countries took part: Belize, Costa Rica, El",
        "Salvador, Guatemala, Honduras and Panama. It was held by the",
        "Organization of American States (IOM), and it heard of 120 of 300",
        "cases, or 45 per cent of all of them.",
        "",
        "Contact: Ana Ruiz",
    ]
    assert mended(lines) == [" ".join(lines[:4]), lines[5]]


def test_a_list_of_titles_is_no_wrapped_text():
    lines = [f"Report {n} on the follow-up of the decisions of the Conference" for n in range(6)]
    assert mended(lines) == lines


def test_an_empty_line_ends_a_paragraph_wherever_it_is():
    assert mended([*WRAPPED[:2], "", *WRAPPED[3:]])[0].endswith("and speak of")


def test_lines_that_are_paragraphs_stay_what_they_are():
    lines = ["One paragraph of a page.", "Another one of it.", "A third, longer than the others."]
    assert not is_wrapped(lines)
    assert mended(lines) == lines


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ('"paragraph-link" href= "mailto:a@example.org">a@example.org', "a@example.org"),
        ('the site "http://example.org/" target="_blank" title= "">http://example.org/',
         "the site http://example.org/"),
        ('E-mail : "mailto:b@example.org">b@example.org', "E-mail : b@example.org"),
        ("r&eacute;gion <b>du</b> Sud", "région du Sud"),
        ('He said "we agree" and left.', 'He said "we agree" and left.'),
        ("3 < 5 and 7 > 2", "3 < 5 and 7 > 2"),
    ],
)  # fmt: skip
def test_only_what_was_mark_up_goes(broken, words):
    assert without_markup(broken) == words
