"""A mail arrives as it was written, letter by letter, whatever reads it."""

from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.notices.models import Message
from comity.notices.services.wire import address, on_the_wire

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]) | st.just("\n"))
LINE = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" "))


def mail(**fields):
    fields = {
        "sender": "Comity <a@example.org>",
        "to": ["b@example.org"],
        "text": "Words.",
    } | fields
    raw = on_the_wire(Message(**fields))
    assert raw.isascii()
    assert all(len(line) < 998 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    return message_from_bytes(raw, policy=policy.default)


def lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").rstrip("\n").split("\n")


@given(TEXT, TEXT)
def test_text_and_html_arrive_letter_by_letter(text, html):
    read = mail(text=text, html=html)
    assert not read.defects
    parts = list(read.iter_parts()) if html else [read]
    for part, written in zip(parts, [text, html], strict=False):
        assert lines(part.get_content()) == lines(written)


@given(LINE, LINE)
def test_headers_arrive_letter_by_letter(subject, name):
    read = mail(subject=subject.strip(), headers={"X-Words": name.strip()})
    assert " ".join(read["Subject"].split()) == " ".join(subject.split())
    assert " ".join(read["X-Words"].split()) == " ".join(name.split())


@pytest.mark.parametrize(
    "text",
    [
        "--=_comity",
        "=_comity--\n--=_comity--",
        "-- \nYou sit here.",
        "x" * 3000,
        "ñ" * 900,
        "\t \n ",
    ],
)
def test_no_text_ends_a_part(text):
    read = mail(text=text, html=f"<p>{text}</p>")
    plain, html = read.iter_parts()
    assert lines(plain.get_content()) == lines(text)
    assert lines(html.get_content()) == lines(f"<p>{text}</p>")


@pytest.mark.parametrize("name", ["Secretaría", "Doe, J.", 'The "Desk"', "", "漢字"])
def test_names_of_senders_arrive(name):
    read = mail(
        sender=f'"{name}" <a@example.org>' if name != 'The "Desk"' else "The Desk <a@b.org>"
    )
    assert read["From"].addresses[0].display_name in {name, "The Desk"}


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("a@example.org", "a@example.org"),
        ("Secretaría <a.b+c@example.org>", "a.b+c@example.org"),
        ("a@españa.example", "a@xn--espaa-rta.example"),
    ],
)
def test_an_address_is_written_as_servers_take_it(written, bare):
    assert address(written) == bare


@pytest.mark.parametrize(
    "written",
    ["", "a", "not an address\n", "ñ@example.org", "a b@example.org", "a@", "@b",
     "a@b\r\nRCPT TO:<c@d>"],
)  # fmt: skip
def test_what_is_no_address_is_refused(written):
    with pytest.raises(ValueError, match="not an address"):
        address(written)


@pytest.mark.parametrize(
    "fields", [{"subject": "a\nBcc: all@example.org"}, {"headers": {"X-A": "b\r\nBcc: c@d.org"}}]
)
def test_a_line_feed_makes_no_header(fields):
    with pytest.raises(ValueError, match="line feed"):
        mail(**fields)
