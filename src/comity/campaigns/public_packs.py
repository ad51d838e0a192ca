"""Download packs: all that a station sends, or all that a printer prints, as one ZIP."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from comity.meetings.takeaway.archive import Archive, Part
from comity.meetings.takeaway.packing import opening
from comity.ui.locales import headed, language_name
from comity.ui.said import said, versions_of

from .models import Campaign, Material, MaterialFile
from .public_words import DEEDS, KINDS, LICENCES

STATIONS, PRINTERS = "stations", "printers"
PACKS = (STATIONS, PRINTERS)
END = "\r\n"
"""Of a line: the plainest of editors shows it."""


@dataclass(frozen=True)
class Pack:
    """``files`` of ``materials``, in the languages chosen."""

    campaign: Campaign
    kind: str
    materials: Sequence[Material]
    files: Sequence[MaterialFile]

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)


def pack_of(
    campaign: Campaign, materials: Sequence[Material], kind: str, languages: Sequence[str]
) -> Pack:
    """Of materials that the reader may see, with their files; no language: all of them."""
    wanted = [one for one in materials if one.is_aired == (kind == STATIONS)]
    files = [
        file
        for one in wanted
        for file in one.files.all()
        if not languages or file.language in languages
    ]
    with_files = {file.material_id for file in files}
    return Pack(campaign, kind, [one for one in wanted if one.pk in with_files], files)


def archive_of(pack: Pack, language: str) -> Archive:
    """The files by language, transcripts beside them, and a page on what may be done with them,
    in a folder of their own. The same files give the same bytes."""
    folder = f"{pack.campaign.slug}-{pack.kind}"
    changed_at = max(file.added_at for file in pack.files)
    terms, read_me = _terms(pack, language), gettext("READ ME")
    parts = [
        Part.of_bytes(f"{folder}/{read_me}.txt", _text(terms), changed_at),
        *(_part(folder, file) for file in pack.files),
        *_transcripts(folder, pack),
    ]
    return Archive(parts)


def _text(lines: Sequence[str]) -> bytes:
    """With the mark by which old editors see that it is UTF-8."""
    return b"\xef\xbb\xbf" + END.join(lines).encode() + END.encode()


def file_name(material: Material, file: MaterialFile) -> str:
    """``03-episode-2-the-bus.es.wav``: order, kind, title and language."""
    title = said(material.title, file.language).text
    words = re.sub(r"[^\w]+", "-", title.casefold()).strip("-")[:40].strip("-")
    number = f"-{material.number}" if material.number else ""
    return f"{material.position:02d}-{material.kind}{number}-{words}-{material.pk}"


def _part(folder: str, file: MaterialFile) -> Part:
    material = file.material
    name = f"{folder}/{file.language}/{file_name(material, file)}.{file.extension}"
    return Part(name, file.size, file.crc32, file.added_at, file.sha256, opening(file.file))


def _transcripts(folder: str, pack: Pack) -> Iterator[Part]:
    """Of what is heard, in each language of which there is a file."""
    seen = set()
    for file in pack.files:
        words = (versions_of(file.material.transcript) or {}).get(file.language)
        key = file.material_id, file.language
        if words and key not in seen:
            seen.add(key)
            name = f"{folder}/{file.language}/{file_name(file.material, file)}.txt"
            yield Part.of_bytes(name, _text(words.splitlines()), file.added_at)


def _terms(pack: Pack, language: str) -> list[str]:
    """What is in it, how long it takes, and what may be done with it."""
    lines = [said(pack.campaign.title, language).text, "=" * 40, ""]
    if pack.campaign.is_invented:
        lines += [gettext("This campaign is an example: it is invented."), ""]
    for one in pack.materials:
        lines += _about(one, [file for file in pack.files if file.material_id == one.pk], language)
    return lines


def _about(material: Material, files: Sequence[MaterialFile], language: str) -> Iterator[Any]:
    yield f"{said(material.title, language).text} ({KINDS[material.kind]})"
    codes = dict.fromkeys(file.language for file in files)
    yield ", ".join(language_name(code, language) for code in codes)
    if material.duration:
        yield " ".join((headed(gettext("Duration")), material.duration))
    licence = f"{LICENCES[material.licence]} {DEEDS.get(material.licence, '')}".rstrip()
    yield " ".join((headed(gettext("Licence")), licence))
    terms = said(material.terms, language).text
    if terms:
        yield " ".join((headed(gettext("Terms of use")), terms))
    yield ""
