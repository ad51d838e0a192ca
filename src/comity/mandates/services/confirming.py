"""What was said last time, to be confirmed or changed, field by field."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from ..models import Report
from ..words import TEXTS
from . import rules


def same_words(one: str, other: str) -> bool:
    """A browser breaks lines in its own way; that changes nothing said."""
    return one.split() == other.split()


def unchanged(report: Report, last: Report | None) -> list[str]:
    """The fields of words that say what the last accepted report said; empty ones say nothing."""
    if last is None:
        return []
    return [
        name
        for name in TEXTS
        if getattr(last, name).strip() and same_words(getattr(last, name), getattr(report, name))
    ]


def keep_confirmed(report: Report, last: Report | None, confirmed: Iterable[str]) -> None:
    """Note which unchanged fields the writer confirmed; what was changed since is no longer
    confirmed."""
    wanted = set(confirmed)
    report.confirmed = [name for name in unchanged(report, last) if name in wanted]


def require_confirmed(report: Report, last: Report | None) -> None:
    """Raises NotConfirmed, naming every field that is neither confirmed nor changed."""
    left = [name for name in unchanged(report, last) if name not in report.confirmed]
    if left:
        raise rules.NotConfirmed(
            _(
                "These fields still say what was said last time: %(fields)s. Confirm each of them "
                "as still so, or change it, then submit the report."
            )
            % {"fields": ", ".join(str(TEXTS[name]) for name in left)}
        )
