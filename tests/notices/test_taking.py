"""A reply is kept first, then handed to its room, then answered to whom it was signed for."""

from datetime import timedelta

import pytest
from django.utils.translation import get_language

from comity.notices.inbound import Answer, kinds
from comity.notices.inbound.addresses import Signed, read
from comity.notices.inbound.taking import (
    LARGEST,
    MOST_A_DAY,
    MOST_ANSWERS_A_DAY,
    MOST_TRIES,
    TooMany,
    answer_waiting,
    keep,
)
from comity.notices.models import Inbound, Message
from comity.refusals import Refusal
from tests import make
from tests.make import NOW

from .letters import reply, report

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _replies(settings):
    settings.REPLY_TO = "reply@example.org"
    settings.EMAIL_BACKEND = "comity.notices.backend.OutboxBackend"
    settings.SMTP = {}


@pytest.fixture
def ana():
    return make.person("Ana Méndez", email="ana@example.org", language="es")


@pytest.fixture
def handed(monkeypatch):
    """What the handler of "pack" was handed; it answers with the names of the files."""
    calls = []

    def take(key, mail, *, person, at):
        calls.append((key, mail, person, at, get_language()))
        names = ", ".join(file.name for file in mail.attachments)
        if not names:
            raise Refusal("Row 3: write a number.\nRow 4: write a date.")
        return Answer(names, "/mandates/assignments/")

    monkeypatch.setitem(kinds._handlers, "pack", take)
    return calls


def came(person, raw, *, kind="pack", key="a1", at=NOW):
    return keep(Signed(kind, person.pk if person else 0, key), raw, at=at)


def test_a_reply_reaches_its_room_with_the_person_it_was_signed_for(ana, handed):
    came(ana, reply(files={"pack.docx": b"PK"}))
    assert answer_waiting(at=SOON) == 1
    ((key, mail, person, at, language),) = handed
    assert (key, person, at, language) == ("a1", ana, SOON, "es")
    assert mail.attachments[0].content == b"PK"
    row = Inbound.objects.get()
    assert (row.state, row.words, row.is_from_another) == ("taken", "pack.docx", False)


def test_the_answer_goes_to_the_persons_own_address_and_can_be_replied_to(ana, handed):
    row = came(ana, reply(sender="mallory@example.com", files={"pack.docx": b"PK"}))
    assert row.is_from_another
    answer_waiting(at=SOON)
    message = Message.objects.get()
    assert message.to == ["ana@example.org"]
    assert "mallory@example.com" in message.text
    assert "/es/mandates/assignments/" in message.text
    assert read(message.headers["Reply-To"]) == Signed("pack", ana.pk, "a1")
    assert message.headers["In-Reply-To"] == "<one@mail.example.org>"
    assert message.headers["Auto-Submitted"] == "auto-replied"
    assert message.headers["Content-Language"] == "es"


def test_a_refusal_is_the_answer_as_it_stands(ana, handed):
    came(ana, reply())
    answer_waiting(at=SOON)
    assert Inbound.objects.get().state == "refused"
    assert "Row 3: write a number.\nRow 4: write a date." in Message.objects.get().text


def test_what_came_is_kept_byte_for_byte(ana, handed):
    raw = reply(files={"pack.docx": bytes(range(256))})
    row = came(ana, raw)
    assert row.size == len(raw)
    with row.file.open() as file:
        assert file.read() == raw


def test_the_same_mail_is_kept_and_handed_on_once(ana, handed):
    raw = reply(files={"pack.docx": b"PK"})
    first, second = came(ana, raw), came(ana, raw, at=SOON)
    assert first == second
    answer_waiting(at=SOON)
    came(ana, raw, at=SOON)
    answer_waiting(at=SOON)
    assert len(handed) == 1


def test_of_a_mail_that_comes_twice_in_one_instant_one_file_is_kept(ana, monkeypatch):
    raw = reply()
    first = came(ana, raw)
    folder, _slash, name = str(first.file.name).rpartition("/")
    before = first.file.storage.listdir(folder)
    # The second looked before the first was kept.
    monkeypatch.setattr(Inbound.objects, "filter", lambda **_asked: Inbound.objects.none())
    assert came(ana, raw) == first
    assert name in before[1]
    assert first.file.storage.listdir(folder) == before


