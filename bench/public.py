"""How many readers of a public page do two cores serve, kept and made anew?

    python bench/public.py

A scratch example is served as ``comity serve`` does it, by two workers, and asked over HTTP on
kept-open connections from two processes. In turns, in one run: a press note as the site serves it,
kept for its minute; the same note under addresses nobody asked for before, so that each is made
anew; and the same note, with the same words and the same frame around them, as Wagtail alone would
serve it: its own view, no keeping, nothing of this room in the way. Promised: kept, at least ten
times as many; made anew, no fewer.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
SECONDS, ROUNDS, PROCESSES, CONNECTIONS = 3.0, 7, 2, 8
NOTE = "caribbean-countries-begin-to-consult-one-another-on-migration"


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def serve(home: str, port: int) -> subprocess.Popen[bytes]:
    """Set up the example in a scratch home, and serve it with a plain page beside it."""
    environment = os.environ | {
        "COMITY_HOME": home, "COMITY_EXAMPLE": "1", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "COMITY_ORIGIN": f"http://127.0.0.1:{port}", "PYTHONWARNINGS": "ignore",
    }  # fmt: skip
    environment.pop("DATABASE_URL", None)
    for command in ("migrate", "createcachetable", "collectstatic --no-input", "load_example"):
        subprocess.run(
            [sys.executable, "-m", "comity.cli", "manage", *command.split()],
            env=environment, check=True, capture_output=True,
        )  # fmt: skip
    granian = str(Path(sys.executable).with_name("granian"))
    command = [
        granian, "--interface", "wsgi", "--port", str(port), "--workers", "2",
        "--blocking-threads", "2", "--no-ws", "--log-level", "warning",
        "bench.public_site:application",
    ]  # fmt: skip
    server = subprocess.Popen(command, env=environment, cwd=ROOT)
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return server
    raise SystemExit("the server did not come up")


def ask(sock: socket.socket, path: str) -> int:
    """One request on an open connection; the bytes of its answer."""
    head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n"
    sock.sendall(head.encode())
    data = b""
    while b"\r\n\r\n" not in data:
        data += sock.recv(65536)
    headers, _line, body = data.partition(b"\r\n\r\n")
    assert headers.startswith(b"HTTP/1.1 200"), headers[:200]
    lower = headers.lower()
    length = int(lower.partition(b"content-length: ")[2].split(b"\r\n")[0])
    received = len(body)
    while received < length:
        received += len(sock.recv(65536))
    return received


def load(job: tuple[int, str, bool, int]) -> int:
    """Ask for so many seconds on some connections in turn; how many answers came."""
    port, path, is_new, number = job
    socks = [socket.create_connection(("127.0.0.1", port)) for _ in range(CONNECTIONS)]
    end, count = time.perf_counter() + SECONDS, 0
    for nth in itertools.count():
        address = f"{path}?{number}.{nth}.{time.time_ns()}" if is_new else path
        ask(socks[nth % CONNECTIONS], address)
        count += 1
        if time.perf_counter() >= end:
            break
    for sock in socks:
        sock.close()
    return count


def per_second(pool: multiprocessing.pool.Pool, port: int, path: str, is_new: bool) -> float:
    jobs = [(port, path, is_new, number) for number in range(PROCESSES)]
    return sum(pool.map(load, jobs)) / SECONDS


def main() -> None:
    kinds = {
        "kept": (f"/en/news/{NOTE}/", False),
        "made anew": (f"/en/news/{NOTE}/", True),
        "Wagtail alone": (f"/plain/en/news/{NOTE}/", True),
    }
    with tempfile.TemporaryDirectory(prefix="comity-bench-") as home:
        port = free_port()
        server = serve(home, port)
        try:
            with multiprocessing.Pool(PROCESSES) as pool:
                for path, _is_new in kinds.values():
                    per_second(pool, port, path, False)
                found: dict[str, list[float]] = {name: [] for name in kinds}
                for _ in range(ROUNDS):
                    for name, (path, is_new) in kinds.items():
                        found[name].append(per_second(pool, port, path, is_new))
        finally:
            server.terminate()
            server.wait(20)
    beside = statistics.median(found["Wagtail alone"])
    print("| press note | requests/s | of Wagtail alone |")
    print("|---|---|---|")
    for name, rates in found.items():
        rate = statistics.median(rates)
        print(f"| {name} | {rate:.0f} | {rate / beside:.1f} |")


if __name__ == "__main__":
    main()
