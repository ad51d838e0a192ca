import smtplib
from datetime import timedelta
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.mail import EmailMessage, send_mail
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.translation import gettext as _

from comity.notices.inbound.addresses import Signed, read
from comity.notices.models import Follow, Message
from comity.notices.services import (
    GIVE_UP_AFTER,
    CarriesFiles,
    deliver,
    deliver_all,
    follow,
    followed,
    pause_after,
    queue,
    tell,
    unfollow,
)
from tests import make
from tests.make import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)


def ask(person, template, **changes):
    tell(
        person,
        **{
            "subject": lambda: _("Meetings"),
            "template": template,
            "context": {"what": "law & <order>"},
            "url": "/mandates/3/",
            "reason": lambda: "You sit in the plenary.",
        }
        | changes,
    )


def test_mail_arrives_in_the_recipients_language(
    mail_server, mail_template, django_capture_on_commit_callbacks
):
    person = make.person("Ana Méndez", email="ana@example.org", language="es")
    with django_capture_on_commit_callbacks(execute=True):
        ask(person, mail_template)
    (mail,) = mail_server.mails
    body = mail.get_content()
    assert mail["To"] == "ana@example.org"
    assert mail["Content-Language"] == "es"
    assert "law & <order> (Ana Méndez)" in body
    assert "http://127.0.0.1:8000/es/mandates/3/" in body
    assert "-- \nYou sit in the plenary." in body.replace("\r\n", "\n")
    assert Message.objects.get().is_sent


def test_mail_says_that_a_machine_wrote_it_and_who_we_are(
    mail_server, mail_template, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        ask(make.person(), mail_template)
    (mail,) = mail_server.mails
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].strip().endswith("@127.0.0.1>")
    assert mail["Date"]
    assert mail["From"] == "Comity <secretariat@example.org>"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("/mandates/3/", "/fr/mandates/3/"),
        ("/en/mandates/3/#c7", "/fr/mandates/3/#c7"),
        ("/fr/mandates/3/", "/fr/mandates/3/"),
        (lambda: "/fr/desk/", "/fr/desk/"),
    ],
)
def test_the_address_is_in_the_recipients_language(mail_server, mail_template, given, shown):
    ask(make.person(language="fr"), mail_template, url=given)
    assert f"http://127.0.0.1:8000{shown}\n" in Message.objects.get().text


def test_who_may_not_sign_in_any_more_is_told_nothing(mail_server, mail_template):
    ask(make.person(is_active=False), mail_template)
    assert not Message.objects.exists()


