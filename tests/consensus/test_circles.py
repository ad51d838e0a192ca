"""The circle of a text in drafting: it carries what is said on it, and never widens that later."""

from __future__ import annotations

import pytest

from comity.consensus.models import Drafting
from comity.instruments.models import Instrument
from comity.parties.services import TooNarrow, TooWide, relabel
from comity.tlp import Label
from tests import make
from tests.consensus.drafted import Table

pytestmark = pytest.mark.django_db


def owner(table: Table) -> object:
    return make.seat(of=table.text.owner, body=table.text.body).person


def change(table: Table, label: Label, with_observers: bool = False) -> None:
    by = owner(table)
    relabel(table.text, label=label, with_observers=with_observers, by=by, at=make.NOW)


def test_a_text_in_drafting_is_not_published():
    with pytest.raises(TooWide):
        change(Table(mode="open"), Label.CLEAR)


def test_a_text_in_drafting_is_not_kept_to_names():
    with pytest.raises(TooNarrow):
        change(Table(mode="open"), Label.RED)


@pytest.mark.parametrize(("label", "observers"), [(Label.GREEN, False), (Label.AMBER, True)])
def test_what_members_draft_by_themselves_is_not_opened_to_others(label: Label, observers: bool):
    with pytest.raises(TooWide):
        change(Table(mode="members_only"), label, observers)


def test_a_narrowed_text_takes_its_drafting_and_positions_along():
    table = Table(mode="open")
    made = table.proposal()
    change(table, Label.STRICT)
    drafting = Drafting.objects.get()
    assert (drafting.label, drafting.mode) == ("AMBER+STRICT", "members_only")
    made.position.refresh_from_db()
    assert made.position.label == "AMBER+STRICT"


def test_a_text_that_is_widened_once_adopted_leaves_its_drafting_where_it_was():
    table = Table()
    made = table.proposal()
    Instrument.objects.update(adopted_at=make.NOW)
    change(table, Label.CLEAR)
    assert Drafting.objects.get().label == "AMBER"
    made.position.refresh_from_db()
    assert made.position.label == "AMBER"


def test_a_position_has_the_circle_of_its_text():
    table = Table()
    position = table.proposal().position
    position.shared_at = make.NOW
    position.save()
    with pytest.raises(TooWide):
        relabel(
            position, label=Label.GREEN, with_observers=False, by=table.belize.person, at=make.NOW
        )
