"""What an operator may set, each with its help; ``docs/how-to/deploy.md`` lists the same rows."""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Row:
    """One environment variable: its name, its default, and what it is for."""

    name: str
    default: str
    help: str


ROWS = (
    Row("COMITY_HOME", "./var", "folder of the database, the files and the secret key"),
    Row("DATABASE_URL", "", "postgres://user:password@host:5432/name; empty: SQLite in the home"),
    Row("COMITY_HOSTS", "127.0.0.1,localhost,[::1]", "host names the site answers to, by comma"),
    Row("COMITY_ORIGIN", "http://127.0.0.1:8000", "the site's address, as mails and links show it"),
    Row("COMITY_PROXIES", "0", "how many trusted proxies stand before the site"),
    Row("COMITY_SECRET_KEY", "", "signing key; empty: made once and kept in the home"),
    Row(
        "COMITY_MAIL_URL",
        "",
        "smtp://user:password@host:587?tls=1; empty: mail waits in the outbox",
    ),
    Row("COMITY_MAIL_FROM", "Comity <secretariat@example.org>", "sender of every mail"),
    Row(
        "COMITY_REPLY_TO",
        "",
        "reply@example.org: mail to reply+…@example.org comes back here; empty: nobody replies",
    ),
    Row(
        "COMITY_INBOUND",
        "",
        "smtp://0.0.0.0:25 listens, imaps://user:password@host/INBOX asks; see mail.md",
    ),
    Row("COMITY_TIME_ZONE", "UTC", "the zone of the secretariat, as America/Costa_Rica"),
    Row(
        "COMITY_EVENTS",
        "",
        "where browsers reach comity events, as /events/; empty: pages ask every 20 seconds",
    ),
    Row(
        "COMITY_QUICK_EXIT",
        "https://www.wikipedia.org/",
        "where Quick exit on the pages with helplines leads: a site that gives nobody away",
    ),
    Row(
        "COMITY_EXAMPLE",
        "",
        "1: the example region, with one-click sign-in on the loopback address",
    ),
)


def value(name: str) -> str:
    """The variable's value, or its default.

    Raises:
        KeyError: ``name`` is not one of ``ROWS``.
    """
    default = {row.name: row.default for row in ROWS}[name]
    return os.environ.get(name, default)


def names(name: str) -> list[str]:
    return [part.strip() for part in value(name).split(",") if part.strip()]


def home() -> Path:
    return Path(value("COMITY_HOME")).expanduser().resolve()


def origin() -> str:
    """The site's address without a path, as https://secretariat.example.org.

    Raises:
        ImproperlyConfigured: it is not such an address.
    """
    address = value("COMITY_ORIGIN").rstrip("/")
    if not re.fullmatch(r"https?://[^/?#@\s]+", address):
        raise ImproperlyConfigured(
            f"COMITY_ORIGIN is {address!r}. Write the address of the site without a path, as "
            "https://secretariat.example.org."
        )
    return address


def proxies() -> int:
    """How many trusted proxies stand before the site.

    Raises:
        ImproperlyConfigured: not a number.
    """
    number = value("COMITY_PROXIES")
    if not re.fullmatch("[0-9]", number):
        raise ImproperlyConfigured(
            f"COMITY_PROXIES is {number!r}. Write how many trusted proxies stand before the site, "
            "from 0 to 9."
        )
    return int(number)


def time_zone() -> str:
    """The zone of the secretariat, by its name in the IANA database.

    Raises:
        ImproperlyConfigured: there is no such zone.
    """
    name = value("COMITY_TIME_ZONE")
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as fault:
        raise ImproperlyConfigured(
            f"COMITY_TIME_ZONE is {name!r}, and there is no such zone. Write one as "
            "America/Costa_Rica."
        ) from fault
    return name


def secret_key() -> str:
    """The operator's key, or one made on first use and kept readable by its owner alone."""
    if given := value("COMITY_SECRET_KEY"):
        return given
    path = home() / "secret-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=134217728;"
        "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-20000;"
    ),
}


