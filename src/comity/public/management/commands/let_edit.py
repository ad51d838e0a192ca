"""Let somebody edit the public pages, or no longer."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from comity.parties.models import Person
from comity.public.services import name_editor


class Command(BaseCommand):
    help = "Let the holder of an address edit the public pages; --stop ends it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--stop", action="store_true", help="no longer")

    def handle(self, *args: Any, email: str, stop: bool, **options: Any) -> None:
        person = Person.objects.filter(email=email.lower()).first()
        if person is None:
            raise CommandError(f"Nobody here has the address {email}. Invite them first.")
        name_editor(person, is_one=not stop, by=None, at=timezone.now())
