"""One box: what is found, for whom, and in which order. The same on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.clauses import Unreadable
from comity.documents import findable
from comity.mandates.services.reporting import accept
from comity.parties.access import ANYONE, Reader
from comity.public.services.editing import publish_page, take_back
from comity.search import finding, indexing, registry
from comity.search.models import Due
from comity.search.words import fold, read_query, words_of
from tests import make

pytestmark = pytest.mark.django_db


def found(typed: str, reader: Reader = ANYONE, language: str = "en", **narrowed: str) -> list[str]:
    query = read_query(typed)
    answer = finding.find(query, reader, language, narrowed)
    shown = finding.results(answer.hits, query.terms, reader)
    assert len(shown) == len(answer.hits)
    return [str(result.title) for result in shown]


def index(*_things: object) -> None:
    indexing.catch_up()


@pytest.mark.parametrize(
    "typed", ["migracion", "MIGRACIÓN", "migraciones", "migr*", '"migración laboral"']
)
def test_accents_capitals_plurals_starts_and_phrases_find(typed: str):
    index(make.meeting({"es": "Reunión sobre migración laboral"}, label="CLEAR"))
    assert len(found(typed)) == 1


@pytest.mark.parametrize("typed", ["refugio", '"laboral migración"', "igracion*"])
def test_what_is_not_there_is_not_found(typed: str):
    index(make.meeting({"es": "Reunión sobre migración laboral"}, label="CLEAR"))
    assert found(typed) == []


def test_what_the_files_of_a_document_say_is_found():
    document = make.document("A paper", label="CLEAR")
    index(make.rendition(document, content=b"Counting albatrosses at sea."))
    assert found("albatross") == ["A paper"]


def test_nothing_is_locked_while_a_file_is_read(monkeypatch):
    make.rendition(make.document("A paper"), content=b"As long as it takes.")
    around, within = len(connection.atomic_blocks), []

    def read(*_arguments: object) -> None:
        within.append(len(connection.atomic_blocks))
        raise Unreadable("not_text", "x")

    monkeypatch.setattr(findable, "take_apart", read)
    indexing.catch_up()
    indexing.rebuild()
    assert within == [around, around]


def test_what_is_acted_on_while_it_is_read_stays_marked(monkeypatch):
    document = make.document("A paper", label="CLEAR")
    make.rendition(document, content=b"Counting albatrosses.")

    def read(*_arguments: object) -> None:
        indexing.hear(document)
        raise Unreadable("not_text", "x")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(findable, "take_apart", read)
        indexing.catch_up()
    assert found("paper") == []
    indexing.catch_up()
    assert found("albatross") == found("paper") == ["A paper"]


def test_a_clause_is_found_under_its_text():
    text = make.instrument("The Declaration", label="CLEAR")
    index(make.clause(text, "Protect every albatross."))
    assert found("albatross") == ["The Declaration · 1."]


def test_a_mandate_is_found():
    index(make.mandate("Count every albatross", label="CLEAR"))
    assert "Count every albatross" in found("albatross", kind="mandates")


def test_a_practice_is_found_once_its_report_was_accepted_and_without_the_mandate():
    asked = make.assignment(make.mandate("Count every seal"), party=make.party("Belize"))
    words = "Pairs count each albatross twice."
    report = make.report(asked, label="CLEAR", state="submitted", best_practice=words)
    index()
    assert found("albatross") == []
    accept(report, by=make.secretary(report.body), at=make.NOW)
    index()
    assert found("albatross", kind="practices") == ["Good practice: Belize"]
    assert found("seal", kind="practices") == []


def test_a_note_is_found_once_another_editor_published_it_and_not_after_it_is_taken_back():
    note = make.news("Counted", paragraphs=["Every <albatross> at sea."], by=make.editor())
    index()
    assert found("albatross") == []
    editor = make.editor()
    publish_page(note, by=editor, at=make.NOW)
    index()
    assert found("albatross", kind="news") == ["Counted"]
    note.refresh_from_db()
    take_back(note, by=editor, at=make.NOW)
    assert found("albatross") == []


def test_a_note_is_found_by_its_new_words_once_they_are_published():
    note = make.news("Counted", paragraphs=["Every albatross."], live=True)
    index()
    note.body = "<p>Every pelican.</p>"
    note.save_revision(user=make.editor())
    index()
    assert (found("albatross"), found("pelican")) == (["Counted"], [])
    publish_page(note, by=make.editor(), at=make.NOW)
    index()
    assert (found("albatross"), found("pelican")) == ([], ["Counted"])


def test_a_campaign_and_what_is_said_in_its_spots_are_found_once_released():
    campaign = make.campaign({"es": "Albatros"}, released_at=None)
    make.material(campaign, "A spot", transcript={"ht": "Zwazo lanmè yo"})
    index()
    assert (found("albatros"), found("zwazo")) == ([], [])
    type(campaign).objects.update(released_at=make.NOW)
    assert (found("albatros"), found("zwazo")) == (["Albatros"], ["A spot"])


def test_the_readers_language_comes_first_and_a_thing_once():
    index(
        make.meeting({"es": "Albatros"}, label="CLEAR"),
        make.meeting({"en": "Albatros", "es": "Albatros"}, label="CLEAR"),
    )
    query = read_query("albatros")
    hits = finding.find(query, ANYONE, "en", {}).hits
    assert [hit.language for hit in hits] == ["en", "es"]


def test_what_is_hidden_is_neither_found_nor_counted():
    hidden = make.meeting("Albatross", label="AMBER")
    make.meeting("Albatross", label="CLEAR")
    index()
    answer = finding.find(read_query("albatross"), ANYONE, "en", {})
    assert [hit.thing for hit in answer.hits] != [hidden.pk]
    assert answer.facets["kind"] == [("meetings", 1)]


def test_a_narrowed_label_is_gone_at_once():
    meeting = make.meeting("Albatross", label="CLEAR")
    index()
    assert found("albatross")
    type(meeting).objects.filter(pk=meeting.pk).update(label="AMBER")
    assert found("albatross") == []


def test_the_circle_of_a_record_finds_it():
    body = make.body()
    make.meeting("Albatross", label="AMBER", body=body)
    index()
    assert found("albatross", make.reader(make.delegate(body=body)))


@pytest.mark.parametrize("label", ["AMBER+STRICT", "RED"])
def test_what_is_watched_is_not_found_because_finding_would_be_reading(label: str):
    body = make.body()
    person = make.delegate(body=body)
    meeting = make.meeting("Albatross", label=label, body=body)
    meeting.recipients.add(person)
    index()
    assert found("albatross", make.reader(person)) == []


def test_an_act_on_a_thing_has_its_words_read_again():
    meeting = make.meeting("Albatross", label="CLEAR")
    index()
    type(meeting).objects.filter(pk=meeting.pk).update(title="Pelican")
    indexing.hear(meeting)
    index()
    assert not Due.objects.exists()
    assert (found("albatross"), found("pelican")) == ([], ["Pelican"])


def test_a_date_is_told_as_exactly_as_it_is_known(client: Client):
    make.meeting("Albatross", label="CLEAR", starts_on=date(2011, 1, 1), precision="year")
    index()
    page = client.get("/en/search/", {"q": "albatross"}).content.decode()
    assert '<time datetime="2011">2011</time>' in page


def test_rebuilding_finds_the_same():
    indexing.hear(make.meeting("Albatross", label="CLEAR"))
    indexing.rebuild()
    assert not Due.objects.exists()
    assert found("albatross") == ["Albatross"]


@pytest.mark.parametrize("name", ["kind", "dialogue", "year", "language"])
def test_each_facet_narrows_to_what_it_counts(name: str):
    make.meeting("Albatross", label="CLEAR")
    make.instrument("Albatross", label="CLEAR")
    index()
    answer = finding.find(read_query("albatross"), ANYONE, "en", {})
    for value, count in answer.facets[name]:
        assert len(found("albatross", **{name: value})) == count


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_no_query_is_an_error(client: Client, typed: str):
    assert client.get("/en/search/", {"q": typed}).status_code == 200


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=20), st.data())
def test_what_a_start_finds_contains_it_folded(title: str, data: st.DataObject):
    make.meeting(title.replace("\0", ""), label="CLEAR")
    index()
    typed = data.draw(st.sampled_from([word[:3] for word in words_of(title)] or ["x"]))
    titles = found(f"{typed}*")
    assert titles or not words_of(title)
    assert all(fold(typed) in fold(one) for one in titles)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Words to look for"), ("the of", "in nearly every text"), ("zzz", "Nothing was found"),
        ("a" * 10_000, "Nothing was found"), ('"(AND NEAR/2 * ^ title:', "Nothing was found"),
    ],
)  # fmt: skip
def test_a_bad_query_is_answered_with_what_to_do(client: Client, typed: str, words: str):
    answer = client.get("/en/search/", {"q": typed, "year": "x", "dialogue": "9" * 40, "page": "-"})
    assert answer.status_code == 200
    assert words in answer.content.decode()


def test_words_that_were_taken_out_are_not_found_before_they_are_read_again():
    text = make.instrument("The Declaration", label="CLEAR")
    clause = make.clause(text, "Protect every albatross.")
    index()
    assert found("albatross")
    for thing in (clause, text):
        indexing.hear(thing)
        assert found("albatross") == []
        index()
        assert found("albatross")


def test_a_file_that_cannot_be_read_does_not_keep_the_others_out(caplog):
    bad = make.document("A paper", label="CLEAR")
    page = b"<html><head><meta charset=undefined></head><p>Albatross</p></html>"
    make.rendition(bad, content=page, name="a.html", media_type="text/html")
    make.meeting("Pelican", label="CLEAR")
    index()
    assert found("pelican") == ["Pelican"]


def test_words_of_an_index_are_read_whatever_one_of_them_raises(monkeypatch, caplog):
    make.meeting("Pelican", label="CLEAR")
    make.document("Albatross", label="CLEAR")
    one = registry.get("documents.document")
    monkeypatch.setattr(indexing.registry, "searchables", lambda: [replace(one, words=fail)])
    index()
    assert "has no words in the index" in caplog.text


def fail(_thing: object) -> None:
    raise ValueError
