"""A new thing takes a slug that no other has, whoever is faster."""

import pytest
from django.db import IntegrityError, transaction

from comity.parties.models import Party
from comity.parties.names import take_free_slug, take_name
from tests import make

pytestmark = pytest.mark.django_db


def new(**fields):
    return Party(kind="state", name=make.said("Belize"), **fields)


def slug_of(stem):
    taken = new()
    take_free_slug(taken, stem)
    return Party.objects.get(pk=taken.pk).slug


def test_the_first_free_number_stands_behind_what_is_taken():
    for slug in ("belize", "belize-3", "belize-city"):
        make.party(slug=slug)
    assert slug_of("belize") == "belize-2"
    assert slug_of("belize") == "belize-4"


def test_of_two_in_one_instant_the_slower_gets_the_next(blind_to_names):
    make.party(slug="belize")
    blind_to_names()
    assert slug_of("belize") == "belize-2"


def test_what_is_taken_leaves_the_transaction_as_it_was():
    with transaction.atomic():
        before = make.party(slug="belize")
        assert not take_name(new(), "slug", "belize")
        assert take_name(new(), "slug", "belize-2")
    assert set(Party.objects.filter(slug__startswith="belize")) == {
        before, Party.objects.get(slug="belize-2"),
    }  # fmt: skip


def test_no_other_fault_is_taken_for_a_taken_slug():
    with pytest.raises(IntegrityError), transaction.atomic():
        take_name(new(parent_id=0, code=None), "slug", "belize")
