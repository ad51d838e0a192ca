"""Gather what is to be translated, and say what the translators still owe.

``python -m comity.config.messages`` renews the catalogues (GNU gettext must be installed);
with ``--check`` it changes nothing and fails when a sentence of the site is missing from a
catalogue, untranslated or fuzzy.

Languages of the whole site (``LANGUAGES``) have a catalogue of every sentence; those of the pages
for the public alone (``FOR_THE_PUBLIC``) one of the sentences in the files that ``PUBLIC`` names.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).resolve().parent.parent
LANGUAGES = ("es", "fr")
MIGRANTS = (
    "helplines/public*",
    "helplines/templates/helplines/public*",
    "campaigns/public*",
    "campaigns/templates/campaigns/public*",
    "ui/templates/ui/base.html",
    "ui/templates/ui/public*",
    "ui/locales.py",
    "ui/tongues.py",
    "ui/templatetags/ui.py",
    "config/context.py",
    "config/menu.py",
)
SITE = (
    *MIGRANTS,
    "public/templates/public/*",
    "parties/kinds.py",
    "public/filtering.py",
    "public/forms.py",
    "public/members.py",
    "public/told.py",
    "public/ways.py",
    "ui/templates/ui/errors.html",
    "ui/templates/ui/field.html",
    "ui/templates/ui/form.html",
)
FOR_THE_PUBLIC = {"pt": SITE, "nl": SITE, "ht": MIGRANTS}
"""What is read in a language of the public alone: patterns of files and folders under the package.
What else such a page shows is data, or is said in the language next to it."""
ALL = (*LANGUAGES, *FOR_THE_PUBLIC)


def path(language: str) -> Path:
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def catalogue(language: str) -> Catalog:
    with path(language).open("rb") as file:
        return read_po(file, locale=language)


def public_files(language: str) -> Iterator[Path]:
    """The files whose sentences a language of the public has, each once."""
    named = (found for pattern in FOR_THE_PUBLIC[language] for found in PACKAGE.glob(pattern))
    inside = (file for found in named for file in (found.rglob("*") if found.is_dir() else [found]))
    yield from sorted({file for file in inside if file.suffix in {".py", ".html", ".txt"}})


def renew() -> None:
    """Run Django's makemessages over the package, and over its public part alone.

    Raises:
        SystemExit: GNU gettext is not installed.
    """
    if not shutil.which("xgettext"):
        sys.exit("GNU gettext is not installed. Install it (Debian: apt install gettext).")
    _gather(PACKAGE, LANGUAGES)
    for language in FOR_THE_PUBLIC:
        _renew_public(language)
    for language in ALL:
        _drop_dates(path(language))


def _renew_public(language: str) -> None:
    """In a folder that holds what this language speaks of, and nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder)
        (part / "locale").mkdir()
        for file in (*public_files(language), path(language)):
            if file.exists():
                _copy(file, part / file.relative_to(PACKAGE))
        _gather(part, [language])
        _copy(part / path(language).relative_to(PACKAGE), path(language))


def _gather(folder: Path, languages: Sequence[str]) -> None:
    command = [sys.executable, "-m", "django", "makemessages", "--no-location", "--no-wrap"]
    command += [f"--locale={language}" for language in languages]
    subprocess.run(  # noqa: S603 - our own arguments
        [*command, "--verbosity=0"],
        cwd=folder,
        check=True,
        env=os.environ | {"PYTHONWARNINGS": ""},
    )


def _copy(file: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, to)


def _drop_dates(po: Path) -> None:
    """A catalogue changes when its sentences change, not with the clock."""
    kept = [
        line
        for line in po.read_text(encoding="utf-8").splitlines(keepends=True)
        if not line.startswith(('"POT-Creation-Date', '"PO-Revision-Date'))
    ]
    po.write_text("".join(kept), encoding="utf-8")


def owed(language: str) -> list[str]:
    """The sentences that have no translation, or only a guess at one."""
    return [str(message.id) for message in catalogue(language) if message.id and _is_owed(message)]


def _is_owed(message: Message) -> bool:
    words = message.string if isinstance(message.string, (tuple, list)) else [message.string]
    return message.fuzzy or not all(words)


def check() -> list[str]:
    """What is out of date, as sentences; the files are left as they were."""
    before = {language: path(language).read_text(encoding="utf-8") for language in ALL}
    known = {language: _sentences(language) for language in ALL}
    try:
        renew()
        used = {language: _sentences(language) for language in ALL}
        faults = [f"{language}: {words!r}" for language in ALL for words in owed(language)]
    finally:
        for language, text in before.items():
            path(language).write_text(text, encoding="utf-8")
    for language in ALL:
        faults += [f"{language} lacks {words!r}" for words in used[language] - known[language]]
    return faults


def _sentences(language: str) -> set[str]:
    return {str(one.id) for one in catalogue(language)}


def main(arguments: list[str]) -> int:
    if "--check" not in arguments:
        renew()
        for language in ALL:
            print(f"{language}: {len(owed(language))} sentences to translate")
        return 0
    faults = check()
    print("\n".join(faults) or "Every sentence is translated.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
