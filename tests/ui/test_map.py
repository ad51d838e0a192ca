"""Promises of the map: every party has a place, told by pattern and word, light to carry."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from comity.ui import charts
from comity.ui.charts.map import WIDTH
from comity.ui.charts.region import FILE, boxes, paths
from comity.ui.drawing import standalone

WORDS = {"done": "in force", "under_way": "adopted", "draft": "drafting", "none": "none"}
SVG = "{http://www.w3.org/2000/svg}"


def region(*places, **more):
    return charts.region_map(
        [charts.Place(*place) for place in places], WORDS, key="m", title="Parties", **more
    )


def page(made):
    return render_to_string("ui/chart.html", {"chart": made})


def svg(html):
    """The picture in a page, as XML."""
    found = re.search(r'<svg class="map".*?</svg>\s*(?=<ul|<p)', html, re.S)[0]
    return ElementTree.fromstring(found.replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1))


CARIBBEAN = [
    ("AI", "Anguilla", "done", "#a"),
    ("BZ", "Belize", "under_way", "#b"),
    ("CA", "Canada", "none", "#c"),
    ("SM", "Saint Martin", "draft", "#s"),
]


def test_the_shapes_are_light_and_well_formed():
    data = FILE.read_bytes()
    assert len(data) <= 40_000
    assert len(gzip.compress(data, 9)) <= 14_000
    drawn = ElementTree.fromstring(data)
    assert {one.get("id") for one in drawn.iter(f"{SVG}path")} == set(paths())


def test_a_small_island_is_as_easily_touched_as_the_largest_country():
    made = region(*CARIBBEAN)
    assert {one.place.code for one in made.shapes} == {"AI", "BZ", "CA"}
    assert [one.place.code for one in made.circles] == ["AI", "BZ", "SM"]
    circle = svg(page(made)).find(f".//{SVG}circle")
    assert 2 * float(circle.get("r")) * 288 / WIDTH >= 24


def test_each_party_is_named_with_its_state_and_leads_to_its_row():
    drawn = svg(page(region(*CARIBBEAN)))
    links = {link.get("href") for link in drawn.iter(f"{SVG}a")}
    assert links == {"#a", "#b", "#c", "#s"}
    named = {title.text for title in drawn.iter(f"{SVG}title")}
    assert {"Anguilla: in force", "Canada: none", "Saint Martin: drafting"} <= named


def test_no_two_states_have_the_same_filling():
    made = region(*CARIBBEAN)
    fills = [kind.fill for kind in made.kinds]
    assert len(set(fills)) == len(fills) == 4


def test_who_is_how_far_is_said_in_words_and_stands_in_a_table():
    made = region(*CARIBBEAN, head="Party", state_head="State")
    assert made.description == (
        "in force: Anguilla. adopted: Belize. drafting: Saint Martin. none: Canada"
    )
    assert made.table.rows[0] == ("Anguilla", "in force")
    assert "Anguilla" in render_to_string("ui/charts/table.html", {"chart": made})
    assert made.description in page(made)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "take no position"), ("es", "no implican"), ("fr", "n’impliquent")],
)
def test_the_map_takes_no_position_on_borders(language, words):
    with override(language):
        made = region(*CARIBBEAN)
        assert words in page(made)
        lines = re.findall(r'<text class="note"[^>]*>([^<]*)', standalone(made))
        assert words in " ".join(lines)


def test_a_map_of_its_own_carries_its_shapes_and_asks_for_nothing():
    drawn = standalone(region(*CARIBBEAN))
    ElementTree.fromstring(drawn)
    assert "href" not in drawn
    assert paths()["CA"] in drawn
    assert "in force" in drawn


def test_the_map_shows_the_region_as_far_as_its_parties_reach():
    left, top, width, height = map(float, region(("BZ", "Belize", "done")).frame.split())
    box = boxes()["BZ"]
    assert left <= box.left
    assert box.right <= left + width
    assert top <= box.top
    assert box.bottom <= top + height
    assert width < 1000 < float(region(*CARIBBEAN).frame.split()[2])


def test_a_state_without_a_word_is_refused():
    with pytest.raises(ValueError, match=r"Belize.*lost"):
        region(("BZ", "Belize", "lost"))


@given(st.lists(st.sampled_from([*sorted(paths()), "XX", "GB"]), unique=True))
def test_every_party_has_a_place_whatever_parties_there_are(codes):
    made = region(*[(code, code, "done") for code in codes])
    shown = {one.place.code for one in (*made.shapes, *made.circles)}
    assert shown == set(codes)
    ElementTree.fromstring(standalone(made))


def test_the_style_of_the_map_is_small():
    css = Path(FILE.parent / "map.css").read_bytes()
    assert len(gzip.compress(css, 9)) <= 700
