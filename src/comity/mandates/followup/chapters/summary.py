"""Figures and pictures: how far the mandates are carried out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from comity.ui import charts

from ... import words as names
from .. import counting
from ..paper import Block, Cell, Grid, Heading, Picture, Text, Words, plain
from ..speaking import Speaker

BARS_IN_A_PICTURE = 20
"""More do not fit a page."""


def summary(speaker: Speaker) -> list[Block]:
    content = speaker.content
    blocks: list[Block] = [Heading(1, plain(_("Summary")), "summary")]
    if not content.mandates:
        return [*blocks, Text(plain(_("There is no mandate in this report.")))]
    blocks += [Text((Words(_lead(speaker)),)), _figures(speaker)]
    by_addressee = [
        (Words(speaker.short(who)), counts) for who, counts in counting.by_addressee(content)
    ]
    blocks += _pictured(
        _("Assignments by addressee and state"), _("Addressee"), by_addressee, "who"
    )
    by_theme = [
        (speaker.brief(content.themes[code]), counts) for code, counts in counting.by_theme(content)
    ]
    blocks += _pictured(_("Assignments by theme and state"), _("Theme"), by_theme, "theme")
    return blocks


def _lead(speaker: Speaker) -> str:
    asked = counting.owed(speaker.content)
    done = counting.states(asked)["done"]
    return _(
        "%(mandates)s mandates were followed up, with %(asked)s assignments to %(addressees)s "
        "addressees. %(done)s assignments, or %(share)s, are reported as done."
    ) % {
        "mandates": speaker.number(len(speaker.content.mandates)),
        "asked": speaker.number(len(asked)),
        "addressees": speaker.number(len(counting.by_addressee(speaker.content))),
        "done": speaker.number(done),
        "share": speaker.share(done, len(asked)),
    }


def _figures(speaker: Speaker) -> Grid:
    content = speaker.content
    asked = counting.owed(content)
    states = counting.states(asked)
    rows = [
        (_("Mandates"), len(content.mandates)),
        (_("Assignments"), len(asked)),
        *((str(words), states[code]) for code, words in names.STATES.items() if states[code]),
        (_("Overdue"), counting.overdue(content)),
        (_("Reported in the period"), len(asked) - sum(map(len, counting.gaps(content).values()))),
    ]
    return Grid(
        _("In figures"),
        (Words(_("What")), Words(_("How many"))),
        tuple((_cell(name), _number(speaker.number(value))) for name, value in rows),
        (4, 1),
    )


def _pictured(
    title: str, head: str, rows: Sequence[tuple[Words, Counter[str]]], key: str
) -> Iterator[Block]:
    """Pictures of some twenty bars each to one scale, then all figures in a table."""
    if not rows:
        return
    longest = max(counts.total() for _name, counts in rows)
    for number in range(0, len(rows), BARS_IN_A_PICTURE):
        part = rows[number : number + BARS_IN_A_PICTURE]
        yield Picture(
            *(
                charts.bars(
                    [charts.Row(_label(name.text, beside), counts) for name, counts in part],
                    names.STATES,
                    key=f"{key}-{number}",
                    title=title,
                    beside=beside,
                    longest=longest,
                )
                for beside in (True, False)
            )
        )
    yield _table(title, head, rows)


def _label(name: str, beside: bool) -> str:
    """As long as there is room; the table under the picture has the whole name."""
    return Truncator(name).chars(28 if beside else 40)


def _table(title: str, head: str, rows: Sequence[tuple[Words, Counter[str]]]) -> Grid:
    used = [code for code in names.STATES if any(counts[code] for _name, counts in rows)]
    return Grid(
        title,
        (Words(head), *(Words(str(names.STATES[code])) for code in used), Words(_("All"))),
        tuple(
            (
                Cell((name,)),
                *(_number(str(counts[code])) for code in used),
                _number(str(counts.total())),
            )
            for name, counts in rows
        ),
        (4, *(2 for _code in used), 2),
    )


def _cell(text: str) -> Cell:
    return Cell((Words(text),))


def _number(text: str) -> Cell:
    return Cell((Words(text),), is_number=True)
