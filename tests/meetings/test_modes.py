"""Visibility follows the agenda: what a mode opens and closes, at once, for all under the item."""

import pytest

from comity.documents.models import Document
from comity.meetings.models import AgendaItem
from comity.meetings.rules import ModeWasSwitched, NotTheChair, TooWideForItem
from comity.meetings.services import (
    add_document_to_item,
    add_item,
    announce,
    hand_in,
    remove_document_from_item,
    switch_mode,
)
from comity.parties.ledger import name_of
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


def test_a_switch_is_an_entry_of_its_own_for_the_item_and_for_each_document_it_changes(item, chair):
    documents = [under(item, "GREEN"), under(item)]
    unchanged = under(item, with_observers=False)
    switch(item, "members_only", chair)
    switched, *followed = Entry.objects.order_by("number")
    assert switched.act == "agendaitem.mode_switched"
    assert switched.facts["before"]["mode"] == "open"
    assert switched.facts["after"]["mode"] == "members_only"
    assert {entry.act for entry in followed} == {"label.followed"}
    assert [entry.thing for entry in followed] == [name_of(one) for one in documents]
    assert [entry.owner_id for entry in followed] == [one.owner_id for one in documents]
    assert [entry.facts["before"]["label"] for entry in followed] == ["GREEN", "AMBER"]
    assert {entry.facts["after"]["label"] for entry in followed} == {"AMBER"}
    assert name_of(unchanged) not in {entry.thing for entry in followed}


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


def has_observers(document):
    return Document.objects.get(pk=document.pk).with_observers


def test_the_chair_opens_no_foreign_document_to_observers(item, chair):
    foreign = make.document(body=item.body, label="AMBER")
    add_document_to_item(item, foreign, by=chair, at=NOW)
    assert not has_observers(foreign)
    for mode in ("members_only", "open", "observers"):
        switch(item, mode, chair)
        assert not has_observers(foreign)
    remove_document_from_item(item, foreign, by=chair, at=NOW)
    assert not has_observers(foreign)


def test_a_document_that_was_open_to_observers_is_so_again_with_its_item(item, chair):
    foreign = make.document(body=item.body, label="AMBER", with_observers=True)
    add_document_to_item(item, foreign, by=chair, at=NOW)
    switch(item, "members_only", chair)
    assert not has_observers(foreign)
    switch(item, "open", chair)
    assert has_observers(foreign)


def test_under_two_closed_items_the_last_that_opens_lets_observers_in(item, chair):
    foreign = under(item)
    other = make.agenda_item(meeting=item.meeting, label="AMBER", with_observers=True)
    other.documents.add(foreign)
    switch(item, "members_only", chair)
    switch(other, "members_only", chair)
    switch(item, "open", chair)
    assert not has_observers(foreign)
    switch(other, "open", chair)
    assert has_observers(foreign)


def test_the_owner_who_chairs_opens_the_own_document_with_the_item(item):
    seat = make.seat(body=item.body)
    make.presidency(seat.party, item.body.dialogue)
    own = make.document(body=item.body, owner=seat.party, label="AMBER")
    add_document_to_item(item, own, by=seat.person, at=NOW)
    assert has_observers(own)


def test_a_document_of_the_secretariat_follows_whoever_chairs(item, chair):
    seat = make.seat(body=item.body)
    make.presidency(seat.party, item.body.dialogue)
    paper = make.document(body=item.body, owner=chair.seats.get().party, label="AMBER")
    add_document_to_item(item, paper, by=seat.person, at=NOW)
    assert has_observers(paper)


def test_what_was_handed_in_under_a_closed_item_opens_with_it_whoever_switches(item, chair):
    seat = make.seat(body=item.body)
    make.presidency(seat.party, item.body.dialogue)
    switch(item, "members_only", chair)
    paper = hand_in(item, title=make.said("Paper"), symbol="", files={}, by=seat.person, at=NOW)
    assert not has_observers(paper)
    switch(item, "observers", chair)
    assert has_observers(paper)


def test_what_the_owner_decides_replaces_what_an_item_would_give_back(item, chair):
    owner = make.seat(of=item.owner, body=item.body).person
    document = under(item)
    switch(item, "members_only", chair)
    relabel(document, label=Label.STRICT, with_observers=False, by=owner, at=NOW)
    switch(item, "open", chair)
    assert not has_observers(document)


def test_a_document_taken_off_a_closed_item_stays_closed_for_good(item, chair):
    document = under(item)
    switch(item, "members_only", chair)
    remove_document_from_item(item, document, by=chair, at=NOW)
    switch(item, "open", chair)
    add_document_to_item(item, document, by=chair, at=NOW)
    assert not has_observers(document)


def test_an_item_is_read_by_nobody_who_may_not_read_its_meeting():
    meeting = make.meeting(label="RED")
    item = make.agenda_item(meeting=meeting)
    member = make.seat(body=item.body).person
    assert not AgendaItem.objects.visible_to(make.reader(member)).exists()
    meeting.recipients.add(member)
    assert AgendaItem.objects.visible_to(make.reader(member)).exists()


@pytest.mark.parametrize(
    ("before", "after"),
    [("CLEAR", "AMBER+STRICT"), ("AMBER+STRICT", "AMBER+STRICT"), ("RED", "RED")],
)
def test_a_meeting_that_is_narrowed_narrows_its_items(before, after):
    item = make.agenda_item(label=before)
    owner = make.seat(of=item.meeting.owner, body=item.body).person
    relabel(item.meeting, label=Label.STRICT, with_observers=False, by=owner, at=NOW)
    item.refresh_from_db()
    assert item.label == after
    followed = Entry.objects.filter(act="label.followed", thing=name_of(item))
    assert followed.count() == (before != after)


def test_a_meeting_that_becomes_red_keeps_its_items_for_its_recipients():
    item = make.agenda_item(label="AMBER")
    owner = make.seat(of=item.meeting.owner, body=item.body).person
    item.meeting.author = owner
    item.meeting.save()
    named = make.seat(body=item.body).person
    relabel(
        item.meeting, label=Label.RED, with_observers=False, recipients=[named], by=owner, at=NOW
    )
    other = make.seat(body=item.body).person
    assert AgendaItem.objects.visible_to(make.reader(named)).exists()
    assert not AgendaItem.objects.visible_to(make.reader(other)).exists()


def test_what_is_announced_with_its_meeting_is_in_the_ledger(chair):
    meeting = make.meeting(
        body=chair.seats.get().body, owner=chair.seats.get().party, label="AMBER", shared_at=None
    )
    item = add_item(meeting, title=make.said("Asylum"), by=chair, at=NOW)
    announce(meeting, by=chair, at=NOW)
    entry = Entry.objects.get(act="label.followed")
    assert entry.thing == name_of(item)
    assert entry.facts["before"]["shared_at"] is None
    assert entry.facts["after"]["shared_at"] == NOW.isoformat()
