"""A real calendar program reads what this site sends (khal, with vdir files as it keeps them)."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import UTC, datetime

import pytest

from tests import make

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not shutil.which("khal") and not os.environ.get("CI"),
        reason="khal, a calendar program, is not installed here (Debian package khal)",
    ),
]
CONFIG = """[calendars]
[[comity]]
path = {home}/calendar
type = calendar
[locale]
local_timezone = America/New_York
default_timezone = America/New_York
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {home}/khal.db
"""


@pytest.fixture
def khal(tmp_path):
    """Give it a file, then ask for a line for each entry from a day on."""
    (tmp_path / "calendar").mkdir()
    (tmp_path / "config").write_text(CONFIG.format(home=tmp_path))
    environment = os.environ | {"HOME": str(tmp_path), "LC_ALL": "C.UTF-8", "TZ": "UTC"}

    def run(*arguments):
        command = ["khal", "-c", str(tmp_path / "config"), *arguments]
        done = subprocess.run(
            command, env=environment, capture_output=True, check=False, text=True, timeout=60
        )
        assert done.returncode == 0, done.stderr
        assert "rror" not in done.stderr, done.stderr
        return done.stdout

    def read(content):
        (tmp_path / "new.ics").write_bytes(content)
        run("import", "--batch", "-a", "comity", str(tmp_path / "new.ics"))
        form = "{start-date} {start-time} {end-date} {end-time}|{title}|{location}|{status}"
        return run("list", "--once", "--notstarted", "--day-format", "", "--format", form,
                   "2026-01-01", "400d").strip().splitlines()  # fmt: skip

    return read


def test_khal_shows_whole_days_and_times_in_its_own_zone(client, khal):
    body = make.body()
    make.meeting(
        {"es": "Reunión de la Red"}, body=body, starts_on=datetime(2026, 5, 4).date(),
        ends_on=datetime(2026, 5, 6).date(), place=make.said("San José, Costa Rica"),
    )  # fmt: skip
    make.meeting(
        "On line", body=body, starts_on=datetime(2026, 6, 1).date(),
        opens_at=datetime(2026, 6, 1, 15, 0, tzinfo=UTC),
        closes_at=datetime(2026, 6, 1, 17, 30, tzinfo=UTC), time_zone="America/Guatemala",
        about=make.said("Long words. " * 60),
    )  # fmt: skip
    lines = khal(client.get(f"/calendars/bodies/{body.slug}.ics").content)
    assert [line.rstrip() for line in lines] == [
        "2026-05-04  2026-05-06 |Reunión de la Red|San José, Costa Rica|CONFIRMED",
        "2026-06-01 11:00 2026-06-01 13:30|On line||CONFIRMED",
    ]


def test_khal_moves_and_cancels_an_entry_it_has(client, khal):
    meeting = make.meeting("Conference", starts_on=datetime(2026, 5, 4).date())
    url = f"/calendars/meetings/{meeting.slug}.ics"
    assert len(khal(client.get(url).content)) == 1
    meeting.starts_on, meeting.sequence = datetime(2026, 5, 11).date(), 1
    meeting.cancelled_at = make.NOW
    meeting.save()
    [line] = khal(client.get(url).content)
    assert line.startswith("2026-05-11")
    assert "Cancelled: Conference" in line
    assert "CANCELLED" in line
