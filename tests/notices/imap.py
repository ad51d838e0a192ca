"""A real IMAP server (Dovecot) for one test: an own folder, an own port, nobody's rights."""

from __future__ import annotations

import getpass
import imaplib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from .conftest import free_port

DOVECOT = shutil.which("dovecot") or "/usr/sbin/dovecot"
CONFIGURATION = """\
protocols = imap
listen = 127.0.0.1
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{home}/mail
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
auth_failure_delay = 0
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={home}
}}
"""


@contextmanager
def served() -> Iterator[dict[str, Any]]:
    """Start the server; yields what COMITY_INBOUND would say of it. Skips where it is absent."""
    if not Path(DOVECOT).exists():
        if os.environ.get("CI"):
            pytest.fail("Dovecot is missing; .ci/run installs it")
        pytest.skip("Dovecot is not installed here")
    home, port = Path(tempfile.mkdtemp(prefix="comity-imap-")), free_port()
    user = "nobody" if os.getuid() == 0 else getpass.getuser()
    entry = pwd.getpwnam(user)
    rights = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    as_user: dict[str, Any] = rights if os.getuid() == 0 else {}
    group = subprocess.check_output(["id", "-gn", user], text=True).strip()
    names = {"home": home, "port": port, "user": user, "group": group}
    (home / "conf").write_text(CONFIGURATION.format(**names))
    if as_user:
        os.chown(home, entry.pw_uid, entry.pw_gid)
    command = [DOVECOT, "-c", str(home / "conf")]
    subprocess.run(command, check=True, **as_user)  # it listens when this returns
    try:
        yield {
            "way": "ask", "host": "127.0.0.1", "port": port, "username": "comity",
            "password": "secret", "folder": "INBOX", "use_ssl": False, "options": {},
        }  # fmt: skip
    finally:
        os.kill(int((home / "run" / "master.pid").read_text()), signal.SIGTERM)
        shutil.rmtree(home, ignore_errors=True)  # it may be writing its last words


@contextmanager
def opened(where: dict[str, Any]) -> Iterator[imaplib.IMAP4]:
    """The mailbox as a person's mail program sees it."""
    box = imaplib.IMAP4(where["host"], where["port"], timeout=5)
    box.login(where["username"], where["password"])
    box.select("INBOX")
    yield box
    box.logout()


def flags(where: dict[str, Any]) -> list[set[str]]:
    """The flags of each mail, in their order."""
    with opened(where) as box:
        _status, rows = box.fetch("1:*", "(FLAGS)")
        return [{flag.decode() for flag in imaplib.ParseFlags(row)} for row in rows if row]
