"""Typst in a process of its own.

What Typst has set stays in its memory for long; a process that ends gives it back, so that the
worker stays small. Called as ``python -m`` with this module: a job comes in as JSON, the files
go out as JSON, in base64. Knows nothing of Django.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from typing import Any

import typst

SECONDS = 120


class TypesettingFailed(RuntimeError):
    """Typst did not set the pages; what it said is in the message."""


def typeset(source: str, inputs: dict[str, str], **options: Any) -> list[bytes]:
    """The files that Typst makes of ``source``: one PDF, or a PNG for each page.

    Args:
        source: Typst's own language; never anybody's words.
        inputs: What the source reads in ``sys.inputs``: the words, as data.
        options: As ``typst.compile`` takes them.

    Raises:
        TypesettingFailed: with what Typst said.
    """
    job = json.dumps({"source": source, "inputs": inputs, "options": options})
    command = [sys.executable, "-m", __spec__.name if __spec__ else __name__]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            command, input=job.encode(), capture_output=True, check=True, timeout=SECONDS
        )
    except subprocess.CalledProcessError as failed:
        said = failed.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise TypesettingFailed(said) from failed
    except subprocess.TimeoutExpired as failed:
        raise TypesettingFailed(f"Typst took more than {SECONDS} seconds.") from failed
    return [base64.b64decode(one) for one in json.loads(done.stdout)]


def main() -> None:
    job = json.load(sys.stdin)
    made = typst.compile(job["source"].encode(), sys_inputs=job["inputs"], **job["options"])
    files = made if isinstance(made, list) else [made]
    json.dump([base64.b64encode(one).decode() for one in files], sys.stdout)


if __name__ == "__main__":
    main()
