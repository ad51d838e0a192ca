"""Fill an empty database with the example region; a database that has dialogues is left alone."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from comity.example import load
from comity.parties.models import Dialogue


class Command(BaseCommand):
    help = "Load the example region into an empty database."

    def handle(self, *args: Any, **options: Any) -> None:
        if Dialogue.objects.exists():
            self.stdout.write("There are dialogues already: the example is not loaded.")
            return
        load.load(timezone.now())
