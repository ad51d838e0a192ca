"""A bad file is refused with a sentence that names the file, the rule and the next step."""

import io
import re
import struct
import zipfile
from pathlib import Path

import pytest

from comity.clauses import MOST_BYTES, SENTENCES, Unreadable, read
from comity.clauses.unreadable import shown
from tests.clauses.make_docx import plain_docx, repack
from tests.clauses.make_pdf import Row, make_pdf

SHARED = Path(__file__).parents[3] / "shared" / "data"
GOOD = plain_docx("1. Acordar un plan.")
PDF = make_pdf([[Row("1. Acordar un plan.", 100)]])
HTML = b"<!DOCTYPE html><html><body><p>1. Agree.</p><script>alert(1)</script></body></html>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DOCUMENT = "word/document.xml"
TYPES = "[Content_Types].xml"


def archive(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return stream.getvalue()


def part(name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as made:
        return made.read(name).decode()


def with_dtd(dtd: str, text: str) -> bytes:
    xml = part(DOCUMENT)
    declaration, rest = xml.split("?>", 1)
    return repack(GOOD, {DOCUMENT: f"{declaration}?>{dtd}{rest.replace('Acordar', text)}"})


def encrypted_entries() -> bytes:
    data = bytearray(GOOD)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(signature), bytes(data)):
            data[found.start() + offset] |= 1
    return bytes(data)


def many_entries() -> bytes:
    return archive({f"a{n}": b"" for n in range(6000)})


def starts_before_itself() -> bytes:
    """An archive whose directory says that it stands 45 bytes further on than it does."""
    at = GOOD.rindex(b"PK\x05\x06") + 16
    offset = int.from_bytes(GOOD[at : at + 4], "little") + 45
    return GOOD[:at] + offset.to_bytes(4, "little") + GOOD[at + 4 :]


def claims_many_entries() -> bytes:
    data = bytearray(GOOD)
    at = data.rfind(b"PK\x05\x06")
    data[at + 8 : at + 12] = struct.pack("<2H", 60000, 60000)
    return bytes(data)


BILLION = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
MACROS = part(TYPES).replace(
    "vnd.openxmlformats-officedocument.wordprocessingml.document.main",
    "vnd.ms-word.document.macroEnabled.main",
)
SCAN = make_pdf([[], []], extra="q 500 0 0 700 40 40 cm 0 0 1 1 re f Q")

CASES = {
    "web page called pdf": (HTML, "agenda.pdf", "not_what_it_says"),
    "program called docx": (b"MZ\x90\x00" + b"\0" * 200, "minutes.docx", "not_what_it_says"),
    "pdf called docx": (PDF, "a.docx", "not_what_it_says"),
    "docx called pdf": (GOOD, "a.pdf", "not_what_it_says"),
    "docx called txt": (GOOD, "a.txt", "not_what_it_says"),
    "web page called txt": (HTML, "a.txt", "not_what_it_says"),
    "drawing called html": (b"<svg onload='x()'><p>a</p></svg>", "a.html", "not_what_it_says"),
    "text called html": (b"Only text", "a.html", "not_what_it_says"),
    "archive that is no docx": (archive({"a.txt": b"a"}), "a.docx", "not_what_it_says"),
    "pdf that is an archive too": (PDF + GOOD, "a.pdf", "not_what_it_says"),
    "old Word called docx": (OLE + b"\0" * 600, "a.docx", "not_what_it_says"),
    "double ending": (b"MZ", "minutes.docx.exe", "unknown_kind"),
    "no ending": (b"text", "minutes", "unknown_kind"),
    "empty name": (b"text", "", "unknown_kind"),
    "reversed name": (b"text", "acta\u202efdp.exe", "unknown_kind"),
    "protected docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "password"),
    "encrypted entries": (encrypted_entries(), "a.docx", "password"),
    "macros by type": (repack(GOOD, {TYPES: MACROS}), "a.docx", "macros"),
    "macros by part": (repack(GOOD, {"word/vbaProject.bin": "x"}), "a.docx", "macros"),
    "zeros": (repack(GOOD, {"word/media/a.bin": "\0" * 3_000_000}), "a.docx", "bomb"),
    "huge document": (repack(GOOD, {DOCUMENT: " " * 5_000_000}), "a.docx", "bomb"),
    "many entries": (many_entries(), "a.docx", "bomb"),
    "claims many entries": (claims_many_entries(), "a.docx", "bomb"),
    "nested archive": (repack(GOOD, {"word/embeddings/a.zip": "x"}), "a.docx", "bomb"),
    "climbing entry": (repack(GOOD, {"../evil": "x"}), "a.docx", "bomb"),
    "entities": (with_dtd(BILLION, "&b;"), "a.docx", "unsafe_xml"),
    "outer entity": (with_dtd(EXTERNAL, "&e;"), "a.docx", "unsafe_xml"),
    "bare DTD": (with_dtd('<!DOCTYPE w SYSTEM "http://a.b/c.dtd">', "x"), "a.docx", "unsafe_xml"),
    "broken xml": (repack(GOOD, {DOCUMENT: "<w:document"}), "a.docx", "broken"),
    "cut docx": (GOOD[: len(GOOD) // 2], "a.docx", "broken"),
    "part before the start": (starts_before_itself(), "a.docx", "broken"),
    "cut pdf": (b"%PDF-1.4\n1 0 obj\n", "a.pdf", "broken"),
    "scan": (SCAN, "acta.pdf", "scanned"),
    "pages with nothing": (make_pdf([[], []]), "a.pdf", "empty"),
    "zero bytes": (b"", "a.pdf", "empty"),
    "only space": (b" \r\n\t ", "a.txt", "empty"),
    "docx without text": (plain_docx("", " "), "a.docx", "empty"),
    "page without text": (b"<html><body><script>1</script></body></html>", "a.html", "empty"),
    "binary called txt": (bytes(range(1, 256)) * 4 + b"\0\0\0", "a.txt", "not_text"),
    "too long": (b"1. Agree on it. " * 200_000, "a.txt", "too_long"),
    "too large": (b"a" * (MOST_BYTES + 1), "a.txt", "too_large"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_bad_file_is_refused(case):
    data, name, code = CASES[case]
    with pytest.raises(Unreadable) as refused:
        read(data, name)
    assert refused.value.code == code
    assert str(refused.value) == SENTENCES[code] % refused.value.params
    assert refused.value.params["name"] == shown(name)


def test_a_pdf_behind_a_password_is_refused():
    with pytest.raises(Unreadable) as refused:
        read(protected_pdf(), "acta.pdf")
    assert refused.value.code == "password"
    assert str(refused.value).startswith("acta.pdf is protected by a password")


def protected_pdf() -> bytes:
    """A PDF whose encryption dictionary fits no empty password."""
    key = "<" + "ab" * 32 + ">"
    encryption = f"<< /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -4 >>"
    identity = f"/Encrypt {encryption} /ID [<{'00' * 16}> <{'00' * 16}>] /Root"
    return PDF.replace(b"/Root", identity.encode(), 1)


def test_a_file_of_exactly_the_limit_is_read():
    data = b"1. Agree." + b" " * (MOST_BYTES - 9)
    assert len(read(data, "a.txt").clauses) == 1


def test_every_sentence_names_the_file_and_a_next_step():
    for sentence in SENTENCES.values():
        assert sentence.startswith("%(name)s ")
        assert sentence.count(". ") >= 1


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../settings.txt", "settings.txt"),
        ("C:\\temp\\acta.pdf", "acta.pdf"),
        ("acta\u202e.pdf", "acta.pdf"),
        ("acta\0\n.pdf", "acta.pdf"),
        ("...", "The file"),
        ("", "The file"),
        ("año 🌎.pdf", "año 🌎.pdf"),
    ],
)
def test_a_name_is_shown_without_path_and_tricks(name, expected):
    assert shown(name) == expected


def test_a_long_name_is_shown_short_with_its_ending():
    name = shown("a" * 300 + ".docx")
    assert len(name) == 80
    assert name.endswith(".docx")


@pytest.mark.skipif(not SHARED.exists(), reason="the shared test material is absent")
def test_hostile_xml_and_drawings_are_refused():
    for path in [*(SHARED / "hostile" / "xml").iterdir(), *(SHARED / "hostile" / "svg").iterdir()]:
        with pytest.raises(Unreadable):
            read(repack(GOOD, {DOCUMENT: path.read_text(encoding="utf-8")}), "a.docx")