@pytest.mark.parametrize("headers", [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}])
def test_a_machine_is_never_answered(ana, handed, headers):
    came(ana, reply(files={"pack.docx": b"PK"}, **headers))
    assert answer_waiting(at=SOON) == 1
    assert Inbound.objects.get().state == "left"
    assert not handed
    assert not Message.objects.exists()


def test_a_machine_that_does_not_say_so_is_answered_only_so_often(ana, handed):
    for number in range(MOST_A_DAY):
        came(ana, reply(text=f"I am away. {number}"))
    while answer_waiting(at=SOON):
        pass
    assert Message.objects.count() <= MOST_ANSWERS_A_DAY
    with pytest.raises(TooMany):
        came(ana, reply(text="I am away."))
    came(ana, reply(text="I am back."), at=NOW + timedelta(days=2))


@pytest.mark.parametrize("who", ["nobody", "somebody who left"])
def test_who_may_not_sign_in_is_not_heard(ana, handed, who):
    ana.is_active = who == "nobody"
    ana.save()
    came(None if who == "nobody" else ana, reply(files={"pack.docx": b"PK"}))
    answer_waiting(at=SOON)
    assert not handed
    assert not Message.objects.exists()


def test_a_kind_that_no_room_takes_any_more_is_left(ana):
    came(ana, reply(), kind="gone")
    answer_waiting(at=SOON)
    assert Inbound.objects.get().state == "left"


def test_a_mail_too_large_is_said_to_be(ana, handed):
    keep(Signed("pack", ana.pk, "a1"), reply(), at=NOW, size=LARGEST + 1)
    answer_waiting(at=SOON)
    assert not handed
    assert Inbound.objects.get().state == "refused"
    assert "MB" in Message.objects.get().text


def test_a_handler_that_fails_is_tried_again_and_holds_up_nobody(ana, handed, monkeypatch, caplog):
    def stumble(key, mail, *, person, at):
        raise ZeroDivisionError

    monkeypatch.setitem(kinds._handlers, "broken", stumble)
    broken = came(ana, reply(), kind="broken")
    came(ana, reply(files={"pack.docx": b"PK"}))
    assert answer_waiting(at=SOON) == 1
    assert len(handed) == 1
    assert answer_waiting(at=SOON) == 0
    assert "could not be handed on" in caplog.text
    for hours in range(MOST_TRIES):
        answer_waiting(at=SOON + timedelta(hours=2 * hours + 1))
    broken.refresh_from_db()
    assert broken.state == "refused"
    assert "kept" in broken.words or "conserv" in broken.words
    assert Message.objects.count() == 2


def test_two_processes_hand_a_mail_on_once(ana, handed):
    came(ana, reply(files={"pack.docx": b"PK"}))
    (row,) = Inbound.objects.waiting(SOON)
    Inbound.objects.filter(pk=row.pk).update(tries=1, next_try_at=SOON + timedelta(minutes=2))
    assert answer_waiting(at=SOON) == 0
    assert not handed


def test_a_bounce_is_written_on_its_message_and_never_answered():
    message = make.message(person=make.person(), sent_at=NOW)
    came(None, report(), kind="bounce", key=str(message.pk))
    answer_waiting(at=SOON)
    message.refresh_from_db()
    assert (message.bounced_at, message.fault) == (SOON, "550 5.1.1 No such person")
    assert Message.objects.count() == 1
    assert list(Message.objects.came_back()) == [message]


@pytest.mark.parametrize("raw", [report("delayed"), reply(Auto_Submitted="auto-replied")])
def test_a_delay_or_an_absence_note_is_no_bounce(raw):
    message = make.message(sent_at=NOW)
    came(None, raw, kind="bounce", key=str(message.pk))
    answer_waiting(at=SOON)
    message.refresh_from_db()
    assert message.bounced_at is None


def test_what_arrived_later_takes_the_bounce_back():
    person = make.person()
    make.message(person=person, sent_at=NOW, bounced_at=NOW)
    make.message(person=make.person(), sent_at=SOON, queued_at=SOON)
    assert Message.objects.came_back().count() == 1
    make.message(person=person, sent_at=SOON, queued_at=SOON)
    assert not Message.objects.came_back().exists()


def test_one_sees_what_one_sent_and_nothing_of_others(ana, handed):
    came(ana, reply())
    assert Inbound.objects.visible_to(make.reader(ana)).count() == 1
    assert not Inbound.objects.visible_to(make.reader(make.delegate())).exists()
    assert not Inbound.objects.visible_to(make.reader(None)).exists()
