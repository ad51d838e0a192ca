"""Brings parties, dialogues, bodies and themes in; ``comity import region`` leads here."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comity.parties.rows import read
from comity.parties.structure import Change, bring_in
from comity.refusals import Refusal

NOT_DONE = 2


class Command(BaseCommand):
    help = "Add and change parties, dialogues, bodies, memberships, presidencies and themes."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "folder", type=Path, help="with parties.toml, dialogues.toml or themes.toml"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            changes = bring_in(read(options["folder"]), by=None, at=timezone.now())
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=NOT_DONE) from refusal
        for change in changes:
            if words := _words_of(change):
                self.stdout.write(words)
        self.stdout.write(_sum_of(changes))
        if options["dry_run"]:
            transaction.set_rollback(True)
            self.stdout.write(_("This was a trial: nothing was written."))


def _words_of(change: Change) -> str:
    named = {"table": change.table, "name": change.name, "keys": ", ".join(change.fields)}
    if change.is_new:
        return _("added: %(table)s %(name)s") % named
    return _("changed: %(table)s %(name)s (%(keys)s)") % named if change.fields else ""


def _sum_of(changes: list[Change]) -> str:
    added = sum(change.is_new for change in changes)
    changed = sum(bool(change.fields) for change in changes)
    return _("%(added)s added, %(changed)s changed, %(same)s as they were.") % {
        "added": added,
        "changed": changed,
        "same": len(changes) - added - changed,
    }
