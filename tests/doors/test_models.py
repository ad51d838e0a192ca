"""Every model is behind a door, or it is said why it needs none."""

from __future__ import annotations

import pytest

from comity.parties.access import ANYONE
from tests import make
from tests.doors import world
from tests.doors.world import World


def test_every_model_is_behind_a_door_or_says_why_not():
    doored = {model._meta.label_lower for model in world.doored_models()}
    named = doored | world.OPEN | set(world.INNER)
    assert {model._meta.label_lower for model in world.our_models()} - named == set()
    assert doored & (world.OPEN | set(world.INNER)) == set()


@pytest.mark.django_db
def test_the_world_holds_one_of_every_shared_model():
    kinds = {model._meta.label_lower for model in world.shared_models()}
    assert kinds
    assert kinds <= set(World().things), "add a builder to tests/make.py and the thing to World"


@pytest.mark.django_db
@pytest.mark.parametrize("label", ["GREEN", "AMBER", "AMBER+STRICT", "RED"])
def test_what_is_shared_under_a_label_is_hidden_from_the_public(label: str):
    World(label)
    for model in world.doored_models():
        assert not model._default_manager.visible_to(ANYONE).exists(), model


@pytest.mark.django_db
def test_what_a_body_keeps_is_hidden_from_everyone_outside_it():
    here = World()
    for who, person in here.outsiders().items():
        reader = make.reader(person) if person else ANYONE
        for kind, thing in here.things.items():
            seen = type(thing)._default_manager.visible_to(reader).filter(pk=thing.pk)
            assert not seen.exists(), (who, kind)


@pytest.mark.django_db
def test_the_body_itself_sees_all_of_it():
    here = World()
    reader = make.reader(here.insider())
    for kind, thing in here.things.items():
        seen = type(thing)._default_manager.visible_to(reader).filter(pk=thing.pk)
        assert seen.exists(), kind