def database() -> dict[str, Any]:
    """Django's settings of the one database.

    Raises:
        ImproperlyConfigured: DATABASE_URL is not an address of PostgreSQL.
    """
    url = _address(
        "DATABASE_URL",
        {"postgres", "postgresql"},
        "postgres://user:password@host:5432/name, or leave it empty for SQLite",
    )
    if url is None:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": home() / "comity.sqlite3",
            "OPTIONS": SQLITE_OPTIONS,
            "CONN_MAX_AGE": None,
        }
    name = unquote(url.path.lstrip("/"))
    if not name:
        raise ImproperlyConfigured(
            "DATABASE_URL names no database. Write postgres://user:password@host:5432/name."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or dict(parse_qsl(url.query)).get("host", ""),
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


def _address(name: str, schemes: set[str], example: str) -> SplitResult | None:
    """The address that a variable holds; None where it is empty.

    Raises:
        ImproperlyConfigured: it is no address, or of another kind. What it holds is not
            repeated, because it may hold a password.
    """
    if not value(name):
        return None
    try:
        url = urlsplit(value(name))
        is_known = url.scheme in schemes and (url.port is None or url.port > 0)
    except ValueError:
        is_known = False
    if not is_known:
        raise ImproperlyConfigured(
            f"{name} is not an address of the kind it needs. Write {example}. "
            "A character such as @, / or [ in a password is written %40, %2F or %5B."
        )
    return url


def mail() -> dict[str, Any]:
    """Django's SMTP settings read from COMITY_MAIL_URL; empty where there is no server.

    Raises:
        ImproperlyConfigured: it is no address of a mail server.
    """
    url = _address(
        "COMITY_MAIL_URL",
        {"smtp", "smtps"},
        "smtp://user:password@host:587?tls=1, or leave it empty: mail then waits in the outbox",
    )
    if url is None:
        return {}
    options = dict(parse_qsl(url.query))
    return {
        "host": url.hostname or "localhost",
        "port": url.port or (465 if url.scheme == "smtps" else 587),
        "username": unquote(url.username or ""),
        "password": unquote(url.password or ""),
        "use_ssl": url.scheme == "smtps",
        "use_tls": url.scheme == "smtp" and options.get("tls") == "1",
        "timeout": 10,
    }


def events() -> str:
    """Where browsers find the streams of comity events; "" where there are none.

    Raises:
        ImproperlyConfigured: neither a path of the site nor an address.
    """
    address = value("COMITY_EVENTS")
    if address and not re.fullmatch(r"(https?://[^/?#;,\s]+)?/[^?#;,\s]*", address):
        raise ImproperlyConfigured(
            f"COMITY_EVENTS is {address!r}. Write a path of the site, as /events/, or an address, "
            "as https://events.example.org/."
        )
    return address


def reply_to() -> str:
    """The address to which signed parts are added; "" where no mail comes back.

    Raises:
        ImproperlyConfigured: with the signed part it would be longer than servers take.
    """
    address = value("COMITY_REPLY_TO")
    if address and not re.fullmatch(r"[0-9A-Za-z]{1,11}@[0-9A-Za-z.-]+", address):
        raise ImproperlyConfigured(
            f"COMITY_REPLY_TO is {address!r}. Write an address with at most eleven letters and "
            "digits before the @, as reply@example.org."
        )
    return address


def inbound() -> dict[str, Any]:
    """How mail comes in, read from COMITY_INBOUND; empty where none does.

    Raises:
        ImproperlyConfigured: it is neither an address to listen on nor a mailbox, or no reply
            would come to it.
    """
    way = "smtp://0.0.0.0:25 to listen, or imaps://user:password@host/INBOX to ask a mailbox"
    url = _address("COMITY_INBOUND", {"smtp", "imap", "imaps"}, way)
    if url is None:
        return {}
    if not reply_to():
        raise ImproperlyConfigured(
            "COMITY_INBOUND says how mail comes in, but nobody is told where to reply. "
            "Set COMITY_REPLY_TO too, as reply@example.org."
        )
    if not url.hostname:
        raise ImproperlyConfigured(f"COMITY_INBOUND names no host. Write {way}.")
    return {
        "way": "listen" if url.scheme == "smtp" else "ask",
        "host": url.hostname,
        "port": url.port or {"smtp": 25, "imap": 143, "imaps": 993}[url.scheme],
        "username": unquote(url.username or ""),
        "password": unquote(url.password or ""),
        "folder": unquote(url.path.lstrip("/")) or "INBOX",
        "use_ssl": url.scheme == "imaps",
        "options": dict(parse_qsl(url.query)),
    }


def check() -> None:
    """Read every variable that can be wrong, before anything is started with it.

    Raises:
        ImproperlyConfigured: what the first wrong one should be.
    """
    for read in (origin, proxies, time_zone, database, mail, events, inbound):
        read()
