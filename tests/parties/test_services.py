"""Inviting, taking and ending seats; widening and narrowing a circle."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail

from comity.parties import registry, services
from comity.parties.models import Entry, Invitation, Person, Seat
from comity.refusals import Conflict, Refusal
from comity.tlp import Label
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> Person:
    return make.delegate(is_administrator=True)


def invite(by: Person, **fields) -> Invitation:
    seat = by.seats.get()
    fields = {"email": "New@Example.org", "role": "officer", "language": "es"} | fields
    fields = {"body": seat.body, "at": make.NOW} | fields
    return services.invite(fields.pop("party", seat.party), by=by, **fields)


def token() -> str:
    return mail.outbox[-1].body.split("/invitation/")[1].split("/")[0]


def test_an_administrator_invites_and_the_person_takes_the_seat(administrator):
    invite(administrator)
    assert mail.outbox[-1].to == ["new@example.org"]
    invitation = services.find_invitation(token())
    seat = services.accept_invitation(
        invitation, name="New Person", password=make.PASSWORD, at=make.NOW
    )
    assert (seat.person.language, seat.role) == ("es", "officer")
    assert make.reader(seat.person).parties == {seat.party_id}
    assert [entry.act for entry in Entry.objects.all()] == ["seat.offered", "seat.taken"]


def test_the_database_alone_does_not_let_anyone_take_a_seat(administrator):
    invitation = invite(administrator)
    assert token() not in str(Invitation.objects.values().get())
    assert services.find_invitation(invitation.digest) is None


def test_only_an_administrator_invites(administrator):
    officer = make.seat(of=administrator.seats.get().party).person
    with pytest.raises(services.NotTheAdministrator, match="Only an administrator"):
        invite(officer, party=administrator.seats.get().party)


def test_a_party_is_invited_into_its_own_bodies_alone(administrator):
    with pytest.raises(services.NotAtTheTable, match="is not in"):
        invite(administrator, body=make.plenary())


def test_nobody_is_invited_twice_to_one_seat(administrator):
    first = invite(administrator)
    with pytest.raises(services.AlreadyInvited, match="Withdraw that invitation"):
        invite(administrator, email="new@example.org ", role="alternate")
    assert len(mail.outbox) == 1
    services.withdraw_invitation(first, by=administrator, at=make.NOW)
    second = invite(administrator)
    later = make.NOW + services.INVITATION_LASTS
    assert invite(administrator, at=later).expires_at > second.expires_at


@pytest.mark.parametrize("end", ["used", "withdrawn", "after two weeks"])
def test_an_invitation_ends(administrator, end):
    invitation, later = invite(administrator), make.NOW
    if end == "used":
        services.accept_invitation(invitation, name="N", password=make.PASSWORD, at=make.NOW)
    elif end == "withdrawn":
        services.withdraw_invitation(invitation, by=administrator, at=make.NOW)
    else:
        later += timedelta(days=14)
    with pytest.raises(services.InvitationOver, match="Ask the party's administrator"):
        services.accept_invitation(invitation, name="N", password=make.PASSWORD, at=later)


def test_a_known_person_keeps_name_and_password(administrator):
    known = make.person("Known", email="new@example.org", password=make.PASSWORD)
    invitation = invite(administrator)
    services.accept_invitation(invitation, name="", password="", at=make.NOW)
    known.refresh_from_db()
    assert known.name == "Known"
    assert known.check_password(make.PASSWORD)


def test_an_ended_seat_gives_nothing_the_same_day(administrator):
    seat = make.seat(of=administrator.seats.get().party, since=make.TODAY)
    services.end_seat(seat, by=administrator, at=make.NOW)
    assert not make.reader(seat.person).is_seated
    with pytest.raises(Conflict, match="already ended"):
        services.end_seat(seat, by=administrator, at=make.NOW)
    with pytest.raises(Conflict, match="already ended"):
        services.make_administrator(seat, by=administrator, at=make.NOW)


def test_a_party_keeps_one_administrator(administrator):
    with pytest.raises(services.LastAdministrator, match="Make another person administrator"):
        services.end_seat(administrator.seats.get(), by=administrator, at=make.NOW)
    other = make.seat(of=administrator.seats.get().party)
    services.make_administrator(other, by=administrator, at=make.NOW)
    services.end_seat(administrator.seats.get(), by=administrator, at=make.NOW)
    assert Seat.objects.current(make.TODAY).get().person == other.person


class TestCircle:
    @pytest.fixture
    def author(self) -> Person:
        return make.delegate()

    def record(self, author, **fields):
        seat = author.seats.get()
        return make.document(body=seat.body, owner=seat.party, author=author, **fields)

    def relabel(self, record, by, label, **fields):
        fields = {"with_observers": False, "at": make.NOW} | fields
        services.relabel(record, label=Label(label), by=by, **fields)
        record.refresh_from_db()

    def test_the_owner_narrows(self, author):
        record = self.record(author, label="GREEN")
        self.relabel(record, author, "AMBER")
        entry = Entry.objects.get()
        assert (record.label, entry.act) == ("AMBER", "label.narrowed")
        assert entry.facts["before"]["label"] == "GREEN"

    def test_nobody_else_does(self, author):
        record = self.record(author, label="GREEN")
        with pytest.raises(services.NotTheOwner, match="Only Party"):
            self.relabel(record, make.secretary(record.body), "AMBER")
        assert not Entry.objects.exists()

    def test_publication_takes_a_second_person(self, author):
        record = self.record(author, label="AMBER")
        with pytest.raises(services.SamePerson, match="ask another person"):
            self.relabel(record, author, "CLEAR")
        self.relabel(record, make.delegate(of=record.owner, body=record.body), "CLEAR")
        assert (record.label, Entry.objects.get().act) == ("CLEAR", "label.widened")

    def test_of_red_the_author_alone_decides(self, author):
        record = self.record(author, label="RED")
        colleague = make.delegate(of=record.owner, body=record.body)
        with pytest.raises(services.NotTheOwner):
            self.relabel(record, colleague, "AMBER")
        self.relabel(record, author, "RED", recipients=[colleague])
        assert list(record.recipients.all()) == [colleague]

    def test_a_seat_in_another_dialogue_decides_nothing_here(self, author):
        record = self.record(author, label="AMBER")
        elsewhere = make.delegate(of=record.owner)
        with pytest.raises(services.NotTheOwner):
            self.relabel(record, elsewhere, "GREEN")

    def test_who_left_the_owner_loses_what_was_red(self, author):
        record = self.record(author, label="RED")
        author.seats.update(until=make.TODAY.replace(day=1))
        make.seat(author, body=record.body)
        assert not type(record).objects.visible_to(make.reader(author)).exists()
        with pytest.raises(services.NotTheOwner):
            self.relabel(record, author, "GREEN")

    @pytest.mark.parametrize(
        ("label", "with_observers", "act"),
        [
            ("AMBER", True, "label.widened"),
            ("GREEN", False, "label.widened"),
            ("AMBER+STRICT", True, "label.narrowed"),
        ],
    )
    def test_the_ledger_says_which_way_the_circle_changed(self, author, label, with_observers, act):
        record = self.record(author, label="AMBER")
        self.relabel(record, author, label, with_observers=with_observers)
        assert Entry.objects.get().act == act

    def test_the_ledger_says_who_was_let_in(self, author):
        record = self.record(author, label="RED")
        friend = make.delegate(body=record.body)
        self.relabel(record, author, "RED", recipients=[friend])
        entry = Entry.objects.get()
        assert entry.act == "label.recipients_changed"
        assert entry.facts["after"]["recipients"] == [friend.pk]

    def test_what_an_office_must_read_is_not_kept_from_it(self, author, monkeypatch):
        record = self.record(author, label="AMBER")
        limit = registry.Limit(Label.CLEAR, True, "the secretariat reads it", Label.STRICT)
        monkeypatch.setattr(registry, "_limits", [(type(record), lambda _record: limit)])
        with pytest.raises(services.TooNarrow, match="Choose a wider circle"):
            self.relabel(record, author, "RED")

    @pytest.mark.parametrize("label", ["GREEN", "RED"])
    def test_where_one_label_alone_is_possible_the_refusal_names_it(
        self, author, label, monkeypatch
    ):
        record = self.record(author, label="AMBER")
        limit = registry.Limit(Label.AMBER, True, "its text is so", Label.AMBER)
        monkeypatch.setattr(registry, "_limits", [(type(record), lambda _record: limit)])
        with pytest.raises(Refusal, match="can only be TLP:AMBER: its text is so"):
            self.relabel(record, author, label)

    def test_what_hangs_on_a_record_follows_its_circle(self, author, monkeypatch):
        record, told = self.record(author, label="GREEN"), []
        follow = [(type(record), lambda it, by, at: told.append((it.label, by, at)))]
        monkeypatch.setattr(registry, "_followers", follow)
        self.relabel(record, author, "AMBER")
        assert told == [("AMBER", author, make.NOW)]

    def test_a_room_above_bounds_the_circle(self, author, monkeypatch):
        record = self.record(author, label="RED")
        limit = registry.Limit(Label.AMBER, False, "the item is for members only")
        monkeypatch.setattr(registry, "_limits", [(type(record), lambda _record: limit)])
        self.relabel(record, author, "AMBER")
        for label, with_observers in [("GREEN", False), ("AMBER", True)]:
            with pytest.raises(services.TooWide, match="the item is for members only"):
                self.relabel(record, author, label, with_observers=with_observers)
