"""The verbs of this room: each is one transaction and one entry in the ledger."""

from .campaigns import Said, change_campaign, make_campaign, release_campaign, withdraw_campaign
from .distribution import Handed, report_distribution, withdraw_report
from .materials import (
    Described,
    add_file,
    add_material,
    change_material,
    release_material,
    remove_file,
    withhold_material,
)

__all__ = [
    "Described", "Handed", "Said", "add_file", "add_material", "change_campaign",
    "change_material", "make_campaign", "release_campaign", "release_material", "remove_file",
    "report_distribution", "withdraw_campaign", "withdraw_report", "withhold_material",
]  # fmt: skip
