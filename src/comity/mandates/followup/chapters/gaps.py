"""What was not reported, by name."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ... import words as names
from .. import counting
from ..content import Asked
from ..paper import Block, Cell, Grid, Heading, Items, Text, Words, plain, strong
from ..speaking import Speaker


def gaps(speaker: Speaker) -> list[Block]:
    content = speaker.content
    meant = _(
        "What is named here has no report of the period that the readers of this report may "
        "read. A report under a narrower label is not shown, and not told apart from one that "
        "was never written."
    )
    blocks: list[Block] = [Heading(1, plain(_("Gaps")), "gaps"), Text(plain(meant))]
    found = counting.gaps(content)
    if not found and not content.silent:
        return [*blocks, Text(plain(_("There is no gap: every addressee reported.")))]
    if found:
        blocks.append(_table(speaker, found))
    if content.silent:
        blocks.append(Text(strong(_("Asked in the round, without a reply to read here:"))))
        blocks.append(Items(tuple((Words(speaker.name(key)),) for key in content.silent)))
    return blocks


def _table(speaker: Speaker, found: dict[str, list[tuple[int, Asked]]]) -> Grid:
    rows = tuple(
        (
            Cell((Words(speaker.name(who)),)),
            Cell((Words(", ".join(_numbers(rows))),)),
            Cell((Words(speaker.number(sum(one.is_overdue for _n, one in rows))),), is_number=True),
        )
        for who, rows in found.items()
    )
    return Grid(
        _("Mandates without a report, by number"),
        (Words(_("Addressee")), Words(_("Mandates")), Words(_("Overdue"))),
        rows,
        (3, 5, 2),
    )


def _numbers(rows: list[tuple[int, Asked]]) -> Iterator[str]:
    """``4``, ``7 (overdue)``, ``9 (reported earlier)``."""
    for number, one in rows:
        notes = [str(names.OVERDUE_WORD)] if one.is_overdue else []
        notes += [_("reported earlier")] if one.said else []
        yield f"{number} ({', '.join(notes)})" if notes else str(number)
