"""Pictures: none without words for those who do not see it, and none that is a script."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Drawing
from wagtail.images import get_image_model

from comity.public.cards import card_of
from comity.public.models import NewsPage, NewsPicture
from comity.public.services import open_site
from tests import make

pytestmark = pytest.mark.django_db


def png(width=1200, height=800) -> bytes:
    file = io.BytesIO()
    Drawing.new("RGB", (width, height), "#0b4a53").save(file, "PNG")
    return file.getvalue()


def picture_of(note, **fields):
    image = get_image_model().objects.create(
        title="x", file=SimpleUploadedFile("a.png", png(), "image/png"), width=1200, height=800
    )
    fields = {"text": "Delegates at a table", "credit": "A photographer"} | fields
    return NewsPicture(page=note, image=image, **fields)


@pytest.mark.parametrize("left_out", ["text", "credit"])
def test_a_picture_says_what_it_shows_and_whose_it_is(left_out):
    with pytest.raises(ValidationError, match=left_out):
        picture_of(make.news(), **{left_out: ""}).full_clean()


# Wagtail leaves the file of a drawn rendition to the collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")
def test_a_published_picture_is_read_out_and_credited(client):
    note = make.news(live=True)
    picture_of(note).save()
    page = client.get(note.url).content.decode()
    assert 'alt="Delegates at a table"' in page
    assert "A photographer" in page
    url = page.partition('<figure><img src="')[2].partition('"')[0]
    answer = client.get(url)
    assert answer.headers["Content-Type"] == "image/webp"
    answer.close()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("a.png", b"<script>alert(1)</script>"),
        ("a.png", b""),
        ("a.html", png(10, 10)),
    ],
)
def test_a_picture_that_is_a_script_is_refused_in_one_sentence(sign_in, name, content):
    open_site()
    client = sign_in(make.editor())
    file = SimpleUploadedFile(name, content, "image/png")
    answer = client.post("/desk/images/add/", {"title": "A picture", "file": file})
    assert answer.status_code == 200
    assert not get_image_model().objects.exists()
    assert "error-message" in answer.content.decode()


@pytest.mark.parametrize("path", ["../comity.sqlite3", "x.svg", "x.html", "none.png", "a/../../x"])
def test_nothing_but_pictures_is_served(client, path):
    assert client.get(f"/media/{path}").status_code == 404


def test_a_link_to_a_page_has_a_picture_of_its_title(client):
    note = make.news("A title for other sites", live=True)
    page = client.get(note.url).content.decode()
    assert note.card_url in page
    answer = client.get(note.card_url)
    drawn = Drawing.open(io.BytesIO(answer.content))
    assert (drawn.format, drawn.size) == ("PNG", (1200, 630))
    assert card_of(NewsPage.objects.get()) == answer.content


def test_no_picture_tells_the_title_of_a_draft(client):
    assert client.get(make.news("A secret").card_url).status_code == 404


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")
def test_a_picture_keeps_its_file(sign_in):
    editor = make.editor()
    picture = picture_of(make.news()).image
    type(picture).objects.update(uploaded_by_user=editor)
    file = SimpleUploadedFile("b.png", png(20, 20), "image/png")
    sign_in(editor).post(f"/desk/images/{picture.pk}/", {"title": "Another", "file": file})
    assert type(picture).objects.get(pk=picture.pk).file.name == picture.file.name


@pytest.mark.parametrize(
    "path", ["original_images/a.png", "images/a%00.png", "images/" + "a" * 300 + ".png"]
)
def test_neither_originals_nor_odd_names_are_served(client, path):
    picture_of(make.news())
    assert client.get(f"/media/{path}").status_code == 404
