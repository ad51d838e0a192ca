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
