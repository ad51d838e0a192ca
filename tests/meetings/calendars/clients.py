"""What a calendar program sees of bytes that this site sent."""

from __future__ import annotations

from typing import Any

from icalendar import Calendar


def read(answer: Any) -> Calendar:
    content = answer if isinstance(answer, bytes) else answer.content
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    calendar = Calendar.from_ical(content)
    assert not [error for part in calendar.walk() for error in part.errors]
    return calendar


def titles(answer: Any) -> list[str]:
    return sorted(str(event["SUMMARY"]) for event in read(answer).events)
