"""What every test has: a clock that stands still, and a site that speaks English."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from comity.parties.models import Person

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture
def shared_data() -> Path:
    """Real material beside the project; the test is skipped where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the folder ../shared/data with real material is not here")
    return SHARED_DATA


@pytest.fixture
def sign_in(client: Client) -> Callable[[Person], Client]:
    """Sign a person in at the test client, the second factor passed."""

    def enter(person: Person) -> Client:
        client.force_login(person)
        session = client.session
        request = SimpleNamespace(session=session, user=person)
        record_authentication(request, person, "mfa", type="totp")
        session.save()
        return client

    return enter
