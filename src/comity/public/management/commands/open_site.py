"""Make the home pages of the public site where they are not there yet."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from comity.public.services import open_site


class Command(BaseCommand):
    help = "Open the public site with a home page in each language."

    def handle(self, *args: Any, **options: Any) -> None:
        open_site()
