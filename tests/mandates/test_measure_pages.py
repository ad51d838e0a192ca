"""The pages of measures: what each shows to whom, and what odd input meets."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from comity.mandates.models import Citation, Measure, Report
from comity.parties.ledger import Entry
from tests import make
from tests.entering import entered
from tests.mandates.test_citing import Two

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> Two:
    return Two()


@pytest.fixture
def focal(two: Two) -> Client:
    return entered(two.focal)


def words(answer) -> str:
    return answer.content.decode()


def form(measure: Measure, **fields) -> dict:
    given = {
        "title": measure.title, "kind": "law", "language": "es", "account": "Nuevas palabras",
        "stamp": measure.stamp, "sitting": "a" * 32,
    }  # fmt: skip
    return given | fields


def test_from_nothing_to_an_answer_in_another_dialogue(two: Two, focal: Client):
    given = {
        "title": "Una línea", "kind": "service", "language": "es", "owner": two.party.pk,
        "body": two.here.plenary.pk, "label": "AMBER",
    }  # fmt: skip
    answer = focal.post(reverse("mandates:record_measure"), given)
    made = Measure.objects.get(title="Una línea")
    assert answer.url == reverse("mandates:change_measure", args=[made.pk])
    account = "Keep a helpline, as asked."
    focal.post(answer.url, form(made, account=account, amount="12.50", currency="usd"))
    made.refresh_from_db()
    assert (made.account, made.currency) == (account, "USD")
    page = words(focal.get(made.get_absolute_url()))
    assert "Use as an answer" in page
    assert "Others than now will read these words." in page
    cite = reverse("mandates:cite", args=[made.pk, two.asked.pk])
    answer = focal.post(cite, {"circle": "AMBER/0"})
    assert answer.url == reverse("mandates:write", args=[two.asked.pk])
    assert account in words(focal.get(answer.url))


def test_a_reader_of_the_report_sees_the_words_and_no_way_to_the_measure(two: Two):
    report = two.accepted()
    page = words(entered(two.neighbour).get(report.get_absolute_url()))
    assert "Forty operators." in page
    assert two.measure.get_absolute_url() not in page
    assert entered(two.neighbour).get(two.measure.get_absolute_url()).status_code == 404


def test_the_report_says_changed_since_word_by_word(two: Two, focal: Client):
    report = two.cite()
    two.change()
    for url in (report.get_absolute_url(), reverse("mandates:write", args=[two.asked.pk])):
        page = words(focal.get(url))
        assert "Changed since" in page
        assert "Fifty</ins>" in page
        assert "Forty</del>" in page
    assert "Take the new words" in page
    focal.post(reverse("mandates:take_new_words", args=[report.citations.get().pk]))
    assert report.citations.get().account == "Fifty operators."
    focal.post(reverse("mandates:take_off", args=[report.citations.get().pk]))
    assert not Citation.objects.exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"amount": "5"}, "in which currency"),
        ({"currency": "USD"}, "Write the amount"),
        ({"amount": "5", "currency": "dollars"}, "USD"),
        ({"amount": "9" * 20, "currency": "USD"}, "digits"),
        ({"started": "2025", "ended": "2024-12"}, "cannot end before it begins"),
        ({"started": "31.2.2025"}, "31.2.2025"),
        ({"themes": ["9" * 40]}, "9"),
        ({"title": ""}, "required"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_typed_is_lost(two, focal, fields, said):
    url = reverse("mandates:change_measure", args=[two.measure.pk])
    answer = focal.post(url, form(two.measure, **fields))
    assert answer.status_code == 422
    assert said in words(answer)
    assert "Nuevas palabras" in words(answer)


def test_a_year_is_enough_for_a_date(two: Two, focal: Client):
    url = reverse("mandates:change_measure", args=[two.measure.pk])
    focal.post(url, form(two.measure, started="2024", ended="2025-02"))
    two.measure.refresh_from_db()
    assert (two.measure.started_precision, str(two.measure.ended_on)) == ("year", "2025-02-28")
    page = words(focal.get(url))
    assert 'value="2024"' in page
    assert 'value="2025-02"' in page


def test_what_others_read_is_saved_by_a_button_alone(two: Two, focal: Client):
    keep = reverse("mandates:keep_measure", args=[two.measure.pk])
    answer = focal.post(keep, form(two.measure))
    assert answer.status_code == 409
    change = reverse("mandates:change_measure", args=[two.measure.pk])
    assert "data-keep" not in words(focal.get(change))
    Measure.objects.update(shared_at=None)
    assert "data-keep" in words(focal.get(change))
    assert focal.post(keep, form(two.measure)).status_code == 204


def test_after_a_change_by_somebody_else_both_texts_are_there(two: Two, focal: Client):
    two.change()
    url = reverse("mandates:change_measure", args=[two.measure.pk])
    answer = focal.post(url, form(two.measure, stamp=1))
    assert answer.status_code == 409
    assert "Fifty operators." in words(answer)
    assert "Nuevas palabras" in words(answer)


@pytest.mark.parametrize("name", ["change_measure", "keep_measure", "share_measure"])
def test_the_pages_of_a_writer_are_for_its_party(two: Two, name: str):
    """A neighbour in the dialogue reads the measure and changes nothing of it."""
    client = entered(two.here.neighbour)
    assert client.get(two.measure.get_absolute_url()).status_code == 200
    answer = client.post(reverse(f"mandates:{name}", args=[two.measure.pk]), form(two.measure))
    assert answer.status_code in {403, 404, 409, 422}
    two.measure.refresh_from_db()
    assert two.measure.account == "Forty operators."


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, {"A helpline to keep", "Ley"}),
        ({"kind": "law"}, {"Ley"}),
        ({"words": "operators FORTY"}, {"A helpline to keep"}),
        ({"words": "secret"}, set()),
        ({"year": "2025"}, {"Ley"}),
        ({"theme": "gcm-1"}, {"Ley"}),
    ],
)
def test_the_register_is_narrowed_as_the_address_says(two: Two, focal: Client, query, shown):
    two.record(title="Ley", kind="law", started_on="2024-05-01", ended_on="2026-01-01",
               language="es", themes=[make.theme("gcm-1")], account="")  # fmt: skip
    make.measure("Hidden secret", label="AMBER", shared_at=None)
    two.record(title="secret", label="AMBER+STRICT", author=None, account="secret", kind="unit")
    page = words(focal.get(reverse("mandates:measures"), query))
    titles = {"A helpline to keep", "Ley", "Hidden secret"}
    assert {title for title in titles if f">{title}<" in page} == shown
    rows = csv.reader(
        io.StringIO(
            focal.get(reverse("mandates:measures_file", args=["csv"]), query).content.decode()
        )
    )
    assert {row[2] for row in rows} & titles == shown


@pytest.mark.parametrize("query", [{"year": "x"}, {"party": "'"}, {"kind": "9" * 50}])
def test_a_filter_that_is_not_understood_is_said(focal: Client, query: dict):
    for url in (reverse("mandates:measures"), reverse("mandates:measures_file", args=["xlsx"])):
        assert focal.get(url, query).status_code == 422


def test_the_file_holds_what_the_reader_may_see_and_nothing_that_acts(two: Two, focal: Client):
    two.record(title="=1+1", label="AMBER+STRICT")
    body = focal.get(reverse("mandates:measures_file", args=["csv"])).content.decode()
    assert "'=1+1" in body
    assert Entry.objects.filter(act="downloaded").exists()
    book = load_workbook(
        io.BytesIO(focal.get(reverse("mandates:measures_file", args=["xlsx"])).content)
    )
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert rows[0][0] == "TLP:AMBER+STRICT"
    assert {row[2] for row in rows} >= {"=1+1", "A helpline to keep"}


@pytest.mark.parametrize("form_", ["pdf", "docx", "x"])
def test_a_file_of_another_form_does_not_exist(focal: Client, form_: str):
    assert focal.get(reverse("mandates:measures_file", args=[form_])).status_code == 404


@pytest.mark.parametrize("key", [0, 10**12])
def test_a_key_that_does_not_exist_is_not_found(two: Two, focal: Client, key: int):
    urls = [
        reverse("mandates:measure", args=[key]),
        reverse("mandates:change_measure", args=[key]),
    ]
    assert {focal.get(url).status_code for url in urls} == {404}
    posts = [
        reverse("mandates:cite", args=[two.measure.pk, key]),
        reverse("mandates:cite", args=[key, two.asked.pk]),
        reverse("mandates:take_off", args=[key]),
        reverse("mandates:take_new_words", args=[key]),
    ]
    assert {focal.post(url).status_code for url in posts} == {404}


def test_the_page_that_refuses_an_answer_says_why(two: Two, focal: Client):
    answer = focal.post(
        reverse("mandates:cite", args=[two.measure.pk, two.asked.pk]), {"circle": "CLEAR/1"}
    )
    assert answer.status_code == 409
    assert "TLP:AMBER now" in words(answer)
    assert not Report.objects.exists()


def test_a_party_s_page_leads_to_its_measures(two: Two, focal: Client):
    page = words(focal.get(two.party.get_absolute_url()))
    assert two.measure.get_absolute_url() in page
    assert f"party={two.party.slug}" in page


def test_what_is_offered_waits_on_the_desk_of_who_may_publish_it(two: Two):
    measure = two.record(title="For everyone", label="CLEAR", shared_at=None, offered_at=make.NOW)
    assert "For everyone" in words(entered(two.here.secretary).get(reverse("parties:desk")))
    assert measure.get_absolute_url() not in words(entered(two.focal).get(reverse("parties:desk")))


def test_a_theme_gathers_what_is_asked_done_and_said_as_the_reader_may_see(two: Two):
    theme = make.theme("gcm-10", name="Trafficking")
    two.measure.themes.add(theme)
    two.asked.mandate.themes.add(theme)
    report = two.accepted()
    url = reverse("mandates:theme", args=["gcm-10"])
    page = words(entered(two.focal).get(url))
    for thing in (two.measure, two.asked.mandate, report):
        assert thing.get_absolute_url() in page
    page = words(Client().get(url))
    for thing in (two.measure, two.asked.mandate, report):
        assert thing.get_absolute_url() not in page
