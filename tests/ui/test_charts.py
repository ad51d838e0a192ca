"""Promises of the pictures: every figure is there for eyes, for ears and on paper."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from comity.ui import charts
from comity.ui.drawing import standalone

from .test_css import SCHEMES

WORDS = {"none": "No report", "under_way": "Under way", "done": "Done"}


def bars(*rows, **more):
    return charts.bars(rows, WORDS, key="k", title="By party", **more)


def share(text):
    return float(text.removesuffix("%"))


def test_the_longest_bar_takes_the_whole_width_and_the_others_their_share_of_it():
    made = bars(charts.Row("Belize", {"done": 4}), charts.Row("Cuba", {"none": 3, "done": 5}))
    assert [[part.width for part in bar.parts] for bar in made.bars] == [
        ["50%"],
        ["37.5%", "62.5%"],
    ]


@given(
    st.lists(st.dictionaries(st.sampled_from(sorted(WORDS)), st.integers(0, 10_000)), max_size=12),
    st.booleans(),
)
def test_bars_stay_within_the_picture_and_lie_end_to_end(rows, beside):
    made = bars(*(charts.Row(str(n), counts) for n, counts in enumerate(rows)), beside=beside)
    for bar, counts in zip(made.bars, rows, strict=True):
        assert bar.total == sum(counts.values()) == sum(part.count for part in bar.parts)
        assert bar.y + made.bar_height <= made.height
        for part, after in zip(bar.parts, bar.parts[1:], strict=False):
            assert share(part.x) + share(part.width) == pytest.approx(share(after.x), abs=0.02)
        if bar.parts:
            assert share(bar.parts[-1].x) + share(bar.parts[-1].width) <= 100.02


def test_parts_are_told_apart_without_colour():
    words = {code: code for code in ("done", "under_way", "planned", "not_done", "none")}
    made = charts.bars([charts.Row("x", dict.fromkeys(words, 1))], words, key="k", title="t")
    assert len({kind.fill for kind in made.kinds}) == len(words)


def test_what_nobody_counts_is_neither_in_the_legend_nor_in_the_table():
    made = bars(charts.Row("Belize", {"done": 4, "none": 0}), head="Party")
    assert made.table.head == ("Party", "Done")
    assert made.table.rows == (("Belize", 4),)


def test_a_code_without_a_word_is_named():
    with pytest.raises(ValueError, match="'Belize' counts 'lost'"):
        bars(charts.Row("Belize", {"lost": 1}))


def test_a_picture_of_nothing_is_a_picture():
    for made in (bars(), charts.lines([], key="k", title="t"), bars(charts.Row("Belize", {}))):
        assert "<svg" in render_to_string("ui/chart.html", {"chart": made})
        ElementTree.fromstring(standalone(made))


def test_a_year_without_a_value_breaks_the_line():
    made = charts.lines([charts.Series("x", {2006: 1, 2007: 2, 2009: 3})], key="k", title="t")
    (drawn,) = made.series
    assert len(drawn.points) == 3
    assert len(drawn.strokes) == 1


@given(
    st.dictionaries(
        st.integers(1990, 2030), st.floats(-1e12, 1e12).filter(lambda v: v == 0 or abs(v) > 1e-6)
    ),
    st.none() | st.floats(-1e6, 1e6).filter(lambda v: v == 0 or abs(v) > 1e-6),
)
def test_every_value_lies_between_the_lowest_and_the_highest_level(values, target):
    made = charts.lines([charts.Series("x", values)], key="k", title="t", target=target)
    places = [float(point.y) for point in made.series[0].points]
    assert all(25.9 <= place <= 196.1 for place in places)
    assert 2 <= len(made.levels) <= 8
    assert len(made.years) <= 7


def test_values_are_not_written_over_each_other():
    lines = [charts.Series(name, {2006: 1, 2007: value}) for name, value in [("a", 50), ("b", 51)]]
    first, second = charts.lines([*lines], key="k", title="t").series
    assert first.points[-1].is_last
    assert not second.points[-1].is_last


def test_values_may_be_decimals():
    made = charts.lines(
        [charts.Series("x", {2006: Decimal("1.5")})], key="k", title="t", target=Decimal(3)
    )
    assert made.table.rows == (("2006", 1.5),)


def test_a_share_is_said_as_it_is_and_drawn_at_most_whole():
    made = charts.meter(1.2, key="k", title="Share")
    assert made.width == "100%"
    assert "120%" in render_to_string("ui/chart.html", {"chart": made})


def test_a_chart_stands_with_its_title_its_legend_and_its_table():
    row = charts.Row("Belize <1>", {"done": 1234}, url="/belize")
    html = render_to_string("ui/chart.html", {"chart": bars(row, head="Party")})
    assert '<title id="k-title">By party</title>' in html
    assert '<desc id="k-desc">Done: 1234</desc>' in html
    assert '<a href="/belize"><text y="15">Belize &lt;1&gt;</text></a>' in html
    assert '<td class="num">1,234</td>' in html
    assert 'role="group"' in html
    assert not re.search(r"\sstyle=|<style", html)


def test_a_chart_as_a_file_carries_its_legend_and_no_address():
    svg = standalone(bars(charts.Row("Belize", {"done": 1}, url="/belize")))
    ElementTree.fromstring(svg)
    assert "/belize" not in svg
    assert ">Done</text>" in svg


def test_a_chart_as_a_file_has_the_colours_of_the_light_scheme():
    used = set(re.findall(r"#([0-9a-f]{6})", standalone(bars())))
    assert used <= set(SCHEMES["light"].values())
