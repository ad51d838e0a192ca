"""Promises of the style sheet: light to carry, and legible in both schemes."""

import gzip
import re
from pathlib import Path

import pytest

import comity.ui

CSS = Path(comity.ui.__file__).parent / "static/ui/ui.css"
TEXT = CSS.read_text(encoding="utf-8")


def tokens(selector: str) -> dict[str, str]:
    """The colours set under ``selector``, expanded to six digits."""
    block = TEXT.split(selector + " {", 1)[1].split("}", 1)[0]
    found = dict(re.findall(r"--([a-z-]+):\s*#([0-9a-f]{3,6});", block))
    return {name: c if len(c) == 6 else "".join(2 * d for d in c) for name, c in found.items()}


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


SCHEMES = {
    "light": tokens(":root"),
    "dark": tokens(':root:not([data-scheme="light"])'),
    "dark by choice": tokens(':root[data-scheme="dark"]'),
}
GROUNDS = ["paper", "surface", "tint"]
PAIRS = [(ink, ground) for ink in ("ink", "soft", "accent", "bad", "good") for ground in GROUNDS]
PAIRS += [
    (ink, f"{tone}-tint") for tone in ("good", "warn", "bad") for ink in ("ink", "accent", tone)
]
PAIRS += [("on-accent", "accent"), ("paper", "ink")]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_is_legible_on_every_ground(scheme, ink, ground):
    colours = SCHEMES[scheme]
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_edges_of_fields_are_seen(scheme, ground):
    assert contrast(SCHEMES[scheme]["edge"], SCHEMES[scheme][ground]) >= 3


@pytest.mark.parametrize("colour", ["ff2b2b", "ffc000", "33ff00", "ffffff"])
def test_traffic_light_labels_are_legible_on_black(colour):
    assert contrast(colour, "000000") >= 4.5


def test_the_dark_scheme_is_the_same_by_wish_and_by_choice():
    assert SCHEMES["dark"] == SCHEMES["dark by choice"]
    assert SCHEMES["dark"].keys() == SCHEMES["light"].keys()


def test_the_style_sheet_is_light():
    assert len(CSS.read_bytes()) <= 27_000
    assert len(gzip.compress(CSS.read_bytes(), 9)) <= 6_500


def test_nothing_is_fetched_by_the_style_sheet():
    assert "url(" not in TEXT
    assert "@import" not in TEXT


def test_the_style_sheet_reads_in_both_directions():
    physical = (
        r"\b(?:margin|padding|border)-(?:left|right|top|bottom)\b|text-align:\s*(?:left|right)"
    )
    assert not re.search(physical, TEXT)
