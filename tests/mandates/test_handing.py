"""A part of a report handed to a colleague without an account."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from comity.mandates.models import HandOff, Report
from comity.mandates.services import handing, mandating, reporting, rules
from comity.parties.ledger import Entry
from comity.tlp import Label

from .test_views import page
from .world import World

pytestmark = pytest.mark.django_db
NOW = timezone.now()
"""The page of a link goes by the clock."""
SOON = NOW + timedelta(days=1)


class Lent(World):
    """Mexico's draft, of which limitations are lent for two weeks."""

    def __init__(self, **text) -> None:
        super().__init__(**text)
        self.report = self.draft(
            self.assignment(), progress="Our own words.", limitations="No staff."
        )

    def hand(self, **fields) -> tuple[HandOff, str]:
        given = {
            "parts": ["limitations"],
            "email": "ana@salud.example",
            "name": "Ana",
            "note": "",
            "language": "en",
            "days": 14,
            "by": self.focal,
            "at": NOW,
        } | fields
        return handing.hand_off(self.report, **given)

    def back(self, text="No staff at night.") -> HandOff:
        return handing.give_back(self.hand()[0], {"limitations": text}, at=SOON)

    def take(self, handed, choices, **fields) -> Report:
        given = {"stamp": self.report.stamp, "by": self.focal, "at": SOON} | fields
        return handing.take_over(handed, choices, **given)


def visit(url: str) -> str:
    return "/" + url.split("/", 3)[3]


def test_the_link_goes_to_the_colleague_s_address_and_its_key_is_not_kept(mailoutbox):
    _handed, url = Lent().hand()
    mail = mailoutbox[-1]
    assert mail.to == ["ana@salud.example"]
    assert url in mail.body
    assert "No staff" not in mail.body
    token = url.rstrip("/").rsplit("/", 1)[1]
    assert token not in str(HandOff.objects.values())


def test_the_ledger_holds_the_hand_off_by_key_and_no_address():
    world = Lent()
    handed, _url = world.hand()
    handing.open_link(handed, at=SOON)
    handing.open_link(handed, at=SOON)
    handing.give_back(handed, {"limitations": "None."}, at=SOON)
    world.take(handed, {"limitations": "replace"})
    entries = Entry.objects.filter(act__contains="part") | Entry.objects.filter(act="report.handed")
    assert [entry.act for entry in entries.order_by("number")] == [
        "report.handed",
        "report.part_opened",
        "report.part_given_back",
        "report.part_taken_over",
    ]
    for entry in entries:
        assert entry.facts == {"hand_off": handed.pk, "parts": ["limitations"]}


def test_the_link_shows_what_is_asked_and_its_part_and_nothing_else():
    _handed, url = Lent().hand()
    answer = Client().get(visit(url))
    html = page(answer)
    for shown in ("Keep a helpline.", "No staff.", "TLP:AMBER"):
        assert shown in html
    assert "Our own words." not in html
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]


def test_what_is_typed_under_a_link_is_kept_and_touches_no_other_field_nor_the_draft():
    world = Lent()
    handed, url = world.hand()
    typed = {"limitations": "No staff at night.", "progress": "Theirs.", "status": "done"}
    answer = Client().post(visit(url), typed, headers={"X-Requested-With": "keep"})
    assert (answer.status_code, answer.content) == (204, b"")
    handed.refresh_from_db()
    assert handed.words == {"limitations": "No staff at night."}
    world.report.refresh_from_db()
    assert (world.report.limitations, world.report.progress) == ("No staff.", "Our own words.")


def test_given_back_it_is_read_beside_the_draft_and_taken_over_by_choice(sign_in, mailoutbox):
    world = Lent()
    handed, url = world.hand()
    Client().post(visit(url), {"limitations": "No staff at night.", "give_back": "1"})
    assert mailoutbox[-1].to == [world.focal.email]
    assert "No staff at night." not in mailoutbox[-1].body
    client, address = sign_in(world.focal), f"/en/mandates/hand-offs/{handed.pk}/"
    html = page(client.get(address))
    assert "</span> at night</ins>" in html
    stamp = re.search(r'name="stamp" value="(\d+)"', html).group(1)
    client.post(address, {"stamp": stamp, "limitations": "replace"})
    world.report.refresh_from_db()
    assert world.report.limitations == "No staff at night."
    assert world.report.progress == "Our own words."


@pytest.mark.parametrize(
    ("how", "words"), [("replace", "At night."), ("add", "No staff.\n\nAt night.")]
)
def test_words_are_put_in_place_or_added(how, words):
    world = Lent()
    assert world.take(world.back("At night."), {"limitations": how}).limitations == words


def test_words_are_not_taken_into_a_draft_that_changed_since_or_a_field_not_lent():
    world = Lent()
    handed = world.back()
    world.draft(world.report.assignment, stamp=world.report.stamp, limitations="Newer.")
    with pytest.raises(rules.ChangedMeanwhile):
        world.take(handed, {"limitations": "replace"})
    with pytest.raises(rules.NothingHanded):
        world.take(handed, {"progress": "replace"})
    assert Report.objects.get().limitations == "Newer."


