"""Coming in: by invitation, with a second factor, locked out on guessing."""

from __future__ import annotations

import base64
import hmac
import os
import struct
import subprocess
import sys
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from comity.parties import entrance, services
from comity.parties.models import Person
from tests import make

pytestmark = pytest.mark.django_db

SECRET = base64.b32encode(b"12345678901234567890").decode()


def code(secret: str = SECRET) -> str:
    """The six digits an app shows now. Source: RFC 6238, RFC 4226 section 5.3."""
    step = int(timezone.now().timestamp()) // 30
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", step), "sha1")
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


@pytest.fixture(autouse=True)
def a_code_outlasts_its_half_minute(settings) -> None:
    """A code shown just before the half minute ends is still taken just after."""
    settings.MFA_TOTP_TOLERANCE = 1


@pytest.fixture
def person() -> Person:
    who = make.seat(person_=make.person(password=make.PASSWORD)).person
    EmailAddress.objects.create(user=who, email=who.email, verified=True, primary=True)
    return who


def give_password(client: Client, person: Person, password: str = make.PASSWORD):
    return client.post(
        reverse("account_login"), {"login": person.email, "password": password}, follow=False
    )


def test_a_password_alone_leads_to_setting_up_the_second_factor(client, person):
    give_password(client, person)
    for name in ["parties:desk", "parties:account", "parties:dialogues"]:
        answer = client.get(reverse(name))
        assert answer.headers["Location"] == reverse("mfa_activate_totp"), name
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_with_a_second_factor_the_code_is_asked_before_anything_opens(client, person):
    TOTP.activate(person, SECRET)
    answer = give_password(client, person)
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert not client.get(reverse("parties:dialogues")).wsgi_request.user.is_authenticated
    answer = client.post(reverse("mfa_authenticate"), {"code": code()})
    assert answer.headers["Location"] == reverse("parties:desk")
    assert client.get(reverse("parties:desk")).status_code == 200


def test_a_wrong_code_opens_nothing(client, person):
    TOTP.activate(person, SECRET)
    give_password(client, person)
    answer = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert answer.status_code == 200
    assert not answer.wsgi_request.user.is_authenticated


def test_guessing_is_locked_out_even_from_the_right_password(client, person):
    for _ in range(5):
        give_password(client, person, "not the password")
    answer = give_password(client, person)
    assert not answer.wsgi_request.user.is_authenticated
    assert "Too many failed login attempts" in answer.content.decode()


@pytest.mark.parametrize("path", ["/en/_util/login/", "/desk/login/"])
def test_no_other_door_takes_a_password(client, person, path):
    TOTP.activate(person, SECRET)
    typed = {"username": person.email, "login": person.email, "password": make.PASSWORD}
    answer = client.post(path, typed)
    assert not answer.wsgi_request.user.is_authenticated
    assert client.get(reverse("parties:desk")).status_code == 302


def test_a_session_that_never_showed_the_second_factor_stays_outside(client, person):
    give_password(client, person)
    TOTP.activate(person, SECRET)
    answer = client.get(reverse("parties:desk"))
    assert answer.headers["Location"] == reverse("account_login")
    assert not client.get(reverse("parties:dialogues")).wsgi_request.user.is_authenticated


@pytest.mark.parametrize("path", ["/en/accounts/email/", "/desk/users/", "/desk/users/1/"])
def test_nobody_takes_another_address_or_changes_another_person(client, sign_in, path):
    sign_in(make.person(is_superuser=True))
    assert client.get(path, follow=True).status_code == 404
    assert client.post(path, follow=True).status_code == 404


def test_nobody_signs_up_without_an_invitation(client):
    answer = client.post(
        reverse("account_signup"),
        {"email": "new@example.org", "password1": make.PASSWORD, "password2": make.PASSWORD},
    )
    assert answer.status_code == 200
    assert not Person.objects.exists()


@pytest.mark.parametrize("path", ["/desk/", "/desk/login/", "/desk/pages/"])
def test_the_desk_has_no_entrance_of_its_own(client, path):
    answer = client.get(path, follow=True)
    assert answer.redirect_chain[-1][0].startswith("/en/accounts/login/")


def test_who_edits_no_public_page_is_told_so_at_the_desk(client, sign_in):
    sign_in(make.delegate())
    answer = client.get("/desk/", follow=True)
    assert answer.status_code == 403
    assert "do not edit public pages" in answer.content.decode()


def test_a_superuser_without_second_factor_does_not_reach_the_desk(client):
    operator = make.person(password=make.PASSWORD, is_superuser=True)
    EmailAddress.objects.create(user=operator, email=operator.email, verified=True, primary=True)
    give_password(client, operator)
    assert client.get("/desk/").headers["Location"] == reverse("mfa_activate_totp")


