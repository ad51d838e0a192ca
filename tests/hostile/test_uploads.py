"""Files that are not what they say. Each is refused with a sentence, or kept as a download only.

The cases are those of ``hostile/upload-cases.txt`` beside the project; the files are made here.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document as Word
from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st
from openpyxl import Workbook
from PIL import Image

from comity.documents import faults, files
from comity.documents.files import KINDS, clean_name, read_upload
from comity.documents.models import Document, Rendition
from tests import make

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n"
HTML = b"<!doctype html><script>alert(1)</script>"


def read(name: str, content: bytes) -> files.Upload:
    file = SimpleUploadedFile("x", content)
    # Django would clean the name; what is imported from a folder comes as it is.
    file._name = name
    return read_upload(file)


def package(entries: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def word(**also: bytes) -> bytes:
    """A real Word file, with entries added under their names."""
    out = io.BytesIO()
    document = Word()
    document.add_paragraph("Agree to meet.")
    document.save(out)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in also.items():
            archive.writestr(name, content)
    return out.getvalue()


def sheet() -> bytes:
    out = io.BytesIO()
    book = Workbook()
    book.active["A1"] = "Party"
    book.save(out)
    return out.getvalue()


def odt(**also: bytes) -> bytes:
    return package(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": b"<x/>",
            **also,
        }
    )


def macro_word() -> bytes:
    return word(**{"word/vbaProject.bin": b"\xd0\xcf"})


def bomb() -> bytes:
    return word(**{"word/z.bin": b"\0" * 20_000_000})


def nested(levels: int) -> bytes:
    inner = package({"a.txt": b"a"})
    for _level in range(levels):
        inner = package({"inner.zip": inner})
    return word(**{"word/embeddings/x.zip": inner})


def crowd() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for number in range(6_000):
            archive.writestr(str(number), b"")
    return out.getvalue()


def picture(kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 3), "navy").save(out, kind, **options)
    return out.getvalue()


def huge_png() -> bytes:
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    return (
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    )


def two_frames(between: bytes = b"") -> bytes:
    """A JPEG that says it is small and then that it is huge; ``between``: bytes that some
    programs step over."""
    huge = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 60_000, 60_000, 1) + b"\x01\x11\0"
    before, scan, after = picture("JPEG").partition(b"\xff\xda")
    return before + between + huge + scan + after


def with_dtd() -> bytes:
    return word(**{"word/extra.xml": b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'})


def with_hidden_dtd(code: str) -> bytes:
    words = f"<?xml version='1.0'?><!--{' ' * 70_000}--><!DOCTYPE x [<!ENTITY a 'b'>]><x/>"
    return word(**{"word/extra.xml": words.encode(code)})


SOUND: list[tuple[str, Callable[[], bytes], str]] = [
    ("acta.pdf", lambda: PDF, "application/pdf"),
    ("acta.docx", word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("list.xlsx", sheet, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("acta.odt", odt, "application/vnd.oasis.opendocument.text"),
    ("acta.txt", "Ratificación".encode, "text/plain"),
    ("acta.txt", lambda: "Ratificación".encode("cp1252"), "text/plain"),
    ("list.csv", lambda: "party,año\n".encode("utf-16"), "text/csv"),
    ("list.csv", lambda: b"," * 1_000_000, "text/csv"),
    ("read.md", lambda: b"# Title", "text/markdown"),
    ("page.html", lambda: HTML, "text/html"),
    ("page.HTM", lambda: HTML, "text/html"),
    ("photo.jpg", lambda: picture("JPEG"), "image/jpeg"),
    ("photo.jpeg", lambda: picture("JPEG"), "image/jpeg"),
    ("flag.png", lambda: picture("PNG"), "image/png"),
    ("CRM.XIV.DEC.1.pdf", lambda: PDF, "application/pdf"),
]


@pytest.mark.parametrize(("name", "content", "media_type"), SOUND)
def test_sound_files_are_taken(name, content, media_type):
    upload = read(name, content())
    assert upload.media_type == media_type
    assert upload.name == name
    assert len(upload.sha256) == 64


def test_a_chart_may_carry_its_sheet():
    upload = read("acta.docx", word(**{"word/embeddings/sheet1.xlsx": sheet()}))
    assert upload.extension == "docx"


UNSOUND: list[tuple[str, str, Callable[[], bytes], type[faults.FileRefused], str]] = [
    ("HTML as PDF", "agenda.pdf", lambda: HTML, faults.NotWhatItSays, "not a pdf file"),
    ("PDF as text", "agenda.txt", lambda: PDF, faults.NotWhatItSays, "not a txt file"),
    ("PDF and ZIP", "a.pdf", lambda: PDF + package({"a": b"b"}), faults.TwoInOne, "two files"),
    ("ZIP behind HTML", "a.docx", lambda: HTML + word(), faults.NotWhatItSays, "not a docx"),
    ("HTML behind ZIP", "a.docx", lambda: word() + HTML, faults.NotWhatItSays, "not a docx"),
    ("SVG", "flag.svg", lambda: b"<svg onload='x()'/>", faults.KindNotTaken, "these kinds"),
    ("kind inside", "acta.pdf.html", lambda: HTML, faults.TwoKinds, "two kinds, pdf and html"),
    ("program", "minutes.docx.exe", lambda: b"MZ", faults.KindNotTaken, "not taken here"),
    ("script", "foto.jpg.svg", lambda: b"<svg/>", faults.KindNotTaken, "not taken here"),
    ("program inside", "run.exe.pdf", lambda: PDF, faults.TwoKinds, "exe and pdf"),
    ("no kind", "settings", lambda: b"x", faults.KindNotTaken, "not taken here"),
    ("only dots", "...", lambda: b"x", faults.KindNotTaken, "The file is of a kind"),
    ("reversed", "acta\u202efdp.exe", lambda: PDF, faults.KindNotTaken, "actafdp.exe"),
    ("empty", "acta.pdf", lambda: b"", faults.EmptyFile, "is empty"),
    ("cut PDF", "acta.pdf", lambda: PDF[: len(PDF) // 2], faults.CutOff, "before it is complete"),
    ("cut Word", "a.docx", lambda: word()[:9000], faults.CutOff, "before it is complete"),
    ("cut PNG", "a.png", lambda: picture("PNG")[:-20], faults.CutOff, "before it is complete"),
    ("cut JPEG", "a.jpg", lambda: picture("JPEG")[:-9], faults.CutOff, "before it is complete"),
    ("macros", "a.docx", macro_word, faults.CarriesMacros, "macros, small programs"),
    ("open macros", "a.odt", lambda: odt(**{"Basic/x.xml": b"<x/>"}), faults.CarriesMacros, "odt"),
    ("sheet as Word", "a.docx", sheet, faults.NotWhatItSays, "not a docx"),
    ("any ZIP", "a.xlsx", lambda: package({"a": b"b"}), faults.NotWhatItSays, "not a xlsx"),
    ("open as Word", "a.docx", odt, faults.NotWhatItSays, "not a docx"),
    ("old Word", "a.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99,
     faults.Protected, "protected by a password"),
    ("bomb", "a.docx", bomb, faults.Unsound, "would unpack to far more"),
    ("nested", "a.docx", lambda: nested(10), faults.Unsound, "archives packed inside archives"),
    ("crowd", "a.docx", crowd, faults.Unsound, "more parts than"),
    ("way out", "a.docx", lambda: word(**{"../evil": b"x"}), faults.Unsound, "leads out"),
    ("absolute", "a.docx", lambda: word(**{"/etc/x": b"x"}), faults.Unsound, "leads out"),
    ("drive", "a.docx", lambda: word(**{"C:\\x": b"x"}), faults.Unsound, "leads out"),
    ("DTD", "a.docx", with_dtd, faults.Unsound, "document type declarations"),
    ("DTD far in", "a.docx", lambda: with_hidden_dtd("utf-8"), faults.Unsound, "type declar"),
    ("DTD in UTF-16", "a.docx", lambda: with_hidden_dtd("utf-16"), faults.Unsound, "type declar"),
    ("DTD reversed", "a.docx", lambda: with_hidden_dtd("utf-16-be"), faults.Unsound, "type decl"),
    ("huge PNG", "a.png", huge_png, faults.TooLarge, "60000 by 60000 points"),
    ("two frames", "a.jpg", two_frames, faults.TooLarge, "60000 by 60000 points"),
    ("hidden frame", "a.jpg", lambda: two_frames(b"\0"), faults.NotWhatItSays, "not a jpeg"),
    ("PNG as JPEG", "a.jpg", lambda: picture("PNG"), faults.NotWhatItSays, "not a jpeg"),
    ("NUL in CSV", "a.csv", lambda: b"a,b\x00c", faults.NotWhatItSays, "not a csv"),
    ("program as text", "a.txt", lambda: b"MZ\x90\x00\x03", faults.NotWhatItSays, "not a txt"),
    ("words as HTML", "a.html", lambda: b"only words", faults.NotWhatItSays, "not a html"),
]  # fmt: skip


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("name", "content", "refusal", "words"),
    [case[1:] for case in UNSOUND],
    ids=[case[0] for case in UNSOUND],
)
def test_unsound_files_are_refused_in_words(name, content, refusal, words):
    with pytest.raises(refusal, match=words) as caught:
        read(name, content())
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "%(" not in sentence


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused():
    with pytest.raises(faults.Unsound):
        read("a.docx", word(**{"[Content_Types].xml": b"<x/>"}))


def test_the_limit_itself_is_taken_and_one_byte_more_is_not(settings):
    settings.UPLOAD_LIMIT = 1000
    assert read("a.txt", b"x" * 1000).size == 1000
    with pytest.raises(faults.TooLarge, match="may have at most"):
        read("a.txt", b"x" * 1001)


def test_a_ratio_that_is_honest_is_taken():
    upload = read("a.docx", word(**{"word/big.xml": b"<w:p>Agree to meet again.</w:p>" * 30_000}))
    assert upload.extension == "docx"


NAMES = [
    ("../../settings.txt", "settings.txt"),
    ("/etc/passwd.txt", "passwd.txt"),
    ("C:\\Users\\a\\acta.pdf", "acta.pdf"),
    ("acta\u202efdp.exe", "actafdp.exe"),
    ("acta\x00\nfinal.pdf", "acta final.pdf"),
    ("  acta .pdf ", "acta .pdf"),
    ("Declaracio\u0301n.pdf", "Declaración.pdf"),
    ("🌎 plan.pdf", "🌎 plan.pdf"),
    (".htaccess.txt", "htaccess.txt"),
    ("...", ""),
    ("", ""),
]


@pytest.mark.parametrize(("given_", "kept"), NAMES)
def test_names_are_cleaned(given_, kept):
    assert clean_name(given_) == kept


def test_a_name_of_300_characters_is_shortened_and_keeps_its_kind():
    name = clean_name("a" * 300 + ".pdf")
    assert len(name) <= 120
    assert name.endswith("….pdf")


@bounds(deadline=None)
@given(st.text(max_size=400))
def test_no_name_leads_anywhere(name):
    cleaned = clean_name(name)
    assert len(cleaned) <= 120
    assert not set(cleaned) & set("/\\\0\n\r\u202e")
    assert cleaned.strip(" .") == cleaned
    assert clean_name(cleaned) == cleaned


@bounds(deadline=None)  # the first picture loads its reader
@given(st.sampled_from(sorted(KINDS)), st.binary(max_size=400))
def test_any_bytes_are_taken_or_refused_and_never_fail(kind, content):
    with suppress(faults.FileRefused):
        read(f"a.{kind}", content)


@bounds(deadline=None)  # the first picture loads its reader
@given(st.sampled_from(["docx", "png", "jpeg", "pdf"]), st.data())
def test_a_damaged_file_is_taken_or_refused_and_never_fails(kind, data):
    sound = {"docx": WORD, "png": picture("PNG"), "jpeg": picture("JPEG"), "pdf": PDF}[kind]
    at = data.draw(st.integers(0, len(sound) - 1))
    damaged = sound[:at] + data.draw(st.binary(min_size=1, max_size=4)) + sound[at + 1 :]
    with suppress(faults.FileRefused):
        read(f"a.{kind}", damaged)


WORD = word()


def test_a_photograph_loses_its_place_and_keeps_how_it_is_turned():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Maker"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (14.0, 38.0, 0.0)
    before = picture("JPEG", exif=exif)
    assert Image.open(io.BytesIO(before)).getexif().get_ifd(0x8825)
    upload = read("photo.jpg", before)
    kept = Image.open(upload.content)
    assert dict(kept.getexif()) == {0x0112: 6}
    assert not kept.getexif().get_ifd(0x8825)
    assert kept.tobytes() == Image.open(io.BytesIO(before)).tobytes()
    assert b"Maker" not in read("photo.jpg", before).content.read()


def test_a_png_loses_what_was_written_into_it():
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    upload = read("photo.png", picture("PNG", exif=exif))
    assert b"Maker" not in upload.content.read()
    upload.content.seek(0)
    assert Image.open(upload.content).size == (4, 3)


@pytest.fixture
def office():
    """A secretary's seat and the addresses of its forms."""
    body = make.plenary()
    return make.secretary(body), body


