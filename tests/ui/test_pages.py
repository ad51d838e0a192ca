import re

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.views import defaults

pytestmark = pytest.mark.django_db


def patterns(language="en"):
    with translation.override(language):
        return reverse("ui:patterns")


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_the_pattern_page_opens_in_each_language(client, language):
    answer = client.get(patterns(language))
    assert answer.status_code == 200
    html = answer.content.decode()
    assert f'<html lang="{language}" dir="ltr">' in html
    assert 'href="#main"' in html


def test_the_pattern_page_shows_both_schemes(client):
    assert b'data-scheme="dark"' in client.get(patterns() + "?scheme=dark").content
    assert b"data-scheme" not in client.get(patterns() + '?scheme="><b>').content


def test_nothing_is_inline_and_nothing_is_fetched_from_elsewhere(client):
    html = client.get(patterns()).content.decode()
    assert not re.search(r"\s(?:style|on[a-z]+)=", html)
    assert "<style" not in html
    assert not re.search(r"<script(?![^>]* src=)", html)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', html)


@pytest.mark.parametrize("name", ["400", "500"])
def test_the_pages_for_faults_need_no_context(name):
    html = render_to_string(f"{name}.html")
    assert "<h1>" in html
    assert "home page" in html


@pytest.mark.parametrize("name", ["403", "404", "403_csrf"])
def test_the_other_error_pages_say_what_to_do_next(rf, name):
    html = render_to_string(f"{name}.html", request=rf.get("/en/nowhere/"))
    assert "<h1>" in html
    assert re.search(r"Go back|ask your secretariat|sign in", html)


def test_a_fault_is_answered_even_when_nothing_else_works(rf):
    answer = defaults.server_error(rf.get("/"))
    assert answer.status_code == 500
    assert b"went wrong on our side" in answer.content


def test_the_sign_in_page_wears_our_look(client):
    with translation.override("en"):
        html = client.get(reverse("account_login")).content.decode()
    assert 'class="field__label"' in html
    assert 'class="button button--main"' in html
    assert html.count("<h1>") == 1
