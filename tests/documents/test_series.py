"""Symbols in a series: the next free one is proposed, and may be written otherwise."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from comity.documents.models import Document, SymbolSeries
from comity.documents.series import NoPattern, NotTheirSeries, next_symbol, set_series
from comity.parties.models import Entry
from tests import make
from tests.make import NOW

pytestmark = pytest.mark.django_db
ON = date(2016, 12, 5)


@pytest.fixture
def body():
    return make.plenary()


@pytest.mark.parametrize(
    ("symbols", "proposed"),
    [
        ([], "CMC/2016/1"),
        (["CMC/2016/1", "CMC/2016/2"], "CMC/2016/3"),
        (["CMC/2016/9", "CMC/2016/10"], "CMC/2016/11"),
        (["CMC/2016/1", "CMC/2016/7"], "CMC/2016/8"),
        (["CMC/2016/2/Rev.1", "CMC/2016/4/Add.2"], "CMC/2016/5"),
        (["CMC/2015/40", "CRM/2016/40", "CMC/2016/x", "CMC/2016/5x"], "CMC/2016/1"),
    ],
)
def test_the_next_symbol_comes_after_the_highest(body, symbols, proposed):
    make.symbol_series(body, "CMC/{year}/{number}")
    for symbol in symbols:
        make.document(body=body, symbol=symbol)
    assert next_symbol(body, ON) == proposed


def test_a_symbol_that_the_reader_does_not_see_counts_too(body):
    make.symbol_series(body, "CMC/{year}/{number}")
    make.document(symbol="CMC/2016/1", label="RED", shared_at=None)
    assert next_symbol(body, ON) == "CMC/2016/2"


def test_a_pattern_may_name_the_meeting(body):
    make.symbol_series(body, "CRM/{meeting}/DOC/{number}")
    assert next_symbol(body, ON, "XIV") == "CRM/XIV/DOC/1"
    assert next_symbol(body, ON) == ""


def test_a_body_without_a_series_proposes_nothing(body):
    assert next_symbol(body, ON) == ""


def test_only_the_office_and_the_presidency_say_how_symbols_are_made(body):
    with pytest.raises(NotTheirSeries):
        set_series(body, "CMC/{number}", by=make.delegate(body=body), at=NOW)
    office = make.secretary(body)
    set_series(body, " CMC/{number} ", by=office, at=NOW)
    set_series(body, "CRM/{number}", by=office, at=NOW)
    assert SymbolSeries.objects.get().pattern == "CRM/{number}"
    set_series(body, "", by=office, at=NOW)
    assert not SymbolSeries.objects.exists()
    assert Entry.objects.filter(act="body.series_set").count() == 3


@pytest.mark.parametrize(
    "pattern",
    ["CMC/2016", "{number}{number}", "{number!r}", "{number:09}", "{body}/{number}", "{number",
     "{}/{number}", "{number.real}", "{{x}}{number}", "{0}/{number}", "}"],
)  # fmt: skip
def test_a_pattern_that_is_none_is_refused_with_a_right_one(body, pattern):
    with pytest.raises(NoPattern, match=r"CMC/\{year\}/\{number\}"):
        set_series(body, pattern, by=make.secretary(body), at=NOW)


def test_the_page_of_a_series_is_there_for_who_may_set_it(body, sign_in):
    url = reverse("documents:series", args=[body.slug])
    client = sign_in(make.secretary(body))
    assert client.post(url, {"pattern": "CMC"}).status_code == 422
    client.post(url, {"pattern": "CMC/{number}"})
    page = client.get(body.get_absolute_url()).content.decode()
    assert "the next is CMC/1" in page
    sign_in(make.delegate(body=body))
    assert client.get(url).status_code == 404
    assert "CMC/{number}" not in client.get(body.get_absolute_url()).content.decode()


def test_a_document_that_is_handed_in_is_offered_the_next_symbol(body, sign_in):
    office = make.secretary(body)
    make.symbol_series(body, "CMC/{meeting}/{number}")
    owner = office.seats.get().party
    meeting = make.meeting(body=body, owner=owner, number="XIV", label="AMBER")
    item = make.agenda_item(meeting=meeting, body=body, owner=owner, label="AMBER")
    client, url = sign_in(office), reverse("meetings:hand_in", args=[item.pk])
    assert 'value="CMC/XIV/1"' in client.get(url).content.decode()

    def hand_in(symbol):
        return client.post(
            url,
            {"title_en": "Report", "language": "en", "symbol": symbol,
             "file": SimpleUploadedFile("a.txt", b"Words.")},
        )  # fmt: skip

    assert hand_in("CMC/XIV/1").status_code == 302
    taken = hand_in("CMC/XIV/1")
    assert taken.status_code in {403, 409, 422}
    page = taken.content.decode()
    assert 'value="CMC/XIV/1"' in page
    assert "The next free one of the series is CMC/XIV/2." in page
    assert hand_in("CMC/XIV/9/Add.1").status_code == 302
    assert Document.objects.count() == 2


def test_who_adds_a_document_elsewhere_reads_the_next_symbols(body, sign_in):
    make.symbol_series(body, "CMC/{number}")
    client = sign_in(make.delegate(body=body))
    assert "Next free: CMC/1" in client.get(reverse("documents:add")).content.decode()
