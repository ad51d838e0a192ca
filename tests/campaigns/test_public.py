"""What anybody is given: pages in six languages, files, packs, posters."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from i18nfield.strings import LazyI18nString

import comity
from comity.campaigns import public_posters
from comity.campaigns.public_posters import words_of_last_sentence
from tests import make

pytestmark = pytest.mark.django_db

LIMIT = 14 * 1000
SHEETS = ["ui/static/ui/ui.css", "campaigns/static/campaigns/campaigns.css"]


@pytest.fixture
def there() -> Any:
    """A released campaign of a dialogue with Mexico, which confirmed its line today."""

    class There:
        plenary = make.plenary()
        country = make.party("Mexico", code="MX", slug="mexico")
        campaign = make.campaign(
            {"en": "Your papers", "ht": "Papye w"}, slug="papers", dialogue=plenary.dialogue,
            slogan=LazyI18nString({"en": "Taken? Call.", "ht": "Pran? Rele."}),
        )  # fmt: skip
        url = "/en/campaigns/papers/"

        def __init__(self) -> None:
            make.membership(self.country, self.plenary)
            self.line = make.line(self.country, confirmed_on=timezone.localdate())

        def lapse(self) -> None:
            self.line.confirmed_until = timezone.localdate() - timedelta(days=1)
            self.line.save()

    return There()


def spot(of: Any, **fields: Any) -> Any:
    one = make.material(of, "The drawer", kind="radio", seconds=65, position=1, **fields)
    one.transcript = LazyI18nString({"en": "Give it back.", "es": "Devuélvelo."})
    one.terms = LazyI18nString({"en": "Name the dialogue."})
    one.save()
    make.material_file(one, b"RIFF1234WAVE" + bytes(1000), name="spot-es.wav", language="es")
    make.material_file(
        one, b"WEBVTT\n", name="spot-es.vtt", language="es", extension="vtt",
        media_type="text/vtt", use="captions",
    )  # fmt: skip
    make.material_file(one, b"RIFF5678WAVE", name="spot-en.wav", language="en")
    return one


def bytes_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize("language", settings.PUBLIC_LANGUAGES)
def test_every_page_is_there_in_six_languages_and_sets_no_cookie(there, language: str):
    spot(there.campaign)
    make.handed_out(there.campaign, country=there.country, count=500)
    client = Client()
    for path in ("", "papers/", "papers/in/mexico/", "papers/reach/"):
        answer = client.get(f"/{language}/campaigns/{path}")
        assert answer.status_code == 200, path
        assert f'<html lang="{language}"' in answer.content.decode()
        assert answer.headers["Content-Language"] == language
        assert not answer.cookies
    assert not client.cookies


def test_a_page_leads_to_itself_in_the_other_languages(there):
    page = Client().get("/ht/campaigns/papers/in/mexico/").content.decode()
    for language in settings.PUBLIC_LANGUAGES:
        assert f'href="/{language}/campaigns/papers/in/mexico/"' in page


def test_the_page_of_a_campaign_with_its_styles_weighs_at_most_14_kb(there):
    """With a dozen materials in six languages, and a hundred countries to choose from."""
    for number in range(12):
        make.material_file(spot(there.campaign, number=number + 1), bytes(8), language="ht")
    for number in range(60):
        make.membership(make.party(f"Country {number}"), there.plenary)
    page = Client().get(there.url).content
    sheets = [(Path(comity.__file__).parent / name).read_bytes() for name in SHEETS]
    assert sum(len(gzip.compress(one, 9)) for one in [page, *sheets]) <= LIMIT


def test_what_is_not_released_is_not_there_for_the_public(there):
    hidden = make.campaign("Hidden", released_at=None, slug="hidden")
    file = make.material_file(make.material(hidden))
    held = make.material_file(make.material(there.campaign, "Held", released_at=None))
    client = Client()
    assert b"Hidden" not in client.get("/en/campaigns/").content
    assert b"Held" not in client.get(there.url).content
    for path in ("hidden/", "hidden/reach/", "hidden/packs/stations.zip",
                 f"files/{file.pk}/", f"files/{held.pk}/"):  # fmt: skip
        assert client.get(f"/en/campaigns/{path}").status_code == 404, path


def test_the_secretariat_too_finds_only_released_materials_on_the_page(there, sign_in):
    spot(there.campaign, released_at=None)
    client = sign_in(make.secretary(there.plenary))
    assert b"The drawer" not in client.get(there.url).content


def test_a_material_says_duration_licence_terms_and_what_is_said(there):
    spot(there.campaign)
    page = Client().get(there.url).content.decode()
    for words in ("1:05", "CC BY 4.0", "Name the dialogue.", "Give it back.", "Radio spot",
                  "https://creativecommons.org/licenses/by/4.0/"):  # fmt: skip
        assert words in page


def test_sound_is_played_where_it_stands_and_goes_on_where_a_line_broke(there):
    spot(there.campaign)
    file = there.campaign.materials.get().files.get(name="spot-es.wav")
    url = f"/es/campaigns/files/{file.pk}/"
    client = Client()
    whole = client.get(url)
    assert whole.headers["Content-Type"] == "audio/wav"
    assert whole.headers["Content-Disposition"].startswith("inline")
    assert "sandbox" in whole.headers["Content-Security-Policy"]
    content = bytes_of(whole)
    part = client.get(url, headers={"Range": "bytes=1000-"})
    assert (part.status_code, bytes_of(part)) == (206, content[1000:])
    assert client.get(url, headers={"Range": "bytes=9999-"}).status_code == 416
    assert client.get(url, headers={"If-None-Match": whole.headers["ETag"]}).status_code == 304


def test_a_leaflet_is_saved_and_never_shown_by_this_site(there):
    leaflet = make.material(there.campaign, kind="leaflet")
    file = make.material_file(
        leaflet, b"%PDF-", name="l.pdf", extension="pdf", media_type="application/pdf"
    )
    answer = Client().get(f"/en/campaigns/files/{file.pk}/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="l.pdf"'


def test_a_station_takes_the_pack_in_its_language_with_transcripts_and_terms(there):
    spot(there.campaign)
    answer = Client().get("/en/campaigns/papers/packs/stations.zip?language=es")
    names = {}
    with zipfile.ZipFile(io.BytesIO(bytes_of(answer))) as pack:
        assert pack.testzip() is None
        names = {name: pack.read(name).decode("utf-8-sig", "replace") for name in pack.namelist()}
    assert answer.headers["Content-Disposition"] == 'attachment; filename="papers-stations-es.zip"'
    pk = there.campaign.materials.get().pk
    assert set(names) == {
        "papers-stations/READ ME.txt",
        f"papers-stations/es/01-radio-the-drawer-{pk}.wav",
        f"papers-stations/es/01-radio-the-drawer-{pk}.vtt",
        f"papers-stations/es/01-radio-the-drawer-{pk}.txt",
    }
    assert names[f"papers-stations/es/01-radio-the-drawer-{pk}.txt"].strip() == "Devuélvelo."
    for words in ("The drawer", "1:05", "CC BY 4.0", "Name the dialogue."):
        assert words in names["papers-stations/READ ME.txt"]


def test_a_pack_goes_on_where_a_line_broke(there):
    spot(there.campaign)
    client, url = Client(), "/en/campaigns/papers/packs/stations.zip"
    whole = client.get(url)
    content = bytes_of(whole)
    rest = client.get(url, headers={"Range": "bytes=500-", "If-Range": whole.headers["ETag"]})
    assert (rest.status_code, bytes_of(rest)) == (206, content[500:])


@pytest.mark.parametrize("path", ["printers.zip", "others.zip", "stations.zip?language=pt"])
def test_there_is_no_empty_pack(there, path: str):
    spot(there.campaign)
    assert Client().get(f"/en/campaigns/papers/packs/{path}").status_code == 404


def poster(shape: str = "poster", form: str = "svg", language: str = "ht") -> Any:
    return Client().get(f"/{language}/campaigns/papers/in/mexico/{shape}.{form}")


@pytest.mark.parametrize(
    ("shape", "form", "begins"),
    [("poster", "pdf", b"%PDF"), ("poster", "svg", b"<svg"), ("card", "pdf", b"%PDF"),
     ("card", "svg", b"<svg")],
)  # fmt: skip
def test_a_poster_and_a_card_are_drawn_for_screen_and_for_print(there, shape, form, begins):
    answer = poster(shape, form)
    assert answer.status_code == 200
    assert answer.content.startswith(begins)


def words_on(there: Any, language: str, monkeypatch: Any) -> dict[str, Any]:
    """What is given to the typesetter."""
    given: list[str] = []

    def typeset(_source: str, inputs: dict[str, str], **_options: Any) -> list[bytes]:
        given.append(inputs["paper"])
        return [b"<svg"]

    monkeypatch.setattr(public_posters, "typeset", typeset)
    assert poster(language=language).status_code == 200
    (paper,) = given
    return dict(json.loads(paper))


def test_a_poster_carries_the_confirmed_number_and_a_code_to_its_page(there, monkeypatch):
    paper = words_on(there, "ht", monkeypatch)
    assert paper["number"] == there.line.printed_number() == "555-0100"
    assert paper["country"] == "Meksik"
    assert paper["slogan"] == ["Pran?", "Rele."]
    assert paper["url"].endswith("/ht/help/mx/")
    assert Client().get("/ht/help/mx/").status_code == 200


def test_an_invented_number_says_on_paper_that_it_is_invented(there, monkeypatch):
    there.line.is_invented = True
    there.line.save()
    assert words_on(there, "en", monkeypatch)["invented"] == "An example: this number is invented."


@pytest.mark.parametrize("form", ["svg", "pdf"])
@pytest.mark.parametrize("shape", ["poster", "card"])
def test_no_paper_with_a_number_that_is_not_confirmed(there, shape: str, form: str):
    there.lapse()
    answer = poster(shape, form, "en")
    assert answer.status_code == 422
    assert b"no helpline that it has confirmed of late" in answer.content
    assert b"555-0100" not in answer.content


def test_a_poster_drawn_before_is_not_given_once_the_word_has_lapsed(there):
    assert poster().status_code == 200
    there.lapse()
    assert poster().status_code == 422


def test_a_poster_follows_a_changed_number(there):
    before = poster(form="svg").content
    there.line.numbers = [there.line.numbers[0] | {"written": "555-0199"}]
    there.line.save()
    assert poster(form="svg").content != before


def test_the_page_of_a_country_without_number_says_why_there_is_no_poster(there):
    there.lapse()
    page = Client().get("/en/campaigns/papers/in/mexico/").content.decode()
    assert "Mexico has no helpline that it has confirmed of late" in page
    assert "poster.pdf" not in page
    assert "No confirmed number" in Client().get(there.url).content.decode()


@pytest.mark.parametrize(
    "path",
    ["in/atlantis/", "in/mexico/banner.pdf", "in/mexico/poster.png", "in/atlantis/poster.pdf"],
)
def test_of_no_other_country_shape_or_form(there, path: str):
    assert Client().get(f"/en/campaigns/papers/{path}").status_code == 404


def test_the_choice_of_a_country_leads_to_its_page_without_javascript(there):
    answer = Client().get("/ht/campaigns/papers/countries/?country=mexico")
    assert answer.headers["Location"] == "/ht/campaigns/papers/in/mexico/"
    answer = Client().get("/ht/campaigns/papers/countries/?country=atlantis")
    assert answer.headers["Location"] == "/ht/campaigns/papers/"


@pytest.mark.parametrize(
    ("slogan", "last"),
    [
        ("Taken? Call.", 1),
        ("Call.", 0),
        ("No stop here", 0),
        ("¿Sí? Llama ya", 2),
        ("A. B. C d.", 2),
    ],
)
def test_the_last_of_several_sentences_stands_out(slogan: str, last: int):
    assert words_of_last_sentence(slogan) == last


def test_everyone_reads_the_totals_and_nobody_who_reported(there):
    party = make.party("The reporter")
    make.handed_out(there.campaign, "Tapachula", country=there.country, count=500, party=party)
    page = Client().get(f"{there.url}reach/").content.decode()
    assert "Tapachula" in page
    assert re.search(r"<b>500</b>", page)
    assert "The reporter" not in page


def test_the_totals_go_out_as_csv_and_excel(there):
    make.handed_out(there.campaign, "=Tapachula", country=there.country, count=500)
    table = Client().get("/en/campaigns/papers/reach.csv").content.decode("utf-8-sig")
    assert table.splitlines() == [
        "Country,Place,What,How many",
        "Mexico,'=Tapachula,Poster with the helpline,500",
    ]
    assert Client().get("/en/campaigns/papers/reach.xlsx").content.startswith(b"PK")
    assert Client().get("/en/campaigns/papers/reach.doc").status_code == 404
