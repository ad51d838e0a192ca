"""The home page tells everyone the same: what anyone may read."""

from __future__ import annotations

from datetime import date

import pytest

from comity.public.services import open_site
from tests import make

pytestmark = pytest.mark.django_db


def test_the_home_page_shows_even_to_members_only_what_anyone_may_read(sign_in):
    open_site()
    body = make.plenary()
    for label in ("CLEAR", "AMBER"):
        circle = {"label": label, "body": body}
        make.meeting(f"{label} meeting", starts_on=date(2090, 1, 1), **circle)
        make.mandate(clause=make.clause(make.instrument(f"{label} text", **circle)), **circle)
    page = sign_in(make.delegate(body=body)).get("/en/").content.decode()
    for kind in ("meeting", "text"):
        assert f"CLEAR {kind}" in page
        assert f"AMBER {kind}" not in page
    assert "<b>1</b> public mandate" in page
