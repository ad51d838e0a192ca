import pytest
from django.test import Client
from django.urls import reverse

from comity.notices.models import Follow
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return Client(SERVER_NAME="127.0.0.1")


@pytest.fixture
def example(settings):
    settings.EXAMPLE = True


def pages():
    message = make.message("A secret")
    message.text = "Read http://127.0.0.1:8000/es/mandates/3/ & <b>go</b>"
    message.save()
    return [reverse("notices:outbox"), message.get_absolute_url()]


def test_the_outbox_exists_in_the_example_only(client, settings):
    for page in pages():
        settings.EXAMPLE = False
        assert client.get(page).status_code == 404
        settings.EXAMPLE = True
        assert client.get(page).status_code == 200


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, 200),
        ({"REMOTE_ADDR": "::1"}, 200),
        ({"REMOTE_ADDR": "192.0.2.7"}, 404),
        ({"REMOTE_ADDR": ""}, 404),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.7"}, 404),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=192.0.2.7"}, 404),
    ],
)
def test_the_outbox_is_read_on_its_own_machine_only(client, example, origin, status):
    for page in pages():
        assert client.get(page, **origin).status_code == status


def test_a_message_is_read_with_links_to_follow(client, example):
    page = client.get(pages()[1]).content.decode()
    assert '<a href="http://127.0.0.1:8000/es/mandates/3/"' in page
    assert "&lt;b&gt;go" in page


def test_the_newest_message_stands_first(client, example):
    make.message("Older", queued_at=make.NOW.replace(year=2020))
    make.message("Newer")
    page = client.get(reverse("notices:outbox")).content.decode()
    assert page.index("Newer") < page.index("Older")


def test_an_empty_outbox_says_so(client, example):
    assert "No message yet" in client.get(reverse("notices:outbox")).content.decode()


def test_a_long_outbox_needs_few_queries(client, example, django_assert_max_num_queries):
    for _message in range(60):
        make.message()
    with django_assert_max_num_queries(6):
        client.get(reverse("notices:outbox"))


def test_a_person_follows_a_body_and_stops(sign_in):
    person, body = make.person(), make.body()
    address = reverse("notices:follow", args=[body.slug])
    client = sign_in(person)
    assert client.post(address, {"act": "follow"}).url == body.get_absolute_url()
    assert Follow.objects.filter(person=person, body=body).exists()
    client.post(address, {"act": "unfollow"})
    assert not Follow.objects.exists()


def test_a_stranger_follows_nothing(client):
    body = make.body()
    answer = client.post(reverse("notices:follow", args=[body.slug]), {"act": "follow"})
    assert answer.status_code == 302
    assert not Follow.objects.exists()


def test_the_button_says_whether_oneself_follows(sign_in):
    body, person = make.body(), make.person()
    make.follow(person, body)
    for reader, words in [(person, "Stop following"), (make.person(), "Follow this body")]:
        page = sign_in(reader).get(body.get_absolute_url()).content.decode()
        assert words in page
