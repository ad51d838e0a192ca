"""What one cell says, and how it is painted."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.mandates.cells import IN_COURSE, STATES, STATUSES, Cell, Painter, cell_of

ACCEPTED = st.none() | st.tuples(st.integers(1, 99), st.just("accepted"), st.sampled_from(STATUSES))
COURSE = st.none() | st.tuples(
    st.integers(1, 99), st.sampled_from(IN_COURSE), st.sampled_from(["", *STATUSES])
)


@pytest.mark.parametrize(
    ("course", "accepted", "state", "report"),
    [
        (None, None, "none", None),
        ((1, "draft", ""), None, "draft", 1),
        (None, (1, "accepted", "planned"), "planned", 1),
        ((2, "submitted", "done"), (1, "accepted", "planned"), "submitted", 2),
        ((2, "returned", "done"), (1, "accepted", "under_way"), "returned", 2),
    ],
)
def test_what_is_in_course_comes_first_then_the_latest_accepted(course, accepted, state, report):
    assert cell_of(7, course, accepted, is_late=False) == Cell(7, state, False, report)


@given(COURSE, ACCEPTED, st.booleans())
def test_a_cell_is_one_of_the_states_and_links_to_a_report_it_was_given(course, accepted, is_late):
    cell = cell_of(7, course, accepted, is_late=is_late)
    assert cell.state in STATES
    assert (cell.report is None) == (course is None and accepted is None)
    assert cell.report in {None, *(report[0] for report in (course, accepted) if report)}


@given(COURSE, ACCEPTED)
def test_only_an_accepted_report_that_says_done_ends_being_overdue(course, accepted):
    is_done = accepted is not None and accepted[2] == "done"
    assert cell_of(7, course, accepted, is_late=True).is_overdue == (not is_done)
    assert not cell_of(7, course, accepted, is_late=False).is_overdue


class Reader(HTMLParser):
    """Start tags with their attributes, and the words between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words += data


def painter() -> Painter:
    words = {state: f"<{state}>" for state in STATES}
    return Painter(words, "late & gone", "/en/reports/0/", "/en/assignments/0/")


def test_a_cell_links_to_its_report_or_else_to_its_assignment():
    assert 'href="/en/reports/5/"' in painter().cell("MX", Cell(9, "done", False, 5))
    assert 'href="/en/assignments/9/"' in painter().cell("MX", Cell(9, "none", False, None))


def test_who_is_not_asked_has_an_empty_cell():
    assert painter().cell("MX", None) == "<td>"


def test_overdue_is_said_in_words_too():
    html = Reader(painter().cell("MX", Cell(9, "none", True, None)))
    assert html.words == "<none>, late & gone"
    assert html.tags[1][1]["class"] == "s none late"


@given(st.text(min_size=1), st.sampled_from(STATES), st.booleans(), st.none() | st.integers(1))
def test_no_name_breaks_out_of_its_cell(name, state, is_overdue, report):
    cell = Cell(3, state, is_overdue, report)
    html = painter().cell(name, cell)
    read = Reader(html)
    assert [tag for tag, _attrs in read.tags] == ["td", "a", "span"][: 3 if is_overdue else 2]
    assert re.search(r'href="[^"<>]+/(\d+)/"', html).group(1) == str(report or 3)
