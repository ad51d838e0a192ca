"""Dates in words, known to the day, the month or the year. Pure.

Archives often know only the month or the year of a meeting; a date is then stored as
the first day of it, and shown no more exactly than it is known.
"""

from datetime import date, datetime

from babel.dates import format_date, format_interval, format_skeleton, get_timezone_gmt

from comity.ui.locales import locale_of

_SKELETON = {"day": "yMMMd", "month": "yMMMM", "year": "y"}
_MACHINE = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}


def day_text(on: date, precision: str = "day", language: str = "en") -> str:
    """``9 November 2009``, ``November 2009`` or ``2009`` in the words of ``language``."""
    if precision == "day":
        return format_date(on, "long", locale=locale_of(language))
    return format_skeleton(_SKELETON[precision], on, locale=locale_of(language))


def day_machine(on: date, precision: str = "day") -> str:
    """The same for a ``datetime`` attribute: ``2009-11-09``, ``2009-11`` or ``2009``."""
    return on.strftime(_MACHINE[precision])


def range_text(
    starts: date, ends: date | None, precision: str = "day", language: str = "en"
) -> str:
    """``9–12 Nov 2009``; one date where both ends read the same or the end is not known."""
    if ends is None or day_machine(starts, precision) == day_machine(ends, precision):
        return day_text(starts, precision, language)
    return format_interval(starts, ends, _SKELETON[precision], locale=locale_of(language))


def moment_text(at: datetime, language: str = "en") -> str:
    """``9 Nov 2009, 14:32 GMT-06:00``, in the time zone that ``at`` carries.

    The zone is told by its distance from Greenwich: readers sit in many of them.
    """
    locale = locale_of(language)
    words = f"{format_skeleton('yMMMd', at, locale=locale)}, {at:%H:%M}"
    return words if at.tzinfo is None else f"{words} {from_greenwich(at, language)}"


def from_greenwich(at: datetime, language: str = "en") -> str:
    """``GMT-06:00``, and ``GMT`` at Greenwich itself; French says ``UTC``."""
    return get_timezone_gmt(at, locale=locale_of(language)).removesuffix("+00:00")
