"""Partners report where a campaign was seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from comity.parties import ledger
from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Party, Person
from comity.ui.said import plain_day

from ..models import Campaign, Distribution, Material
from ..models.distribution import MOST
from ..places import key_of
from ..rules import (
    InTheFuture,
    NothingHandedOut,
    NothingWaits,
    NotTheirReport,
    partner_parties,
    require_partner,
)


@dataclass(frozen=True)
class Handed:
    """How many of what, where and when. ``what``: a material, or ``poster`` or ``card``, which
    this site prints."""

    what: Material | str
    country: Party
    place: str
    on: date
    count: int
    language: str = ""


@transaction.atomic
def report_distribution(
    campaign: Campaign, handed: Handed, *, party: Party, by: Person, at: datetime
) -> Distribution:
    """Write down what a partner handed out or sent.

    Raises:
        NotOfTheDialogue: ``by`` does not sit for ``party`` in the campaign's dialogue.
        InTheFuture, NothingHandedOut.
    """
    require_partner(campaign.dialogue, party, by, at)
    _require_past(handed.on, day_of(at))
    if not 1 <= handed.count <= MOST:
        raise NothingHandedOut(
            _("%(count)s cannot be counted. Write how many, from 1 on, as 500.")
            % {"count": handed.count}
        )
    material = handed.what if isinstance(handed.what, Material) else None
    report = Distribution.objects.create(
        campaign=campaign,
        material=material,
        made_here="" if material else str(handed.what),
        country=handed.country,
        place=" ".join(handed.place.split()),
        place_key=key_of(handed.place),
        language=handed.language,
        on=handed.on,
        count=handed.count,
        party=party,
        by=by,
        at=at,
    )
    facts = {"campaign": campaign.pk, "count": handed.count, "on": handed.on.isoformat()}
    ledger.write("distribution.reported", report, by=by, at=at, party=party, facts=facts)
    return report


@transaction.atomic
def withdraw_report(report: Distribution, *, by: Person, at: datetime) -> Distribution:
    """Take back a report that is wrong: it is kept, and counts no more.

    Raises:
        NotTheirReport, NothingWaits.
    """
    found = Distribution.objects.select_for_update(of=("self",))
    report = found.select_related("campaign", "party").get(pk=report.pk)
    if report.party_id not in partner_parties(
        Reader.of(by, day_of(at)), report.campaign.dialogue_id
    ):
        raise NotTheirReport(
            _("%(party)s made this report. Ask a seat of it to withdraw it.")
            % {"party": report.party}
        )
    if report.withdrawn_at:
        raise NothingWaits(_("This report was withdrawn before. Nothing is to be done."))
    report.withdrawn_at = at
    report.save(update_fields=["withdrawn_at"])
    ledger.write(
        "distribution.withdrawn", report, by=by, at=at, party=report.party,
        facts={"campaign": report.campaign_id},
    )  # fmt: skip
    return report


def _require_past(on: date, today: date) -> None:
    if on > today:
        raise InTheFuture(
            _("%(day)s has not come yet. Report what was handed out on that day, or after it.")
            % {"day": plain_day(on)}
        )
