"""``comity clauses FILE``: print what was read, without a database."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from comity.clauses.language import LANGUAGES
from comity.clauses.pieces import Piece, Reading, Suggestion
from comity.clauses.read import read
from comity.clauses.sources import MOST_BYTES
from comity.clauses.unreadable import Unreadable, shown

NOT_READ = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Read a file and print its pieces; return 0, or 2 with one sentence on stderr.

    With ``--json`` prints a list of every piece: ``kind``, ``number``, ``depth``, ``heading`` (the
    nearest), ``headings`` (all, outermost first), ``text``, ``verb``, ``addressees`` and
    ``themes`` (each ``value`` and ``words``), ``due_on`` (ISO date or null), ``due_words`` and
    ``footnotes``.
    """
    options = _parser().parse_args(argv)
    try:
        reading = read(
            _contents(options.file),
            options.file.name,
            language=options.language,
            adopted_on=options.adopted_on,
        )
    except Unreadable as refusal:
        return _refuse(str(refusal))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return _refuse(f"{shown(options.file.name)} cannot be opened: {reason}. Check its name.")
    _write(as_json(reading) if options.json else as_text(reading))
    return 0


def as_json(reading: Reading) -> str:
    return json.dumps([_row(piece) for piece in reading.pieces], ensure_ascii=False, indent=2)


def as_text(reading: Reading) -> str:
    """Return the pieces for reading on a screen, each suggestion below its paragraph."""
    counts = f"{len(reading.clauses)} clauses in {len(reading.pieces)} pieces"
    lines = [f"{reading.name or 'Text'}: {reading.language}, {counts}", ""]
    for piece in reading.pieces:
        lines += [*_shown(piece), ""]
    return "\n".join(lines).rstrip()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="comity clauses", description="Read a text into clauses and print them."
    )
    parser.add_argument("file", type=Path, metavar="FILE", help=".docx, .pdf, .html, .txt or .md")
    parser.add_argument("--language", choices=LANGUAGES, help="guessed when it is not given")
    parser.add_argument(
        "--adopted-on",
        type=date.fromisoformat,
        metavar="YYYY-MM-DD",
        help="for terms such as 'within six months'",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def _contents(path: Path) -> bytes:
    """Return the file, or as much of it as shows that it is too large."""
    with path.open("rb") as stream:
        return stream.read(MOST_BYTES + 1)


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return NOT_READ


def _write(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _row(piece: Piece) -> dict[str, Any]:
    return {
        "kind": piece.kind,
        "number": piece.number,
        "depth": piece.depth,
        "heading": piece.heading[-1] if piece.heading else "",
        "headings": list(piece.heading),
        "text": piece.text,
        "verb": piece.verb,
        "addressees": [_suggested(s) for s in piece.addressees],
        "due_on": piece.due_on.value if piece.due_on else None,
        "due_words": piece.due_on.words if piece.due_on else None,
        "themes": [_suggested(s) for s in piece.themes],
        "footnotes": [{"mark": f.mark, "text": f.text} for f in piece.footnotes],
    }


def _suggested(suggestion: Suggestion) -> dict[str, str]:
    return {"value": suggestion.value, "words": suggestion.words}


def _shown(piece: Piece) -> Iterator[str]:
    indent = "  " * (piece.depth - 1)
    tag = piece.verb or ("" if piece.kind == "clause" else piece.kind)
    yield f"{indent}{piece.whole}" if piece.kind != "heading" else f"# {piece.whole}"
    suggestions = [tag] if tag and piece.kind != "heading" else []
    suggestions += [f"to {s.value} ({s.words})" for s in piece.addressees]
    suggestions += [f"by {piece.due_on.value} ({piece.due_on.words})"] if piece.due_on else []
    suggestions += [f"{s.value} ({s.words})" for s in piece.themes]
    if suggestions:
        yield f"{indent}    [{'; '.join(suggestions)}]"
    for note in piece.footnotes:
        yield f"{indent}    note {note.mark}: {note.text}"
