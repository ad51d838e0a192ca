"""What is said of every campaign by a code, and what its pages refuse, in each language of the
public: codes are few, so that a page speaks six languages though its words were written in one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TV, RADIO, EPISODE, POSTER, LEAFLET, CARD = (
    "tv", "radio", "episode", "poster", "leaflet", "card",
)  # fmt: skip
KINDS = {
    TV: _("TV spot"),
    RADIO: _("Radio spot"),
    EPISODE: _("Episode of a radio drama"),
    POSTER: _("Poster"),
    LEAFLET: _("Leaflet"),
}
PRINTED_HERE = {POSTER: _("Poster with the helpline"), CARD: _("Card with the helpline")}
"""What this site prints itself, of any campaign."""
AIRED = (TV, RADIO, EPISODE)
"""What stations send; the rest goes to printers."""
LICENCES = {
    "cc0": "CC0 1.0",
    "cc-by": "CC BY 4.0",
    "cc-by-sa": "CC BY-SA 4.0",
    "cc-by-nc": "CC BY-NC 4.0",
    "cc-by-nc-nd": "CC BY-NC-ND 4.0",
    "own": _("Only as the terms of use say"),
}
DEEDS = {
    "cc0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "cc-by": "https://creativecommons.org/licenses/by/4.0/",
    "cc-by-sa": "https://creativecommons.org/licenses/by-sa/4.0/",
    "cc-by-nc": "https://creativecommons.org/licenses/by-nc/4.0/",
    "cc-by-nc-nd": "https://creativecommons.org/licenses/by-nc-nd/4.0/",
}
ORIENTATION = _(
    "A drawing for orientation. Its borders, names and places take no position on the status of "
    "any country, territory or area, nor on where its borders run."
)
NOT_CONFIRMED = _(
    "%(party)s has no helpline that it has confirmed of late, so no poster is made for it: paper "
    "cannot say later that nobody answers. Come back once the line is confirmed."
)
BANDS = {
    "none": _("nothing reported"),
    "planned": _("fewer than 100"),
    "under_way": _("100 to 999"),
    "done": _("1,000 or more"),
}
"""Pieces handed out in a country, by the codes of the patterns of charts."""
