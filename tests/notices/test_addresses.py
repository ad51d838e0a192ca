"""A signed address survives the way through mail servers; nobody makes one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.notices.inbound.addresses import LONGEST_OWN_PART, Signed, address_of, read

KEYS = st.from_regex(r"[0-9a-z]{1,20}", fullmatch=True)
KINDS = st.from_regex(r"[a-z]{1,6}", fullmatch=True)
PERSONS = st.integers(0, 36**6 - 1)


@pytest.fixture(autouse=True)
def _replies(settings):
    settings.REPLY_TO = "reply@example.org"


@given(KINDS, PERSONS, KEYS)
def test_what_was_signed_is_read_again_whatever_the_case(kind, person, key):
    signed = Signed(kind, person, key)
    address = address_of(signed)
    assert read(address) == read(address.upper()) == read(f" {address} ") == signed


@given(KINDS, PERSONS, KEYS)
def test_an_address_is_one_that_every_server_takes(kind, person, key):
    local, _at, domain = address_of(Signed(kind, person, key)).partition("@")
    assert re.fullmatch(r"[a-z0-9+-]+", local)
    assert len(local) - len("reply") + LONGEST_OWN_PART <= 64
    assert domain == "example.org"


@given(KINDS, PERSONS, KEYS, st.data())
def test_a_changed_letter_makes_it_nobodys(kind, person, key, data):
    address = address_of(Signed(kind, person, key))
    place = data.draw(st.integers(0, len(address) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz234567-"))
    changed = address[:place] + letter + address[place + 1 :]
    assert read(changed) == (read(address) if changed == address else None)


@pytest.mark.parametrize(
    "address",
    ["", "@", "reply@example.org", "reply+@example.org", "reply+pack-1-a-@example.org",
     "reply+pack-1-a-aaaaaaaaaaaaaaaa@example.org", "a@b@c", "réply+é@example.org", "x" * 5000],
)  # fmt: skip
def test_what_we_did_not_sign_is_nobodys(address):
    assert read(address) is None


def test_an_address_of_another_site_is_nobodys_here(settings):
    address = address_of(Signed("pack", 7, "a1"))
    assert read(address.replace("@example.org", "@example.com")) is None
    settings.SECRET_KEY = "another key"
    assert read(address) is None


@pytest.mark.parametrize(
    "signed",
    [
        Signed("packet7", 1, "a"),
        Signed("pack", 1, "A-1"),
        Signed("pack", 1, ""),
        Signed("pack", 1, "a" * 21),
    ],
)
def test_what_does_not_fit_an_address_is_said(signed):
    with pytest.raises(ValueError, match="does not fit an address"):
        address_of(signed)


def test_where_no_mail_comes_back_there_is_no_address(settings):
    settings.REPLY_TO = ""
    assert address_of(Signed("pack", 7, "a1")) == ""
    assert read("reply+pack-7-a1-aaaaaaaaaaaaaaaa@example.org") is None
