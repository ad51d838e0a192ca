from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from comity.meetings.models import Meeting
from comity.meetings.rules import DatesDoNotFit, ItemHasDocuments, NotTheChair
from comity.meetings.services import (
    add_document_to_item,
    add_item,
    announce,
    change_item,
    change_meeting,
    hand_in,
    move_item,
    open_meeting,
    remove_document_from_item,
    remove_item,
)
from comity.parties.dates import PartialDate
from comity.parties.models import Entry
from comity.parties.services import SamePerson
from comity.refusals import Conflict
from tests import make
from tests.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return make.plenary()


@pytest.fixture
def secretary(body):
    return make.secretary(body)


def opened(secretary, body, **changes):
    fields = {
        "title": make.said("XIV Conference"),
        "body": body,
        "owner": secretary.seats.get().party,
        "bodies": [body],
        "starts": PartialDate.read("2009-11-09"),
        "label": "AMBER",
    }
    return open_meeting(**fields | changes, by=secretary, at=NOW)


def acts():
    return list(Entry.objects.values_list("act", flat=True))


def test_a_meeting_is_prepared_and_read_by_its_preparers_only(secretary, body):
    meeting = opened(secretary, body)
    member = make.seat(body=body).person
    assert meeting.slug == "xiv-conference-2009"
    assert not Meeting.objects.visible_to(make.reader(member)).exists()
    assert Meeting.objects.visible_to(make.reader(secretary)).exists()
    assert acts() == ["meeting.opened"]


def test_two_meetings_of_one_name_have_two_addresses(secretary, body):
    slugs = {opened(secretary, body).slug for _meeting in range(3)}
    assert slugs == {"xiv-conference-2009", "xiv-conference-2009-2", "xiv-conference-2009-3"}


def test_of_two_who_open_one_meeting_in_one_instant_the_slower_gets_the_next_address(
    secretary, body, blind_to_names
):
    opened(secretary, body)
    blind_to_names()
    assert opened(secretary, body).slug == "xiv-conference-2009-2"
    assert acts() == ["meeting.opened", "meeting.opened"]


@pytest.mark.parametrize(
    ("starts", "ends", "kept"),
    [
        ("2009-11-09", None, (date(2009, 11, 9), None, "day")),
        ("2009-11-09", "2009-11-12", (date(2009, 11, 9), date(2009, 11, 12), "day")),
        ("2016-12", None, (date(2016, 12, 1), date(2016, 12, 31), "month")),
        ("2016", None, (date(2016, 1, 1), date(2016, 12, 31), "year")),
        ("2016", "2017", (date(2016, 1, 1), date(2017, 12, 31), "year")),
    ],
)
def test_dates_are_kept_as_exactly_as_they_are_known(secretary, body, starts, ends, kept):
    meeting = opened(
        secretary, body, starts=PartialDate.read(starts), ends=ends and PartialDate.read(ends)
    )
    meeting.refresh_from_db()
    assert (meeting.starts_on, meeting.ends_on, meeting.precision) == kept


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        ("2016-12-05", "2016-12-04", "before it begins"),
        ("2017", "2016", "before it begins"),
        ("2016-12-05", "2016-12", "not equally exact"),
    ],
)
def test_dates_that_do_not_fit_are_refused(secretary, body, starts, ends, words):
    with pytest.raises(DatesDoNotFit, match=words):
        opened(secretary, body, starts=PartialDate.read(starts), ends=PartialDate.read(ends))
    assert not Meeting.objects.exists()


def test_members_do_not_prepare_meetings(body):
    member = make.seat(body=body).person
    with pytest.raises(NotTheChair):
        opened(member, body)


def test_the_presidency_prepares_meetings_of_a_dialogue_without_secretariat(body):
    member = make.seat(body=body).person
    make.presidency(member.seats.get().party, body.dialogue)
    assert opened(member, body).owner == member.seats.get().party


def test_what_changes_is_named_and_its_words_are_not(secretary, body):
    meeting = opened(secretary, body)
    change_meeting(
        meeting, title=make.said("Fourteenth"), number="XIV", bodies=[body],
        starts=PartialDate.read("2009"), by=secretary, at=NOW,
    )  # fmt: skip
    meeting.refresh_from_db()
    assert meeting.precision == "year"
    assert meeting.slug == "xiv-conference-2009"
    changed = ["ends_on", "number", "precision", "starts_on", "title"]
    assert Entry.objects.last().facts == {"fields": changed}


def test_what_was_public_is_kept_in_its_words_when_it_changes(secretary, body):
    meeting = make.meeting("Thirteenth", body=body, label="CLEAR", starts_on=date(2009, 11, 9))
    change_meeting(
        meeting, title=make.said("Fourteenth"), bodies=[body],
        starts=PartialDate.read("2009-11-10"), by=secretary, at=NOW,
    )  # fmt: skip
    facts = Entry.objects.get(act="meeting.moved").facts
    assert facts["before"]["title"] == {"en": "Thirteenth"}
    assert facts["after"]["title"] == {"en": "Fourteenth"}
    assert facts["before"]["starts_on"] == "2009-11-09"
    assert facts["after"]["starts_on"] == "2009-11-10"


