"""``comity …``: what an operator and a newcomer type.

Django is imported only by the commands that need it, so that ``comity clauses`` reads a
text without a database and ``comity serve`` is quick.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from comity.config import env

SOURCES = Path(__file__).resolve().parent
SERVER_FIRST = 10
"""Seconds in which the server starts alone."""
EVENTS_AFTER = 3
"""Seconds until comity events is loaded beside the server."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 2 where a variable forbids to begin."""
    try:
        return _run(list(sys.argv[1:] if argv is None else argv))
    except env.ImproperlyConfigured as fault:
        print(fault, file=sys.stderr)
        return 2


def _run(argv: list[str]) -> int:
    if argv[:1] == ["clauses"]:
        from comity.clauses import command  # noqa: PLC0415 - see the module

        return command.main(argv[1:])
    if argv[:1] == ["invite"]:  # its options come in any order, and it explains them itself
        return _manage(*argv)
    options = _parser().parse_args(argv)
    run: Callable[[argparse.Namespace], int] = options.run
    return run(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="comity", description="The virtual secretariat of a regional dialogue on migration."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="serve the site; sets it up when that is needed")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=_port, default=os.environ.get("PORT") or "8000")
    serve.add_argument("--workers", type=int, default=2)
    serve.add_argument("--example", action="store_true", help="with the example region")
    serve.add_argument("--no-work", action="store_true", help="without comity work beside it")
    serve.add_argument("--no-events", action="store_true", help="without comity events beside it")
    serve.add_argument("--events-port", type=int, default=0, help="of comity events; 0: any free")
    serve.set_defaults(run=_serve)
    demo = commands.add_parser("demo", help="set up the database with the example region")
    demo.add_argument("--clean", action="store_true", help="without it: start empty")
    demo.set_defaults(run=_demo)
    commands.add_parser("clauses", help="print the clauses of a text, without a database")
    importing = commands.add_parser(
        "import",
        help="bring something in: import region FOLDER, instrument FILE …, archive FILES …",
    )
    importing.add_argument("what", choices=["region", "instrument", "archive"])
    importing.add_argument("rest", nargs=argparse.REMAINDER)
    importing.set_defaults(run=_import)
    commands.add_parser("invite", help="offer a seat, as a party's first: invite EMAIL …")
    ledger = commands.add_parser("ledger", help="the chain of what happened: ledger verify")
    ledger.add_argument("what", choices=["verify"])
    ledger.set_defaults(run=lambda _options: _manage("verify_ledger"))
    search = commands.add_parser("search", help="the index of the search: search rebuild")
    search.add_argument("what", choices=["rebuild"])
    search.set_defaults(run=lambda _options: _manage("rebuild_search"))
    deliver = commands.add_parser("deliver", help="send the mail that waits")
    deliver.set_defaults(run=lambda _options: _manage("deliver"))
    work = commands.add_parser("work", help="send the mail that waits, every minute")
    work.add_argument("--once", action="store_true", help="one round, then end")
    work.add_argument("--beside", type=int, default=0, help=argparse.SUPPRESS)
    work.set_defaults(run=_work)
    events = commands.add_parser("events", help="tell pages of the day what is new")
    events.add_argument("--host", default="127.0.0.1")
    events.add_argument("--port", type=_port, default=8001)
    events.add_argument("--socket", type=int, default=-1, help=argparse.SUPPRESS)
    events.add_argument("--beside", type=int, default=0, help=argparse.SUPPRESS)
    events.set_defaults(run=_events)
    check = commands.add_parser("check", help="is everything fit to serve?")
    check.set_defaults(run=lambda _options: _manage("check", "--deploy"))
    manage = commands.add_parser("manage", help="any command of Django or Wagtail")
    manage.add_argument("rest", nargs=argparse.REMAINDER)
    manage.set_defaults(run=lambda options: _manage(*options.rest))
    return parser


def _port(typed: str) -> int:
    if typed.isdecimal() and 0 < (number := int(typed)) < 65536:
        return number
    raise argparse.ArgumentTypeError(
        f"'{typed}' is not a port. Take a number from 1 to 65535, as in PORT=8123 make serve"
    )


