"""A file is what its name says, and captions are WebVTT."""

from __future__ import annotations

import contextlib
import io
import wave

import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st

from comity.campaigns.media import NotWebVTT, kinds_of
from comity.campaigns.webvtt import NotCaptions, cues_in
from comity.documents.faults import KindNotTaken, NotWhatItSays
from comity.documents.files import read_upload

CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:02.000\nHello.\n"


def sound() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 1, 8000, 0, "NONE", ""))
        file.writeframes(b"\x80" * 8000)
    return out.getvalue()


TAKEN = [
    ("radio", "spot.wav", sound()),
    ("radio", "spot.mp3", b"ID3\x04\x00\x00" + bytes(64)),
    ("episode", "one.mp3", b"\xff\xfb\x90\x64" + bytes(400)),
    ("radio", "spot.ogg", b"OggS" + bytes(60)),
    ("radio", "spot.m4a", b"\x00\x00\x00\x20ftypM4A " + bytes(60)),
    ("tv", "spot.mp4", b"\x00\x00\x00\x20ftypisom" + bytes(60)),
    ("tv", "spot.webm", b"\x1a\x45\xdf\xa3" + bytes(60)),
    ("tv", "spot.vtt", CAPTIONS),
]


@pytest.mark.parametrize(("kind", "name", "content"), TAKEN)
def test_spots_and_episodes_are_taken_as_stations_have_them(kind: str, name: str, content: bytes):
    assert read_upload(ContentFile(content, name), kinds_of(kind)).size == len(content)


NOT_WHAT_THEY_SAY = [
    ("radio", "spot.wav", b"RIFF\x00\x00\x00\x00AVI LIST" + bytes(64)),
    ("radio", "spot.mp3", b"<html><script>alert(1)</script></html>"),
    ("radio", "spot.mp3", b"\xff\xff\xff\xff" + bytes(64)),
    ("radio", "spot.ogg", sound()),
    ("tv", "spot.mp4", b"MZ" + bytes(64)),
    ("tv", "spot.webm", b"\x00\x00\x00\x20ftypisom" + bytes(60)),
    ("poster", "poster.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
    ("poster", "poster.jpg", b"\x89PNG\r\n\x1a\n" + bytes(64)),
    ("leaflet", "leaflet.pdf", b"PK\x03\x04" + bytes(64)),
]


@pytest.mark.parametrize(("kind", "name", "content"), NOT_WHAT_THEY_SAY)
def test_a_file_that_is_another_thing_than_it_says_is_refused(kind: str, name: str, content: bytes):
    with pytest.raises(NotWhatItSays, match="though its name says so"):
        read_upload(ContentFile(content, name), kinds_of(kind))


@pytest.mark.parametrize(
    ("kind", "name"),
    [("poster", "poster.svg"), ("radio", "spot.mp4"), ("tv", "spot.mp3"), ("radio", "spot.exe")],
)
def test_a_kind_of_material_comes_in_its_own_formats(kind: str, name: str):
    with pytest.raises(KindNotTaken):
        read_upload(ContentFile(b"x" * 64, name), kinds_of(kind))


NO_CAPTIONS = [
    (b"1\n00:00:01,000 --> 00:00:02,000\nSubRip.\n", "first line is not WEBVTT"),
    (b"WEBVTTX\n\n00:01.000 --> 00:02.000\nX\n", "first line is not WEBVTT"),
    (b"WEBVTT\n\n00:01,000 --> 00:02,000\nX\n", "line 3: this is not a time"),
    (b"WEBVTT\n\n00:61.000 --> 00:62.000\nX\n", "line 3: this is not a time"),
    (b"WEBVTT\n\n00:03.000 --> 00:02.000\nX\n", "ends before it starts"),
    (b"WEBVTT\n\n00:03.000 --> 00:04.000\nX\n\n00:01.000 --> 00:02.000\nY\n", "line 6"),
    (b"WEBVTT\n\nNothing but words.\n", "holds no caption"),
    (b"WEBVTT\n\n00:01.000 --> 00:02.000\n\xff\xfe\n", "UTF-8"),
]


@pytest.mark.parametrize(("content", "words"), NO_CAPTIONS)
def test_captions_that_are_no_webvtt_are_refused_with_the_line(content: bytes, words: str):
    with pytest.raises(NotWebVTT, match=words):
        read_upload(ContentFile(content, "spot.vtt"), kinds_of("radio"))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_captions_are_counted_whatever_ends_their_lines(end: str):
    text = "\ufeffWEBVTT – spot|NOTE by hand||1|00:00.000 --> 00:02.000 align:start|Hi.||"
    text += "01:00:02.000 --> 01:00:04.000|There.|"
    assert cues_in(text.replace("|", end).encode()) == 2


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reading_of_captions(content: bytes):
    with contextlib.suppress(NotCaptions):
        assert cues_in(b"WEBVTT\n\n" + content) > 0


def test_hours_without_end_are_no_time():
    with pytest.raises(NotCaptions):
        cues_in(b"WEBVTT\n\n" + b"9" * 5_000 + b":00:00.000 --> 00:02.000\nHello.\n")