def test_an_invited_person_chooses_a_password_and_goes_on_to_the_second_factor(client):
    administrator = make.delegate(is_administrator=True)
    seat = administrator.seats.get()
    entrance_url = invite(administrator, seat)
    answer = client.get(entrance_url)
    assert answer.status_code == 200
    answer = client.post(entrance_url, {"name": "María Invitada", "password": "short"})
    assert answer.status_code == 422
    assert "María Invitada" in answer.content.decode()
    answer = client.post(entrance_url, {"name": "María Invitada", "password": make.PASSWORD})
    assert answer.headers["Location"] == reverse("mfa_activate_totp")
    invited = Person.objects.get(email="new@example.org")
    assert invited.name == "María Invitada"
    assert UserSession.objects.filter(user=invited).count() == 1
    assert Client().post(entrance_url).status_code == 410


def invite(administrator: Person, seat) -> str:
    services.invite(
        seat.party, email="new@example.org", body=seat.body, role="officer", language="en",
        by=administrator, at=timezone.now(),
    )  # fmt: skip
    return mail.outbox[-1].body.split(settings.ORIGIN)[1].split()[0]


def test_an_unknown_invitation_does_not_exist(client):
    assert client.get(reverse("parties:invitation", args=["x" * 43])).status_code == 404


def test_who_forgot_the_password_is_told_what_to_do_when_no_mail_comes(client, person):
    asked = client.post(
        reverse("account_reset_password"), {"email": person.email}, follow=True
    ).content.decode()
    assert "ask your party's administrator" in asked
    assert len(mail.outbox) == 1


def test_each_session_is_listed(client, person, sign_in: Callable[[Person], Client]):
    sign_in(person)
    assert client.get(reverse("usersessions_list")).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_setting_up_the_second_factor_opens_this_session_and_gives_recovery_codes(client, person):
    give_password(client, person)
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert client.get(reverse("parties:desk")).status_code == 200
    kinds = set(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}


class TestTheExample:
    """One click signs in where the site is the example, from this machine, and nowhere else."""

    def test_the_address_does_not_exist_outside_the_example(self, client):
        with pytest.raises(NoReverseMatch):
            reverse("enter_example", args=[1])
        assert client.post("/example/1/", follow=True).status_code == 404

    def test_the_sign_in_page_lists_nobody_outside_the_example(self, client):
        make.seat(person_=make.person("Invented Person", is_example=True))
        assert "Invented Person" not in client.get(reverse("account_login")).content.decode()

    @pytest.mark.parametrize(
        ("headers", "may"),
        [
            ({}, True),
            ({"REMOTE_ADDR": "::1", "HTTP_HOST": "[::1]:8000"}, True),
            ({"HTTP_HOST": "localhost:8000"}, True),
            ({"REMOTE_ADDR": "192.0.2.7"}, False),
            ({"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, False),
            ({"HTTP_FORWARDED": "for=127.0.0.1"}, False),
            ({"HTTP_VIA": "1.1 proxy"}, False),
            ({"HTTP_HOST": "comity.example.org"}, False),
        ],
    )
    def test_only_this_machine_enters(self, rf, settings, headers, may):
        settings.EXAMPLE = True
        request = rf.post("/", **({"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1"} | headers))
        assert entrance.may_enter_example(request) is may

    def test_the_rule_is_closed_where_the_site_is_not_the_example(self, rf, settings):
        settings.EXAMPLE = False
        request = rf.post("/", REMOTE_ADDR="127.0.0.1", HTTP_HOST="127.0.0.1")
        assert entrance.may_enter_example(request) is False

    @pytest.mark.urls("tests.parties.example_urls")
    def test_one_click_enters_as_an_invented_person_alone(self, settings):
        settings.EXAMPLE = True
        client = Client(headers={"host": "127.0.0.1"})
        invented, real = make.person(is_example=True), make.person()
        assert client.post(f"/example/{real.pk}/", follow=True).status_code == 404
        assert client.get(f"/example/{invented.pk}/").status_code == 405
        answer = client.post(f"/example/{invented.pk}/", REMOTE_ADDR="192.0.2.7", follow=True)
        assert answer.status_code == 404
        client.post(f"/example/{invented.pk}/")
        assert client.get(reverse("parties:desk")).status_code == 200

    @pytest.mark.urls("tests.parties.example_urls")
    @pytest.mark.parametrize("asked", ["", "xx", "pt", "//example.org", "%0d%0aX-Other: 1"])
    def test_one_click_leads_to_a_desk_in_a_language_of_the_site(self, settings, asked):
        settings.EXAMPLE = True
        client = Client(headers={"host": "127.0.0.1"})
        invented = make.person(is_example=True, language="fr")
        answer = client.post(f"/example/{invented.pk}/", {"language": asked})
        assert answer["Location"] == "/fr/desk/"
        assert (
            client.post(f"/example/{invented.pk}/", {"language": "es"})["Location"] == "/es/desk/"
        )

    def test_the_example_answers_to_loopback_names_alone(self):
        words = subprocess.run(
            [sys.executable, "-c",
             "from comity.config import settings as s; print(s.EXAMPLE, s.ALLOWED_HOSTS)"],
            env=os.environ | {"COMITY_EXAMPLE": "1", "COMITY_HOSTS": "comity.example.org"},
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        assert words.split(maxsplit=1) == ["True", "['127.0.0.1', 'localhost', '[::1]']\n"]
