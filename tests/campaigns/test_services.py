"""Two persons release what everyone reads; partners report; each act is in the ledger."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from i18nfield.strings import LazyI18nString

from comity.campaigns import services
from comity.campaigns.media import kinds_of
from comity.campaigns.models import Campaign, Distribution, Material
from comity.campaigns.rules import (
    AddressTaken,
    EndsBeforeItStarts,
    InTheFuture,
    NothingHandedOut,
    NothingWaits,
    NotOfTheDialogue,
    NotOfTheSecretariat,
    NotTheirReport,
    SecondPerson,
    WithoutFile,
    WithoutLicence,
)
from comity.documents.files import read_upload
from comity.parties.access import ANYONE
from comity.parties.models import Entry
from comity.refusals import Conflict
from tests import make

pytestmark = pytest.mark.django_db


def said(title: str = "Your papers are yours", **fields: Any) -> services.Said:
    words = {"title": LazyI18nString({"en": title}), "slogan": LazyI18nString({"en": "Call."})}
    return services.Said(**(words | fields))


def described(**fields: Any) -> services.Described:
    fields = {"kind": "radio", "title": LazyI18nString({"en": "A spot"}), "licence": "cc0"} | fields
    return services.Described(**fields)


@pytest.fixture
def office() -> Any:
    """Two colleagues of a secretariat, and what one of them began."""

    class Office:
        plenary = make.plenary()
        first = make.secretary(plenary)
        second = make.secretary(plenary)

        def begin(self, **fields: Any) -> Campaign:
            return services.make_campaign(
                self.plenary.dialogue, said(**fields), slug="papers", by=self.first, at=make.NOW
            )

        def spot(self, campaign: Campaign) -> Material:
            return services.add_material(campaign, described(), by=self.first, at=make.NOW)

    return Office()


def give(material: Material, by: Any, name: str = "spot.vtt") -> None:
    content = (
        b"WEBVTT\n\n00:00.000 --> 00:02.000\nHello.\n" if name.endswith("vtt") else b"OggS" * 9
    )
    upload = read_upload(ContentFile(content, name), kinds_of("radio"))
    services.add_file(material, upload, language="es", by=by, at=make.NOW)


def test_a_campaign_is_read_by_everyone_once_a_second_person_released_it(office):
    campaign = office.begin()
    assert not Campaign.objects.visible_to(ANYONE).exists()
    with pytest.raises(SecondPerson, match=r"prepared .* yourself"):
        services.release_campaign(campaign, by=office.first, at=make.NOW)
    services.release_campaign(campaign, by=office.second, at=make.NOW)
    assert Campaign.objects.visible_to(ANYONE).get() == campaign


def test_new_words_wait_while_the_old_ones_are_read(office):
    campaign = office.begin()
    services.release_campaign(campaign, by=office.second, at=make.NOW)
    theme = make.theme()
    services.change_campaign(
        campaign, said("New words", themes=[theme], ends_on=date(2027, 1, 1)),
        by=office.second, at=make.NOW,
    )  # fmt: skip
    campaign.refresh_from_db()
    assert str(campaign.title) == "Your papers are yours"
    assert campaign.is_released
    with pytest.raises(SecondPerson):
        services.release_campaign(campaign, by=office.second, at=make.NOW)
    services.release_campaign(campaign, by=office.first, at=make.NOW)
    campaign.refresh_from_db()
    assert str(campaign.title) == "New words"
    assert campaign.ends_on == date(2027, 1, 1)
    assert list(campaign.themes.all()) == [theme]
    assert campaign.waiting == {}


def test_who_wrote_any_of_what_waits_does_not_release_it(office):
    campaign = office.begin()
    services.change_campaign(campaign, said("Again"), by=office.second, at=make.NOW)
    for person in (office.first, office.second):
        with pytest.raises(SecondPerson):
            services.release_campaign(campaign, by=person, at=make.NOW)


def test_a_campaign_is_withdrawn_by_one_person_and_released_again_by_another(office):
    campaign = office.begin()
    services.release_campaign(campaign, by=office.second, at=make.NOW)
    services.withdraw_campaign(campaign, by=office.second, at=make.NOW)
    assert not Campaign.objects.visible_to(ANYONE).exists()
    with pytest.raises(SecondPerson):
        services.release_campaign(campaign, by=office.second, at=make.NOW)
    with pytest.raises(NothingWaits):
        services.withdraw_campaign(campaign, by=office.first, at=make.NOW)


def test_what_does_not_wait_is_not_released(office):
    campaign = office.begin()
    services.release_campaign(campaign, by=office.second, at=make.NOW)
    with pytest.raises(NothingWaits):
        services.release_campaign(campaign, by=office.second, at=make.NOW)


def test_the_secretariat_of_the_dialogue_alone_makes_its_campaigns(office):
    strangers = [make.secretary(make.plenary()), make.delegate(body=office.plenary)]
    for stranger in strangers:
        with pytest.raises(NotOfTheSecretariat, match="made by its secretariat"):
            services.make_campaign(
                office.plenary.dialogue, said(), slug="x", by=stranger, at=make.NOW
            )


def test_no_campaign_ends_before_it_starts_nor_takes_the_address_of_another(office):
    with pytest.raises(EndsBeforeItStarts):
        office.begin(starts_on=make.TODAY, ends_on=make.TODAY - timedelta(days=1))
    office.begin()
    with pytest.raises(AddressTaken, match="papers"):
        office.begin()
    assert Campaign.objects.count() == Entry.objects.filter(act="campaign.made").count() == 1


def test_a_material_has_a_licence_and_a_file_before_it_is_released(office):
    campaign = office.begin()
    with pytest.raises(WithoutLicence, match="what may be done with it"):
        services.add_material(campaign, described(licence=""), by=office.first, at=make.NOW)
    spot = office.spot(campaign)
    give(spot, office.first)
    with pytest.raises(WithoutFile, match="no file yet"):
        services.release_material(spot, by=office.second, at=make.NOW)
    give(spot, office.first, "spot.ogg")
    services.release_material(spot, by=office.second, at=make.NOW)
    assert not Material.objects.visible_to(ANYONE).exists()
    services.release_campaign(campaign, by=office.second, at=make.NOW)
    assert Material.objects.visible_to(ANYONE).get() == spot


def test_a_changed_material_is_withheld_until_another_person_releases_it(office):
    campaign = office.begin()
    spot = office.spot(campaign)
    give(spot, office.first, "spot.ogg")
    services.release_material(spot, by=office.second, at=make.NOW)
    services.release_campaign(campaign, by=office.second, at=make.NOW)
    for change in (
        lambda: services.change_material(spot, described(), by=office.second, at=make.NOW),
        lambda: give(spot, office.second, "spot.ogg"),
        lambda: services.withhold_material(spot, by=office.second, at=make.NOW),
        lambda: services.remove_file(spot.files.get(), by=office.second, at=make.NOW),
    ):
        change()
        assert not Material.objects.visible_to(ANYONE).exists()
        with pytest.raises(SecondPerson):
            services.release_material(spot, by=office.second, at=make.NOW)
        if spot.files.exists():
            services.release_material(spot, by=office.first, at=make.NOW)
            assert Material.objects.visible_to(ANYONE).exists()


def test_a_file_takes_the_place_of_one_in_the_same_language_and_format(office):
    spot = office.spot(office.begin())
    give(spot, office.first, "spot.ogg")
    give(spot, office.first, "again.ogg")
    assert [one.name for one in spot.files.all()] == ["again.ogg"]


def test_what_is_held_back_is_told_apart_in_the_ledger(office):
    campaign = office.begin()
    spot = office.spot(campaign)
    give(spot, office.first, "spot.ogg")
    services.release_material(spot, by=office.second, at=make.NOW)
    services.release_campaign(campaign, by=office.second, at=make.NOW)
    acts = list(Entry.objects.values_list("act", flat=True))
    assert acts == [
        "campaign.made", "material.added", "material.file_added", "material.released",
        "campaign.released",
    ]  # fmt: skip
    assert Entry.objects.last().facts == {"prepared_by": [office.first.pk]}


def handed(country: Any, **fields: Any) -> services.Handed:
    fields = {"what": "poster", "place": "Tapachula", "on": make.TODAY, "count": 500} | fields
    return services.Handed(country=country, **fields)


@pytest.mark.parametrize("role", ["member", "observer"])
def test_members_and_observers_report_what_they_handed_out(role: str):
    plenary = make.plenary()
    party = make.party()
    person = make.delegate(of=party, body=plenary, as_=role)
    campaign = make.campaign(dialogue=plenary.dialogue)
    report = services.report_distribution(
        campaign, handed(party), party=party, by=person, at=make.NOW
    )
    assert (report.count, report.kind, report.place_key) == (500, "poster", "tapachula")
    entry = Entry.objects.get(act="distribution.reported")
    assert (entry.party, entry.facts["count"]) == (party, 500)


@pytest.fixture
def partner() -> Any:
    class Partner:
        plenary = make.plenary()
        party = make.party()
        person = make.delegate(of=party, body=plenary)
        campaign = make.campaign(dialogue=plenary.dialogue)

        def report(self, **fields: Any) -> Distribution:
            return services.report_distribution(
                self.campaign, handed(self.party, **fields), party=self.party,
                by=self.person, at=make.NOW,
            )  # fmt: skip

    return Partner()


@pytest.mark.parametrize("count", [0, -1, 10_000_001])
def test_no_report_counts_fewer_than_one_or_more_than_can_be(partner, count: int):
    with pytest.raises(NothingHandedOut, match="cannot be counted"):
        partner.report(count=count)
    assert not Distribution.objects.exists()


def test_tomorrow_is_not_reported_today(partner):
    partner.report(on=make.TODAY)
    with pytest.raises(InTheFuture, match="has not come yet"):
        partner.report(on=make.TODAY + timedelta(days=1))


def test_nobody_reports_for_a_party_without_sitting_for_it(partner):
    stranger = make.delegate(body=partner.plenary)
    with pytest.raises(NotOfTheDialogue):
        services.report_distribution(
            partner.campaign, handed(partner.party), party=partner.party, by=stranger, at=make.NOW
        )


def test_a_wrong_report_is_withdrawn_by_its_party_and_stays_in_the_list(partner):
    report = partner.report()
    with pytest.raises(NotTheirReport):
        services.withdraw_report(report, by=make.delegate(body=partner.plenary), at=make.NOW)
    services.withdraw_report(report, by=partner.person, at=make.NOW)
    assert not Distribution.objects.standing().exists()
    assert Distribution.objects.count() == 1
    with pytest.raises(NothingWaits):
        services.withdraw_report(report, by=partner.person, at=make.NOW)


def test_what_was_changed_after_it_was_read_is_not_released(office):
    campaign = office.begin()
    with pytest.raises(Conflict, match="changed after you opened it"):
        services.release_campaign(campaign, by=office.second, at=make.NOW, seen="earlier")
    seen = campaign.waits_since
    assert services.release_campaign(campaign, by=office.second, at=make.NOW, seen=seen)


def test_a_material_is_released_as_it_was_seen(office):
    spot = office.spot(office.begin())
    with pytest.raises(Conflict, match="changed after you opened it"):
        services.release_material(spot, by=office.second, at=make.NOW, seen="earlier")
