"""Old pages are kept as drafts, once, and the secretariat makes news of them or nothing."""

from __future__ import annotations

from datetime import date

import pytest

from comity.archive import Raw, Register, in_batches, raw_pages
from comity.archive.reading import BATCH
from comity.parties.models import Entry
from comity.parties.services import NotTheSecretariat
from comity.public.archive.findings import Part, marked
from comity.public.archive.register import register_of
from comity.public.models import ArchivedPage, NewsPage
from comity.public.services import accept, bring_in, set_aside
from comity.public.services.archive import AlreadyDecided
from comity.public.services.news import NotALanguageOfTheSite, NotFitForAPage
from tests import make

pytestmark = pytest.mark.django_db
NONE = Register()
ENGLISH = """A meeting in Belize
Twelve officials met in Belize City and agreed on a plan for the 17 countries that are to report.
The report is of what they did in the coming year, with 45 experts.
Contact: Ana Ruiz, ana@example.org
"""
SPANISH = """Reunión en Belice
Doce funcionarios se reunieron y acordaron un plan para los 17 países que informarán.
El informe es de lo que hicieron en el próximo año, con 45 expertos.
Contacto: Ana Ruiz, ana@example.org
"""


@pytest.fixture
def body():
    return make.body("A network")


@pytest.fixture
def secretary(body):
    return make.secretary(body)


def notes(count: int, start: int = 0) -> list[Raw]:
    return [
        Raw(f"{n}.txt", ("Home", "News", "- Contact", f"Note {n}", f"Note {n} says so, and more."))
        for n in range(start, start + count)
    ]


def brought(raws, body, by=None, register=NONE):
    result = bring_in(raws, register, dialogue=body.dialogue, site="Old", by=by, at=make.NOW)
    return result.new, result.again


def test_every_page_arrives_as_a_draft_with_what_was_found(body, secretary):
    raws = raw_pages(ENGLISH.encode(), "en.txt")
    assert brought(raws, body, secretary, register_of(make.TODAY)) == (1, 0)
    (page,) = ArchivedPage.objects.waiting()
    assert (page.title, page.day, page.language) == ("A meeting in Belize", "", "en")
    assert page.contacts[0]["email"] == "ana@example.org"
    assert [one["words"] for one in page.links if one["kind"] == "figure"]
    assert not NewsPage.objects.exists()
    entry = Entry.objects.get(act="archive.brought_in")
    assert entry.facts == {"pages": 1, "first": page.pk}


def test_the_same_page_a_thousand_times_is_kept_once(body):
    assert brought(notes(1) * 1000, body) == (1, 999)


def test_files_of_one_name_are_kept_both(body):
    one, two = notes(2)
    same = Raw(one.file, two.lines)
    assert brought([one, same], body) == (2, 0)


def test_an_import_that_was_stopped_goes_on_and_doubles_nothing(body):
    pages = notes(BATCH + 30)

    def cut():
        yield from pages[: BATCH + 10]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        brought(cut(), body)
    assert ArchivedPage.objects.count() == BATCH
    assert brought(pages, body) == (30, BATCH)
    assert ArchivedPage.objects.count() == len(pages)
    assert brought(reversed(pages), body) == (0, len(pages))


def test_navigation_is_left_out_of_the_last_pages_too(body):
    brought(notes(BATCH + 1), body)
    last = ArchivedPage.objects.order_by("pk").last()
    assert (last.title, last.left_out) == (f"Note {BATCH}", ["Home", "News", "- Contact"])


def test_a_translation_is_paired_with_what_came_before(body):
    register = register_of(make.TODAY)
    brought(raw_pages(ENGLISH.encode(), "note.txt"), body, register=register)
    brought(raw_pages(SPANISH.encode(), "note.txt"), body, register=register)
    english, spanish = ArchivedPage.objects.order_by("pk")
    assert spanish.translation_of == english


def test_batches_are_the_pages_in_their_order():
    pages = notes(BATCH * 2 + 1)
    batches = list(in_batches(iter(pages)))
    assert [len(one) for one in batches] == [BATCH, BATCH, 1]
    assert [raw for one in batches for raw in one] == pages


