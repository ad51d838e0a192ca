"""How many old pages are read in a second, and whether memory stays flat.

    python -m bench.archive [--pages 10000]

Reads pages of one site in batches against the register of the example, as ``comity import
archive`` does, beside merely getting the words out of the same pages (lxml). The pages are made
here: a menu, a title, a dateline, ten paragraphs with names, figures and a contact.
"""

from __future__ import annotations

import argparse
import resource
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

from lxml import html

from comity.archive import Known, Register, raw_pages, read_pages

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src/comity/example/data"
PROMISED = 100
"""Pages in a second."""
BATCH = 500

MENU = "".join(f"<li><a href='/{n}'>Part {n} of the site</a></li>" for n in range(30))
WORDS = (
    "Representatives of {count} countries met in Port of Spain, and the delegation of Guatemala "
    "reported on the follow-up of what the Regional Conference on Migration (RCM) had asked in "
    "{year}; IOM and UNHCR supported the meeting with {count} experts on note {number}.{at} "
)


def page(number: int) -> bytes:
    given = {"count": number % 40 + 2, "year": 1996 + number % 30, "number": number}
    paragraphs = "".join(f"<p>{WORDS.format(**given, at=at) * 2}</p>" for at in range(10))
    return (
        f"<html lang='en'><body><nav><ul>{MENU}</ul></nav><ul>{MENU}</ul><article>"
        f"<h1>Note {number} of the secretariat</h1><p>San José, 3 May {1996 + number % 30} – begun."
        f"</p>{paragraphs}<p>Contact: Ana Ruiz, press officer, Tel: +506 2212 0000, "
        f"ana{number}@example.org</p></article></body></html>"
    ).encode()


def register() -> Register:
    return Register.of(_known())


def _known() -> Iterator[Known]:
    parties = tomllib.loads((DATA / "parties.toml").read_text("utf-8"))["party"]
    dialogues = tomllib.loads((DATA / "dialogues.toml").read_text("utf-8"))["dialogue"]
    meetings = tomllib.loads((DATA / "meetings.toml").read_text("utf-8"))["meeting"]
    for kind, rows in (("party", parties), ("dialogue", dialogues), ("meeting", meetings)):
        for row in rows:
            names = row.get("name") or row["title"]
            acronyms = tuple(dict.fromkeys(row.get("acronym", {}).values()))
            is_state = row.get("kind") in {"state", "territory"}
            yield Known(kind, row["slug"], names["en"], tuple(names.values()), acronyms, is_state)


def plainly(data: bytes) -> str:
    return " ".join(html.fromstring(data).text_content().split())


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--pages", type=int, default=10_000)
    count = options.parse_args().pages
    known, read, plain = register(), 0.0, 0.0
    peaks = []
    for begin in range(0, count, BATCH):
        files = [page(number) for number in range(begin, min(begin + BATCH, count))]
        start = time.perf_counter()
        raws = [
            raw for at, data in enumerate(files) for raw in raw_pages(data, f"{begin + at}.html")
        ]
        pages = read_pages(raws, known)
        read += time.perf_counter() - start
        assert all(len(one.paragraphs) == 12 and one.date for one in pages), pages[0]
        start = time.perf_counter()
        for data in files:
            plainly(data)
        plain += time.perf_counter() - start
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(f"\n{count} pages, {len(known.known)} records known\n")
    print("| | read | words alone | ratio | promised |\n|---|---:|---:|---:|---:|")
    print(
        f"| pages/s | {count / read:.0f} | {count / plain:.0f} | {read / plain:.0f} | {PROMISED} |"
    )
    print(
        f"| highest memory, MB | {peaks[0]:.0f} after {BATCH}, {peaks[-1]:.0f} at the end | | | |"
    )
    return int(count / read < PROMISED)


if __name__ == "__main__":
    raise SystemExit(main())
