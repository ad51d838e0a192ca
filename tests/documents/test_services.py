from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from comity.documents.faults import NotWhatItSays
from comity.documents.languages import languages_of
from comity.documents.models import Document, Rendition, private_storage
from comity.documents.services import (
    LanguageTaken,
    NothingToRevise,
    SymbolTaken,
    add_document,
    add_rendition,
    release,
    revise,
    share,
)
from comity.documents.sharing import NotOffered, NotTheirs, may_edit
from comity.parties.models import Entry
from comity.parties.services import SamePerson, relabel
from comity.refusals import Conflict
from comity.tlp import Label
from tests import make
from tests.make import NOW, TODAY

pytestmark = pytest.mark.django_db


def text(words: str = "Words.", name: str = "acta.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, words.encode())


@pytest.fixture
def author():
    return make.seat(of=make.party("Mexico"), body=make.plenary()).person


@pytest.fixture
def colleague(author):
    seat = author.seats.get()
    return make.seat(of=seat.party, body=seat.body).person


def added(author, **changes):
    seat = author.seats.get()
    fields = {"title": make.said("An act"), "body": seat.body, "owner": seat.party}
    return add_document(**fields | changes, by=author, at=NOW)


def acts():
    return list(Entry.objects.values_list("act", flat=True))


def languages(document):
    rows = languages_of(Document.objects.with_files().get(pk=document.pk))
    return {
        row.language: "missing" if row.is_missing else "behind" if row.is_behind else "current"
        for row in rows
    }


def test_a_document_is_prepared_with_its_first_files(author):
    document = added(author, files={"en": text(), "es": text("Palabras.")}, symbol="CRM/1")
    assert not document.is_shared
    assert document.author == author
    assert languages(document) == {"en": "current", "es": "current"}
    assert acts() == ["document.added"]
    assert Entry.objects.get().facts == {"languages": ["en", "es"]}


def test_a_file_is_kept_as_it_came_under_a_name_that_says_nothing(author):
    document = added(author, files={"en": text("Agreed.", "secret plan.txt")})
    rendition = document.revisions.get().renditions.get()
    assert rendition.name == "secret plan.txt"
    assert "secret" not in rendition.file.name
    assert rendition.file.read() == b"Agreed."
    assert rendition.size == 7
    rendition.file.close()


def test_only_who_sits_in_the_dialogue_prepares_for_it(author):
    stranger = make.seat(of=author.seats.get().party, body=make.plenary()).person
    with pytest.raises(NotTheirs, match="Ask one of them"):
        added(author, body=stranger.seats.get().body)
    assert not Document.objects.exists()


def test_a_symbol_belongs_to_one_document(author):
    added(author, symbol="CRM/1")
    with pytest.raises(SymbolTaken, match="already has the symbol CRM/1"):
        added(author, symbol=" CRM/1 ")
    assert Document.objects.count() == 1
    assert acts() == ["document.added"]


def test_nothing_is_half_written_when_a_file_is_refused(author):
    folder = private_storage()
    before = folder.listdir("documents")[1] if folder.exists("documents") else []
    with pytest.raises(NotWhatItSays):
        added(author, files={"en": text(), "es": text(name="acta.pdf")})
    after = folder.listdir("documents")[1] if folder.exists("documents") else []
    assert sorted(after) == sorted(before)
    assert not Document.objects.exists()
    assert not Rendition.objects.exists()


def test_a_language_is_added_to_the_current_revision_once(author):
    document = added(author, files={"en": text()})
    add_rendition(document, text("Palabras."), language="es", by=author, at=NOW)
    with pytest.raises(LanguageTaken, match="already there in Spanish"):
        add_rendition(document, text(), language="es", by=author, at=NOW)
    assert languages(document) == {"en": "current", "es": "current"}


def test_a_revision_leaves_the_other_languages_behind(author):
    body = author.seats.get().body
    body.required_languages = ["es", "en", "fr"]
    body.save()
    document = added(author, files={"en": text(), "es": text("Palabras.")})
    revise(document, text("Better words."), language="es", by=author, at=NOW, after=0)
    assert languages(document) == {"es": "current", "en": "behind", "fr": "missing"}
    assert str(document.current) == "An act/Rev.1"
    assert acts()[-1] == "document.revised"


def test_who_revises_what_was_revised_meanwhile_is_told(author):
    document = added(author, files={"en": text()})
    revise(document, text("One."), language="en", by=author, at=NOW, after=0)
    with pytest.raises(Conflict, match="was made while you prepared this"):
        revise(document, text("Two."), language="en", by=author, at=NOW, after=0)
    assert document.revisions.count() == 2


def test_what_has_no_file_is_not_revised(author):
    with pytest.raises(NothingToRevise, match="Add its first file"):
        revise(added(author), text(), language="en", by=author, at=NOW)


def test_a_narrow_document_is_shared_by_one_person(author):
    document = added(author, label="AMBER")
    assert share(document, by=author, at=NOW)
    assert Document.objects.get().shared_at == NOW
    with pytest.raises(Conflict, match="shared already"):
        share(document, by=author, at=NOW)


def test_what_becomes_public_passes_two_persons(author, colleague):
    document = added(author, label="CLEAR")
    assert not share(document, by=author, at=NOW)
    assert not Document.objects.get().is_shared
    with pytest.raises(SamePerson, match="Another person must share it"):
        share(document, by=author, at=NOW)
    assert share(document, by=colleague, at=NOW)
    assert Document.objects.visible_to(make.reader(None)).exists()
    assert acts() == ["document.added", "document.offered", "document.shared"]


def test_the_secretariat_releases_what_a_party_offers(author):
    document = added(author, label="CLEAR")
    share(document, by=author, at=NOW)
    assert share(document, by=make.secretary(document.body), at=NOW)


@pytest.mark.parametrize(
    ("label", "who", "may"),
    [
        ("AMBER", "author", True),
        ("AMBER", "colleague", True),
        ("AMBER", "secretary", True),
        ("AMBER", "other", False),
        ("RED", "author", True),
        ("RED", "colleague", False),
        ("RED", "secretary", False),
    ],
)
def test_who_edits(author, colleague, label, who, may):
    document = added(author, label=label)
    persons = {
        "author": author,
        "colleague": colleague,
        "secretary": make.secretary(document.body),
        "other": make.seat(body=document.body).person,
    }
    assert may_edit(document, make.reader(persons[who])) is may


def test_others_add_no_language(author):
    document = make.document(body=author.seats.get().body)
    with pytest.raises(NotTheirs):
        add_rendition(document, text(), language="en", by=author, at=NOW)
    assert not Rendition.objects.exists()


def test_a_file_added_to_a_published_document_passes_two_persons(author, colleague):
    document = added(author, label="CLEAR", files={"en": text()})
    share(document, by=author, at=NOW)
    share(document, by=colleague, at=NOW)
    held = revise(document, text("Better."), language="en", by=author, at=NOW, after=0)
    public, editors = make.reader(None), make.reader(colleague)
    assert not Rendition.objects.visible_to(public).filter(pk=held.pk).exists()
    assert Rendition.objects.visible_to(editors).filter(pk=held.pk).exists()
    assert Document.objects.get(pk=document.pk).current.number == 0
    assert languages(document) == {"en": "current"}
    with pytest.raises(SamePerson, match="Another person must release it"):
        release(held, by=author, at=NOW)
    release(held, by=colleague, at=NOW)
    assert Rendition.objects.visible_to(public).filter(pk=held.pk).exists()
    assert Document.objects.get(pk=document.pk).current.number == 1
    with pytest.raises(Conflict, match="published already"):
        release(held, by=colleague, at=NOW)
    assert acts()[-1] == "document.file_released"


def test_others_see_nothing_of_what_is_held(author):
    document = make.document(body=author.seats.get().body, owner=author.seats.get().party)
    held = add_rendition(document, text(), language="en", by=author, at=NOW)
    member = make.seat(body=document.body).person
    assert not Rendition.objects.visible_to(make.reader(member)).exists()
    with pytest.raises(NotTheirs):
        release(held, by=member, at=NOW)


def test_a_file_of_a_narrow_document_is_there_at_once(author):
    document = added(author, label="AMBER", files={"en": text()})
    share(document, by=author, at=NOW)
    assert not revise(document, text("Better."), language="en", by=author, at=NOW).is_held


@pytest.mark.parametrize("act", ["revised", "added a language"])
def test_whoever_had_a_part_in_a_document_never_publishes_it(author, colleague, act):
    document = added(author, label="CLEAR", files={"en": text()})
    if act == "revised":
        revise(document, text("Better."), language="en", by=colleague, at=NOW, after=0)
    else:
        add_rendition(document, text("Palabras."), language="es", by=colleague, at=NOW)
    share(document, by=author, at=NOW)
    for preparer in (author, colleague):
        with pytest.raises(SamePerson, match="Another person must share it"):
            share(document, by=preparer, at=NOW)
    assert not Document.objects.get().is_shared
    assert share(document, by=make.secretary(document.body), at=NOW)


def test_what_nobody_offered_is_published_by_nobody(author, colleague):
    document = added(author, label="CLEAR")
    with pytest.raises(NotOffered, match="is not offered for publication yet"):
        share(document, by=colleague, at=NOW)
    assert not Document.objects.get().is_shared


def test_whoever_had_a_part_in_a_document_does_not_publish_it_by_its_label(author, colleague):
    document = added(author, files={"en": text()})
    share(document, by=author, at=NOW)
    revise(document, text("Better."), language="en", by=colleague, at=NOW, after=0)
    with pytest.raises(SamePerson):
        relabel(document, label=Label.CLEAR, with_observers=False, by=colleague, at=NOW)


def test_who_added_a_file_never_releases_it_though_its_document_was_narrowed(author, colleague):
    document = added(author, label="CLEAR", files={"en": text()})
    share(document, by=author, at=NOW)
    share(document, by=colleague, at=NOW)
    held = revise(document, text("Better."), language="en", by=author, at=NOW, after=0)
    relabel(document, label=Label.AMBER, with_observers=False, by=author, at=NOW)
    with pytest.raises(SamePerson, match="Another person must release it"):
        release(held, by=author, at=NOW)
    release(held, by=colleague, at=NOW)


def test_every_file_says_who_added_it(author, colleague):
    document = added(author, files={"en": text()})
    add_rendition(document, text("Palabras."), language="es", by=colleague, at=NOW)
    revise(document, text("Better."), language="en", by=author, at=NOW, after=0)
    found = Rendition.objects.order_by("pk").values_list("added_by", flat=True)
    assert list(found) == [author.pk, colleague.pk, author.pk]


def test_a_symbol_that_is_taken_says_nothing_of_a_document_one_may_not_read(author):
    make.document(symbol="CRM/1", label="RED")
    with pytest.raises(SymbolTaken) as caught:
        added(author, symbol="CRM/1")
    assert str(caught.value) == "This symbol is not free. Choose another one."


def test_a_held_file_is_found_by_no_language(author):
    document = make.document(body=author.seats.get().body, owner=author.seats.get().party)
    held = add_rendition(document, text(), language="es", by=author, at=NOW)
    assert held.is_held
    assert not Document.objects.in_language("es").exists()


def test_who_no_longer_sits_for_the_owner_edits_no_red_document(author):
    document = added(author, label="RED")
    author.seats.update(until=TODAY - timedelta(days=1))
    make.seat(author, body=document.body)
    assert not may_edit(document, make.reader(author))