@pytest.mark.parametrize("who", ["delegate", "another secretariat"])
def test_only_the_secretariat_of_the_dialogue_brings_in_and_decides(body, who):
    other = make.delegate(body=body) if who == "delegate" else make.secretary(make.body("Other"))
    with pytest.raises(NotTheSecretariat):
        brought(notes(1), body, other)
    page = make.archived(dialogue=body.dialogue)
    with pytest.raises(NotTheSecretariat):
        accept(page, title="A", language="en", by=other, at=make.NOW)
    with pytest.raises(NotTheSecretariat):
        set_aside(page, by=other, at=make.NOW)
    assert not NewsPage.objects.exists()
    assert not ArchivedPage.objects.visible_to(make.reader(other)).exists()


def test_an_accepted_page_is_a_draft_of_news_word_for_word(body, secretary):
    belize = make.party("Belize")
    page = make.archived(dialogue=body.dialogue, paragraphs=["They <b>met</b>.", "They agreed."])
    note = accept(
        page, title="A meeting", language="en", on=date(2016, 12, 5), place="Belize City",
        parties=[belize], by=secretary, at=make.NOW,
    )  # fmt: skip
    assert not note.live
    assert note.body == "<p>They &lt;b&gt;met&lt;/b&gt;.</p><p>They agreed.</p>"
    assert (note.on, list(note.parties.all())) == (date(2016, 12, 5), [belize])
    page.refresh_from_db()
    assert page.note == note
    assert not page.is_waiting
    assert Entry.objects.filter(act="archive.accepted", by=secretary).exists()


def test_translations_become_versions_of_one_note(body, secretary):
    english = make.archived(dialogue=body.dialogue)
    spanish = make.archived(dialogue=body.dialogue, language="es", translation_of=english)
    first = accept(spanish, title="Una", language="es", by=secretary, at=make.NOW)
    second = accept(english, title="One", language="en", by=secretary, at=make.NOW)
    assert first.translation_key == second.translation_key
    again = make.archived(dialogue=body.dialogue, translation_of=spanish)
    third = accept(again, title="One more", language="en", by=secretary, at=make.NOW)
    assert third.translation_key != first.translation_key


def test_what_is_decided_is_not_decided_again(body, secretary):
    page = make.archived(dialogue=body.dialogue)
    set_aside(page, by=secretary, at=make.NOW)
    with pytest.raises(AlreadyDecided):
        accept(page, title="A", language="en", by=secretary, at=make.NOW)
    with pytest.raises(AlreadyDecided):
        set_aside(page, by=secretary, at=make.NOW)
    assert not NewsPage.objects.exists()


def test_what_was_set_aside_is_not_brought_in_again(body, secretary):
    brought(notes(1), body)
    set_aside(ArchivedPage.objects.get(), by=secretary, at=make.NOW)
    assert brought(notes(1), body) == (0, 1)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [({"language": "de"}, NotALanguageOfTheSite), ({"title": "x" * 300}, NotFitForAPage)],
)
def test_what_fits_no_page_leaves_the_old_page_waiting(body, secretary, fields, refusal):
    page = make.archived(dialogue=body.dialogue)
    given = {"title": "A", "language": "en"} | fields
    with pytest.raises(refusal):
        accept(page, **given, by=secretary, at=make.NOW)
    page.refresh_from_db()
    assert page.is_waiting
    assert not NewsPage.objects.exists()


@pytest.mark.parametrize(
    ("flagged", "parts"),
    [
        ([], [Part("They met today.")]),
        (["today"], [Part("They met "), Part("today", (1,)), Part(".")]),
        (["", "nowhere"], [Part("They met today.")]),
        (
            ["met today", "today"],
            [Part("They "), Part("met ", (1,)), Part("today", (1, 2)), Part(".")],
        ),
    ],
)
def test_what_is_flagged_is_marked_where_it_stands(flagged, parts):
    assert marked("They met today.", flagged) == parts
