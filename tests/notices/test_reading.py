"""A mail is read whatever it is made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.notices.inbound.bounces import bounce_in
from comity.notices.inbound.reading import MOST_ATTACHMENTS, parse, read

from .letters import reply, report


def test_a_reply_is_words_and_files():
    mail = read(reply(files={"Informe de Panamá.docx": b"PK", "b.xlsx": b"\0\1"}))
    assert (mail.sender, mail.subject, mail.text.strip()) == (
        "ana@example.org", "Re: Your reports", "Here it is.",
    )  # fmt: skip
    assert [(one.name, one.content) for one in mail.attachments] == [
        ("Informe de Panamá.docx", b"PK"),
        ("b.xlsx", b"\0\1"),
    ]
    assert not mail.is_automatic


def part(disposition: str, kind: str = "application/octet-stream") -> bytes:
    return (
        "From: a@example.org\nMIME-Version: 1.0\n"
        f"Content-Type: {kind}\nContent-Disposition: {disposition}\n"
        "Content-Transfer-Encoding: base64\n\nUEs=\n"
    ).encode()


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ("attachment; filename*=utf-8''Panam%C3%A1.docx", "Panamá.docx"),
        ('attachment; filename="=?utf-8?B?UGFuYW3DoS5kb2N4?="', "Panamá.docx"),
        ('attachment; filename="=?iso-8859-1?Q?Panam=E1.docx?="', "Panamá.docx"),
        ('attachment; filename*0="a long "; filename*1="name.docx"', "a long name.docx"),
        ('attachment; filename="C:\\\\Documentos\\\\informe.docx"', "informe.docx"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ("inline", "attachment.bin"),
        ("attachment", "attachment.bin"),
    ],
)
def test_names_of_files_are_read_as_they_were_meant(disposition, name):
    (file,) = read(part(disposition)).attachments
    assert (file.name, file.content) == (name, b"PK")


def test_a_file_that_lost_its_name_keeps_its_kind():
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    (file,) = read(part("inline", kind)).attachments
    assert file.name == "attachment.docx"


def test_files_of_a_forwarded_mail_are_found():
    inner = parse(reply(files={"pack.docx": b"PK"}))
    outer = parse(reply())
    outer.make_mixed()
    outer.add_attachment(inner)
    assert [one.name for one in read(outer.as_bytes()).attachments] == ["pack.docx"]


def test_of_a_heap_of_files_the_first_are_taken():
    files = {f"{number}.docx": b"PK" for number in range(MOST_ATTACHMENTS + 5)}
    assert len(read(reply(files=files)).attachments) == MOST_ATTACHMENTS


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated (vacation)"},
        {"Precedence": "bulk"},
        {"Precedence": "auto_reply"},
        {"X_Autoreply": "yes"},
        {"List_Id": "<news.example.org>"},
        {"Return_Path": "<>"},
    ],
)
def test_a_machines_mail_is_known_as_one(headers):
    assert read(reply(**headers)).is_automatic


@pytest.mark.parametrize("headers", [{}, {"Auto_Submitted": "no"}, {"Precedence": "normal"}])
def test_a_persons_mail_is_not(headers):
    assert not read(reply(**headers)).is_automatic


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (report(), "550 5.1.1 No such person"),
        (report("failed", ""), "5.1.1"),
        (report("delayed"), None),
        (report("delivered"), None),
        (reply(X_Failed_Recipients="ana@example.org", text="No such person."), "No such person."),
        (reply(Auto_Submitted="auto-replied"), None),
        (b"", None),
    ],
)
def test_a_bounce_is_what_failed_for_good(raw, words):
    found = bounce_in(parse(raw))
    assert (found.words if found else None) == words


BROKEN = [
    b"", b"\0\0\0", b"From: \xff\xfe\r\n\r\n\xff", b"From: =?x?B?=?= <@>\r\n\r\n",
    b"Content-Type: text/plain; charset=klingon\r\n\r\nwords",
    b"Content-Type: multipart/mixed\r\n\r\nno boundary",
    b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n--b\r\n--b--",
    b"Content-Disposition: attachment; filename*=x'y\r\nContent-Type: a\r\n\r\n",
    b"Content-Transfer-Encoding: base64\r\nContent-Type: application/pdf\r\n\r\n!!!!",
    b"Content-Type: message/rfc822\r\n\r\n" * 120,
    b"Message-ID: <[>\r\nSubject: a\r\n b\r\nFrom: a,b;c:<d@e>\r\n\r\n",
    b"Subject: " + b"=?utf-8?Q?" + b"=C3" * 5000 + b"?=\r\n\r\n",
]  # fmt: skip


@pytest.mark.parametrize("raw", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_mail_is_read_as_far_as_it_goes(raw):
    read(raw)
    bounce_in(parse(raw))


NAMES = st.sampled_from(["From", "Subject", "Content-Type", "Content-Disposition", "Message-ID"])


@given(st.lists(st.tuples(NAMES, st.binary(max_size=60)), max_size=6), st.binary(max_size=200))
def test_no_bytes_make_the_reader_stumble(headers, body):
    lines = [name.encode() + b": " + value.replace(b"\n", b"") for name, value in headers]
    read(b"\r\n".join(lines) + b"\r\n\r\n" + body)
