"""Gather what is to be translated, and say what the translators still owe.

``python -m comity.config.messages`` renews the catalogues (GNU gettext must be installed);
with ``--check`` it changes nothing and fails when a sentence of the site is missing from a
catalogue, untranslated or fuzzy.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).resolve().parent.parent
LANGUAGES = ("es", "fr")


def path(language: str) -> Path:
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def catalogue(language: str) -> Catalog:
    with path(language).open("rb") as file:
        return read_po(file, locale=language)


def renew() -> None:
    """Run Django's makemessages over the package.

    Raises:
        SystemExit: GNU gettext is not installed.
    """
    if not shutil.which("xgettext"):
        sys.exit("GNU gettext is not installed. Install it (Debian: apt install gettext).")
    command = [sys.executable, "-m", "django", "makemessages", "--no-location", "--no-wrap"]
    command += [f"--locale={language}" for language in LANGUAGES]
    subprocess.run(  # noqa: S603 - our own arguments
        [*command, "--verbosity=0"],
        cwd=PACKAGE,
        check=True,
        env=os.environ | {"PYTHONWARNINGS": ""},
    )
    for language in LANGUAGES:
        _drop_dates(path(language))


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
    before = {language: path(language).read_text(encoding="utf-8") for language in LANGUAGES}
    known = {language: {str(one.id) for one in catalogue(language)} for language in LANGUAGES}
    try:
        renew()
        used = {language: {str(one.id) for one in catalogue(language)} for language in LANGUAGES}
        faults = [f"{language}: {words!r}" for language in LANGUAGES for words in owed(language)]
    finally:
        for language, text in before.items():
            path(language).write_text(text, encoding="utf-8")
    for language in LANGUAGES:
        faults += [f"{language} lacks {words!r}" for words in used[language] - known[language]]
    return faults


def main(arguments: list[str]) -> int:
    if "--check" not in arguments:
        renew()
        for language in LANGUAGES:
            print(f"{language}: {len(owed(language))} sentences to translate")
        return 0
    faults = check()
    print("\n".join(faults) or "Every sentence is translated.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
