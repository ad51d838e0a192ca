"""``comity ledger verify``: does the chain hold, and if not, where is it first broken?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from comity.parties import ledger

REASONS = {
    "gap": "an entry before it is missing",
    "statement": "what it states was changed after it was written",
    "chain": "it does not follow from the entry before it",
    "head": "the ledger ends here, but its head speaks of another last entry",
}


class Command(BaseCommand):
    help = "Walk the whole ledger and name the first broken entry."

    def handle(self, *args: Any, **options: Any) -> None:
        count, last, broken = ledger.verify()
        if broken:
            raise CommandError(
                f"Entry {broken.number} is broken: {REASONS[broken.reason]}. "
                f"{count} entries before it hold; compare their last hash {last} "
                "with one that was published.",
                returncode=1,
            )
        self.stdout.write(f"{count} entries hold. Last hash: {last}")
