import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from comity.documents.models import Document
from comity.parties.models import Entry
from tests import make

pytestmark = pytest.mark.django_db


def text(words="Words.", name="acta.txt"):
    return SimpleUploadedFile(name, words.encode())


def seated(label="AMBER", **fields):
    """A person, and a document of the person's party."""
    seat = make.seat()
    return seat.person, make.document(
        "Our act", body=seat.body, owner=seat.party, label=label, **fields
    )


def test_the_list_shows_what_the_reader_may_read(client):
    make.document("Public act")
    make.document("Hidden act", label="AMBER")
    page = client.get(reverse("documents:documents")).content.decode()
    assert "Public act" in page
    assert "Hidden act" not in page


def test_the_list_is_narrowed_by_body_and_language(client):
    english, spanish = make.document("English act"), make.document("Spanish act")
    make.rendition(english, "en")
    make.rendition(spanish, "es")
    address = reverse("documents:documents")
    page = client.get(address, {"language": "es"}).content.decode()
    assert "Spanish act" in page
    assert "English act" not in page
    page = client.get(address, {"body": english.body.pk}).content.decode()
    assert "English act" in page
    assert "Spanish act" not in page


@pytest.mark.parametrize("query", ["body=x", "body=999999", "language=xx", "page=x", "page=99"])
def test_a_filter_that_means_nothing_still_gives_a_page(client, query):
    make.document("Public act")
    answer = client.get(reverse("documents:documents") + "?" + query)
    assert answer.status_code == 200
    assert "Public act" in answer.content.decode()


def test_a_list_of_fifty_needs_few_queries(sign_in, django_assert_max_num_queries):
    seat = make.seat()
    for _document in range(55):
        document = make.document(body=seat.body, label="AMBER")
        make.rendition(document, "en")
        make.rendition(document, "es")
    client = sign_in(seat.person)
    with django_assert_max_num_queries(10):
        client.get(reverse("documents:documents"))


def test_the_page_says_which_language_is_missing_or_behind(client):
    document = make.document("Public act", symbol="CRM/1")
    document.body.required_languages = ["en", "es", "fr"]
    document.body.save()
    make.rendition(document, "en")
    make.rendition(document, "es")
    document.revisions.create(number=1, made_at=make.NOW).renditions.create(
        language="es", name="acta.txt", media_type="text/plain", size=1, sha256="0" * 64
    )
    page = client.get(document.get_absolute_url()).content.decode()
    assert "CRM/1/Rev.1" in page
    assert "behind, at revision 0" in page
    assert "missing" in page


@pytest.mark.parametrize("name", ["document", "add_language", "revise"])
def test_a_stranger_gets_the_404_of_what_does_not_exist(sign_in, name):
    _person, document = seated()
    client = sign_in(make.delegate())
    there = client.get(reverse(f"documents:{name}", args=[document.pk]))
    nowhere = client.get(reverse(f"documents:{name}", args=[999999]))
    assert there.status_code == nowhere.status_code == 404


def test_a_file_leaves_as_a_download_under_its_own_name(client):
    made = make.rendition(name="Declaración n.º 1.txt", content=b"Agreed.")
    answer = client.get(made.get_absolute_url())
    assert b"".join(answer) == b"Agreed."
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''Declaraci%C3%B3n%20n.%C2%BA%201.txt"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "public, max-age=300"


def test_a_labelled_file_is_kept_in_no_cache_and_given_to_no_stranger(sign_in, client):
    person, document = seated()
    made = make.rendition(document)
    assert client.get(made.get_absolute_url()).status_code == 404
    answer = sign_in(person).get(made.get_absolute_url())
    assert b"".join(answer) == b"Words."
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("label", "written"), [("AMBER", []), ("AMBER+STRICT", ["read", "downloaded"])]
)
def test_reading_and_downloading_watched_documents_is_written_down(sign_in, label, written):
    person, document = seated(label)
    made = make.rendition(document)
    client = sign_in(person)
    client.get(document.get_absolute_url())
    b"".join(client.get(made.get_absolute_url()))
    assert list(Entry.objects.values_list("act", flat=True)) == written


def test_a_focal_point_adds_a_document_and_shares_it(sign_in):
    seat = make.seat()
    client = sign_in(seat.person)
    answer = client.post(
        reverse("documents:add"),
        {
            "title_es": "Acta", "symbol": "CRM/1", "language": "es", "file": text(),
            "body": seat.body.pk, "owner": seat.party.pk, "label": "AMBER",
            "with_observers": "on",
        },
    )  # fmt: skip
    document = Document.objects.get()
    assert answer.url == document.get_absolute_url()
    assert document.title.localize("es") == "Acta"
    assert document.with_observers
    client.post(reverse("documents:share", args=[document.pk]))
    document.refresh_from_db()
    assert document.is_shared


