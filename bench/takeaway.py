"""How long does a pack of 300 documents and 500 MB take, and how much memory does it need?

    python bench/takeaway.py

The site is served by Granian with one worker, as ``comity serve`` does it, from a scratch home; the
pack is fetched from this process, once whole and once broken off and gone on with. Memory is the
highest resident set of the worker while it sends. Beside it stands copying the same files with a
plain loop. Promised: under 100 MB more than before.
"""

# ruff: noqa: E402 - the scratch home is chosen before Django reads its settings
from __future__ import annotations

import hashlib
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = Path(tempfile.mkdtemp(prefix="comity-bench-"))
DOCUMENTS, BYTES, PROMISED = 300, 500_000_000, 100
CHUNK = 1024 * 1024

sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "comity.config.settings", "COMITY_HOME": str(HOME),
    "COMITY_EXAMPLE": "",
}  # fmt: skip
os.environ.pop("DATABASE_URL", None)

import django

django.setup()

from django.core.management import call_command

from tests import make


def fill() -> None:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    meeting = make.meeting("A conference", slug="large")
    item = make.agenda_item(meeting=meeting)
    content = random.Random(4).randbytes(BYTES // DOCUMENTS)
    for number in range(DOCUMENTS):
        document = make.document(f"Document {number}", symbol=f"L/{number}", body=item.body)
        make.rendition(document, "en", number.to_bytes(8, "big") + content[8:], "a.pdf")
        item.documents.add(document)


def serve(port: int) -> subprocess.Popen[bytes]:
    environment = os.environ | {
        "PYTHONPATH": str(ROOT / "src"), "COMITY_ORIGIN": f"http://127.0.0.1:{port}",
        "COMITY_HOSTS": "127.0.0.1",
    }  # fmt: skip
    granian = Path(sys.executable).with_name("granian")
    server = subprocess.Popen(
        [granian, "--interface", "wsgi", "--port", str(port), "--workers", "1",
         "--blocking-threads", "2", "--no-ws", "--log-level", "warning",
         "comity.config.wsgi:application"],
        env=environment,
    )  # fmt: skip
    for _try in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return server
        time.sleep(0.1)
    raise SystemExit("The server does not answer.")


class Memory(threading.Thread):
    """Watches the resident set of a process and its children, in MB."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.highest, self.is_over = pid, 0.0, False

    def now(self) -> float:
        pids = [self.pid, *self._children()]
        return sum(self._of(pid) for pid in pids)

    def _children(self) -> list[int]:
        path = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        return [int(pid) for pid in path.read_text().split()]

    @staticmethod
    def _of(pid: int) -> float:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024

    def run(self) -> None:
        while not self.is_over:
            self.highest = max(self.highest, self.now())
            time.sleep(0.02)


def fetch(url: str, first: int = 0, last: int | None = None, etag: str = "") -> tuple[bytes, str]:
    """The digest of what came, and the pack's name; only some of it where that is asked for."""
    request = urllib.request.Request(url)
    if first or last:
        request.add_header("Range", f"bytes={first}-{last if last is not None else ''}")
        request.add_header("If-Range", etag)
    with urllib.request.urlopen(request) as answer:
        while chunk := answer.read(CHUNK):
            DIGEST.update(chunk)
        return DIGEST.digest(), answer.headers["ETag"]


def copy() -> None:
    target = HOME / "copies"
    target.mkdir()
    for path in sorted((HOME / "private").rglob("*")):
        if path.is_file():
            shutil.copyfile(path, target / path.name)
    shutil.rmtree(target)


def main() -> None:
    global DIGEST  # noqa: PLW0603 - one download is many reads
    fill()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = serve(port)
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/en/meetings/large/").read()
        memory = Memory(server.pid)
        before = memory.now()
        memory.start()
        url = f"http://127.0.0.1:{port}/en/meetings/large/take-away/file/?language=en"
        rows, names = [], []
        for name in ("first, checksums worked out", "again"):
            DIGEST = hashlib.sha256()
            start = time.perf_counter()
            whole, etag = fetch(url)
            rows.append((name, time.perf_counter() - start))
        DIGEST = hashlib.sha256()
        start = time.perf_counter()
        fetch(url, 0, 199_999_999, etag)
        resumed, again = fetch(url, 200_000_000, None, etag)
        rows.append(("broken off at 200 MB and gone on with", time.perf_counter() - start))
        names = [whole == resumed, etag == again]
        memory.is_over = True
        memory.join()
        start = time.perf_counter()
        copy()
        rows.append(("copying the files", time.perf_counter() - start))
        print("| | s | MB/s |\n|---|---:|---:|")
        for name, seconds in rows:
            print(f"| {name} | {seconds:.2f} | {BYTES / 1e6 / seconds:.0f} |")
        print(
            f"\nThe same bytes: {all(names)}. Memory of the server: {before:.0f} MB before, ",
            end="",
        )
        print(
            f"{memory.highest:.0f} MB at most, so {memory.highest - before:.0f} MB for the pack ",
            end="",
        )
        print(f"(promised: {PROMISED}).")
    finally:
        server.terminate()
        server.wait(20)
        shutil.rmtree(HOME, ignore_errors=True)


DIGEST = hashlib.sha256()

if __name__ == "__main__":
    main()