def _manage(*arguments: str) -> int:
    """Run one of Django's or our own management commands in this process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.config.settings")
    from django.core.management import ManagementUtility  # noqa: PLC0415 - see the module
    from django.db import OperationalError  # noqa: PLC0415 - see the module

    try:
        ManagementUtility(["comity", *arguments]).execute()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(bool(end.code))
    except OperationalError as fault:
        if "--traceback" in arguments:
            raise
        print(
            f"The database does not do what it is asked: {str(fault).strip()}\n"
            "Look whether its server runs, whether DATABASE_URL is right, and whether the site "
            "was set up (comity serve).",
            file=sys.stderr,
        )
        return 1
    return 0


def _import(options: argparse.Namespace) -> int:
    return _manage(f"import_{options.what}", *options.rest)


def _demo(options: argparse.Namespace) -> int:
    """Set up the database afresh, with the example region or empty."""
    if env.value("DATABASE_URL"):
        print(
            "comity demo empties the database in COMITY_HOME, and DATABASE_URL names another one. "
            "Make that one empty yourself, then type: comity serve --example",
            file=sys.stderr,
        )
        return 2
    _forget_home()
    os.environ["COMITY_EXAMPLE"] = "" if options.clean else "1"
    return _set_up(with_example=not options.clean)


def _forget_home() -> None:
    """Move an earlier database aside instead of overwriting it: nothing is lost."""
    home = env.home()
    if not (home / "comity.sqlite3").exists():
        return
    number = 1
    while (aside := home.with_name(f"{home.name}-before-{number}")).exists():
        number += 1
    shutil.move(home, aside)
    print(f"What was there before is kept in {aside}.")


def _serve(options: argparse.Namespace) -> int:
    """Set up what is missing, say the address, and become the server."""
    env.check()
    if fault := _cannot_listen(options.host, options.port):
        print(fault, file=sys.stderr)
        return 2
    is_own = "COMITY_ORIGIN" not in os.environ
    os.environ.setdefault("COMITY_ORIGIN", f"http://{options.host}:{options.port}")
    if options.example:
        os.environ["COMITY_EXAMPLE"] = "1"
    if not _is_set_up() and (status := _set_up(with_example=options.example)):
        return status
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.config.settings")
    print(
        f"Comity serves on http://{options.host}:{options.port}/ – stop it with Ctrl+C.", flush=True
    )
    if not options.no_work:
        _start_work()
    if not options.no_events:
        _start_events(options, is_own=is_own)
    granian = Path(sys.executable).with_name("granian")
    os.execv(granian, [str(granian), *_granian_arguments(options)])  # noqa: S606 - our own server, no shell


def _cannot_listen(host: str, port: int) -> str:
    """Why not, in a sentence. The server would share a port with another one without a word, and
    each of the two answer now and then."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as fault:
        return (
            f"Comity cannot listen on {host}:{port}: {fault.strerror}. "
            "End what listens there, or take another port, as in PORT=8123 make serve"
        )
    return ""


def _start_work() -> None:
    """Start ``comity work`` as a child of this process, which is the server in a moment."""
    command = [sys.executable, "-m", "comity.cli", "work", f"--beside={os.getpid()}"]
    subprocess.Popen(command)  # noqa: S603 - our own arguments


def _start_events(options: argparse.Namespace, *, is_own: bool) -> None:
    """Start ``comity events`` as a child too, on a socket that is open already: so its port is
    known to the pages. Where no proxy stands before the site, browsers come to it directly."""
    try:
        listening = socket.create_server((options.host, options.events_port), backlog=1024)
    except OSError as fault:
        print(f"comity events cannot listen; pages ask every 20 seconds: {fault}", file=sys.stderr)
        return
    port, number = listening.getsockname()[1], listening.fileno()
    if is_own:
        os.environ.setdefault("COMITY_EVENTS", f"http://{options.host}:{port}/")
    command = [sys.executable, "-m", "comity.cli", "events"]
    command += [f"--socket={number}", f"--beside={os.getpid()}"]
    subprocess.Popen(command, pass_fds=[number])  # noqa: S603 - our own arguments
    listening.close()


def _events(options: argparse.Namespace) -> int:
    """Beside a server only once that had its time; who connects meanwhile waits."""
    if not options.beside:
        return _manage("events", f"--host={options.host}", f"--port={options.port}")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the end of the server is what ends this
    time.sleep(EVENTS_AFTER)
    return _manage("events", f"--socket={options.socket}", f"--beside={options.beside}")


def _work(options: argparse.Namespace) -> int:
    """Work in rounds; beside a server only once that had its time to show the first page."""
    if not options.beside:
        return _manage("work", *(["--once"] if options.once else []))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the end of the server is what ends this
    for _second in range(SERVER_FIRST):
        if os.getppid() != options.beside:
            return 0
        time.sleep(1)
    return _manage("work", f"--beside={options.beside}")


def _granian_arguments(options: argparse.Namespace) -> list[str]:
    return [
        "--interface",
        "wsgi",
        "--host",
        options.host,
        "--port",
        str(options.port),
        "--workers",
        str(options.workers),
        "--blocking-threads",
        "2",
        "--no-ws",
        "--log-level",
        "warning",
        "comity.config.wsgi:application",
    ]


def _fingerprint() -> str:
    """What the database and the static files were made from: a hash of their files."""
    kept = [*SOURCES.glob("*/migrations/*.py"), *SOURCES.glob("*/static/*/*")]
    rows = sorted(f"{path.relative_to(SOURCES)} {_mark(path)}" for path in kept)
    database = env.value("DATABASE_URL")
    return hashlib.sha256("\n".join([database, *rows]).encode()).hexdigest()


def _mark(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _stamp() -> Path:
    return env.home() / "set-up"


def _is_set_up() -> bool:
    stamp = _stamp()
    return stamp.exists() and stamp.read_text() == _fingerprint()


def _set_up(*, with_example: bool) -> int:
    """Bring the database and the static files to this version; an empty database is filled."""
    env.home().mkdir(parents=True, exist_ok=True)
    steps = [
        ("Preparing the database …", ["prepare"]),
        ("Preparing the cache …", ["createcachetable"]),
        ("Opening the public site …", ["open_site"]),
        ("Preparing the pages' files …", ["collectstatic", "--no-input", "--verbosity", "0"]),
    ]
    if with_example:
        steps.append(("Loading the example region …", ["load_example"]))
    steps.append(("Preparing the search …", ["rebuild_search", "--verbosity", "0"]))
    for words, arguments in steps:
        print(words, flush=True)
        if status := _manage(*arguments):
            return status
    _stamp().write_text(_fingerprint())
    return 0


if __name__ == "__main__":
    sys.exit(main())
