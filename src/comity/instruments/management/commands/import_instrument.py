"""Reads a file into a text in review; ``comity import instrument`` leads here."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from comity.clauses import LANGUAGES
from comity.instruments.forms import SHARED_LABELS
from comity.instruments.models import Instrument, Suggestion
from comity.instruments.notices import secretaries
from comity.instruments.services import Upload, import_text
from comity.meetings.models import Meeting
from comity.parties.dates import PartialDate
from comity.parties.models import Body, Dialogue, Person
from comity.refusals import Refusal

NOT_DONE = 2


class Command(BaseCommand):
    help = "Read a file into clauses, as a text in review."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=".docx, .pdf, .html, .txt or .md")
        parser.add_argument("--dialogue", required=True, help="its slug, as crm")
        parser.add_argument("--kind", required=True, choices=Instrument.Kind.values)
        parser.add_argument("--language", required=True, choices=LANGUAGES)
        parser.add_argument("--body", default="", help="slug; without it, the plenary")
        parser.add_argument("--title", default="", help="without it, the first heading")
        parser.add_argument("--meeting", default="", help="slug")
        parser.add_argument("--adopted-on", default="", help="2026, 2026-03 or 2026-03-02")
        parser.add_argument(
            "--label", default="AMBER", choices=[code for code, _w in SHARED_LABELS]
        )
        parser.add_argument("--with-observers", action="store_true")
        parser.add_argument(
            "--by", default="", help="e-mail of a person of the secretariat; without it, the first"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        body = _body(options["dialogue"], options["body"])
        at = timezone.now()
        by = _person(body, options["by"], at)
        try:
            made = import_text(
                body, kind=options["kind"], language=options["language"],
                upload=_upload(options["file"]), title=options["title"],
                meeting=_meeting(options["meeting"]), adopted_on=_date(options["adopted_on"]),
                label=options["label"], with_observers=options["with_observers"], by=by, at=at,
            )  # fmt: skip
        except Refusal as refusal:
            raise _stop(str(refusal)) from refusal
        self.stdout.write(settings.ORIGIN + made.get_absolute_url() + "review/")
        self.stdout.write(_what_was_read(made, by))


def _stop(sentence: str) -> CommandError:
    return CommandError(sentence, returncode=NOT_DONE)


def _body(dialogue: str, slug: str) -> Body:
    found = Dialogue.objects.filter(slug=dialogue).first()
    if found is None:
        known = ", ".join(Dialogue.objects.values_list("slug", flat=True))
        raise _stop(
            _("No dialogue is called %(slug)s here. Use one of these: %(known)s.")
            % {"slug": dialogue, "known": known}
        )
    bodies = found.bodies.filter(slug=slug) if slug else found.bodies.filter(parent=None)
    body = bodies.first()
    if body is None:
        known = ", ".join(found.bodies.values_list("slug", flat=True))
        raise _stop(
            _("%(dialogue)s has no such body. Use one of these: %(known)s.")
            % {"dialogue": found, "known": known}
        )
    return body


def _person(body: Body, email: str, at: Any) -> Person:
    persons = secretaries(body.dialogue, timezone.localdate(at)).order_by("pk")
    by = persons.filter(email=email.lower()).first() if email else persons.first()
    if by is None:
        raise _stop(
            _("No such person is of the secretariat of %(dialogue)s. Give one a seat in it first.")
            % {"dialogue": body.dialogue}
        )
    return by


def _upload(file: Path) -> Upload:
    try:
        if file.stat().st_size > settings.UPLOAD_LIMIT:
            # Refused by its size in the service; its bytes need not be read for that.
            return Upload(file.name, bytes(settings.UPLOAD_LIMIT + 1))
        return Upload(file.name, file.read_bytes())
    except OSError as error:
        raise _stop(
            _("%(file)s cannot be opened (%(reason)s). Check its name and place.")
            % {"file": file, "reason": error.strerror}
        ) from error


def _meeting(slug: str) -> Meeting | None:
    if not slug:
        return None
    found = Meeting.objects.filter(slug=slug).first()
    if found is None:
        raise _stop(
            _("No meeting is called %(slug)s here. Its slug is the last part of its address.")
            % {"slug": slug}
        )
    return found


def _date(words: str) -> PartialDate | None:
    try:
        return PartialDate.read(words) if words else None
    except ValueError as unknown:
        raise _stop(
            _("“%(words)s” is not a date. Write it as 2016, 2016-12 or 2016-12-05.")
            % {"words": words}
        ) from unknown


def _what_was_read(made: Instrument, by: Person) -> str:
    suggestions = Suggestion.objects.filter(clause__instrument=made).count()
    return _(
        "%(clauses)s clauses, %(suggestions)s suggestions, %(unplaced)s unplaced paragraphs; "
        "in review, in the name of %(person)s."
    ) % {
        "clauses": made.clauses.operative().count(),
        "suggestions": suggestions,
        "unplaced": made.clauses.unplaced().count(),
        "person": by,
    }
