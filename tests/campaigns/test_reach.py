"""Sums of what partners reported."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity.campaigns.reach import map_of, reach_of
from tests import make

pytestmark = pytest.mark.django_db


def test_two_spellings_of_a_place_are_added_up_and_the_usual_one_is_shown():
    campaign, country = make.campaign(), make.party("Guatemala", code="GT")
    for place, count in (("Tecún Umán", 100), ("tecun uman", 20), ("Tecún Umán", 3)):
        make.handed_out(campaign, place, country=country, count=count)
    reach = reach_of(campaign, "en")
    assert [(row.place, row.count, row.reports) for row in reach.rows] == [("Tecún Umán", 123, 3)]


def test_pieces_and_times_on_air_are_never_added_to_each_other():
    campaign, country = make.campaign(), make.party(code="MX")
    make.handed_out(campaign, country=country, count=500)
    spot = make.material(campaign, kind="radio")
    make.handed_out(campaign, country=country, count=42, material=spot)
    reach = reach_of(campaign, "en")
    assert (reach.handed, reach.aired, reach.countries, reach.places) == (500, 42, 1, 1)


def test_a_withdrawn_report_counts_no_more():
    campaign = make.campaign()
    make.handed_out(campaign, count=500, withdrawn_at=make.NOW)
    assert reach_of(campaign, "en").rows == ()


def test_a_poster_of_the_campaign_and_the_one_printed_here_stay_apart():
    campaign, country = make.campaign(), make.party(code="MX")
    make.handed_out(campaign, country=country, count=5)
    poster = make.material(campaign, kind="poster")
    make.handed_out(campaign, country=country, count=7, material=poster)
    assert [(str(row.words), row.count) for row in reach_of(campaign, "en").rows] == [
        ("Poster", 7),
        ("Poster with the helpline", 5),
    ]


@pytest.mark.parametrize(
    ("count", "state"), [(99, "planned"), (100, "under_way"), (999, "under_way"), (1000, "done")]
)
def test_the_map_says_how_many_in_a_country_by_pattern_and_words(count: int, state: str):
    plenary = make.plenary()
    mexico, belize = make.party("Mexico", code="MX"), make.party("Belize", code="BZ")
    for country in (mexico, belize):
        make.membership(country, plenary)
    campaign = make.campaign(dialogue=plenary.dialogue)
    make.handed_out(campaign, country=mexico, count=count)
    chart = map_of(campaign, reach_of(campaign, "en"), "en", "Map")
    states = {shape.place.code: shape.place.state for shape in chart.shapes}
    assert states == {"MX": state, "BZ": "none"}


def test_sums_take_as_many_questions_however_many_reports_there_are():
    campaign, country = make.campaign(), make.party(code="MX")
    counted = []
    for _round in range(2):
        for number in range(5):
            make.handed_out(campaign, f"Town {number}", country=country)
        with CaptureQueriesContext(connection) as asked:
            reach_of(campaign, "en")
        counted.append(len(asked))
    assert counted[0] == counted[1] <= 2


def test_a_page_shows_the_largest_and_their_order_stays():
    campaign, country = make.campaign(), make.party(code="MX")
    for number, place in enumerate("DBAC"):
        make.handed_out(campaign, place, country=country, count=number + 1)
    reach = reach_of(campaign, "en")
    assert [row.place for row in reach.rows] == ["A", "B", "C", "D"]
    assert [row.place for row in reach.largest(2)] == ["A", "C"]
    assert reach.countries_in_order == [(str(country.name), 10, 0)]
