"""Reads the pages of an old site; ``comity import archive`` leads here."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from comity.archive import MOST_BYTES, Page, Raw, raw_pages, read_pages
from comity.clauses import Unreadable
from comity.public.archive.register import register_of

NOT_DONE = 2


class Command(BaseCommand):
    help = (
        "Read old pages (HTML, text of a crawler, Word, PDF, WordPress WXR, Drupal JSON) and print "
        "what they say, what of it the register knows, and what contradicts it. Nothing is "
        "written: say --dry-run."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", required=True)
        parser.add_argument("--json", action="store_true", help="print JSON, a list of pages")

    def handle(self, *args: Any, **options: Any) -> None:
        """A file that cannot be read is said so, in one sentence, and the others are read."""
        refused: list[str] = []
        raws = list(self._raws(options["files"], refused))
        pages = read_pages(raws, register_of(timezone.localdate())) if raws else []
        self.stdout.write(as_json(pages) if options["json"] else as_text(pages))
        for sentence in refused:
            self.stderr.write(sentence)
        if refused:
            raise CommandError(f"{len(refused)} of {len(options['files'])} files were not read.",
                               returncode=NOT_DONE)  # fmt: skip

    def _raws(self, files: Sequence[Path], refused: list[str]) -> Iterator[Raw]:
        for path in files:
            try:
                yield from raw_pages(_contents(path), path.name)
            except Unreadable as refusal:
                refused.append(str(refusal))
            except OSError as error:
                reason = error.strerror or type(error).__name__
                refused.append(f"{path.name} cannot be opened: {reason}. Check its name.")


def _contents(path: Path) -> bytes:
    """The file, or as much of it as shows that it is too large."""
    with path.open("rb") as stream:
        return stream.read(MOST_BYTES + 1)


def as_json(pages: Sequence[Page]) -> str:
    return json.dumps([_row(page) for page in pages], ensure_ascii=False, indent=2)


def _row(page: Page) -> dict[str, Any]:
    row = asdict(page)
    row["links"] = [_link(one) for one in row["links"]]
    return row


def _link(link: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in link.items() if value}


def as_text(pages: Sequence[Page]) -> str:
    """For reading on a screen."""
    return "\n".join(line for page in pages for line in _lines(page)) + f"\n{_sum(pages)}"


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


def _sum(pages: Sequence[Page]) -> str:
    flags = sum(len(page.flags) for page in pages)
    again = sum(bool(page.same_as) for page in pages)
    return f"{len(pages)} pages, {again} of them again, {flags} to look at. Nothing was written."
