"""The invented campaign: made by one person of the secretariat, released by another one.

What is heard is silence, as long as the file says; what is printed is drawn here.
"""

from __future__ import annotations

import io
import json
import wave
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from i18nfield.strings import LazyI18nString

from comity.campaigns import services
from comity.campaigns.media import kinds_of
from comity.campaigns.models import Campaign, Material
from comity.documents.files import read_upload
from comity.documents.typesetting import typeset
from comity.parties.dates import day_of
from comity.parties.models import Dialogue, Party, Person, Theme

from .files import Row, rows

WRITES, RELEASES = "marina.quesada@crm-secretariat.example", "elena.brandt@crm-secretariat.example"
RATE = 8000
"""Samples a second, of one byte each."""
LEAFLET = """
#let paper = json(bytes(sys.inputs.paper))
#set document(title: paper.title)
#set page(paper: "a5", margin: 16mm, fill: rgb("#fff8ea"))
#set text(font: ("Liberation Sans", "DejaVu Sans", "Libertinus Serif"), size: 15pt,
  lang: paper.language, fill: rgb("#10333a"))
#text(size: 27pt, weight: "bold", paper.title)
#v(6mm)
#enum(spacing: 1.2em, ..paper.points.map(words => [#words]))
"""


def load_campaigns(at: datetime) -> None:
    writer, second = (Person.objects.get(email=one) for one in (WRITES, RELEASES))
    for row in rows("campaigns", "campaign"):
        campaign = _campaign(row, writer, at)
        materials = [one for one in rows("campaigns", "material") if one["campaign"] == row["slug"]]
        for position, described in enumerate(materials, start=1):
            material = _material(campaign, described, position, writer, at)
            if "text" in described:
                services.release_material(material, by=second, at=at)
        services.release_campaign(campaign, by=second, at=at)
    for row in rows("campaigns", "handed"):
        _handed(row, at)


def _campaign(row: Row, by: Person, at: datetime) -> Campaign:
    said = services.Said(
        **{name: LazyI18nString(row[name]) for name in ("title", "slogan", "purpose")},
        starts_on=day_of(at) - timedelta(days=row["starts_days_ago"]),
        ends_on=day_of(at) + timedelta(days=row["ends_in_days"]),
        themes=list(Theme.objects.filter(code__in=row["themes"])),
    )
    dialogue = Dialogue.objects.get(slug=row["dialogue"])
    campaign = services.make_campaign(dialogue, said, slug=row["slug"], by=by, at=at)
    campaign.is_invented = True
    campaign.save(update_fields=["is_invented"])
    return campaign


def _material(campaign: Campaign, row: Row, position: int, by: Person, at: datetime) -> Material:
    texts = row.get("text", {})
    is_heard = "seconds" in row
    described = services.Described(
        kind=row["kind"],
        number=row.get("number"),
        seconds=row.get("seconds"),
        licence=row["licence"],
        position=position,
        transcript=LazyI18nString(texts) if is_heard else "",
        **{
            name: LazyI18nString(row[name]) if name in row else ""
            for name in ("title", "about", "terms")
        },
    )
    material = services.add_material(campaign, described, by=by, at=at)
    for language, text in texts.items():
        for name, content in _files(row, language, text):
            upload = read_upload(ContentFile(content, name), kinds_of(row["kind"]))
            services.add_file(material, upload, language=language, by=by, at=at)
    return material


def _files(row: Row, language: str, text: str) -> list[tuple[str, bytes]]:
    name = f"{row['kind']}{row.get('number', '')}-{language}"
    if "seconds" not in row:
        return [(f"{name}.pdf", _leaflet(row["title"][language], language, text))]
    return [
        (f"{name}.wav", _silence(row["seconds"])),
        (f"{name}.vtt", _captions(text, row["seconds"])),
    ]


def _silence(seconds: int) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(RATE)
        file.writeframes(b"\x80" * RATE * seconds)
    return out.getvalue()


def _captions(text: str, seconds: int) -> bytes:
    return f"WEBVTT\n\n00:00.000 --> 00:{seconds:02d}.000\n{text}\n".encode()


def _leaflet(title: str, language: str, text: str) -> bytes:
    points = [words.strip(" .") + "." for words in text.split(". ")]
    paper = json.dumps({"title": title, "language": language, "points": points})
    (pdf,) = typeset(LEAFLET, {"paper": paper}, format="pdf")
    return pdf


def _handed(row: Row, at: datetime) -> None:
    campaign = Campaign.objects.get(slug=row["campaign"])
    what: Any = next(
        (one for one in campaign.materials.all() if one.title.data.get("en") == row["what"]),
        row["what"],
    )
    services.report_distribution(
        campaign,
        services.Handed(
            what=what,
            country=Party.objects.get(slug=row["country"]),
            place=row["place"],
            on=day_of(at) - timedelta(days=row["days_ago"]),
            count=row["count"],
            language=row["language"],
        ),
        party=Party.objects.get(slug=row["party"]),
        by=Person.objects.get(email=row["by"]),
        at=at,
    )