def test_the_address_of_a_watched_meeting_does_not_say_its_title(secretary, body):
    meeting = opened(secretary, body, label="AMBER+STRICT")
    assert meeting.slug == "meeting-2009"


def test_a_narrow_meeting_is_announced_by_one_person_with_its_agenda(secretary, body):
    meeting = opened(secretary, body)
    item = add_item(meeting, title=make.said("Refuge"), by=secretary, at=NOW)
    assert not item.is_shared
    assert announce(meeting, by=secretary, at=NOW)
    item.refresh_from_db()
    assert item.shared_at == NOW
    with pytest.raises(Conflict):
        announce(meeting, by=secretary, at=NOW)


def test_a_public_meeting_passes_two_persons(secretary, body):
    meeting = opened(secretary, body, label="CLEAR")
    item = add_item(meeting, title=make.said("Refuge"), by=secretary, at=NOW)
    assert not announce(meeting, by=secretary, at=NOW)
    with pytest.raises(SamePerson):
        announce(meeting, by=secretary, at=NOW)
    item.refresh_from_db()
    assert not item.is_shared
    assert announce(meeting, by=make.secretary(body), at=NOW)
    assert Meeting.objects.visible_to(make.reader(None)).exists()


def test_items_move_and_keep_their_order(secretary, body):
    meeting = opened(secretary, body)
    first, second, third = (
        add_item(meeting, title=make.said(word), number=word, by=secretary, at=NOW)
        for word in ("1", "2", "3")
    )
    for item, way in ((third, "up"), (first, "up"), (second, "down")):
        meeting.refresh_from_db()
        move_item(item, way=way, shown=meeting.agenda_stamp, by=secretary, at=NOW)
    assert [item.number for item in meeting.items.order_by("position")] == ["1", "3", "2"]


def test_an_item_is_renamed(secretary, body):
    item = add_item(opened(secretary, body), title=make.said("Refuge"), by=secretary, at=NOW)
    change_item(item, title=make.said("Asylum"), number="4", by=secretary, at=NOW)
    item.refresh_from_db()
    assert str(item) == "4 Asylum"


def test_an_item_with_documents_stays(secretary, body):
    meeting = opened(secretary, body)
    item = add_item(meeting, title=make.said("Refuge"), by=secretary, at=NOW)
    document = make.document(body=body, label="AMBER")
    add_document_to_item(item, document, by=secretary, at=NOW)
    with pytest.raises(Conflict, match="already"):
        add_document_to_item(item, document, by=secretary, at=NOW)
    with pytest.raises(ItemHasDocuments, match="Remove them"):
        remove_item(item, by=secretary, at=NOW)
    remove_document_from_item(item, document, by=secretary, at=NOW)
    remove_item(item, by=secretary, at=NOW)
    assert not meeting.items.exists()
    assert acts()[-1] == "agendaitem.removed"


def test_a_document_handed_in_takes_the_circle_of_its_item(secretary, body):
    meeting = opened(secretary, body)
    item = add_item(meeting, title=make.said("Refuge"), mode="members_only", by=secretary, at=NOW)
    document = hand_in(
        item, title=make.said("Paper"), symbol="CRM/1",
        files={"en": SimpleUploadedFile("a.txt", b"Words.")}, by=secretary, at=NOW,
    )  # fmt: skip
    assert document.label == "AMBER"
    assert not document.with_observers
    assert not document.is_shared
    assert list(item.documents.all()) == [document]


def test_members_do_not_touch_the_agenda(secretary, body):
    item = add_item(opened(secretary, body), title=make.said("Refuge"), by=secretary, at=NOW)
    member = make.seat(body=body).person
    for act in (
        lambda: add_item(item.meeting, title=make.said("x"), by=member, at=NOW),
        lambda: change_item(item, title=make.said("x"), by=member, at=NOW),
        lambda: move_item(item, way="up", shown=1, by=member, at=NOW),
        lambda: remove_item(item, by=member, at=NOW),
        lambda: announce(item.meeting, by=member, at=NOW),
    ):
        with pytest.raises(NotTheChair):
            act()


def test_who_wrote_the_agenda_of_a_public_meeting_does_not_publish_it(secretary, body):
    meeting = opened(secretary, body, label="CLEAR")
    colleague = make.secretary(body)
    announce(meeting, by=secretary, at=NOW)
    add_item(meeting, title=make.said("Refuge"), by=colleague, at=NOW)
    with pytest.raises(SamePerson):
        announce(meeting, by=colleague, at=NOW)
    assert announce(meeting, by=make.secretary(body), at=NOW)
