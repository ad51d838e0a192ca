"""``comity manage prepare``: bring the database to this version."""

from typing import Any

from django.core.management.base import BaseCommand

from comity.config.preparing import prepare_database


class Command(BaseCommand):
    help = "Bring the database to this version; an empty one is filled at once."

    def handle(self, *args: Any, **options: Any) -> None:
        prepare_database()