def test_what_is_still_being_written_is_not_taken_over():
    world = Lent()
    handed, _url = world.hand()
    with pytest.raises(rules.LinkStillOpen):
        world.take(handed, {"limitations": "replace"})
    handing.revoke(handed, by=world.officer, at=SOON)
    assert world.take(handed, {"limitations": "replace"})


def gave_back(world: Lent, handed: HandOff) -> None:
    handing.give_back(handed, {}, at=SOON)


def revoked(world: Lent, handed: HandOff) -> None:
    handing.revoke(handed, by=world.focal, at=SOON)


def ended(world: Lent, handed: HandOff) -> None:
    HandOff.objects.update(expires_at=NOW)


def submitted(world: Lent, handed: HandOff) -> None:
    reporting.submit(world.report, by=world.focal, at=SOON)


def closed(world: Lent, handed: HandOff) -> None:
    mandating.close_mandate(world.report.assignment.mandate, by=world.secretary, at=SOON)


def narrowed(world: Lent, handed: HandOff) -> None:
    Report.objects.update(label=Label.STRICT)


@pytest.mark.parametrize("over", [gave_back, revoked, ended, submitted, closed, narrowed])
def test_a_link_that_is_over_says_so_names_whom_to_ask_and_keeps_what_was_saved(over):
    world = Lent()
    handed, url = world.hand()
    handing.save_part(handed, {"limitations": "Saved words."}, at=SOON)
    over(world, handed)
    client = Client()
    html = page(client.get(visit(url)), 410)
    assert world.focal.name in html
    for hidden in ("Saved words.", "Keep a helpline."):
        assert hidden not in html
    html = page(client.post(visit(url), {"limitations": "Typed too late."}), 410)
    assert "Typed too late." in html
    answer = client.post(visit(url), {"limitations": "x"}, headers={"X-Requested-With": "keep"})
    assert (answer.status_code, answer["Content-Type"]) == (410, "application/json")
    handed.refresh_from_db()
    assert handed.words == {"limitations": "Saved words."}


def test_guessed_keys_open_nothing_and_are_soon_not_answered():
    client = Client(REMOTE_ADDR="203.0.113.9")
    # More than twice as many as one minute allows, for the minute may end meanwhile.
    codes = {client.get(f"/en/hand-off/{number:043d}/").status_code for number in range(64)}
    assert codes == {404, 429}
    assert client.get("/en/hand-off/" + "x" * 4000 + "/").status_code in {404, 414, 429}


def test_a_watched_report_is_not_handed_over_by_a_link(sign_in):
    world = Lent()
    asked, stamp = world.report.assignment, world.report.stamp
    watched = world.draft(asked, stamp=stamp, label=Label.STRICT)
    world.report = watched
    with pytest.raises(rules.TooNarrowToHand, match="can be passed on"):
        world.hand()
    address = f"/en/mandates/reports/{watched.pk}/hand-offs/"
    assert "Send the link" not in page(sign_in(world.focal).get(address))


@pytest.mark.parametrize(
    "fields", [{"parts": []}, {"parts": ["status"]}, {"days": 0}, {"days": 31}]
)
def test_a_hand_off_names_a_part_of_words_and_its_end(fields):
    with pytest.raises(rules.NothingHanded):
        Lent().hand(**fields)


def test_only_the_party_that_writes_hands_over_revokes_and_reads_hand_offs(sign_in):
    world = Lent()
    handed, _url = world.hand(by=world.officer)
    for person in (world.neighbour, world.secretary, world.observer):
        with pytest.raises(rules.NotTheAddressee):
            world.hand(by=person)
        with pytest.raises(rules.NotTheAddressee):
            handing.revoke(handed, by=person, at=SOON)
        client = sign_in(person)
        assert client.get(f"/en/mandates/hand-offs/{handed.pk}/").status_code == 404
        assert client.post(f"/en/mandates/hand-offs/{handed.pk}/revoke/").status_code == 404
        assert client.get(f"/en/mandates/reports/{world.report.pk}/hand-offs/").status_code == 404


def test_a_part_is_handed_over_and_its_link_ended_on_the_pages(sign_in, mailoutbox):
    world = Lent()
    client, address = sign_in(world.focal), f"/en/mandates/reports/{world.report.pk}/hand-offs/"
    typed = {
        "parts": ["limitations", "next_steps"],
        "email": "ana@salud.example",
        "name": "Ana",
        "language": "es",
        "days": "7",
    }
    assert client.post(address, typed | {"email": "no address"}).status_code == 422
    client.post(address, typed)
    assert "/es/hand-off/" in mailoutbox[-1].body
    assert "Ana" in page(client.get(address))
    handed = HandOff.objects.get()
    client.post(f"/en/mandates/hand-offs/{handed.pk}/revoke/")
    handed.refresh_from_db()
    assert handed.revoked_at
