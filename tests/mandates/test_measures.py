"""Measures: recorded once, shared with a circle, never lost between two writers."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from comity.documents.files import Upload, read_upload
from comity.mandates.models import Measure
from comity.mandates.services import measures
from comity.mandates.services.rules import ChangedMeanwhile
from comity.parties import services as parties
from comity.parties.ledger import Entry
from comity.parties.services import SamePerson, TooNarrow
from comity.tlp import Label
from tests import make
from tests.mandates.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


def record(world: World, **fields) -> Measure:
    given = {
        "by": world.focal,
        "at": make.NOW,
        "kind": "training",
        "language": "es",
        "title": "Curso",
        "label": Label.AMBER,
    } | fields
    owner = given.pop("owner", world.mexico)
    return measures.record_measure(owner, world.plenary, **given)


def change(measure: Measure, by, **fields) -> Measure:
    given = {"stamp": measure.stamp, "account": "Sesenta agentes."} | fields
    return measures.change_measure(measure, by=by, at=make.NOW, **given)


def acts() -> list[str]:
    return list(Entry.objects.order_by("number").values_list("act", flat=True))


def upload() -> Upload:
    return read_upload(SimpleUploadedFile("words.txt", b"Words."))


def test_until_it_is_shared_its_party_alone_reads_a_measure(world: World):
    measure = record(world)
    readers = {world.officer: True, world.neighbour: False, world.secretary: False}
    for person, expected in readers.items():
        seen = Measure.objects.visible_to(make.reader(person))
        assert seen.filter(pk=measure.pk).exists() is expected
    assert measures.share_measure(measure, by=world.focal, at=make.NOW)
    assert Measure.objects.visible_to(make.reader(world.neighbour)).get() == measure


def test_only_its_party_records_what_it_has_done(world: World):
    for person in (world.neighbour, world.secretary, make.person()):
        with pytest.raises(measures.NotItsParty, match="Only Mexico records"):
            record(world, by=person)


def test_a_measure_is_not_kept_from_its_party(world: World):
    with pytest.raises(measures.KeptFromItsParty):
        record(world, label=Label.RED)
    with pytest.raises(TooNarrow, match="all its seats"):
        parties.relabel(
            record(world), label=Label.RED, with_observers=False, by=world.focal, at=make.NOW
        )


def test_typing_writes_no_ledger_and_a_change_of_what_is_read_does(world: World):
    measure = change(record(world), world.focal)
    assert acts() == ["measure.recorded"]
    measures.share_measure(measure, by=world.focal, at=make.NOW)
    change(measure, world.officer, account="Setenta agentes.")
    assert acts() == ["measure.recorded", "measure.shared", "measure.changed"]


def test_what_everyone_reads_is_published_by_a_second_person_each_time_it_changes(world: World):
    measure = record(world, label=Label.CLEAR)
    assert not measures.share_measure(measure, by=world.focal, at=make.NOW)
    with pytest.raises(SamePerson):
        measures.share_measure(measure, by=world.focal, at=make.NOW)
    assert measures.share_measure(measure, by=world.secretary, at=make.NOW)
    changed = change(measure, world.officer)
    assert not changed.is_shared
    assert not Measure.objects.visible_to(make.reader(None)).exists()


def test_an_offer_does_not_outlive_the_words_that_were_offered(world: World):
    measure = record(world, label=Label.CLEAR)
    measures.share_measure(measure, by=world.focal, at=make.NOW)
    change(measure, world.focal)
    assert not Measure.objects.visible_to(make.reader(world.secretary)).exists()


def test_of_two_writers_the_second_is_told(world: World):
    measure = record(world)
    change(measure, world.focal, stamp=1, sitting="a")
    change(measure, world.focal, stamp=1, sitting="a", account="Once more.")
    with pytest.raises(ChangedMeanwhile):
        change(measure, world.officer, stamp=1, sitting="b")
    assert Measure.objects.get().account == "Once more."


def test_what_others_read_is_not_changed_while_it_is_typed(world: World):
    measure = record(world)
    change(measure, world.focal, sitting="a", while_typing=True)
    measures.share_measure(measure, by=world.focal, at=make.NOW)
    with pytest.raises(measures.ReadMeanwhile):
        change(measure, world.focal, stamp=2, sitting="a", while_typing=True)


def test_evidence_follows_the_circle_of_its_measure(world: World):
    measure = record(world)
    file = measures.add_evidence(measure, upload(), by=world.focal, at=make.NOW)
    assert not type(file).objects.visible_to(make.reader(world.neighbour)).exists()
    measures.share_measure(measure, by=world.focal, at=make.NOW)
    assert type(file).objects.visible_to(make.reader(world.neighbour)).get() == file
    parties.relabel(measure, label=Label.STRICT, with_observers=True, by=world.focal, at=make.NOW)
    file.refresh_from_db()
    assert (file.label, file.with_observers) == ("AMBER+STRICT", True)


def test_another_than_who_added_its_evidence_publishes_a_measure(world: World):
    measure = record(world, label=Label.CLEAR)
    measures.add_evidence(measure, upload(), by=world.officer, at=make.NOW)
    measures.share_measure(measure, by=world.focal, at=make.NOW)
    with pytest.raises(SamePerson):
        measures.share_measure(measure, by=world.officer, at=make.NOW)


def test_evidence_is_taken_off_by_its_party_alone(world: World):
    measure = record(world)
    file = measures.add_evidence(measure, upload(), by=world.focal, at=make.NOW)
    with pytest.raises(measures.NotItsParty):
        measures.remove_evidence(measure, file, by=world.neighbour, at=make.NOW)
    measures.remove_evidence(measure, file, by=world.officer, at=make.NOW)
    assert not measure.evidence.exists()
