"""Good practices, as the addressees tell them in their reports."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .. import counting
from ..paper import Block, Heading, Text, Words, plain
from ..speaking import Speaker


def practices(speaker: Speaker) -> list[Block]:
    blocks: list[Block] = [Heading(1, plain(_("Good practices")), "practices")]
    for number, mandate in counting.numbered(speaker.content):
        for one in mandate.asked:
            if one.said and one.said.best_practice:
                who = _("%(addressee)s, on mandate %(number)s: ") % {
                    "addressee": speaker.name(one.addressee),
                    "number": number,
                }
                said = speaker.quote(one.said.best_practice, one.said.language)
                blocks.append(Text((Words(who, is_bold=True), said)))
    if len(blocks) == 1:
        blocks.append(Text(plain(_("No report in it names a good practice."))))
    return blocks
