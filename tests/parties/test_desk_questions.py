"""My desk asks each room for what it has to say, and no row for itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import make

pytestmark = pytest.mark.django_db


def add_to_the_desk(who, body, party) -> None:
    """One more of what rooms show there: due, waiting, changed, coming."""
    soon = make.TODAY + timedelta(days=9)
    make.assignment(make.mandate(body=body, due_on=soon), party=party)
    theirs = make.assignment(make.mandate(body=body))
    make.report(theirs, state="submitted", offered_at=make.NOW)
    make.report(make.assignment(make.mandate(body=body)))
    make.reply(make.round_(body=body), owner=party)
    make.instrument(body=body, owner=party, adopted=False)
    make.agreement(make.instrument(body=body))
    make.position(make.drafting(make.instrument(body=body, adopted=False)))
    make.conclusions(make.meeting(body=body))
    make.convocation(make.meeting(body=body, starts_on=soon))
    make.measure(body=body, owner=party)
    make.document(body=body)


@pytest.mark.parametrize("leads", [True, False])
def test_the_desk_asks_as_many_questions_for_many_as_for_few(client, sign_in, leads):
    body = make.plenary()
    who = make.secretary(body) if leads else make.delegate(body=body)
    make.follow(who, body)
    party = who.seats.first().party
    sign_in(who)
    asked = []
    for many in (2, 4):
        for _ in range(many):
            add_to_the_desk(who, body, party)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(reverse("parties:desk"))
        assert answer.status_code == 200
        asked.append([query["sql"][:60] for query in queries])
    few, most = asked
    assert len(most) == len(few), set(most) - set(few)
