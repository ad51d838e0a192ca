"""The day itself: an observer's phone while an item goes to members only."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site
from tests.journeys.desks import Desk
from tests.journeys.test_pages import PHONE, fits

CHAIR, MEMBER, OBSERVER = "Marina Quesada Solís", "Lucía Tzoc Marroquín", "Inés Batres Molina"
SECONDS = 8_000
"""Within which a page has renewed itself, on a machine that others use."""


PREPARE = """
from django.utils import timezone
from comity.documents.sharing import share
from comity.meetings import services
from comity.parties.dates import PartialDate
from comity.parties.models import Body, Person
from i18nfield.strings import LazyI18nString as said

by, at = Person.objects.get(name=CHAIR), timezone.now()
body = Body.objects.get(slug="crm-plenary")
owner = by.seats.get(body__dialogue=body.dialogue).party
meeting = services.open_meeting(
    body=body, owner=owner, bodies=[body], starts=PartialDate.read(str(at.date())), label="AMBER",
    with_observers=True, title=said({"en": "Consultation on return"}), by=by, at=at,
)
services.announce(meeting, by=by, at=at)
item = services.add_item(meeting, title=said({"en": "Draft on return"}), by=by, at=at)
services.add_item(meeting, title=said({"en": "Other matters"}), by=by, at=at)
title = said({"en": "Draft of the consultation"})
paper = services.hand_in(item, title=title, symbol="", files={}, by=by, at=at)
share(paper, by=by, at=at)
print("path:", f"/en/meetings/{meeting.slug}/now/")
"""


def prepare(site: Site) -> str:
    """A meeting with two items and, under the first, a document; the path of its day."""
    done = site.comity("manage", "shell", "-v", "0", "-c", f"CHAIR = {CHAIR!r}\n{PREPARE}")
    assert "path: " in done.stdout, done.stderr
    return done.stdout.partition("path: ")[2].strip()


def test_a_phone_sees_an_item_close_and_its_link_answers_404(
    open_page: Callable[..., Page], finds_nothing: Callable[[Page], None], site: Site
):
    chair, phone = (
        Desk(open_page("en"), finds_nothing),
        Desk(open_page("en", **PHONE), finds_nothing),
    )
    member = Desk(open_page("en", **PHONE), finds_nothing)
    for desk, name in ((chair, CHAIR), (phone, OBSERVER), (member, MEMBER)):
        desk.page.goto("/en/accounts/login/")
        desk.page.get_by_role("button", name=name).click()
    day = prepare(site)
    chair.go(day)
    chair.page.get_by_role("button", name="Begin the sitting").click()
    chair.look()

    phone.go(day)
    fits(phone.page)
    expect(phone.page.get_by_text("This page renews itself.")).to_be_visible(timeout=SECONDS)
    link = phone.page.get_by_role("link", name="Draft of the consultation")
    address = link.get_attribute("href")
    assert phone.page.request.get(address).status == 200
    phone.page.get_by_role("button", name="Request the floor").click()
    phone.look()

    member.go(day)
    fits(member.page)
    expect(chair.page.locator(".now__list li")).to_have_count(1, timeout=SECONDS)
    chair.page.get_by_role("button", name="Give the floor").click()
    expect(member.page.locator(".now__speaker")).to_contain_text("has the floor", timeout=SECONDS)
    expect(member.page.get_by_text(" left")).to_be_visible(timeout=SECONDS)
    member.look()

    chair.page.get_by_role("button", name="Switch to: members only").click()
    assert phone.page.request.get(address).status == 404
    closed = phone.page.get_by_text("The item in course is not open to you.").first
    expect(closed).to_be_visible(timeout=SECONDS)
    expect(link).to_have_count(0)
    phone.look()
    fits(phone.page)
    assert member.page.request.get(address).status == 200
    expect(member.page.get_by_text("Members only: observers")).to_be_visible(timeout=SECONDS)

    chair.page.get_by_role("button", name="Next item").click()
    expect(phone.page.get_by_role("heading", name="Other matters")).to_be_visible(timeout=SECONDS)
    record = Desk(chair.page, finds_nothing).go(day.replace("/now/", "/record/"))
    assert record.sees("observers: closed")
    assert record.sees("observers: open")


def test_without_javascript_the_page_of_the_day_is_renewed_by_hand(open_page: Callable[..., Page]):
    page = open_page("en", java_script_enabled=False, **PHONE)
    page.goto("/en/accounts/login/")
    page.get_by_role("button", name=CHAIR).click()
    page.goto("/en/meetings/")
    page.locator("ul.items a").first.click()
    page.get_by_role("link", name="The page of the day").click()
    begin = page.get_by_role("button", name="Begin the sitting")
    if begin.count():
        begin.click()
    page.get_by_role("link", name="Renew it by itself every 20 seconds").click()
    assert page.locator("meta[http-equiv=refresh]").count() == 1
    page.get_by_role("link", name="Stop renewing it by itself").click()
    assert page.locator("meta[http-equiv=refresh]").count() == 0
