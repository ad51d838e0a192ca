"""Visibility follows the agenda: what a mode opens and closes, at once, for all under the item."""

import pytest

from comity.documents.models import Document
from comity.meetings.models import AgendaItem
from comity.meetings.rules import ModeWasSwitched, NotTheChair, TooWideForItem
from comity.meetings.services import add_document_to_item, add_item, switch_mode
from comity.parties.models import Entry
from comity.parties.services import TooWide, relabel
from comity.tlp import Label
from tests import make
from tests.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    return make.agenda_item("Refuge", label="AMBER", with_observers=True)


@pytest.fixture
def chair(item):
    return make.secretary(item.body)


def under(item, label="AMBER", **fields):
    document = make.document(
        body=item.body, owner=item.owner, label=label, **{"with_observers": True} | fields
    )
    item.documents.add(document)
    return document


def switch(item, mode, by, shown=None):
    switch_mode(item, mode=mode, shown=shown or item.mode, by=by, at=NOW)
    item.refresh_from_db()


def observer_reads(thing):
    seat = make.seat(body=thing.body, as_="observer")
    return type(thing).objects.visible_to(make.reader(seat.person)).filter(pk=thing.pk).exists()


def test_members_only_closes_the_item_and_everything_under_it(item, chair):
    document = under(item)
    rendition = make.rendition(document)
    assert observer_reads(document)
    switch(item, "members_only", chair)
    assert not observer_reads(document)
    assert not observer_reads(item)
    observer = make.seat(body=item.body, as_="observer").person
    assert not type(rendition).objects.visible_to(make.reader(observer)).exists()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("CLEAR", "AMBER"),
        ("GREEN", "AMBER"),
        ("AMBER", "AMBER"),
        ("AMBER+STRICT", "AMBER+STRICT"),
        ("RED", "RED"),
    ],
)
def test_members_only_narrows_what_is_wider_than_amber(item, chair, before, after):
    document = under(item, before)
    switch(item, "members_only", chair)
    document.refresh_from_db()
    assert document.label == after
    assert not document.with_observers


@pytest.mark.parametrize("mode", ["open", "observers"])
def test_switching_back_lets_observers_in_and_widens_no_label(item, chair, mode):
    document = under(item, "GREEN")
    switch(item, "members_only", chair)
    switch(item, mode, chair)
    document.refresh_from_db()
    assert document.label == "AMBER"
    assert document.with_observers
    assert observer_reads(document)


def test_a_document_under_two_items_stays_closed_while_one_is_members_only(item, chair):
    document = under(item)
    other = make.agenda_item(meeting=item.meeting, label="AMBER")
    other.documents.add(document)
    switch(item, "members_only", chair)
    switch(other, "observers", chair)
    document.refresh_from_db()
    assert not document.with_observers


def test_one_switch_is_one_entry_that_says_what_changed(item, chair):
    documents = [under(item, "GREEN"), under(item)]
    switch(item, "members_only", chair)
    entry = Entry.objects.get()
    assert entry.act == "agendaitem.mode_switched"
    assert entry.facts["before"]["mode"] == "open"
    assert entry.facts["after"]["mode"] == "members_only"
    assert [row["key"] for row in entry.facts["documents"]] == [one.pk for one in documents]
    assert [row["before"] for row in entry.facts["documents"]] == ["GREEN", "AMBER"]


def test_two_chairs_who_switch_at_once_do_not_undo_each_other(item, chair):
    document = under(item)
    switch(item, "members_only", chair)
    with pytest.raises(ModeWasSwitched, match="meanwhile switched to “members only”"):
        switch_mode(item, mode="observers", shown="open", by=chair, at=NOW)
    document.refresh_from_db()
    assert not document.with_observers


def test_only_secretariat_and_presidency_switch(item):
    member = make.seat(body=item.body).person
    with pytest.raises(NotTheChair, match="by its secretariat and its presidency"):
        switch(item, "members_only", member)
    item.refresh_from_db()
    assert item.mode == "open"
    make.presidency(member.seats.get().party, item.body.dialogue)
    switch(item, "members_only", member)
    assert item.mode == "members_only"


def test_under_a_members_only_item_nothing_wider_than_amber_is_put(item, chair):
    switch(item, "members_only", chair)
    document = make.document("Public act", body=item.body)
    with pytest.raises(TooWideForItem, match="Public act is TLP:CLEAR"):
        add_document_to_item(item, document, by=chair, at=NOW)
    assert not item.documents.exists()


def test_a_document_takes_the_mode_of_the_item_it_is_put_under(item, chair):
    open_, closed = make.document(label="AMBER"), make.document(label="AMBER", with_observers=True)
    add_document_to_item(item, open_, by=chair, at=NOW)
    switch(item, "members_only", chair)
    add_document_to_item(item, closed, by=chair, at=NOW)
    assert not Document.objects.filter(with_observers=True).exists()


@pytest.mark.parametrize(("label", "with_observers"), [("GREEN", False), ("AMBER", True)])
def test_what_lies_under_a_members_only_item_is_not_widened_elsewhere(
    item, chair, label, with_observers
):
    owner = make.seat(of=item.owner, body=item.body).person
    document = under(item)
    switch(item, "members_only", chair)
    for record in (document, item):
        with pytest.raises(TooWide, match="members only"):
            relabel(record, label=Label(label), with_observers=with_observers, by=owner, at=NOW)


def test_a_new_item_is_born_in_its_mode(item, chair):
    item.meeting.label = "CLEAR"
    item.meeting.save()
    made = add_item(item.meeting, title=make.said("Asylum"), mode="members_only", by=chair, at=NOW)
    assert made.label == "AMBER"
    assert not made.with_observers
    assert not AgendaItem.objects.visible_to(make.reader(None)).filter(pk=made.pk).exists()
