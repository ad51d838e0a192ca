"""What can be dialled is kept as it is printed; what cannot is refused, and it is said why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.helplines.numbers import WAYS, NotANumber, read_number


@pytest.mark.parametrize(
    ("way", "written", "link"),
    [
        ("call", "911", "tel:911"),
        ("call", "+52 (55) 5555-0123", "tel:+525555550123"),
        ("call", "*112", "tel:*112"),
        ("call", " 0800  555 0100 ", "tel:08005550100"),
        ("sms", "555-0100", "sms:5550100"),
        ("whatsapp", "+1 202 555 0100", "https://wa.me/12025550100"),
        ("chat", "https://chat.example.org/help", "https://chat.example.org/help"),
    ],
)
def test_a_number_is_printed_as_written_and_dialled_without_signs(way, written, link):
    number = read_number(way, written)
    assert number.link == link
    assert number.written == " ".join(written.split())


@pytest.mark.parametrize(
    ("way", "written", "why"),
    [
        ("call", "1-800-HELP", "letters"),
        ("call", "٠٨٠٠ ٥٥٥ ٠١٠٠ tel", "letters"),
        ("call", "555;0100", "signs"),
        ("call", "javascript:1", "letters"),
        ("call", "", "signs"),
        ("call", "1", "length"),
        ("call", "1" * 16, "length"),
        ("whatsapp", "555-0100", "abroad"),
        ("chat", "http://chat.example.org/", "address"),
        ("chat", "javascript:alert(1)", "address"),
        ("chat", "https://[::1", "address"),
    ],
)
def test_what_cannot_be_dialled_is_refused(way, written, why):
    with pytest.raises(NotANumber, match=why):
        read_number(way, written)


def test_a_number_for_callers_abroad_has_the_code_of_its_country():
    with pytest.raises(NotANumber, match="abroad"):
        read_number("call", "555-0100", from_abroad=True)


@given(st.sampled_from(WAYS), st.text(max_size=40))
def test_nothing_that_is_typed_opens_anything_but_a_phone_or_a_safe_address(way, written):
    try:
        link = read_number(way, written).link
    except NotANumber:
        return
    assert link.startswith(("tel:", "sms:", "https://"))
    assert not set(link) & set(" <>\n")
