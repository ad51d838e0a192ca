"""Who is told when a text is circulated and when a party publishes its position. Decides
nothing."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from comity.instruments.notices import focal_points, reads, secretaries
from comity.notices.services import tell
from comity.parties.dates import day_of
from comity.parties.models import Person

from .models import Drafting, Position


def circulated(drafting: Drafting, *, by: Person, at: datetime) -> None:
    """The focal points of the dialogue, as far as they read the text: their position is asked
    for."""
    text = drafting.instrument
    dialogue = text.body.dialogue
    for person in focal_points(dialogue, day_of(at)).exclude(pk=by.pk):
        if reads(person, text, day_of(at)):
            tell(
                person,
                subject=lambda: (
                    _("“%(text)s” is circulated for drafting") % {"text": text.passing_title}
                ),
                template="consensus/mail/circulated.txt",
                context={"text": text, "drafting": drafting},
                url=drafting.get_absolute_url,
                reason=lambda: (
                    _("You receive this because you are a focal point in %(dialogue)s.")
                    % {"dialogue": dialogue}
                ),
            )


def published(position: Position, *, by: Person, at: datetime) -> None:
    """The secretariat, which prepares the room's decisions."""
    text = position.drafting.instrument
    for person in secretaries(text.body.dialogue, day_of(at)).exclude(pk=by.pk):
        tell(
            person,
            subject=lambda: (
                _("%(party)s has published its position on “%(text)s”")
                % {"party": position.owner, "text": text.passing_title}
            ),
            template="consensus/mail/published.txt",
            context={"text": text, "position": position},
            url=position.get_absolute_url,
            kind="news",
            reason=lambda: _("You receive this because you sit in the secretariat."),
        )
