"""Who may see what: the matrix of labels and readers."""

from __future__ import annotations

import itertools

import pytest

from comity.documents.models import Document
from comity.parties.access import ANYONE, Reader
from comity.parties.models import Seat
from comity.tlp import Label
from tests import make

pytestmark = pytest.mark.django_db

LABELS = ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]

# reader → the labels it reads, of a shared record, the observers' switch off
READS = {
    "anyone": {"CLEAR"},
    "a person without a seat": {"CLEAR"},
    "a person whose term ended yesterday": {"CLEAR"},
    "a member of another dialogue": {"CLEAR", "GREEN"},
    "an observer of the plenary": {"CLEAR", "GREEN"},
    "an observer of the body": {"CLEAR", "GREEN"},
    "a member of the plenary": {"CLEAR", "GREEN", "AMBER"},
    "a member of the body": {"CLEAR", "GREEN", "AMBER", "AMBER+STRICT"},
    "an associate of the body": {"CLEAR", "GREEN", "AMBER", "AMBER+STRICT"},
    "an observer of the plenary, member of the body": {"CLEAR", "GREEN", "AMBER+STRICT"},
    "the owner's seat elsewhere": {"CLEAR", "GREEN", "AMBER", "AMBER+STRICT"},
    "the secretariat": {"CLEAR", "GREEN", "AMBER", "AMBER+STRICT"},
    "the secretariat of another dialogue": {"CLEAR", "GREEN"},
    "a superuser": {"CLEAR"},
    "the author": {"CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"},
    "a named recipient": {"CLEAR", "GREEN", "RED"},
}
# what the switch adds
WITH_OBSERVERS = {
    "an observer of the plenary": {"AMBER"},
    "an observer of the body": {"AMBER", "AMBER+STRICT"},
    "an observer of the plenary, member of the body": {"AMBER"},
}


class World:
    """One body of one dialogue, its owner party, and one person of every sort."""

    def __init__(self) -> None:
        self.body = make.body()
        self.plenary = self.body.parent
        self.owner = make.party("Owner")
        elsewhere = make.plenary()
        self.persons = {
            "anyone": None,
            "a person without a seat": make.person(),
            "a person whose term ended yesterday": make.delegate(
                body=self.body, until=make.TODAY.replace(day=1)
            ),
            "a member of another dialogue": make.delegate(body=elsewhere),
            "an observer of the plenary": make.delegate(body=self.plenary, as_="observer"),
            "an observer of the body": make.delegate(body=self.body, as_="observer"),
            "a member of the plenary": make.delegate(body=self.plenary),
            "a member of the body": make.delegate(body=self.body),
            "an associate of the body": make.delegate(body=self.body, as_="associate"),
            "an observer of the plenary, member of the body": self.observer_and_member(),
            "the owner's seat elsewhere": make.delegate(of=self.owner, body=elsewhere),
            "the secretariat": make.secretary(self.body),
            "the secretariat of another dialogue": make.secretary(elsewhere),
            "a superuser": make.person(is_superuser=True),
            "the author": make.delegate(of=self.owner, body=self.body),
            "a named recipient": make.delegate(body=elsewhere),
        }

    def observer_and_member(self):
        party = make.party()
        make.membership(party, self.plenary, "observer")
        return make.delegate(of=party, body=self.body)

    def record(self, label: str, **fields) -> Document:
        made = make.document(
            label=label,
            body=self.body,
            owner=self.owner,
            author=self.persons["the author"],
            **fields,
        )
        made.recipients.add(self.persons["a named recipient"])
        return made

    def reads(self, who: str, record: Document) -> bool:
        reader = make.reader(self.persons[who]) if self.persons[who] else ANYONE
        return Document.objects.visible_to(reader).filter(pk=record.pk).exists()


@pytest.mark.parametrize("with_observers", [False, True])
def test_the_matrix_of_labels_and_readers(with_observers: bool):
    world = World()
    records = {label: world.record(label, with_observers=with_observers) for label in LABELS}
    for who, labels in READS.items():
        more = WITH_OBSERVERS.get(who, set()) if with_observers else set()
        found = {label for label, record in records.items() if world.reads(who, record)}
        assert found == labels | more, who


@pytest.mark.parametrize("label", [label for label in LABELS if label != "RED"])
def test_a_draft_is_read_by_the_owners_seats_in_that_dialogue_alone(label: str):
    world = World()
    draft = world.record(label, shared_at=None)
    readers = {who for who in READS if world.reads(who, draft)}
    assert readers == {"the author"}


