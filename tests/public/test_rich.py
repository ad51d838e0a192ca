"""Whatever is typed, a public page holds nothing but the marks it may."""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.public import marks
from comity.public.rich import MARKS, fault_of, is_safe_address, paragraphs_to_html

ODD = st.text(alphabet=st.sampled_from("<>&\"'/=[]()*#-. \n\tajvscriptonclck:;1é中")) | st.text()


class Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.addresses += [value or "" for name, value in attrs if name == "href"]


def seen_in(html: str) -> Seen:
    seen = Seen()
    seen.feed(html)
    seen.close()
    return seen


@given(st.lists(ODD))
def test_plain_paragraphs_are_never_marks(paragraphs):
    html = paragraphs_to_html(paragraphs)
    assert seen_in(html).tags <= {"p"}
    assert fault_of(html) == ""


@given(ODD)
def test_typed_words_hold_only_the_marks_of_the_form(words):
    seen = seen_in(marks.to_html(words))
    assert seen.tags <= MARKS
    assert seen.attributes <= {"href", "linktype", "id"}


@given(ODD)
def test_what_passes_leads_nowhere_but_to_web_mail_and_telephone(html):
    if fault_of(html) == "":
        seen = seen_in(html)
        assert seen.tags <= MARKS
        assert all(is_safe_address(unescape(address)) for address in seen.addresses)


@given(ODD)
def test_words_without_marks_come_back_as_they_were(words):
    once = marks.to_html(words)
    assert marks.to_html(marks.to_words(once)) == marks.to_html(
        marks.to_words(marks.to_html(marks.to_words(once)))
    )


@pytest.mark.parametrize(
    ("address", "is_safe"),
    [
        ("https://example.org", True), ("/en/news/", True), ("#part", True),
        ("mailto:a@example.org", True), ("tel:+50255550100", True), ("", True),
        ("javascript:x", False), (" \x01javascript:x", False), ("java\nscript:x", False),
        ("data:text/html,x", False), ("vbscript:x", False), ("file:///etc/passwd", False),
        ("java\u200bscript:x", False), ("//[bad", False),
    ],
)  # fmt: skip
def test_where_a_link_may_lead(address, is_safe):
    assert is_safe_address(address) is is_safe
