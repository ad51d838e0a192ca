"""A file becomes a text in review, whole or not at all."""

from __future__ import annotations

import pytest

from comity.clauses import SENTENCES as READER_SENTENCES
from comity.clauses import VERBS as READER_VERBS
from comity.clauses import Footnote, Piece
from comity.documents.models import Document
from comity.instruments.models import Clause, Instrument, Suggestion, Version
from comity.instruments.reading import paragraphs_of
from comity.instruments.rules import LanguageIsThere, TextHasChanged, TextIsUnreadable
from comity.instruments.sentences import SENTENCES
from comity.instruments.services import Upload, add_language, import_text
from comity.instruments.services.importing import _as_read
from comity.instruments.words import VERBS
from comity.parties.dates import PartialDate
from comity.parties.ledger import Entry
from comity.parties.services import NotTheSecretariat
from tests import make

pytestmark = pytest.mark.django_db

SPANISH = """# Declaración de Guatemala

Considerando la importancia de la cooperación regional;

ACUERDAN:

1. Solicitar a la Secretaría Técnica que informe a los miembros antes del 30 de junio de 2026.

2. Instar a Belice a compartir datos migratorios.

3. Agradecer a Guatemala su hospitalidad.
"""
ENGLISH = """# Declaration of Guatemala

Considering the importance of regional cooperation;

AGREE:

1. To request the Technical Secretariat to inform the member countries before 30 June 2026.

2. To urge Belize to share migration data.

An aside that only the English has, between two clauses, which is long enough to be a paragraph.

3. To thank Guatemala for its hospitality.
"""


class World:
    """A dialogue with a secretariat, two member states, and one secretary."""

    def __init__(self) -> None:
        self.plenary = make.plenary()
        self.secretary = make.secretary(self.plenary)
        self.belize = make.party(slug="blz", name={"en": "Belize", "es": "Belice"})
        make.membership(self.belize, self.plenary)
        make.theme("gcm-1")

    def imports(self, text: str = SPANISH, name: str = "declaracion.md", **fields) -> Instrument:
        fields = {
            "kind": "declaration",
            "language": "es",
            "by": self.secretary,
            "at": make.NOW,
        } | fields
        return import_text(self.plenary, upload=Upload(name, text.encode()), **fields)


def test_a_file_becomes_clauses_with_what_they_suggest():
    world = World()
    made = world.imports()
    assert [c.number for c in made.clauses.operative()] == ["1.", "2.", "3."]
    assert str(made.title) == "Declaración de Guatemala"
    assert not made.is_adopted
    assert not made.is_shared
    found = set(Suggestion.objects.values_list("clause__number", "kind", "value"))
    office = world.plenary.dialogue.bodies.get(kind="secretariat")
    assert ("1.", "addressee", f"body:{office.slug}") in found
    assert ("1.", "due", "2026-06-29") in found or ("1.", "due", "2026-06-30") in found
    assert ("2.", "addressee", "party:blz") in found
    assert ("2.", "theme", "gcm-1") in found


def test_every_word_of_the_file_is_in_the_text():
    made = World().imports()
    words = "".join(clause.number + clause.texts.get().text for clause in made.clauses.all())
    assert "".join(words.split()) == "".join(SPANISH.replace("#", "").split())


def test_the_file_is_kept_in_the_circle_of_the_text():
    world = World()
    made = world.imports(label="GREEN")
    document = Document.objects.get()
    assert made.versions.get().source.revision.document == document
    assert (document.label, document.body, document.shared_at) == ("GREEN", made.body, None)
    with made.versions.get().source.file.open() as file:
        assert file.read().decode() == SPANISH


def test_an_import_is_one_entry_of_its_own_in_the_ledger():
    made = World().imports()
    entry = Entry.objects.get(act="instrument.imported")
    assert entry.thing == f"instruments.instrument:{made.pk}"
    assert "Guatemala" not in str(entry.facts)


def test_only_the_secretariat_imports():
    world = World()
    with pytest.raises(NotTheSecretariat):
        world.imports(by=make.delegate(body=world.plenary))
    assert not Instrument.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("acta.pdf", b"<html><script>alert(1)</script></html>", "not what its name says"),
        ("acta.docx", b"%PDF-1.4 nothing", "not what its name says"),
        ("acta.exe", b"MZ", "of a kind that is not read"),
        ("acta.txt", b"   \n \n", "no paragraph"),
        ("acta.txt", b"a\x00b\x00c\x01\x02", "known way"),
    ],
)
def test_what_cannot_be_read_leaves_nothing_behind(name, data, words):
    world = World()
    with pytest.raises(TextIsUnreadable, match=words):
        import_text(
            world.plenary, kind="declaration", language="es", upload=Upload(name, data),
            by=world.secretary, at=make.NOW,
        )  # fmt: skip
    assert not Instrument.objects.exists()
    assert not Document.objects.exists()
    assert not Entry.objects.exists()


