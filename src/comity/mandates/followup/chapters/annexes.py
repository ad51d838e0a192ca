"""Texts, addressees, and how the report was made."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ... import words as names
from ..paper import Block, Cell, Grid, Heading, Items, Text, Words, plain, strong
from ..speaking import Speaker

_SHOWN = ("none", "planned", "under_way", "done", "not_done")


def annexes(speaker: Speaker) -> list[Block]:
    blocks: list[Block] = [Heading(1, plain(_("Annexes")), "annexes")]
    if speaker.content.sources:
        blocks += [Heading(2, plain(_("Texts")), "texts"), _sources(speaker)]
    if speaker.content.addressees:
        blocks += [Heading(2, plain(_("Who was asked")), "asked"), _asked(speaker)]
    return [*blocks, Heading(2, plain(_("How this report was made")), "method"), *_method()]


def _sources(speaker: Speaker) -> Grid:
    rows = tuple(
        (
            Cell((Words(one.symbol or "–"),)),
            Cell((speaker.say(one.title),)),
            Cell((Words(speaker.day(one.adopted_on) or "–"),)),
        )
        for one in speaker.content.sources
    )
    head = (Words(_("Symbol")), Words(_("Title")), Words(_("Adopted on")))
    return Grid(_("Texts from which the mandates come"), head, rows, (2, 5, 2))


def _asked(speaker: Speaker) -> Items:
    return Items(tuple((Words(speaker.name(one.key)),) for one in speaker.content.addressees))


def _method() -> list[Block]:
    meanings = {
        "none": _("no accepted report that the readers of this report may read"),
        "planned": _("the addressee says that it is going to act"),
        "under_way": _("the addressee says that it has begun"),
        "done": _("the addressee says that what was asked is done"),
        "not_done": _("the addressee says that it has not acted, and why"),
    }
    written = _(
        "The report was written by machine from what the addressees reported and the secretariat "
        "accepted. No word in it was added or shortened, save the beginnings of texts in headings "
        "and tables. The state of an assignment is that of the latest accepted report on it."
    )
    overdue = _(
        "Overdue: the mandate is open, its date has passed, and the addressee has not reported "
        "it as done."
    )
    states = tuple((*strong(f"{names.STATES[code]}: "), *plain(meanings[code])) for code in _SHOWN)
    return [Text(plain(written)), Items(states), Text(plain(overdue))]
