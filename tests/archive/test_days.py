"""When a page was published: what it says, or unknown."""

from __future__ import annotations

import pytest

from comity.archive.days import published_on


@pytest.mark.parametrize(
    ("published", "head", "dateline", "day"),
    [
        ("2009-07-09T10:00:00Z", [], "", "2009-07-09"),
        ("", ["Published: 9 July 2009"], "", "2009-07-09"),
        ("", ["Publié le 9 juillet 2009"], "", "2009-07-09"),
        ("", ["Fecha de publicación: 9 de julio de 2009"], "", "2009-07-09"),
        ("", ["Publicado em 9 de março de 2016"], "", "2016-03-09"),
        ("", ["Gepubliceerd op 9 maart 2016"], "", "2016-03-09"),
        ("", ["09/07/2009"], "", None),
        ("", ["09/27/2009"], "", "2009-09-27"),
        ("", ["27/09/2009"], "", "2009-09-27"),
        ("", ["July 9, 2009"], "", "2009-07-09"),
        ("", [], "Guatemala, 9 July 2009", "2009-07-09"),
        ("", [], "Guatemala", None),
        ("", ["Officials met on 9 July 2009 in Guatemala."], "", None),
        ("", ["Published: 31 February 2009"], "", None),
        ("", ["The next meeting is in 2017."], "", None),
    ],
)
def test_a_date_is_said_and_never_guessed(published, head, dateline, day):
    """``09/07/2009`` is a day in July or in September: nobody knows."""
    assert published_on(published, head, dateline) == day
