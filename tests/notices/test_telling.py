"""What is asked of somebody always comes, once; what is news comes as the person chose."""

import pytest
from django.test import Client
from django.urls import reverse

from comity.notices.inbound.addresses import Signed, read
from comity.notices.letters import read_stop, stop_url
from comity.notices.models import Preference
from comity.notices.preferring import rhythm_of
from comity.notices.services import tell
from tests import make
from tests.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(mail_template):
    def ask(person, **changes):
        return tell(
            person,
            **{
                "subject": lambda: "Asked",
                "template": mail_template,
                "context": {"what": "a report"},
                "url": "/desk/",
                "reason": lambda: "You report for Panama.",
            }
            | changes,
        )

    return ask


@pytest.mark.parametrize("rhythm", ["at_once", "daily", "weekly", "never"])
def test_duty_comes_whatever_was_chosen_and_says_so(ask, mailoutbox, rhythm):
    person = make.person()
    make.preference(person, rhythm)
    assert ask(person)
    (mail,) = mailoutbox
    assert "-- \nYou report for Panama.\nIt concerns what is asked of you" in mail.body
    assert "List-Unsubscribe" not in mail.extra_headers


@pytest.mark.parametrize(
    ("rhythm", "comes"),
    [("at_once", True), ("daily", False), ("weekly", False), ("never", False), (None, False)],
)
def test_news_comes_at_once_to_who_chose_so(ask, mailoutbox, rhythm, comes):
    person = make.person()
    if rhythm:
        make.preference(person, rhythm)
    assert ask(person, kind="news") is comes
    assert len(mailoutbox) == comes


def test_news_is_stopped_from_the_mail_itself(ask, mailoutbox):
    person = make.person(language="fr")
    make.preference(person, "at_once")
    ask(person, kind="news")
    (mail,) = mailoutbox
    address = mail.extra_headers["List-Unsubscribe"].strip("<>")
    assert address.startswith("http://127.0.0.1:8000/fr/notices/stop/")
    assert address in mail.body
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_what_is_told_once_is_not_told_again(ask, mailoutbox):
    one, other = make.person(), make.person()
    assert [ask(one, once="due.7"), ask(one, once="due.7"), ask(other, once="due.7")] == [
        True, False, True,
    ]  # fmt: skip
    assert ask(one, once="due.8")
    assert len(mailoutbox) == 3


def test_a_reply_comes_back_under_a_signed_address(ask, mailoutbox, settings, tmp_path):
    person = make.person()
    ask(person, reply=("pack", "a1"))
    assert mailoutbox[-1].reply_to == []
    settings.REPLY_TO = "reply@example.org"
    ask(person, reply=("pack", "a1"))
    assert read(mailoutbox[-1].reply_to[0]) == Signed("pack", person.pk, "a1")


def path_of(whom) -> str:
    return stop_url(whom).removeprefix("http://127.0.0.1:8000")


def test_a_visit_stops_nothing_and_the_button_does(client):
    person = make.person()
    page = client.get(path_of(person))
    assert page.status_code == 200
    assert "<button" in page.content.decode()
    assert rhythm_of(person) == "daily"
    page = client.post(path_of(person))
    assert page.status_code == 200
    assert rhythm_of(person) == "never"
    assert "No more of this mail" in page.content.decode()


def test_a_mail_program_stops_it_without_cookie_or_token():
    person = make.person()
    client = Client(enforce_csrf_checks=True)
    answer = client.post(path_of(person), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert rhythm_of(person) == "never"


@pytest.mark.parametrize("token", ["p1", "p1:", "p1:" + "x" * 43, "m1:x", "p1:\x00", "é"])
def test_a_token_that_is_not_ours_opens_nothing(client, token):
    make.person()
    assert client.post(reverse("notices:stop", args=[token])).status_code == 404
    assert not Preference.objects.exists()


def test_a_token_opens_its_own_thing_alone():
    person, other = make.person(), make.person()
    token = stop_url(person).rsplit("/", 2)[1]
    assert read_stop(token) == person
    assert read_stop(token.replace(f"p{person.pk}", f"p{other.pk}")) is None


def test_a_person_chooses_how_news_comes(sign_in):
    person = make.person()
    client = sign_in(person)
    page = client.get(reverse("notices:preferences"))
    assert page.status_code == 200
    assert client.post(reverse("notices:preferences"), {"rhythm": "weekly"}).status_code == 302
    assert rhythm_of(person) == "weekly"
    assert client.post(reverse("notices:preferences"), {"rhythm": "hourly"}).status_code == 422


def test_nobody_sees_what_others_chose():
    one, other = make.delegate(), make.delegate()
    make.preference(one, digested_at=NOW)
    assert Preference.objects.visible_to(make.reader(one)).count() == 1
    assert not Preference.objects.visible_to(make.reader(other)).exists()
