"""The facts as HTML: a pure function, remembered.

Readers to whom exactly the same is shown share one painting, and nobody else can come by it,
because what is shown *is* the key.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from comity.meetings.models import AgendaItem

from .facts import Facts

PAINTINGS = 512
"""How many are remembered in one process."""


@dataclass(frozen=True)
class Painting:
    html: str
    etag: str


@lru_cache(maxsize=PAINTINGS)
def painted(facts: Facts) -> Painting:
    with translation.override(facts.language):
        page = asdict(facts) | {"modes": AgendaItem.Mode.choices, "summary": summary_of(facts)}
        html = render_to_string("proceedings/part.html", page).strip()
    digest = hashlib.sha256(html.encode()).hexdigest()[:20]
    return Painting(html, f'"{facts.edition}-{digest}"')


def summary_of(facts: Facts) -> str:
    """What is said aloud when the page has changed."""
    if facts.is_over:
        return _("The sitting is over.")
    if facts.is_hidden:
        return _("The item in course is not open to you.")
    if not facts.item:
        return _("No item is in course.")
    parts = [facts.item, facts.mode_words]
    if facts.speaking:
        parts.append(_("%(party)s has the floor.") % {"party": facts.speaking.name})
    return " · ".join(parts)
