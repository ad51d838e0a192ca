from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from comity.ui.days import day_machine, day_text, moment_text, range_text

NINTH = date(2009, 11, 9)
TWELFTH = date(2009, 11, 12)


@pytest.mark.parametrize(
    ("precision", "language", "words"),
    [
        ("day", "en", "9 November 2009"),
        ("day", "es", "9 de noviembre de 2009"),
        ("day", "fr", "9 novembre 2009"),
        ("month", "en", "November 2009"),
        ("month", "es", "noviembre de 2009"),
        ("month", "pt", "novembro de 2009"),
        ("year", "en", "2009"),
        ("year", "fr", "2009"),
    ],
)
def test_a_date_is_shown_no_more_exactly_than_it_is_known(precision, language, words):
    assert day_text(NINTH, precision, language) == words


@pytest.mark.parametrize(
    ("precision", "machine"), [("day", "2009-11-09"), ("month", "2009-11"), ("year", "2009")]
)
def test_machines_read_the_same_precision(precision, machine):
    assert day_machine(NINTH, precision) == machine


@pytest.mark.parametrize(
    ("ends", "precision", "language", "words"),
    [
        (TWELFTH, "day", "en", "9–12 Nov 2009"),
        (TWELFTH, "day", "es", "9–12 nov 2009"),
        (TWELFTH, "month", "en", "November 2009"),
        (date(2010, 2, 1), "month", "fr", "novembre 2009 – février 2010"),
        (date(2010, 2, 1), "year", "en", "2009–2010"),
        (NINTH, "day", "en", "9 November 2009"),
        (None, "day", "en", "9 November 2009"),
    ],
)
def test_a_range_says_each_part_once(ends, precision, language, words):
    assert range_text(NINTH, ends, precision, language).replace("\u2009", " ") == words


@pytest.mark.parametrize(("language", "words"), [("es", "GMT"), ("fr", "UTC")])
def test_greenwich_itself_is_no_distance_away(language, words):
    at = datetime(2010, 5, 21, 22, 40, tzinfo=UTC)
    assert moment_text(at, language).endswith(f"22:40 {words}")


def test_a_moment_says_how_far_from_greenwich_it_is():
    at = datetime(2010, 5, 21, 22, 40, tzinfo=UTC).astimezone(ZoneInfo("America/Costa_Rica"))
    assert moment_text(at, "en") == "21 May 2010, 16:40 GMT-06:00"
    assert moment_text(at.replace(tzinfo=None), "es") == "21 may 2010, 16:40"
