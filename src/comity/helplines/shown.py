"""Which line stands for a party where there is room for one."""

from __future__ import annotations

from datetime import date

from comity.parties.models import Party

from .models import Line


def first_line_of(party: Party, on: date) -> Line | None:
    """The one to print on a poster: the first that the party has confirmed; None, where none is.

    An unconfirmed line is not printed: paper cannot say later that nobody answers.
    """
    return Line.objects.of_party(party).confirmed(on).first()
