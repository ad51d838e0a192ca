"""A person's own calendar address: open it, renew it, end it, and find whose it is."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse

from comity.parties import ledger
from comity.parties.models import Person

from ..models import CalendarAddress

SIGNED = Signer(sep=".", salt="comity.meetings.calendars")


@transaction.atomic
def open_address(person: Person, *, at: datetime) -> CalendarAddress:
    """Give the person an address, or another one in place of the one there was, which ends."""
    Person.objects.select_for_update().get(pk=person.pk)
    ended, _all = CalendarAddress.objects.filter(person=person).delete()
    address = CalendarAddress.objects.create(person=person, key=secrets.token_hex(16), opened_at=at)
    act = "calendaraddress.renewed" if ended else "calendaraddress.opened"
    ledger.write(act, address, by=person, at=at)
    return address


@transaction.atomic
def end_address(person: Person, *, at: datetime) -> None:
    """Take the address away: whoever has it finds nothing there any more."""
    for address in CalendarAddress.objects.select_for_update().filter(person=person):
        ledger.write("calendaraddress.ended", address, by=person, at=at)
        address.delete()


def url_of(address: CalendarAddress) -> str:
    return settings.ORIGIN + reverse("calendars:mine", args=[SIGNED.sign(address.key)])


def whose(token: str) -> Person | None:
    """Who opened the address and may still sign in; None for any other."""
    try:
        key = SIGNED.unsign(token)
    except BadSignature:
        return None
    found = CalendarAddress.objects.filter(key=key, person__is_active=True)
    address = found.select_related("person").first()
    return address.person if address else None