def fields(office, **changes):
    person, body = office
    owner = person.seats.get().party
    return {
        "title_en": "Typed in English", "title_es": "Escrito en español", "symbol": "CRM/1",
        "language": "en", "body": body.pk, "owner": owner.pk, "label": "AMBER", "source": "",
    } | changes  # fmt: skip


@pytest.mark.django_db
def test_200_megabytes_are_refused_and_what_was_typed_is_still_there(sign_in, office, settings):
    settings.UPLOAD_LIMIT = 50_000
    big = SimpleUploadedFile("acta.pdf", PDF + b"x" * 400_000, "application/pdf")
    client = sign_in(office[0])
    answer = client.post(reverse("documents:add"), fields(office, file=big))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "a file may have at most 48.8" in page
    assert "Typed in English" in page
    assert "Escrito en español" in page
    assert not Document.objects.exists()


@pytest.mark.django_db
def test_what_is_over_the_limit_is_never_kept(sign_in, office, settings, monkeypatch):
    settings.UPLOAD_LIMIT = 100_000
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10_000_000
    kept = []
    from django.core.files.uploadhandler import MemoryFileUploadHandler  # noqa: PLC0415

    real = MemoryFileUploadHandler.receive_data_chunk

    def counted(self, data, start):
        kept.append(len(data))
        return real(self, data, start)

    monkeypatch.setattr(MemoryFileUploadHandler, "receive_data_chunk", counted)
    big = SimpleUploadedFile("acta.pdf", b"x" * 1_500_000, "application/pdf")
    assert (
        sign_in(office[0]).post(reverse("documents:add"), fields(office, file=big)).status_code
        == 422
    )
    assert sum(kept) <= settings.UPLOAD_LIMIT


