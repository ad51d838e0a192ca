"""Pages of the secretariat and of partners: what is typed wrong is said, and stays typed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from comity.campaigns.models import Campaign, Distribution, Material
from comity.parties.registry import rows
from tests import make

pytestmark = pytest.mark.django_db

CAMPAIGN = {
    "slug": "your-papers", "title_en": "Your papers", "title_ht": "Papye w", "slogan_es": "Llama.",
    "purpose_en": "So that nobody keeps them.",
}  # fmt: skip


@pytest.fixture
def office(sign_in) -> Any:
    class Office:
        plenary = make.plenary()
        first = make.secretary(plenary)
        second = make.secretary(plenary)

        def enter(self, person: Any = None) -> Any:
            return sign_in(person or self.first)

        def campaign(self, **fields: Any) -> Campaign:
            fields = {"released_at": None, "offered_at": make.NOW} | fields
            it = make.campaign(slug="papers", dialogue=self.plenary.dialogue, **fields)
            it.drafters.add(self.first)
            return it

        def spot(self, **fields: Any) -> Material:
            fields = {"released_at": None, "offered_at": make.NOW} | fields
            it = make.material(self.campaign(), **fields)
            it.drafters.add(self.first)
            return it

    return Office()


def test_a_campaign_is_begun_in_six_languages_side_by_side(office):
    client = office.enter()
    form = client.get("/en/campaign/add/").content.decode()
    for code in ("en", "es", "fr", "pt", "nl", "ht"):
        assert f'name="slogan_{code}"' in form
    data = CAMPAIGN | {"dialogue": office.plenary.dialogue.pk}
    answer = client.post("/en/campaign/add/", data)
    assert answer.headers["Location"] == "/en/campaigns/your-papers/prepare/"
    it = Campaign.objects.get()
    assert it.title.data == {"en": "Your papers", "ht": "Papye w"}
    assert not it.is_released


WRONG = [
    ({"title_en": "", "title_ht": ""}, "in one language at least"),
    ({"slogan_es": "x" * 121}, "at most 120"),
    ({"starts_on": "2026-02-31"}, "is not a day of the calendar"),
    ({"starts_on": "2026-03-02", "ends_on": "2026-03-01"}, "cannot end before it starts"),
    ({"slug": "no spaces"}, "valid"),
]


@pytest.mark.parametrize(("wrong", "words"), WRONG)
def test_what_is_wrong_with_a_campaign_is_said_and_what_was_typed_is_kept(
    office, wrong: dict[str, str], words: str
):
    data = CAMPAIGN | {"dialogue": office.plenary.dialogue.pk} | wrong
    answer = office.enter().post("/en/campaign/add/", data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert "So that nobody keeps them." in page
    assert not Campaign.objects.exists()


def test_the_page_of_work_says_what_is_missing_in_which_language(office):
    it = office.campaign()
    spot = make.material(it, "A spot", kind="tv")
    make.material_file(spot, extension="mp4", media_type="video/mp4", name="a.mp4")
    page = office.enter().get("/en/campaigns/papers/prepare/").content.decode()
    assert "transcript" in page
    assert "captions" in page
    assert "duration" in page


def test_a_colleague_finds_on_the_desk_what_waits_and_releases_it(office):
    it = office.campaign()
    make.material_file(make.material(it, "A spot", released_at=None, offered_at=make.NOW))
    seen = [str(row.title) for row in rows("waiting", make.reader(office.second), make.TODAY)]
    assert sorted(seen) == ["A campaign", "A spot"]
    titles = [str(row.title) for row in rows("waiting", make.reader(office.first), make.TODAY)]
    assert "A campaign" not in titles
    client = office.enter(office.second)
    assert "Release the campaign" in client.get("/en/campaigns/papers/prepare/").content.decode()
    client.post("/en/campaigns/papers/release/")
    it.refresh_from_db()
    assert it.is_released


def test_who_prepared_it_is_refused_in_a_sentence(office):
    office.campaign()
    answer = office.enter().post("/en/campaigns/papers/release/")
    assert answer.status_code == 403
    assert "You prepared “A campaign” yourself." in answer.content.decode()


def test_a_material_without_licence_is_refused_and_what_was_typed_is_kept(office):
    office.campaign()
    data = {"kind": "radio", "title_en": "The drawer", "duration": "1:05", "licence": ""}
    answer = office.enter().post("/en/campaigns/papers/materials/add/", data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "A material needs a licence" in page
    assert "The drawer" in page
    assert "1:05" in page
    assert not Material.objects.exists()


@pytest.mark.parametrize("words", ["65", "1:65", "a:b", "0:00", "9:00:00", "-1:00"])
def test_a_duration_is_minutes_and_seconds(office, words: str):
    office.campaign()
    data = {"kind": "radio", "title_en": "A", "duration": words, "licence": "cc0"}
    answer = office.enter().post("/en/campaigns/papers/materials/add/", data)
    assert answer.status_code == 422
    assert "is not a duration" in answer.content.decode()


def test_a_material_is_added_with_its_duration_in_seconds(office):
    office.campaign()
    data = {"kind": "radio", "title_ht": "Tiwa a", "duration": "1:05", "licence": "cc0"}
    answer = office.enter().post("/en/campaigns/papers/materials/add/", data)
    assert answer.status_code == 302, answer.content.decode()
    it = Material.objects.get()
    assert (it.seconds, it.duration, it.is_released) == (65, "1:05", False)


def send(client: Any, it: Material, name: str, content: bytes) -> Any:
    file = SimpleUploadedFile(name, content)
    url = f"/en/campaign/materials/{it.pk}/file/"
    return client.post(url, {"language": "ht", "file": file})


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("spot.mp3", b"<script>alert(1)</script>", "is not a mp3 file, though its name says so"),
        ("spot.vtt", b"1\n00:00:01,000 --> 00:00:02,000\n", "first line is not WEBVTT"),
        ("spot.exe", b"MZ", "of a kind that is not taken here"),
        ("spot.wav", b"", "empty"),
    ],
)
def test_a_file_that_is_another_thing_is_refused_in_a_sentence(office, name, content, words):
    it = office.spot()
    answer = send(office.enter(), it, name, content)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert 'value="ht" selected' in page
    assert not it.files.exists()


def test_a_file_is_kept_out_of_every_public_folder(office, settings):
    it = office.spot()
    assert send(office.enter(), it, "spot.ogg", b"OggS" + bytes(60)).status_code == 302
    file = it.files.get()
    assert str(settings.HOME / "private") in file.file.path


@pytest.mark.parametrize(
    "path",
    ["campaigns/papers/prepare/", "campaigns/papers/change/", "campaigns/papers/materials/add/"],
)
def test_another_secretariat_does_not_find_them(office, sign_in, path: str):
    office.campaign(released_at=make.NOW)
    client = sign_in(make.secretary(make.plenary()))
    assert client.get(f"/en/{path}").status_code == 404


@pytest.fixture
def partner(sign_in) -> Any:
    class Partner:
        plenary = make.plenary()
        party = make.party("Mexico", code="MX", slug="mexico")
        campaign = make.campaign(slug="papers", dialogue=plenary.dialogue)
        person = make.delegate(of=party, body=plenary)
        url = "/en/campaigns/papers/report/"

        def __init__(self) -> None:
            self.client = sign_in(self.person)

        def data(self, **fields: Any) -> dict[str, Any]:
            return {
                "party": self.party.pk, "what": "poster", "count": "500", "country": "mexico",
                "on": timezone.localdate().isoformat(), "place": "Tapachula, bus station",
            } | fields  # fmt: skip

    return Partner()


def test_a_partner_reports_500_posters(partner):
    assert partner.client.get(partner.url).status_code == 200
    answer = partner.client.post(partner.url, partner.data(), follow=True)
    assert "Thank you." in answer.content.decode()
    assert "Tapachula, bus station, Mexico" in answer.content.decode()
    it = Distribution.objects.get()
    assert (it.count, it.made_here, it.party) == (500, "poster", partner.party)


def tomorrow() -> str:
    return (timezone.localdate() + timedelta(days=1)).isoformat()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"count": "-3"}, "Nobody hands out fewer than one"),
        ({"count": "0"}, "Nobody hands out fewer than one"),
        ({"count": "many"}, "Write a whole number, as 500."),
        ({"count": "10000001"}, "more than"),
        ({"count": "9" * 400}, "more than"),
        ({"on": "31/02/2026"}, "is not a day of the calendar"),
        ({"place": "…"}, "Write the name of the place"),
        ({"country": "atlantis"}, "valid choice"),
        ({"what": "balloons"}, "valid choice"),
    ],
)
def test_what_is_wrong_with_a_report_is_said_and_what_was_typed_is_kept(partner, wrong, words):
    answer = partner.client.post(partner.url, partner.data(**wrong))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    kept = "bus station" if "place" not in wrong else "500"
    assert kept in page
    assert not Distribution.objects.exists()


def test_a_day_to_come_is_refused(partner):
    answer = partner.client.post(partner.url, partner.data(on=tomorrow()))
    assert answer.status_code == 422
    assert "has not come yet" in answer.content.decode()


def test_a_place_that_looks_like_a_known_one_is_asked_about_once(partner):
    make.handed_out(partner.campaign, "Tapachula, bus station", country=partner.party)
    answer = partner.client.post(partner.url, partner.data(place="Tapchula, bus station"))
    assert answer.status_code == 422
    assert "looks like “Tapachula, bus station”" in answer.content.decode()
    data = partner.data(place="Tapchula, bus station", is_new="on")
    assert partner.client.post(partner.url, data).status_code == 302


def test_who_does_not_sit_in_the_dialogue_reports_nothing(partner, sign_in):
    client = sign_in(make.delegate(body=make.plenary()))
    assert client.get(partner.url).status_code == 404
    assert client.post(partner.url, partner.data()).status_code == 404


def test_a_report_is_withdrawn_on_its_list(partner):
    it = make.handed_out(partner.campaign, country=partner.party, party=partner.party)
    other = make.handed_out(partner.campaign, country=partner.party, party=make.party())
    page = partner.client.get("/en/campaigns/papers/reports/").content.decode()
    assert page.count("/withdraw/") == 1
    partner.client.post(f"/en/campaign/reports/{it.pk}/withdraw/")
    it.refresh_from_db()
    assert it.withdrawn_at
    assert partner.client.post(f"/en/campaign/reports/{other.pk}/withdraw/").status_code == 403


def test_the_page_of_a_dialogue_shows_its_campaigns(office, client):
    office.campaign(released_at=make.NOW)
    page = client.get(f"/en/dialogues/{office.plenary.dialogue.slug}/").content.decode()
    assert 'href="/en/campaigns/papers/"' in page
