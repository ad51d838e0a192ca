"""The agenda as a tree: who moves what where, two at once, and modes that go down."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.meetings import tree
from comity.meetings.models import AgendaItem
from comity.meetings.rules import (
    AgendaChanged,
    AgendaNotEmpty,
    AgendaTooDeep,
    ItemHasParts,
    NotTheChair,
    PartOfItself,
    WiderThanItsParent,
)
from comity.meetings.services import (
    add_document_to_item,
    add_item,
    begin_with,
    change_item,
    move_item,
    place_item,
    remove_item,
    switch_mode,
)
from comity.parties.ledger import name_of
from comity.parties.models import Entry
from comity.parties.services import TooWide, relabel
from comity.refusals import Refusal
from comity.tlp import Label
from tests import make
from tests.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return make.meeting(
        label="AMBER", with_observers=True, starts_on=date(2027, 3, 16),
        ends_on=date(2027, 3, 17), time_zone="America/Guatemala",
    )  # fmt: skip


@pytest.fixture
def chair(meeting):
    return make.secretary(meeting.body)


@pytest.fixture
def agenda(meeting, chair):
    """``agenda("1 1.1 1.2 2")``: items by their numbers; 1.2 is part of 1."""

    def made(numbers, **modes):
        items = {}
        for number in numbers.split():
            parent = items.get(number.rpartition(".")[0])
            mode = modes.get("n" + number.replace(".", "_"), parent.mode if parent else "open")
            items[number] = add_item(
                meeting, title=make.said("An item"), number=number, parent=parent, mode=mode,
                by=chair, at=NOW,
            )  # fmt: skip
        return items

    return made


def order(meeting):
    """``1(1.1 1.2) 2`` as it is stored, and the positions without a gap."""
    items = list(meeting.items.order_by("position"))
    assert [item.position for item in items] == list(range(1, len(items) + 1))
    numbers = {item.pk: item.number for item in items}
    drawn = tree.tree_of((item.pk, item.parent_id) for item in items)
    assert [key for key, _parent, _level in tree.walk(drawn)] == [item.pk for item in items]

    def draw(of):
        return " ".join(
            f"{numbers[key]}({draw(key)})" if drawn.get(key) else numbers[key] for key in drawn[of]
        )

    return draw(None)


def stamp(meeting):
    meeting.refresh_from_db()
    return meeting.agenda_stamp


def step(item, way, by):
    move_item(item, way=way, shown=stamp(item.meeting), by=by, at=NOW)


def modes(items):
    return " ".join(AgendaItem.objects.get(pk=item.pk).mode for item in items.values())


def switch(item, mode, by, **how):
    item.refresh_from_db()
    switch_mode(item, mode=mode, shown=item.mode, by=by, at=NOW, **how)


def test_a_part_comes_last_in_its_item_and_before_the_next(agenda, meeting):
    agenda("1 2 1.1 1.2 1.1.1")
    assert order(meeting) == "1(1.1(1.1.1) 1.2) 2"


@pytest.mark.parametrize(
    ("number", "way", "after"),
    [
        ("2", "up", "2 1(1.1 1.2)"),
        ("1", "down", "2 1(1.1 1.2)"),
        ("2", "in", "1(1.1 1.2 2)"),
        ("1.1", "out", "1(1.2) 1.1 2"),
        ("1.1", "up", "1(1.1 1.2) 2"),
    ],
)
def test_an_item_moves_one_step_with_its_parts(agenda, meeting, chair, number, way, after):
    items = agenda("1 1.1 1.2 2")
    step(items[number], way, chair)
    assert order(meeting) == after


def test_a_move_is_one_entry_and_a_step_that_changes_nothing_none(agenda, meeting, chair):
    items = agenda("1 1.1 2")
    begun = Entry.objects.count()
    step(items["1"], "up", chair)
    step(items["2"], "in", chair)
    entry = Entry.objects.get(number=begun + 1)
    assert Entry.objects.count() == begun + 1
    assert entry.act == "agendaitem.moved"
    assert entry.facts == {"meeting": meeting.pk, "parent": items["1"].pk, "position": 3}


MOVES = st.lists(
    st.one_of(
        st.tuples(st.integers(0, 5), st.sampled_from(tree.WAYS)),
        st.tuples(st.integers(0, 5), st.integers(0, 6), st.integers(0, 6)),
    ),
    max_size=12,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(MOVES)
def test_any_moves_keep_the_items_each_once_three_deep_and_no_wider_than_theirs(
    meeting, chair, agenda, moves
):
    for item in meeting.items.order_by("-position"):
        item.delete()
    items = list(agenda("1 2 2.1 3 3.1 3.1.1", n2="observers", n3="members_only").values())
    for key, *move in moves:
        try:
            if len(move) == 1:
                step(items[key], move[0], chair)
            else:
                parent, before = ([*items, None][at] for at in move)
                place_item(
                    items[key], parent=parent, before=before, shown=stamp(meeting), by=chair, at=NOW
                )
        except Refusal:
            pass
    found = AgendaItem.objects.filter(meeting=meeting).select_related("parent__parent__parent")
    order(meeting)
    assert {item.pk for item in found} == {item.pk for item in items}
    for item in found:
        assert not (item.parent and item.parent.parent and item.parent.parent.parent)
        assert not item.parent or not AgendaItem.Mode(item.mode).is_wider_than(item.parent.mode)


def test_the_second_of_two_who_move_at_once_is_told_what_happened(agenda, meeting, chair):
    items = agenda("1 2 3")
    seen = stamp(meeting)
    colleague = make.secretary(meeting.body)
    move_item(items["3"], way="up", shown=seen, by=colleague, at=NOW)
    with pytest.raises(AgendaChanged, match=f"{colleague.name} moved item 3 meanwhile") as refused:
        move_item(items["1"], way="down", shown=seen, by=chair, at=NOW)
    assert refused.value.status == 409
    assert order(meeting) == "1 3 2"


def test_what_happened_names_no_item_that_the_person_may_not_read(agenda, meeting, chair):
    items = agenda("1 2")
    seen = stamp(meeting)
    colleague = make.secretary(meeting.body)
    step(items["2"], "up", colleague)
    AgendaItem.objects.filter(pk=items["2"].pk).update(label="RED")
    with pytest.raises(AgendaChanged, match=f"^{colleague.name} changed the agenda meanwhile"):
        move_item(items["1"], way="down", shown=seen, by=chair, at=NOW)


def test_adding_and_removing_are_changes_of_the_order_too(agenda, meeting, chair):
    items = agenda("1 2")
    seen = stamp(meeting)
    remove_item(items["2"], by=chair, at=NOW)
    with pytest.raises(AgendaChanged, match="changed the agenda"):
        move_item(items["1"], way="up", shown=seen, by=chair, at=NOW)
    assert stamp(meeting) == seen + 1


def test_an_agenda_has_three_levels(agenda, chair):
    items = agenda("1 1.1 1.1.1 2 2.1")
    meeting, third = items["1"].meeting, items["1.1.1"]
    with pytest.raises(AgendaTooDeep, match="three levels"):
        add_item(meeting, title=make.said("x"), parent=third, by=chair, at=NOW)
    shown = stamp(meeting)
    with pytest.raises(AgendaTooDeep, match=r"Item 2 An item, or a part of it"):
        place_item(items["2"], parent=items["1.1"], shown=shown, by=chair, at=NOW)
    assert items["1"].meeting.items.count() == 5


def test_an_item_is_no_part_of_its_own_part(agenda, meeting, chair):
    items = agenda("1 1.1")
    with pytest.raises(PartOfItself, match="cannot become part of itself"):
        place_item(items["1"], parent=items["1.1"], shown=stamp(meeting), by=chair, at=NOW)


def test_an_item_is_dropped_before_another_or_last(agenda, meeting, chair):
    items = agenda("1 1.1 2 3")
    for number, parent, before, after in [
        ("3", "1", "1.1", "1(3 1.1) 2"),
        ("2", "1", None, "1(3 1.1 2)"),
        ("3", None, None, "1(1.1 2) 3"),
        ("3", None, "3", "1(1.1 2) 3"),
    ]:
        place_item(
            items[number], parent=items.get(parent), before=items.get(before),
            shown=stamp(meeting), by=chair, at=NOW,
        )  # fmt: skip
        assert order(meeting) == after


def test_an_item_with_parts_stays(agenda, meeting, chair):
    items = agenda("1 1.1")
    with pytest.raises(ItemHasParts, match="Move or remove them first"):
        remove_item(items["1"], by=chair, at=NOW)
    remove_item(items["1.1"], by=chair, at=NOW)
    remove_item(items["1"], by=chair, at=NOW)
    assert not meeting.items.exists()


def test_only_who_chairs_places(agenda, meeting):
    items = agenda("1 2")
    member = make.seat(body=meeting.body).person
    with pytest.raises(NotTheChair):
        place_item(items["2"], parent=items["1"], shown=stamp(meeting), by=member, at=NOW)


@pytest.mark.parametrize(
    ("before", "to", "with_parts", "after"),
    [
        # Closing goes down: no part is wider than its item.
        ("open open", "members_only", False, "members_only members_only"),
        ("open open", "observers", False, "observers observers"),
        ("open observers", "members_only", False, "members_only members_only"),
        ("open members_only", "observers", False, "observers members_only"),
        # Opening goes down only where that is said.
        ("members_only members_only", "open", False, "open members_only"),
        ("members_only members_only", "open", True, "open open"),
        ("observers members_only", "open", True, "open open"),
        ("open members_only", "open", True, "open open"),
    ],
)
def test_what_a_switch_does_to_the_parts(agenda, chair, before, to, with_parts, after):
    whole, part = before.split()
    items = agenda("1 1.1", n1=whole, n1_1=part)
    switch(items["1"], to, chair, with_parts=with_parts)
    assert modes(items) == after


def test_closing_reaches_the_third_level_and_its_documents_with_an_entry_each(agenda, chair):
    items = agenda("1 1.1 1.1.1 2")
    document = make.document(body=items["1"].body, label="AMBER", with_observers=True)
    add_document_to_item(items["1.1.1"], document, by=chair, at=NOW)
    begun = Entry.objects.count()
    switch(items["1"], "members_only", chair)
    assert modes(items) == "members_only members_only members_only open"
    document.refresh_from_db()
    assert not document.with_observers
    written = Entry.objects.filter(number__gt=begun).order_by("number")
    assert [(entry.act, entry.thing) for entry in written] == [
        ("agendaitem.mode_switched", name_of(items["1"])),
        ("label.followed", name_of(items["1.1"])),
        ("label.followed", name_of(items["1.1.1"])),
        ("label.followed", name_of(document)),
    ]
    assert written[1].facts["before"]["mode"] == "open"
    assert written[1].facts["after"]["mode"] == "members_only"


def test_a_part_is_not_opened_wider_than_its_item(agenda, meeting, chair):
    items = agenda("1 1.1", n1="members_only")
    with pytest.raises(WiderThanItsParent, match="Switch that item first"):
        switch(items["1.1"], "observers", chair)
    with pytest.raises(WiderThanItsParent, match="Switch that item first"):
        add_item(meeting, title=make.said("x"), parent=items["1"], by=chair, at=NOW)
    assert modes(items) == "members_only members_only"


def test_what_is_put_into_a_closed_item_closes_with_its_parts_and_documents(agenda, meeting, chair):
    items = agenda("1 2 2.1", n1="members_only")
    document = make.document(body=meeting.body, label="GREEN", with_observers=True)
    add_document_to_item(items["2.1"], document, by=chair, at=NOW)
    place_item(items["2"], parent=items["1"], shown=stamp(meeting), by=chair, at=NOW)
    document.refresh_from_db()
    assert modes(items) == "members_only members_only members_only"
    assert (document.label, document.with_observers) == ("AMBER", False)
    step(items["2"], "out", chair)
    assert modes(items) == "members_only members_only members_only"


def test_a_switch_of_the_item_does_not_open_a_part_that_its_owner_closed(agenda, chair):
    items = agenda("1 1.1", n1="observers")
    owner = make.seat(of=items["1"].owner, body=items["1"].body).person
    relabel(items["1.1"], label=Label.AMBER, with_observers=False, by=owner, at=NOW)
    switch(items["1"], "open", chair)
    items["1.1"].refresh_from_db()
    assert not items["1.1"].with_observers


def test_a_part_is_narrowed_with_its_item_and_not_wider_than_it(agenda):
    items = agenda("1 1.1 1.1.1")
    owner = make.seat(of=items["1"].owner, body=items["1"].body).person
    relabel(items["1"], label=Label.STRICT, with_observers=False, by=owner, at=NOW)
    found = AgendaItem.objects.filter(parent__isnull=False)
    assert set(found.values_list("label", "with_observers")) == {("AMBER+STRICT", False)}
    with pytest.raises(TooWide, match="as narrow"):
        relabel(found[0], label=Label.AMBER, with_observers=False, by=owner, at=NOW)


def test_a_part_of_a_red_item_is_read_by_the_same_persons(agenda, meeting, chair):
    items = agenda("1")
    named = make.seat(body=meeting.body).person
    AgendaItem.objects.filter(pk=items["1"].pk).update(label="RED", author=chair)
    items["1"].recipients.add(named)
    part = add_item(meeting, title=make.said("x"), parent=items["1"], by=chair, at=NOW)
    part.refresh_from_db()
    assert part.label == "RED"
    assert list(part.recipients.all()) == [named]


def test_who_may_not_read_a_part_does_not_open_it(agenda, meeting, chair):
    items = agenda("1 1.1", n1="members_only")
    AgendaItem.objects.filter(pk=items["1.1"].pk).update(label="RED", author=make.person())
    switch(items["1"], "open", chair, with_parts=True)
    assert modes(items) == "open members_only"


def test_an_agenda_begins_with_that_of_an_earlier_meeting(agenda, meeting, chair):
    items = agenda("1 1.1 2", n1="members_only")
    lead = make.party()
    change_item(
        items["1"], starts=datetime(2027, 3, 17, 9, 30), minutes=45, lead=lead, by=chair, at=NOW
    )
    items["2"].documents.add(make.document(body=meeting.body))
    later = make.meeting(
        body=meeting.body, owner=meeting.owner, label="AMBER", shared_at=None, author=chair,
        starts_on=date(2027, 9, 1), ends_on=date(2027, 9, 2), time_zone="America/Belize",
    )  # fmt: skip
    assert begin_with(later, meeting, by=chair, at=NOW) == 3
    assert order(later) == "1(1.1) 2"
    first = later.items.get(number="1")
    assert (first.mode, first.minutes, first.lead) == ("members_only", 45, lead)
    assert first.starts_at.isoformat() == "2027-09-02T15:30:00+00:00"  # 09:30 in Belize
    assert not first.with_observers
    assert not first.is_shared
    assert not any(item.documents.exists() for item in later.items.all())
    with pytest.raises(AgendaNotEmpty, match="has an agenda already"):
        begin_with(later, meeting, by=chair, at=NOW)


def test_an_agenda_begins_only_with_what_the_person_reads(agenda, meeting, chair):
    items = agenda("1 2 2.1")
    AgendaItem.objects.filter(pk=items["2"].pk).update(label="RED", author=make.person())
    later = make.meeting(body=meeting.body, label="AMBER")
    assert begin_with(later, meeting, by=chair, at=NOW) == 2
    assert order(later) == "1 2.1"


def test_a_time_for_which_the_new_meeting_is_too_short_is_left_out(agenda, meeting, chair):
    items = agenda("1 2")
    for number, day in (("1", 16), ("2", 17)):
        starts = datetime(2027, 3, day, 9, 30)
        change_item(items[number], starts=starts, by=chair, at=NOW)
    later = make.meeting(
        body=meeting.body, label="AMBER", starts_on=date(2027, 9, 1), time_zone="America/Belize"
    )
    begin_with(later, meeting, by=chair, at=NOW)
    first, second = later.items.order_by("position")
    assert first.starts_at == datetime(2027, 9, 1, 15, 30, tzinfo=UTC)
    assert second.starts_at is None
