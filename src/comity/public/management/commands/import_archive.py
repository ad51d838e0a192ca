"""Reads the pages of an old site; ``comity import archive`` leads here."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from textwrap import indent
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from comity.archive import (
    MOST_BYTES,
    Before,
    Page,
    Raw,
    Register,
    in_batches,
    raw_pages,
    read_pages,
)
from comity.clauses import Unreadable
from comity.parties.models import Dialogue
from comity.public.archive.register import register_of
from comity.public.services import bring_in

NOT_DONE = 2


class Command(BaseCommand):
    help = (
        "Read old pages (HTML, text of a crawler, Word, PDF, WordPress WXR, Drupal JSON) and keep "
        "them as drafts that the secretariat of a dialogue reviews. With --dry-run: print what "
        "they say, what of it the register knows, and what contradicts it; nothing is written. "
        "Stopped half-way and started again, it goes on and doubles nothing."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="read and print, keep nothing")
        parser.add_argument("--json", action="store_true", help="print JSON, a list of pages")
        parser.add_argument("--site", default="", help="the name of the site they come from")
        parser.add_argument("--dialogue", default="", help="whose secretariat reviews them: a slug")

    def handle(self, *args: Any, **options: Any) -> None:
        """A file that cannot be read is said so, in one sentence, and the others are read."""
        refused: list[str] = []
        dialogue = None if options["dry_run"] else _dialogue(options["dialogue"])
        raws = self._raws(options["files"], refused)
        register = register_of(timezone.localdate())
        if dialogue is None:
            self._print(raws, register, as_json=options["json"])
        else:
            self._keep(raws, register, dialogue, options)
        for sentence in refused:
            self.stderr.write(sentence)
        if refused:
            raise CommandError(f"{len(refused)} of {len(options['files'])} files were not read.",
                               returncode=NOT_DONE)  # fmt: skip

    def _print(self, raws: Iterator[Raw], register: Register, *, as_json: bool) -> None:
        """A batch at a time, so that the memory of an archive is that of some hundred pages."""
        before = Before()
        pages = (page for batch in in_batches(raws) for page in read_pages(batch, register, before))
        for text in json_of(pages) if as_json else text_of(pages):
            self.stdout.write(text, ending="")

    def _keep(
        self, raws: Iterator[Raw], register: Register, dialogue: Dialogue, options: dict[str, Any]
    ) -> None:
        at = timezone.now()
        brought = bring_in(raws, register, dialogue=dialogue, site=options["site"], by=None, at=at)
        if options["json"]:
            self.stdout.write(json.dumps(asdict(brought)))
        else:
            self.stdout.write(
                f"{brought.new} pages came in as drafts; {brought.again} were there already. "
                f"Review them at {reverse('public:archive')}."
            )

    def _raws(self, files: Sequence[Path], refused: list[str]) -> Iterator[Raw]:
        for path in files:
            try:
                yield from raw_pages(_contents(path), path.name)
            except Unreadable as refusal:
                refused.append(str(refusal))
            except OSError as error:
                reason = error.strerror or type(error).__name__
                refused.append(f"{path.name} cannot be opened: {reason}. Check its name.")


def _dialogue(slug: str) -> Dialogue:
    """Whose secretariat reviews the pages: the one that is named, or the only one there is."""
    every = list(Dialogue.objects.order_by("slug"))
    found = [one for one in every if one.slug == slug] if slug else every
    if len(found) != 1:
        names = ", ".join(one.slug for one in every) or "none is there yet"
        raise CommandError(
            f"Say with --dialogue whose secretariat reviews the pages ({names}), or --dry-run."
        )
    return found[0]


def _contents(path: Path) -> bytes:
    """The file, or as much of it as shows that it is too large."""
    with path.open("rb") as stream:
        return stream.read(MOST_BYTES + 1)


def json_of(pages: Iterable[Page]) -> Iterator[str]:
    """A list, its pages one by one."""
    yield "["
    for number, page in enumerate(pages):
        yield ",\n" if number else "\n"
        yield indent(json.dumps(_row(page), ensure_ascii=False, indent=2), "  ")
    yield "\n]\n"


def _row(page: Page) -> dict[str, Any]:
    row = asdict(page)
    row["links"] = [_link(one) for one in row["links"]]
    for flag in row["flags"]:
        del flag["facts"]  # its sentence says them
    return row


def _link(link: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in link.items() if value}


def text_of(pages: Iterable[Page]) -> Iterator[str]:
    """For reading on a screen."""
    count = again = flags = 0
    for page in pages:
        count, again, flags = count + 1, again + bool(page.same_as), flags + len(page.flags)
        yield "".join(f"{line}\n" for line in _lines(page))
    yield f"{count} pages, {again} of them again, {flags} to look at. Nothing was written.\n"


def _lines(page: Page) -> Iterator[str]:
    yield f"{page.file}: {page.title or 'no title'}"
    date, language = page.date or "date unknown", page.language or "language unknown"
    yield f"  {date}, {language}, {len(page.paragraphs)} paragraphs"
    if other := page.same_as or page.translation_of:
        yield f"  {'the same as' if page.same_as else 'a translation of'} {other}"
    for contact in page.contacts:
        parts = (contact.name, contact.role, contact.email, contact.phone)
        yield f"  contact: {', '.join(part for part in parts if part)}"
    for link in page.links:
        yield f"  {link.kind}: {link.name} ({link.words})"
    for flag in page.flags:
        yield f"  look at: {flag.words}. {flag.why}"