def test_a_red_draft_is_read_by_its_author_alone():
    world = World()
    colleague = make.delegate(of=world.owner, body=world.body)
    draft = world.record("RED", shared_at=None)
    readers = {who for who in READS if world.reads(who, draft)}
    assert readers == {"the author"}
    assert not Document.objects.visible_to(make.reader(colleague)).exists()


def test_what_is_offered_is_read_by_the_secretariat_too():
    world = World()
    offered = world.record("CLEAR", shared_at=None, offered_at=make.NOW)
    readers = {who for who in READS if world.reads(who, offered)}
    assert readers == {"the author", "the secretariat"}


def test_what_was_offered_and_is_shared_follows_its_label_alone():
    world = World()
    make.presidency(make.party("Chair"), world.body.dialogue)
    chair = make.delegate(of=world.body.dialogue.presidencies.get().party, body=world.plenary)
    text = make.instrument(
        label="AMBER+STRICT", body=world.body, owner=world.owner, adopted=False,
        offered_at=make.NOW,
    )  # fmt: skip
    assert type(text).objects.visible_to(make.reader(chair)).exists()
    text.shared_at = make.NOW
    text.save()
    assert not type(text).objects.visible_to(make.reader(chair)).exists()


def test_a_seat_whose_party_left_the_body_gives_nothing():
    world = World()
    party = make.party()
    make.membership(party, world.body, until=make.TODAY.replace(day=1))
    person = make.delegate(of=party, body=world.body)
    world.record("GREEN")
    assert not Document.objects.visible_to(make.reader(person)).exists()


def test_the_rule_is_one_query(django_assert_num_queries):
    world = World()
    reader = make.reader(world.persons["a member of the body"])
    with django_assert_num_queries(1):
        list(Document.objects.visible_to(reader))


def test_of_the_secretariat_is_who_sits_there_while_the_party_is_the_secretariat():
    body = make.plenary()
    dialogue, member = body.dialogue, make.seat(body=body)
    held = make.secretary(body).seats.get()
    ended = make.secretary(body, make.party()).seats.get()
    ended.party.memberships.update(until=make.TODAY.replace(day=1))
    of_secretariat = Seat.objects.of_secretariat(dialogue, make.TODAY)
    assert list(of_secretariat) == [held]
    assert member not in of_secretariat
    assert not Seat.objects.of_secretariat(make.dialogue(), make.TODAY).exists()


def test_secretariat_and_presidency_lead_their_dialogue_and_no_other():
    body, other = make.plenary(), make.plenary()
    chair = make.seat(body=body)
    make.presidency(chair.party, body.dialogue)
    member = make.seat(body=body)
    leads = {
        person: make.reader(person).leads(body.dialogue_id)
        for person in (chair.person, make.secretary(body), member.person)
    }
    assert list(leads.values()) == [True, True, False]
    assert not make.reader(chair.person).leads(other.dialogue_id)


@pytest.mark.parametrize("label", LABELS)
def test_in_passing_a_watched_record_says_no_more_than_its_kind_and_label(label):
    record = make.document("Our act", symbol="OUR/1", label=label)
    is_watched = label in {"AMBER+STRICT", "RED"}
    assert record.is_watched is is_watched
    expected = (f"A document under TLP:{label}", "") if is_watched else ("Our act", "OUR/1")
    assert (str(record.passing_title), record.passing_symbol) == expected


def test_who_stands_for_a_circle_sees_what_each_of_its_persons_sees():
    world = World()
    elsewhere = make.plenary()
    bodies = [world.body, world.plenary, elsewhere]
    for made in itertools.product(LABELS, bodies, [False, True], [make.NOW, None]):
        fields = zip(["label", "body", "with_observers", "shared_at"], made, strict=True)
        make.document(owner=world.owner, **dict(fields))
    readers = {
        who: make.reader(person) if person else ANYONE for who, person in world.persons.items()
    }
    reads = {who: _keys(reader) for who, reader in readers.items()}
    given = Document.objects.exclude(shared_at=None).exclude(label="RED").select_related("body")
    for record in given:
        circle = Reader.in_circle(record.tlp, record.body, with_observers=record.with_observers)
        seen = _keys(circle)
        assert record.pk in seen
        for who in READS:
            assert record.pk not in reads[who] or seen <= reads[who] or who in BY_OFFICE, who


BY_OFFICE = {"the owner's seat elsewhere", "the author"}
"""Who may read a record without being of its circle: their party owns it."""


def _keys(reader: Reader) -> set[int]:
    return set(Document.objects.visible_to(reader).values_list("pk", flat=True))


def test_nobody_stands_for_the_recipients_of_red():
    with pytest.raises(ValueError, match="named recipients"):
        Reader.in_circle(Label.RED, make.plenary(), with_observers=False)
