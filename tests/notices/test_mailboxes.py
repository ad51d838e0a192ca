"""An office's address gets copies after somebody there said yes, and never above AMBER."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from comity.notices.letters import stop_url
from comity.notices.lost import lost_mail
from comity.notices.mailboxes import (
    AlreadyAdded,
    QuestionOver,
    add_mailbox,
    confirm_mailbox,
    find_mailbox,
    tell_mailboxes,
    tellable,
)
from comity.notices.models import Mailbox
from comity.parties.models import Entry
from comity.parties.services import NotAtTheTable, NotTheAdministrator
from tests import make
from tests.make import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return make.plenary()


@pytest.fixture
def administrator(body):
    return make.delegate(body=body, is_administrator=True)


@pytest.fixture
def party(administrator):
    return administrator.seats.get().party


def add(party, body, by, **changes):
    given = {"address": "Office@Example.org", "language": "fr", "by": by, "at": NOW} | changes
    return add_mailbox(party, body.dialogue, **given)


def path_in(mail) -> str:
    return mail.body.split("http://127.0.0.1:8000")[1].split()[0]


def test_a_mailbox_is_asked_first_and_says_yes_by_a_button(
    party, body, administrator, mailoutbox, client
):
    mailbox = add(party, body, administrator, at=timezone.now())
    (mail,) = mailoutbox
    assert mail.to == ["office@example.org"]
    assert mail.extra_headers["Content-Language"] == "fr"
    assert not Mailbox.objects.confirmed().exists()
    assert "<button" in client.get(path_in(mail)).content.decode()
    assert not Mailbox.objects.confirmed().exists()
    assert client.post(path_in(mail)).status_code == 200
    assert list(Mailbox.objects.confirmed()) == [mailbox]
    acts = Entry.objects.values_list("act", flat=True)
    assert list(acts) == ["mailbox.added", "mailbox.confirmed"]


def test_nothing_is_sent_before_the_yes(party, body, administrator, mailoutbox, mail_template):
    mailbox = add(party, body, administrator)
    assert copy(party, body, mail_template) == 0
    confirm_mailbox(mailbox, at=NOW)
    assert copy(party, body, mail_template) == 1
    assert len(mailoutbox) == 2


def copy(party, body, template):
    return tell_mailboxes(
        party,
        body.dialogue,
        subject=lambda: "Asked",
        template=template,
        context={"what": "a report"},
        url="/desk/",
        reason=lambda: "It reports for Panama.",
    )


def test_a_copy_is_stopped_by_who_reads_the_mailbox(party, body, mailoutbox, mail_template, client):
    mailbox = make.mailbox(party, body.dialogue)
    copy(party, body, mail_template)
    (mail,) = mailoutbox
    assert mail.extra_headers["List-Unsubscribe"] == f"<{stop_url(mailbox)}>"
    address = stop_url(mailbox).removeprefix("http://127.0.0.1:8000")
    client.post(address)
    client.post(address)
    assert not Mailbox.objects.current().exists()
    assert Entry.objects.get().act == "mailbox.left"


def test_a_mailbox_of_another_party_or_dialogue_gets_no_copy(party, body, mail_template):
    make.mailbox(party, make.dialogue())
    make.mailbox(make.party(), body.dialogue)
    make.mailbox(party, body.dialogue, ended_at=NOW)
    assert copy(party, body, mail_template) == 0


def test_only_an_administrator_of_the_party_adds_one(party, body):
    for person in (make.delegate(of=party, body=body), make.delegate(is_administrator=True)):
        with pytest.raises(NotTheAdministrator):
            add(party, body, person)


def test_a_party_adds_mailboxes_where_it_sits(party, administrator):
    with pytest.raises(NotAtTheTable):
        add(party, make.plenary(), administrator)


def test_an_address_is_added_once_and_asked_again_while_unconfirmed(party, body, administrator):
    add(party, body, administrator)
    confirm_mailbox(add(party, body, administrator), at=NOW)
    with pytest.raises(AlreadyAdded):
        add(party, body, administrator)


def test_the_question_ends(party, body, administrator):
    mailbox = add(party, body, administrator)
    with pytest.raises(QuestionOver):
        confirm_mailbox(mailbox, at=NOW + timedelta(days=15))


@pytest.mark.parametrize("token", ["1", "1:", "1:" + "x" * 43])
def test_an_address_to_confirm_is_ours_or_nobodys(token):
    assert find_mailbox(token) is None


@pytest.mark.parametrize(
    ("label", "role", "fields", "is_told"),
    [
        ("CLEAR", "member", {}, True),
        ("GREEN", "member", {}, True),
        ("AMBER", "member", {}, True),
        ("AMBER", "member", {"shared_at": None}, False),
        ("AMBER", "member", {"shared_at": None, "offered_at": NOW}, False),
        ("AMBER+STRICT", "member", {}, False),
        ("RED", "member", {}, False),
        ("AMBER", "observer", {}, False),
        ("AMBER", "observer", {"with_observers": True}, True),
        ("AMBER", "secretariat", {}, True),
    ],
)
def test_a_mailbox_is_told_what_every_seat_of_its_party_may_read(
    body, label, role, fields, is_told
):
    party = make.party()
    make.membership(party, body, role)
    for owner in (None, party):
        document = make.document(body=body, label=label, owner=owner, **fields)
        owners = owner == party and role == "observer" and document.is_shared
        told = tellable([document], party, body.dialogue, TODAY)
        assert bool(told) is (is_told or (owners and label == "AMBER"))


def test_what_comes_back_is_shown_to_the_administrators_alone(
    party, body, administrator, sign_in, client
):
    ana = make.delegate(of=party, body=body)
    now = timezone.now()
    came = {"queued_at": now, "sent_at": now, "bounced_at": now, "fault": "550 Nobody"}
    make.message(person=ana, to=["ana@example.org"], **came)
    assert len(lost_mail([party.pk], now.date())) == 1
    assert lost_mail([make.party().pk], now.date()) == []
    sign_in(administrator)
    for address in (
        reverse("parties:desk"),
        party.get_absolute_url(),
        reverse("notices:mailboxes", args=[party.slug]),
    ):
        page = client.get(address).content.decode()
        assert "550 Nobody" in page, address
    sign_in(ana)
    assert client.get(reverse("notices:mailboxes", args=[party.slug])).status_code == 404
    assert "550 Nobody" not in client.get(party.get_absolute_url()).content.decode()


def test_an_administrator_adds_and_removes_one_on_the_page(party, body, administrator, sign_in):
    client = sign_in(administrator)
    address = reverse("notices:mailboxes", args=[party.slug])
    given = {"dialogue": body.dialogue.pk, "address": "office@example.org", "language": "es"}
    assert client.post(address, given).status_code == 302
    mailbox = Mailbox.objects.get()
    assert "office@example.org" in client.get(address).content.decode()
    client.post(reverse("notices:remove_mailbox", args=[mailbox.pk]))
    assert not Mailbox.objects.current().exists()
    assert client.post(address, given | {"address": "x"}).status_code == 422