def test_a_line_feed_in_a_title_does_not_make_a_header(
    mail_server, mail_template, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        ask(make.person(), mail_template, subject=lambda: "Hello\nBcc: all@example.org")
    (mail,) = mail_server.mails
    assert mail["Subject"] == "Hello Bcc: all@example.org"
    assert mail["Bcc"] is None


def test_everybody_gets_a_mail_of_their_own(mail_server, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        send_mail("News", "Words.", None, ["a@example.org", "b@example.org"])
    assert sorted(mail["To"] for mail in mail_server.mails) == ["a@example.org", "b@example.org"]


def test_html_goes_beside_the_text(mail_server, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        send_mail("News", "Words.", None, ["a@example.org"], html_message="<p>Words.</p>")
    (mail,) = mail_server.mails
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


def test_mail_carries_no_files(mail_server):
    message = EmailMessage("News", "Words.", None, ["a@example.org"])
    message.attach("list.csv", "a,b", "text/csv")
    with pytest.raises(CarriesFiles):
        message.send()


def test_an_act_that_fails_tells_nobody(mail_server, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError):  # noqa: PT012, SIM117
        with transaction.atomic():
            send_mail("News", "Words.", None, ["a@example.org"])
            1 / 0  # noqa: B018
    assert not mail_server.mails
    assert not Message.objects.exists()


def test_many_mails_of_one_act_are_delivered_in_one_round(
    mail_server, mail_template, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        for _person in range(5):
            ask(make.person(), mail_template)
    callbacks[0]()
    assert len(mail_server.mails) == 5
    for callback in callbacks[1:]:
        callback()
    assert len(mail_server.mails) == 5


def test_without_a_server_the_act_holds_and_the_mail_waits(
    no_mail_server, mail_template, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        party = make.party()
        ask(make.person(), mail_template)
    party.refresh_from_db()
    message = Message.objects.get()
    assert not message.is_sent
    assert "refused" in message.fault
    assert message.tries == 1
    assert cache.get("notices.server-is-away")


def test_waiting_mail_is_sent_once_when_the_server_is_back(mail_server):
    make.message("Old news", tries=1, fault="Connection refused", next_try_at=NOW)
    first, second = deliver(at=LATER), deliver(at=LATER)
    assert (first.sent, second.sent) == (1, 0)
    assert [mail["Subject"] for mail in mail_server.mails] == ["Old news"]
    message = Message.objects.get()
    assert message.sent_at == LATER
    assert message.fault == ""


def test_mail_is_not_tried_before_its_time(mail_server):
    make.message(tries=1, next_try_at=LATER)
    assert deliver(at=NOW).sent == 0
    assert not mail_server.mails


def test_a_mail_that_another_process_has_claimed_is_left_alone(mail_server):
    message = make.message()
    Message.objects.filter(pk=message.pk).update(tries=1, next_try_at=NOW + pause_after(1))
    assert deliver(at=NOW).sent == 0


@pytest.mark.parametrize(
    ("answer", "is_over"),
    [("450 Mailbox busy, try later", False), ("550 No such mailbox here", True)],
)
def test_the_servers_words_are_kept_and_its_refusal_for_good_ends_it(mail_server, answer, is_over):
    mail_server.answers = {"gone": answer}
    make.message("To nobody", to=["gone@example.org"])
    make.message("To somebody", to=["here@example.org"])
    done = deliver(at=NOW)
    assert (done.sent, done.failed) == (1, 1)
    message = Message.objects.get(subject="To nobody")
    assert message.fault == answer
    assert (message.given_up_at is not None) is is_over


def test_an_address_no_server_takes_does_not_hold_up_the_others(mail_server):
    make.message("To nobody", to=["not an address\n"])
    make.message("To somebody")
    assert deliver(at=NOW).sent == 1
    assert Message.objects.get(subject="To nobody").given_up_at == NOW


def test_after_five_days_of_trying_a_mail_is_given_up(no_mail_server):
    make.message(tries=GIVE_UP_AFTER - 1, next_try_at=NOW)
    deliver(at=NOW)
    assert Message.objects.get().given_up_at == NOW
    assert not Message.objects.waiting().exists()


def test_the_pauses_grow_and_last_five_days():
    pauses = [pause_after(tries) for tries in range(1, GIVE_UP_AFTER)]
    assert pauses == sorted(pauses)
    assert pauses[0] == timedelta(minutes=5)
    assert timedelta(days=4) < sum(pauses, timedelta()) < timedelta(days=6)


def test_no_lock_is_held_while_the_server_answers(mail_server, monkeypatch):
    inside = []
    real = smtplib.SMTP.rcpt

    def watched(self, *mail):
        inside.append(len(connection.savepoint_ids))
        return real(self, *mail)

    monkeypatch.setattr(smtplib.SMTP, "rcpt", watched)
    before = len(connection.savepoint_ids)
    make.message()
    deliver(at=NOW)
    assert inside == [before]


def test_where_no_server_is_set_mail_waits_untried(settings):
    settings.SMTP = {}
    queue(EmailMessage("News", "Words.", None, ["a@example.org"]), at=NOW)
    assert deliver(at=NOW).sent == 0
    assert Message.objects.get().tries == 0


def test_the_command_delivers_and_counts(mail_server):
    make.message()
    out = StringIO()
    call_command("deliver", stdout=out)
    assert out.getvalue() == "sent 1, failed 0, waiting 0\n"


def test_the_command_says_what_to_set(settings):
    settings.SMTP = {}
    out = StringIO()
    call_command("deliver", stdout=out)
    assert "COMITY_MAIL_URL" in out.getvalue()


def test_following_twice_is_following_once():
    person, body = make.person(), make.body()
    follow(person, body)
    follow(person, body)
    assert Follow.objects.count() == 1
    unfollow(person, body)
    assert not Follow.objects.exists()


def test_the_bodies_one_sits_in_are_followed_anyway():
    own, chosen, other = make.body(), make.body(), make.body()
    person = make.seat(body=own).person
    make.follow(person, chosen)
    make.follow(make.person(), other)
    assert followed(make.reader(person)) == {own.pk, chosen.pk}


def test_a_report_on_a_mail_comes_to_an_address_that_names_it(mail_server, settings):
    settings.REPLY_TO = "reply@example.org"
    message = make.message("News", sender="Secretariat <secretariat@example.org>")
    deliver(at=NOW)
    (mail,) = mail_server.mails
    assert read(mail_server.senders[0]) == Signed("bounce", 0, str(message.pk))
    assert mail["From"] == "Secretariat <secretariat@example.org>"


def test_many_that_wait_leave_in_rounds_until_none_is_left(mail_server):
    for _number in range(7):
        make.message()
    done = deliver_all(now=lambda: NOW, limit=3)
    assert (done.sent, done.failed) == (7, 0)
    assert len(mail_server.mails) == 7


def test_rounds_end_where_the_server_is_away(no_mail_server):
    for _number in range(7):
        make.message()
    assert deliver_all(now=lambda: NOW, limit=3).sent == 0
    assert Message.objects.filter(tries=0).count() == 4


def test_what_was_sent_before_the_server_hung_up_is_not_sent_again(mail_server, monkeypatch):
    real, calls = smtplib.SMTP.rcpt, []

    def hangs_up(self, *mail):
        calls.append(mail)
        if len(calls) == 3:
            raise smtplib.SMTPServerDisconnected("gone")
        return real(self, *mail)

    monkeypatch.setattr(smtplib.SMTP, "rcpt", hangs_up)
    for number in range(5):
        make.message(f"Number {number}")
    assert deliver(at=NOW).sent == 2
    cache.clear()
    deliver(at=LATER)
    subjects = [mail["Subject"] for mail in mail_server.mails]
    assert sorted(subjects) == [f"Number {number}" for number in range(5)]


@pytest.mark.parametrize("words", ["Words.", ".\r\n.end\r\n..", "a\n.\nb", "ñ — 漢字\n.\n"])
def test_what_is_sent_arrives_to_the_last_dot(mail_server, words):
    make.message(text=words)
    deliver(at=NOW)
    got = mail_server.mails[0].get_content().replace("\r\n", "\n").rstrip("\n")
    assert got == words.replace("\r\n", "\n").rstrip("\n")


@pytest.mark.parametrize("step", ["mail", "rcpt", "getreply"])
def test_a_server_that_says_no_at_any_step_is_given_the_next_mail(mail_server, monkeypatch, step):
    real, calls = getattr(smtplib.SMTP, step), []

    def says_no(self, *given):
        code, words = real(self, *given)
        calls.append(given)
        is_last_word = step != "getreply" or (code == 250 and b"accepted" in words)
        if is_last_word and not says_no.done:
            says_no.done = True
            return 451, b"Not now"
        return code, words

    says_no.done = False
    monkeypatch.setattr(smtplib.SMTP, step, says_no)
    make.message("First")
    make.message("Second")
    done = deliver(at=NOW)
    assert (done.sent, done.failed) == (1, 1)
    assert Message.objects.get(subject="First").fault == "451 Not now"
    assert mail_server.mails[-1]["Subject"] == "Second"
