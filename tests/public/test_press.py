"""The press list: nothing comes before the address is confirmed, and one click ends it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import signing

from comity.notices.models import Message
from comity.parties.models import Entry
from comity.public.models import PressReader
from comity.public.services import press
from tests import make

pytestmark = pytest.mark.django_db
ADDRESS = "press@example.org"


def ask(client, **fields):
    data = {"email": ADDRESS, "language": "es", "dialogue": ""} | fields
    return client.post("/es/press/", data)


def link_in(mail: Message) -> str:
    return next(line for line in mail.text.splitlines() if "/press/" in line).partition("//")[2]


def path_of(url: str) -> str:
    return "/" + url.partition("//")[2].partition("/")[2]


def test_who_asks_is_written_to_and_confirms_with_a_button(client):
    assert ask(client).status_code == 302
    reader, mail = PressReader.objects.get(), Message.objects.get()
    assert (mail.to, reader.is_confirmed) == ([ADDRESS], False)
    url = press.confirm_url(reader)
    assert url in mail.text
    assert ADDRESS in client.get(path_of(url)).content.decode()
    assert not PressReader.objects.get().is_confirmed, "a mail filter's visit confirms nothing"
    client.post(path_of(url))
    assert PressReader.objects.get().is_confirmed
    assert [e.act for e in Entry.objects.order_by("number")] == ["press.asked", "press.confirmed"]


def test_the_answer_tells_nobody_who_is_on_the_list(client):
    make.press_reader(ADDRESS, language="es")
    known = ask(client)
    unknown = ask(client, email="new@example.org")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [mail.to for mail in Message.objects.all()] == [["new@example.org"]]


def test_the_form_is_no_way_to_pester_an_address(client):
    for _ in range(5):
        ask(client)
    assert Message.objects.count() == 1
    later = PressReader.objects.get().asked_at + press.AGAIN_AFTER
    press.ask_for_news(ADDRESS.upper(), "es", dialogue=None, at=later)
    assert (Message.objects.count(), PressReader.objects.count()) == (2, 1)


def test_a_mail_program_leaves_with_one_click_and_the_address_is_deleted(client):
    reader = make.press_reader(ADDRESS)
    press.tell_press(make.news(live=True), at=make.NOW)
    headers = Message.objects.get().headers
    url = headers["List-Unsubscribe"].strip("<>")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    client.get(path_of(url))
    assert PressReader.objects.filter(pk=reader.pk).exists()
    answer = client.post(path_of(url), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not PressReader.objects.exists()
    assert client.post(path_of(url)).status_code == 200, "twice is once"
    assert ADDRESS not in str(list(Entry.objects.values()))


def test_addresses_that_nobody_confirmed_are_forgotten_after_a_week():
    make.press_reader("late@example.org", confirmed_at=None)
    make.press_reader("fine@example.org")
    assert press.forget_unconfirmed(make.NOW + timedelta(days=7, seconds=1)) == 1
    assert PressReader.objects.get().email == "fine@example.org"


@pytest.mark.parametrize(
    "token", ["x", "1:x", signing.Signer().sign("1")], ids=["none", "unsigned", "of another act"]
)
@pytest.mark.parametrize("what", ["confirm", "leave"])
def test_a_token_that_this_site_did_not_sign_leads_nowhere(client, token, what):
    make.press_reader()
    assert client.get(f"/en/press/{token}/{what}/").status_code == 404


@pytest.mark.parametrize(
    "fields",
    [{"email": "x"}, {"email": "a@b.org\nBcc: c@d.org"}, {"language": "ht"}, {"dialogue": "none"}],
)
def test_what_cannot_be_is_refused_and_kept_on_the_form(client, fields):
    answer = ask(client, **fields)
    assert answer.status_code == 422
    assert not PressReader.objects.exists()


def test_the_form_speaks_the_languages_of_the_site_alone(client):
    page = client.get("/pt/press/?dialogue=crm").content.decode()
    for words in ("Todos os diálogos", "(opcional)", "Idioma"):
        assert words in page
    for language in ("en", "es", "fr", "pt", "nl"):
        assert f'href="/{language}/press/?dialogue=crm"' in page
    assert client.get("/ht/press/", follow=True).status_code == 404


def test_asking_in_every_language_is_no_way_to_pester_either():
    for language in ("en", "es", "fr", "pt", "nl"):
        press.ask_for_news(ADDRESS, language, dialogue=None, at=make.NOW)
    assert Message.objects.count() == 1


def test_asking_again_does_not_keep_an_address_longer():
    press.ask_for_news(ADDRESS, "en", dialogue=None, at=make.NOW)
    for day in range(8):
        press.ask_for_news(ADDRESS, "en", dialogue=None, at=make.NOW + timedelta(days=day))
    press.forget_unconfirmed(make.NOW + timedelta(days=8))
    assert not PressReader.objects.exists()