@pytest.mark.django_db
def test_a_request_of_gigabytes_is_answered_unread(sign_in, office, settings):
    client = sign_in(office[0])
    answer = client.post(
        reverse("documents:add"), {}, CONTENT_LENGTH=str(25 * settings.UPLOAD_LIMIT)
    )
    assert answer.status_code == 413
    assert "Send smaller files" in answer.content.decode()


@pytest.mark.django_db
def test_a_forged_form_is_refused_though_its_file_is_read_later(office):
    from django.test import Client  # noqa: PLC0415

    client = Client(enforce_csrf_checks=True)
    client.force_login(office[0])
    file = SimpleUploadedFile("acta.pdf", PDF)
    answer = client.post(reverse("documents:add"), fields(office, file=file))
    assert answer.status_code in (302, 403)
    assert not Document.objects.exists()


@pytest.mark.django_db
def test_nothing_is_half_written_when_the_file_is_refused(sign_in, office):
    file = SimpleUploadedFile("agenda.pdf", HTML, "application/pdf")
    answer = sign_in(office[0]).post(reverse("documents:add"), fields(office, file=file))
    assert answer.status_code == 422
    assert "agenda.pdf is not a pdf file" in answer.content.decode()
    assert not Document.objects.exists()
    assert not Rendition.objects.exists()


@pytest.mark.django_db
def test_html_leaves_as_a_download_that_runs_nothing(client):
    made = make.rendition(content=HTML, name="page.html", media_type="text/html")
    answer = client.get(made.get_absolute_url())
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    answer.close()
