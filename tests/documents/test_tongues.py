"""A file whose words are in another language than it says is kept, asked about, and waits."""

import textwrap
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from comity.documents.models import Document, Rendition
from comity.documents.services import (
    LanguageInDoubt,
    LanguageTaken,
    add_document,
    add_rendition,
    release,
    say_language,
)
from comity.documents.sharing import NotTheirs
from comity.documents.skimming import seems_to_be_in
from comity.parties.models import Entry
from comity.refusals import Conflict
from tests import make
from tests.clauses.make_docx import plain_docx
from tests.clauses.make_pdf import column, make_pdf
from tests.make import NOW

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parents[1] / "clauses" / "samples"
ENGLISH = (SAMPLES / "summit_en.txt").read_text()
SPANISH = (SAMPLES / "rcm_es.txt").read_text()


@pytest.fixture
def author():
    return make.delegate(of=make.party("Mexico"), body=make.plenary())


def added(author, words=ENGLISH, language="es", **changes):
    seat = author.seats.get()
    fields = {"title": make.said("An act"), "body": seat.body, "owner": seat.party} | changes
    files = {language: SimpleUploadedFile("acta.txt", words.encode())}
    document = add_document(**fields, files=files, by=author, at=NOW, asks_language=True)
    return Rendition.objects.get(revision__document=document)


def as_pdf(words):
    return make_pdf([column("\n".join(textwrap.wrap(words, 80)))])


@pytest.mark.parametrize(
    ("extension", "content"),
    [("txt", ENGLISH.encode()), ("md", ENGLISH.encode()), ("txt", ENGLISH.encode("utf-16")),
     ("html", f"<script>el la los</script><p>{ENGLISH}</p>".encode()),
     ("docx", plain_docx(*ENGLISH.splitlines())), ("pdf", as_pdf(ENGLISH))],
)  # fmt: skip
def test_the_language_is_read_from_the_words_of_a_file(extension, content):
    file = ContentFile(content)
    assert seems_to_be_in(file, extension, "es") == "en"
    assert seems_to_be_in(file, extension, "en") == ""
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("extension", "content"),
    [("pdf", b"%PDF-1.4 nothing"), ("docx", b"PK\x03\x04"), ("png", b"\x89PNG"), ("txt", b""),
     ("docx", plain_docx("Short."))],
)  # fmt: skip
def test_what_cannot_be_read_is_not_asked_about(extension, content):
    assert seems_to_be_in(ContentFile(content), extension, "es") == ""


def test_a_file_in_another_language_waits_and_nobody_else_sees_it(author):
    file = added(author, label="AMBER")
    assert file.seems == "en"
    Document.objects.update(shared_at=NOW)
    member = make.reader(make.delegate(body=make.plenary(author.seats.get().body.dialogue)))
    assert not Rendition.objects.visible_to(member).exists()
    assert not Document.objects.in_language("es").exists()
    assert Rendition.objects.visible_to(make.reader(author)).exists()


def test_keeping_the_language_shows_the_file_as_it_was_said(author):
    file = added(author)
    say_language(file, language="es", by=author, at=NOW)
    file.refresh_from_db()
    assert (file.language, file.seems, file.is_held) == ("es", "", False)
    assert Entry.objects.filter(act="document.language_said").exists()
    with pytest.raises(Conflict, match="was said already: Spanish"):
        say_language(file, language="en", by=author, at=NOW)


def test_changing_the_language_moves_the_file_to_it(author):
    file = added(author)
    say_language(file, language="en", by=author, at=NOW)
    file.refresh_from_db()
    assert (file.language, file.seems) == ("en", "")


def test_a_language_that_is_there_already_is_not_taken_twice(author):
    document = added(author, SPANISH).revision.document
    second = add_rendition(
        document, SimpleUploadedFile("acta.txt", SPANISH.encode()), language="en", by=author,
        at=NOW, asks_language=True,
    )  # fmt: skip
    assert second.seems == "es"
    with pytest.raises(LanguageTaken, match="already there in Spanish"):
        say_language(second, language="es", by=author, at=NOW)
    second.refresh_from_db()
    assert second.seems == "es"


def test_strangers_say_nothing_and_nobody_releases_before_it_is_said(author):
    file = added(author)
    with pytest.raises(NotTheirs):
        say_language(file, language="en", by=make.delegate(), at=NOW)
    with pytest.raises(LanguageInDoubt, match="Say first"):
        release(file, by=author, at=NOW)


def test_the_page_asks_and_the_answer_is_one_press(author, sign_in):
    client, seat = sign_in(author), author.seats.get()
    answer = client.post(
        reverse("documents:add"),
        {"title_en": "Report", "language": "es", "body": seat.body.pk, "owner": seat.party.pk,
         "label": "AMBER", "file": SimpleUploadedFile("report.txt", ENGLISH.encode())},
        follow=True,
    )  # fmt: skip
    page = " ".join(answer.content.decode().split())
    assert "“report.txt” was added as Spanish, but its words seem to be English." in page
    file = Rendition.objects.get()
    client.post(reverse("documents:say_language", args=[file.pk]), {"language": "xx"})
    assert Rendition.objects.get().seems == "en"
    client.post(reverse("documents:say_language", args=[file.pk]), {"language": "en"})
    assert Rendition.objects.get().language == "en"
    assert (
        "seem to be" not in client.get(file.revision.document.get_absolute_url()).content.decode()
    )
