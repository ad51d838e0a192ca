"""Dates as exactly as they are known."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.parties.dates import PartialDate


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("2016-2", date(2016, 2, 1), date(2016, 2, 29)),
        (" 2016-12-05 ", date(2016, 12, 5), date(2016, 12, 5)),
    ],
)
def test_a_date_stands_for_its_first_and_last_day(words, first, last):
    read = PartialDate.read(words)
    assert (read.first, read.last) == (first, last)


@pytest.mark.parametrize(
    "words",
    ["", "16", "2016-13", "2016-00", "2015-02-29", "5.12.2016", "2016-12-05x", "0000", "2016-12-0"],
)
def test_what_is_no_date_is_refused(words):
    with pytest.raises(ValueError, match=r"is not a date that exists\. Write 2016"):
        PartialDate.read(words)


@given(st.dates(), st.sampled_from([4, 7, 10]))
def test_what_is_written_is_read_again(day, length):
    words = day.isoformat()[:length]
    assert str(PartialDate.read(words)) == words
