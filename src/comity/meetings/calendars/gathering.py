"""Meetings made into entries, in the language of the page; which meetings a calendar holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, tzinfo
from email.utils import parseaddr
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from comity.notices.letters import absolute
from comity.parties.dates import Precision
from comity.ui.days import moment_text
from comity.ui.locales import page_language
from comity.ui.said import Said, said

from ..models import Meeting, MeetingQuerySet
from .composing import Method, compose
from .entries import Attendee, Entry


def in_calendars(meetings: MeetingQuerySet) -> MeetingQuerySet:
    """Announced, and known to the day: a month is no date that a calendar could hold."""
    known = meetings.filter(precision=Precision.DAY, shared_at__isnull=False)
    return known.order_by("starts_on", "pk")


def calendar_of(meetings: MeetingQuerySet, name: str) -> bytes:
    """A calendar to subscribe to, of those of the meetings that a calendar can hold."""
    return write([entry_of(meeting) for meeting in in_calendars(meetings)], name)


def write(
    entries: list[Entry],
    name: str,
    method: Method = "PUBLISH",
    attendee: Attendee | None = None,
) -> bytes:
    shown, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return compose(
        entries,
        name=name,
        organizer=Attendee(shown or "Comity", address),
        site_zone=ZoneInfo(settings.TIME_ZONE),
        method=method,
        attendee=attendee,
    )


def entry_of(meeting: Meeting, link: str = "") -> Entry:
    """The meeting as anyone sees it who may read it; of a watched one what is said in passing.

    Args:
        link: Where to join on line, for whom it may be told.
    """
    language = page_language()
    url = absolute(meeting.get_absolute_url(), language)
    starts, ends = _span(meeting)
    return Entry(
        uid=uid_of(meeting),
        summary=_summary(meeting, language),
        starts=starts,
        ends=ends,
        sequence=meeting.sequence,
        changed_at=_changed_at(meeting),
        url=url,
        place=None if meeting.is_watched else said(meeting.place, language),
        words="\n\n".join([*_words(meeting, language, link), url]),
        is_cancelled=meeting.cancelled_at is not None,
    )


def uid_of(meeting: Meeting) -> str:
    """The same for ever, whatever is changed of the meeting."""
    return f"meeting-{meeting.pk}@{urlsplit(settings.ORIGIN).hostname}"


def _changed_at(meeting: Meeting) -> datetime:
    known = [at for at in (meeting.changed_at, meeting.shared_at, meeting.cancelled_at) if at]
    return max(known).astimezone(UTC) if known else datetime(2000, 1, 1, tzinfo=UTC)


def _summary(meeting: Meeting, language: str) -> Said:
    title = said(meeting.passing_title, language)
    if meeting.cancelled_at is None:
        return title
    words = _("Cancelled: %(title)s") % {"title": title.text}
    return Said(words, title.language, title.is_fallback)


def _words(meeting: Meeting, language: str, link: str) -> Iterator[str]:
    if meeting.is_watched:
        return
    if meeting.cancelled_at and (because := said(meeting.cancelled_because, language).text):
        yield because
    if about := said(meeting.about, language).text:
        yield about
    if meeting.opens_at and not isinstance(_span(meeting)[0], datetime):
        opens_at = moment_text(meeting.opens_at.astimezone(_zone(meeting)), language)
        yield _("Opens at %(moment)s.") % {"moment": opens_at}
    if meeting.modality:
        yield _("Modality: %(how)s.") % {"how": meeting.get_modality_display()}
    if link:
        yield _("Join on line: %(link)s") % {"link": link}


def _span(meeting: Meeting) -> tuple[date | datetime, date | datetime | None]:
    """Instants where both ends are known, or the beginning of a single day; else whole days."""
    opens_at, closes_at = meeting.opens_at, meeting.closes_at
    days = meeting.starts_on, meeting.ends_on or meeting.starts_on
    if opens_at is None:
        return days
    zone = _zone(meeting)
    if closes_at is not None and closes_at > opens_at:
        return opens_at.astimezone(zone), closes_at.astimezone(zone)
    return (opens_at.astimezone(zone), None) if days[0] == days[1] else days


def _zone(meeting: Meeting) -> tzinfo:
    """The meeting's own zone; Greenwich's where none that is known is named."""
    try:
        return ZoneInfo(meeting.time_zone) if meeting.time_zone else UTC
    except (KeyError, ValueError, OSError):
        return UTC
