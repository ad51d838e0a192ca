"""Files of every kind into pages; what is no page is refused in a sentence."""

from __future__ import annotations

import io
import json

import pytest
from docx import Document

from comity.archive import raw_pages, read_pages
from comity.clauses import Unreadable

from .known import REGISTER

HTML = b"""<!doctype html><html lang="es"><head><title>Una nota | Sitio</title>
<meta property="article:published_time" content="2016-12-05T10:00:00-06:00">
<script>alert("x")</script></head><body onload="x()"><nav><a href="/">Inicio</a></nav>
<article><h1>Una nota</h1><img src="a.svg" alt="Una reuni\xc3\xb3n">
<p>Los Estados se <a href="javascript:x()">reunieron</a> en Belice.<p>Acordaron un plan.
</article><footer>Aviso legal</footer></body></html>"""

WXR = """<?xml version="1.0"?><rss xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:wp="http://wordpress.org/export/1.2/"><channel><language>en-US</language>
<item><title>First note</title><wp:post_type>post</wp:post_type>
<wp:post_date>2015-06-08 09:00:00</wp:post_date>
<content:encoded><![CDATA[One paragraph.

Another <b>one</b>.]]></content:encoded></item>
<item><title>A picture</title><wp:post_type>attachment</wp:post_type></item>
<item><title>Undated</title><wp:post_type>page</wp:post_type>
<wp:post_date>0000-00-00 00:00:00</wp:post_date><content:encoded>It says so.</content:encoded>
</item></channel></rss>"""

JSON_API = {
    "data": [
        {"attributes": {"title": "Una nota", "langcode": "es", "created": "2016-12-05T10:00:00",
                        "body": {"value": "Se reunieron", "processed": "<p>Se reunieron.</p>"}}}
    ]
}  # fmt: skip
NODES = [
    {"title": [{"value": "Une note"}], "langcode": [{"value": "fr"}],
     "created": [{"value": "2016-12-05T10:00:00"}], "body": [{"value": "<p>Ils se réunirent.</p>"}]}
]  # fmt: skip


def read(data: bytes, name: str):
    return read_pages(raw_pages(data, name), REGISTER)


def test_a_web_page_is_its_article_without_anything_that_runs():
    (page,) = read(HTML, "nota.html")
    assert (page.title, page.date, page.language) == ("Una nota", "2016-12-05", "es")
    assert page.paragraphs == ("Los Estados se reunieron en Belice.", "Acordaron un plan.")
    assert page.pictures == ("Una reunión",)


def test_an_export_of_wordpress_is_its_posts_and_pages():
    first, undated = read(WXR.encode(), "export.xml")
    assert (first.file, first.title, first.date) == ("export.xml#1", "First note", "2015-06-08")
    assert first.paragraphs == ("One paragraph.", "Another one.")
    assert (undated.title, undated.date) == ("Undated", None)


@pytest.mark.parametrize(("given", "title"), [(JSON_API, "Una nota"), (NODES, "Une note")])
def test_an_export_of_drupal_is_its_nodes(given, title):
    (page,) = read(json.dumps(given).encode(), "nodes.json")
    assert (page.title, page.date, len(page.paragraphs)) == (title, "2016-12-05", 1)


def test_a_word_file_is_its_paragraphs():
    document, stream = Document(), io.BytesIO()
    document.add_heading("A note", 1)
    document.add_paragraph("Belize, 5 December 2016 – The States met.")
    document.save(stream)
    (page,) = read(stream.getvalue(), "note.docx")
    assert (page.title, page.place, page.date) == ("A note", "Belize", "2016-12-05")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_in_the_encodings_of_offices_is_read(encoding):
    (page,) = read(
        "Título\nLos Estados se reunieron en Belice, año tras año.".encode(encoding), "a.txt"
    )
    assert page.title == "Título"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", "empty"),
        (b"<html><body></body></html>", "a.html", "empty"),
        (b"\x81\x8d\x8f\x90\x9d" * 50, "a.txt", "not_text"),
        (b"x" * (25 * 1024 * 1024 + 1), "a.txt", "too_large"),
        (b" " * (25 * 1024 * 1024 + 1), "a.json", "too_large"),
        (b"GIF89a", "a.gif", "unknown_kind"),
        (b"<rss><channel>", "a.xml", "broken"),
        (b"<rss/>", "a.xml", "empty"),
        (b"{not json", "a.json", "broken"),
        (b'{"data": []}', "a.json", "empty"),
        (b'<!DOCTYPE rss [<!ENTITY a "aaaa">]><rss/>', "a.xml", "unsafe_xml"),
        (b"<svg onload='x()'/>", "a.pdf", "not_what_it_says"),
    ],
)  # fmt: skip
def test_what_is_no_page_is_refused(data, name, code):
    with pytest.raises(Unreadable) as refusal:
        raw_pages(data, name)
    assert refusal.value.code == code
    assert name in str(refusal.value)


@pytest.mark.parametrize(
    "markup",
    [
        "<p>One<p>Two<div><b>Three</div></b>",
        "<ul><li>One<li>Two</p></ul>Three",
        "<table><tr><td>One<td>Two</table>Three",
        "<p>One</p>" + "<div>" * 150 + "Two" + "</div>" * 3 + "<p>Three",
    ],
)
def test_broken_nesting_loses_no_word(markup):
    (page,) = read(f"<html><body>{markup}</body></html>".encode(), "a.html")
    said = " ".join([page.title, *page.paragraphs])
    assert all(word in said for word in ("One", "Two", "Three"))


ENGLISH = """A meeting in Port of Spain
Twelve officials of the RCM met in Belize and agreed on a plan with the IOM for the 17 countries
that are to report in the coming year on what they did.

Contact: Ana Ruiz, ana@example.org
"""
SPANISH = """Reunión en Port of Spain
Doce funcionarios de la CRM se reunieron en Belice y acordaron un plan con la OIM para los 17 países
que informarán en el próximo año sobre lo que hicieron.

Contacto: Ana Ruiz, ana@example.org
"""


def test_notes_in_two_languages_are_paired_and_the_same_one_is_said_to_be():
    files = [("en.txt", ENGLISH), ("es.txt", SPANISH), ("again.txt", f"{ENGLISH}\n\n")]
    raws = [raw for name, text in files for raw in raw_pages(text.encode(), name)]
    first, second, third = read_pages(raws, REGISTER)
    assert (first.language, second.language) == ("en", "es")
    assert (first.translation_of, second.translation_of) == ("", "en.txt")
    assert (second.same_as, third.same_as) == ("", "en.txt")
