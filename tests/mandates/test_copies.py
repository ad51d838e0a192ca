"""What a party is asked goes to its mailboxes too, in the words a mailbox may be told."""

import pytest

from comity.tlp import Label
from tests import make

from .world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


def to(mailoutbox, address):
    return [mail for mail in mailoutbox if mail.to == [address]]


def test_a_mailbox_is_told_what_its_party_is_asked(world, mailoutbox):
    mailbox = make.mailbox(world.mexico, world.plenary.dialogue, language="es")
    make.mailbox(world.belize, make.dialogue(), address="elsewhere@example.org")
    world.give()
    (copy,) = to(mailoutbox, mailbox.address)
    assert "Keep a helpline" in copy.body
    assert copy.extra_headers["Content-Language"] == "es"
    assert not to(mailoutbox, "elsewhere@example.org")
    assert len(mailoutbox) == 3


def test_of_what_it_may_not_be_told_it_learns_that_it_waits(mailoutbox):
    world = World(label="AMBER+STRICT")
    mailbox = make.mailbox(world.mexico, world.plenary.dialogue)
    world.give(label=Label.STRICT)
    (copy,) = to(mailoutbox, mailbox.address)
    assert "helpline" not in copy.subject + copy.body
    assert "1 more is read after signing in" in copy.body
