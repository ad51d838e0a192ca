"""``comity search rebuild``: write the whole index again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from comity.search import indexing


class Command(BaseCommand):
    help = "Write the index of the search again, from the things themselves."

    def handle(self, *args: Any, **options: Any) -> None:
        rows = indexing.rebuild()
        if options["verbosity"]:
            self.stdout.write(f"{rows} rows in the index.")
