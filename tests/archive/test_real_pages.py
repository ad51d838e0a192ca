"""Three pages of a real site as a crawler left them: all that they say is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.archive import Page, raw_pages, read_pages

from .known import REGISTER

FILES = {
    "cmc": "fr-cmc-port-of-spain-2016.txt",
    "parlatino": "fr-iom-parlatino-2016.txt",
    "rcm": "fr-rcm-guatemala-2009.txt",
}


@pytest.fixture
def folder(shared_data: Path) -> Path:
    return shared_data / "archive-pages"


def read(folder: Path, *names: str) -> dict[str, Page]:
    raws = [
        raw for name in names for raw in raw_pages((folder / FILES[name]).read_bytes(), FILES[name])
    ]
    return dict(zip(names, read_pages(raws, REGISTER), strict=True))


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize(
    ("name", "title", "paragraphs", "begins", "ends"),
    [
        ("cmc", "Trinité-et-Tobago organise", 10, "Trinité-et-Tobago - Trente-et-un", "iom.int"),
        ("parlatino", "L’OIM et le parlement", 7, "Costa Rica - L’OIM", "+506 22125300"),
        ("rcm", "Quatorzième conférence", 11, "Des fonctionnaires des 11", "cleon@minex.gob.gt"),
    ],
)  # fmt: skip
def test_the_article_is_there_whole_and_nothing_else(
    folder, together, name, title, paragraphs, begins, ends
):
    page = read(folder, *(FILES if together else [name]))[name]
    assert page.title.startswith(title)
    assert len(page.paragraphs) == paragraphs
    assert page.paragraphs[0].startswith(begins)
    assert page.paragraphs[-1].endswith(ends)
    assert (page.language, page.date) == ("fr", None)
    assert "2030 AGENDA" in page.left_out[-1]
    assert not any("175 Etats membres" in one for one in page.paragraphs)


def test_every_word_of_an_article_is_kept_but_for_the_broken_mark_up(folder: Path):
    for name, page in read(folder, *FILES).items():
        words = " ".join((folder / FILES[name]).read_text("utf-8").split())
        after = words.partition("2030 AGENDA ")[2]
        kept = " ".join([page.title, *page.paragraphs])
        lost = set(after.split()) - set(kept.split())
        assert all('"' in one or one.endswith("=") for one in lost), (name, lost)


def test_what_they_speak_of_is_linked(folder: Path):
    pages = read(folder, *FILES)
    found = {name: {(one.kind, one.name) for one in page.links} for name, page in pages.items()}
    assert {
        ("party", "Trinidad and Tobago"), ("place", "Port of Spain"),
        ("body", "Network on Border Management"), ("figure", "31 représentants"),
        ("figure", "17 pays"),
    } <= found["cmc"]  # fmt: skip
    assert ("figure", "7600000 immigrants") in found["parlatino"]
    assert {
        ("meeting", "XIV Regional Conference on Migration"), ("party", "Honduras"),
        ("dialogue", "Regional Conference on Migration"), ("figure", "11 pays"),
    } <= found["rcm"]  # fmt: skip
    assert pages["cmc"].place == "Trinité-et-Tobago"


def test_whom_to_ask_and_what_to_look_at(folder: Path):
    pages = read(folder, *FILES)
    asked = {name: [one.email for one in page.contacts] for name, page in pages.items()}
    assert asked["rcm"] == ["jperaza@iom.int", "cleon@minex.gob.gt"]
    assert [one.name for one in pages["rcm"].contacts] == ["Jorge Peraza", "César León"]
    assert asked["cmc"] == asked["parlatino"] == ["jgallo@iom.int"]
    kinds = {name: [flag.kind for flag in page.flags] for name, page in pages.items()}
    assert kinds == {"cmc": ["contact"], "parlatino": ["contact"], "rcm": ["date", "date"]}