def test_a_file_above_the_limit_is_not_even_opened(settings):
    settings.UPLOAD_LIMIT = 2**20
    with pytest.raises(TextIsUnreadable, match="larger than 1 MB"):
        World().imports("a" * (2**20 + 1))


def test_two_texts_of_one_title_have_two_addresses():
    world = World()
    assert world.imports().slug != world.imports().slug


def test_of_two_who_import_one_text_in_one_instant_the_slower_gets_the_next_address(blind_to_names):
    world = World()
    first = world.imports()
    blind_to_names()
    assert world.imports().slug == f"{first.slug}-2"
    assert Document.objects.count() == 2


def test_the_address_of_a_watched_text_does_not_say_its_title():
    slug = World().imports(label="AMBER+STRICT").slug
    assert slug.endswith("-declaration")
    assert "guatemala" not in slug


def test_a_title_in_letters_without_an_address_has_one_all_the_same():
    assert World().imports(title="¿…?").slug


def test_another_language_lies_beside_the_first_and_loses_nothing():
    world = World()
    made = world.imports()
    before = made.clauses.count()
    version = add_language(
        made, language="en", upload=Upload("declaration.md", ENGLISH.encode()),
        title="Declaration of Guatemala", by=world.secretary, at=make.NOW, stamp=made.stamp,
    )  # fmt: skip
    assert not version.is_equal
    assert made.clauses.count() == before + 1
    second, aside, third = made.clauses.order_by("position")[4:7]
    assert {t.language for t in second.texts.all()} == {"en", "es"}
    assert {t.language for t in aside.texts.all()} == {"en"}
    assert {t.language for t in third.texts.all()} == {"en", "es"}
    made.refresh_from_db()
    assert made.title.data == {"es": "Declaración de Guatemala", "en": "Declaration of Guatemala"}
    words = "".join(
        f"{c.number}{t.text}" for c in made.clauses.all() for t in c.texts.filter(language="en")
    )
    assert "".join(words.split()) == "".join(ENGLISH.replace("#", "").split())


def test_a_language_is_added_once():
    world = World()
    made = world.imports()
    with pytest.raises(LanguageIsThere, match="in Spanish already"):
        add_language(
            made, language="es", upload=Upload("d.md", SPANISH.encode()), by=world.secretary,
            at=make.NOW, stamp=made.stamp,
        )  # fmt: skip


def test_a_language_is_not_laid_beside_a_text_that_changed_meanwhile():
    world = World()
    made = world.imports()
    with pytest.raises(TextHasChanged):
        add_language(
            made, language="en", upload=Upload("d.md", ENGLISH.encode()), by=world.secretary,
            at=make.NOW, stamp=made.stamp + 1,
        )  # fmt: skip
    assert Version.objects.count() == 1
    assert Document.objects.get().revisions.get().renditions.count() == 1


def test_the_day_of_adoption_may_be_known_to_the_year():
    made = World().imports(adopted_on=PartialDate.read("2009"))
    assert (made.adopted_on.year, made.adopted_precision) == (2009, "year")


def test_every_sentence_and_verb_of_the_reader_can_be_said_here():
    assert {code: str(words) for code, words in SENTENCES.items()} == dict(READER_SENTENCES)
    assert set(VERBS) == set(READER_VERBS)


def test_what_names_nobody_here_is_not_suggested():
    world = World()
    made = world.imports(
        "1. Invite civil society to take part.\n\n2. Agree.", "a.txt", language="en"
    )
    assert Clause.objects.filter(instrument=made).count() == 2
    assert not Suggestion.objects.filter(kind="addressee").exists()


def test_a_footnote_is_kept_with_the_paragraph_that_bears_its_mark():
    world = World()
    note = Piece("clause", "Agree.\u00b9", number="1.", footnotes=(Footnote("1", "By consensus."),))
    made = world.imports("1. Agree.", "a.txt", language="en")
    version = made.versions.get()
    version.as_read = [_as_read(note)]
    [paragraph] = paragraphs_of(version, made.clauses.get().texts.get())
    assert paragraph.notes == (("1", "By consensus."),)
    assert (paragraph.number, paragraph.text) == ("1.", "Agree.\u00b9")


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("Thank Belize for the migration data shared by 30 June 2026.", set()),
        ("Welcome the migration data of Belize.", set()),
        ("Recognise the efforts of Belize to share migration data.", set()),
        ("Urge Belize to share migration data.", {"addressee", "theme"}),
        ("Belize shall share migration data.", {"addressee", "theme"}),
    ],
)
def test_only_a_clause_that_may_ask_for_something_suggests_what_it_asks(words, kinds):
    World().imports(f"1. {words}", "a.txt", language="en")
    assert set(Suggestion.objects.values_list("kind", flat=True)) == kinds