def test_a_title_is_needed_in_one_language(sign_in):
    seat = make.seat()
    answer = sign_in(seat.person).post(reverse("documents:add"), {"symbol": "CRM/1"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Write it in one language at least." in page
    assert 'value="CRM/1"' in page


def test_what_a_conflict_refuses_says_so_and_keeps_what_was_typed(sign_in):
    person, document = seated()
    make.rendition(document, "en")
    address = reverse("documents:add_language", args=[document.pk])
    answer = sign_in(person).post(address, {"language": "en", "file": text()})
    assert answer.status_code == 409
    assert "already there in English" in answer.content.decode()


def test_a_revision_names_the_one_it_was_made_after(sign_in):
    person, document = seated()
    make.rendition(document, "en")
    client = sign_in(person)
    address = reverse("documents:revise", args=[document.pk])
    assert 'name="after" value="0"' in client.get(address).content.decode()
    fields = {"language": "en", "after": "0"}
    assert client.post(address, fields | {"file": text("One.")}).status_code == 302
    assert client.post(address, fields | {"file": text("Two.")}).status_code == 409


def test_others_are_told_who_adds_files(sign_in):
    _person, document = seated("GREEN")
    page = sign_in(make.delegate()).get(reverse("documents:revise", args=[document.pk]))
    assert "add files to it" in page.content.decode()


def test_sharing_by_others_is_refused_in_words(sign_in):
    _person, document = seated("GREEN")
    answer = sign_in(make.delegate()).post(reverse("documents:share", args=[document.pk]))
    assert answer.status_code == 422
    assert "Ask one of them" in answer.content.decode()


def test_a_held_file_is_released_by_a_button_that_its_bearer_does_not_get(sign_in, client):
    person, document = seated("CLEAR")
    colleague = make.seat(of=document.owner, body=document.body).person
    make.rendition(document, "en")
    address = reverse("documents:add_language", args=[document.pk])
    sign_in(person).post(address, {"language": "es", "file": text("Palabras.")})
    held = document.revisions.get().renditions.get(language="es")
    assert "added by you" in client.get(document.get_absolute_url()).content.decode()
    answer = client.get(held.get_absolute_url())
    assert b"".join(answer) == b"Palabras."
    assert answer.headers["Cache-Control"] == "private, no-store"
    release = reverse("documents:release", args=[held.pk])
    assert release in sign_in(colleague).get(document.get_absolute_url()).content.decode()
    client.logout()
    assert client.get(held.get_absolute_url()).status_code == 404
    assert "Waiting to be published" not in client.get(document.get_absolute_url()).content.decode()
    sign_in(colleague).post(release)
    client.logout()
    assert b"".join(client.get(held.get_absolute_url())) == b"Palabras."


def test_who_prepared_offers_and_only_another_person_gets_the_button_to_publish(sign_in):
    seat = make.seat()
    document = make.document(
        body=seat.body, owner=seat.party, author=seat.person, shared_at=None, label="CLEAR"
    )
    colleague = make.seat(of=seat.party, body=seat.body).person
    share = reverse("documents:share", args=[document.pk])

    def page_for(person):
        return sign_in(person).get(document.get_absolute_url()).content.decode()

    assert share not in page_for(colleague)
    assert "Offer for publication" in page_for(seat.person)
    sign_in(seat.person).post(share)
    waiting = page_for(seat.person)
    assert "another person" in waiting
    assert share not in waiting
    assert "Publish" in page_for(colleague)
    sign_in(colleague).post(share)
    document.refresh_from_db()
    assert document.is_shared


@pytest.mark.parametrize("label", ["AMBER+STRICT", "RED"])
def test_lists_and_forms_do_not_say_the_title_of_what_is_watched(sign_in, label):
    person, document = seated(label, author=None)
    document.author, document.symbol = person, "OUR/ACT/1"
    document.save()
    client = sign_in(person)
    for address in (
        reverse("documents:documents"),
        reverse("documents:add_language", args=[document.pk]),
        reverse("documents:revise", args=[document.pk]),
    ):
        page = client.get(address).content.decode()
        assert f"A document under TLP:{label}" in page
        assert "Our act" not in page
        assert "OUR/ACT/1" not in page
    assert not Entry.objects.exists()
