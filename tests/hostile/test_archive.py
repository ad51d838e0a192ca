"""Old pages that are broken or mean harm: words come out of them, and nothing that runs."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.archive import Raw, Register, raw_pages, read_pages
from comity.clauses import Unreadable

NONE = Register()
RUNS = ("alert(", "javascript:", "onerror", "onload", "<script", "<svg", "<iframe", "data:text")
SAID = "The States met in Belize and agreed on a plan."


def read(data: bytes, name: str = "a.html"):
    return read_pages(raw_pages(data, name), NONE)


def said(data: bytes, name: str = "a.html") -> str:
    (page,) = read(data, name)
    return " ".join([page.title, *page.paragraphs, *page.pictures, *page.left_out])


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//evil.example></SCRIPT>",
        "<style>p{background:url(javascript:alert(1))}</style>",
        "<img src=x onerror=alert(1)>",
        "<img src='data:image/svg+xml;base64,PHN2Zz4=' alt=''>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<a href='javascript:alert(1)'></a>",
        "<a href='JaVa\tScRiPt:alert(1)'></a>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
        "<math><mi xlink:href='data:text/html,alert(1)'></mi></math>",
        "<template><script>alert(1)</script></template>",
        "<object data='javascript:alert(1)'></object><embed src=x>",
        "<form action='javascript:alert(1)'><input name=x></form>",
        "<!--><script>alert(1)</script>-->",
    ],
)
def test_what_runs_is_no_word_of_the_page(markup):
    head = f"<html><head><title>{'A site ' * 40}</title></head>"
    text = said(f"{head}<body>{markup}<h1>A note</h1><p>{SAID}</p>{markup}</body>".encode())
    assert SAID in text
    assert not [one for one in RUNS if one in text.lower()]


@pytest.mark.parametrize(
    "before", ["<p><b><i>", "<table><tr><td>", "<ul><li><ul><li>", "</div></p></b>", "<a href='"]
)
def test_marks_that_never_end_lose_no_sentence_behind_them(before):
    behind = "'>" if before.endswith("'") else ""
    assert SAID in said(f"<body><h1>A note</h1>{before}{behind}<p>{SAID}<p>It is so.".encode())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252", "latin-1"])
def test_a_page_in_a_known_encoding_is_read_whatever_it_says_of_itself(encoding):
    page = f"<html><body><h1>Réunion</h1><p>Les États se réunirent à Belize. {SAID}</p>"
    assert "Les États se réunirent" in said(page.encode(encoding))


def test_a_page_of_two_languages_is_of_one_of_them_or_of_none():
    both = f"A note\n{SAID} They will meet again.\nLos Estados se reunieron en Belice y acordaron."
    (page,) = read(both.encode(), "a.txt")
    assert page.language in {"en", "es", ""}
    assert len(page.paragraphs) == 2


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.html", "empty"),
        (b"\0" * 1000, "a.txt", "empty"),
        (b"<p>x" * (50 * 1024 * 1024 // 4), "a.html", "too_large"),
        (b"<html><p>" + b"\x81\x8d\x8f" * 99 + b"</p>", "a.html", "not_text"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "photo.svg",
         "unknown_kind"),
        (b"<script>alert(1)</script>", "photo.jpg", "unknown_kind"),
        (b"PK\x03\x04<script>", "a.docx", "broken"),
        (b"[" * 100_000, "a.json", "broken"),
        (b"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss>&x;</rss>", "a.xml",
         "unsafe_xml"),
    ],
)  # fmt: skip
def test_what_is_no_page_is_one_sentence(data, name, code):
    with pytest.raises(Unreadable) as refusal:
        raw_pages(data, name)
    assert refusal.value.code == code
    assert str(refusal.value).startswith(name)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    "data",
    [
        b'{"data": [null, 3, "x", {"attributes": null}, {"attributes": {"title": ["A note"]}}]}',
        b'[{"title": {"value": 7}, "body": [[]]}]',
        b'{"data": {"attributes": {"title": "A note", "body": {"value": "<script>alert(1)"}}}}',
        b"null",
        b"3",
    ],
)
def test_an_export_of_another_shape_gives_its_notes_or_a_sentence(data):
    try:
        pages = read(data, "nodes.json")
    except Unreadable:
        pages = []
    assert all("alert" not in " ".join(page.paragraphs) for page in pages)


@given(st.lists(st.text(max_size=200), max_size=30))
def test_any_lines_whatever_are_read(lines):
    (page,) = read_pages([Raw("a.txt", tuple(lines))], NONE)
    assert page.file == "a.txt"


@given(st.binary(max_size=3000), st.sampled_from(["a.html", "a.txt", "a.json", "a.xml", "a.md"]))
def test_any_bytes_are_pages_or_a_refusal(data, name):
    try:
        pages = read(data, name)
    except Unreadable:
        return
    assert pages


@pytest.mark.parametrize("around", ["form id='aspnetForm' method=post", "center", "font size=2"])
def test_a_page_inside_one_mark_as_old_sites_have_it_is_read_whole(around):
    page = f"<html><body><{around}><input name=q><h1>A note</h1><p>{SAID}</p></body></html>"
    assert SAID in said(page.encode())


@pytest.mark.parametrize(
    "text", ["a." * 100_000, "111 " * 50_000, "5 " * 100_000 + "(", "Ab " * 60_000]
)
def test_a_run_of_signs_is_read_once_from_end_to_end(text: str):
    """Where the time grew with the square of its length, this would take minutes."""
    (page,) = read(f"<html><body><h1>A note</h1><p>{text}</p></body></html>".encode())
    assert page.title == "A note"


def test_half_a_letter_in_an_export_is_replaced():
    node = {"title": [{"value": "A \ud800 note \u0000"}], "body": [{"value": "<p>Words.</p>"}]}
    (raw,) = raw_pages(json.dumps([node]).encode(), "nodes.json")
    assert raw.title.encode() == b"A ? note"
