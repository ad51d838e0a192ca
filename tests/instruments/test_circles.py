"""Who may read a text and its files, and when that may be changed."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile

from comity.documents import services as documents
from comity.documents.models import Document
from comity.documents.sharing import Held
from comity.instruments import services
from comity.instruments.models import Instrument
from comity.instruments.rules import TextHasChanged
from comity.parties.dates import PartialDate
from comity.parties.ledger import Entry
from comity.parties.services import SamePerson, TooNarrow, TooWide, relabel
from comity.tlp import Label
from tests import make

from .world import Review

pytestmark = pytest.mark.django_db

DAY = PartialDate.read("2026-02")


def reviewed(**fields: Any) -> Review:
    """A text in review with its file in a document of the same circle."""
    review = Review({"es": "Pedir algo"}, languages=("es",))
    Instrument.objects.filter(pk=review.text.pk).update(**fields)
    review.text.refresh_from_db()
    document = make.document(
        "The file", body=review.plenary, owner=review.text.owner, author=review.secretary,
        label=review.text.label, with_observers=review.text.with_observers, shared_at=None,
    )  # fmt: skip
    review.text.versions.update(source=make.rendition(document, "es"))
    return review


def changes(record: Any, label: Label, by: Any, *, with_observers: bool = False) -> None:
    relabel(record, label=label, with_observers=with_observers, by=by, at=make.NOW)


@pytest.mark.parametrize(
    ("label", "refusal"),
    [
        (Label.CLEAR, TooWide), (Label.GREEN, TooWide),
        (Label.STRICT, TooNarrow), (Label.RED, TooNarrow),
    ],
)  # fmt: skip
def test_an_offered_text_stays_in_the_circle_that_its_adopter_reads(label, refusal):
    review = reviewed()
    services.offer(review.text, **review.who)
    with pytest.raises(refusal, match="take the offer back first"):
        changes(review.text, label, make.secretary(review.plenary))
    assert Instrument.objects.get().label == "AMBER"


def test_once_the_offer_is_taken_back_the_circle_may_be_changed():
    review = reviewed()
    services.offer(review.text, **review.who)
    services.take_back(review.text, by=review.secretary, at=make.NOW)
    changes(review.text, Label.GREEN, review.secretary)
    assert Instrument.objects.get().label == "GREEN"


def test_an_offered_text_whose_observers_are_taken_out_is_read_again_before_it_is_adopted():
    review = reviewed(with_observers=True)
    services.offer(review.text, **review.who)
    seen = review.as_colleague
    changes(review.text, Label.AMBER, review.secretary)
    with pytest.raises(TextHasChanged):
        services.adopt(review.text, adopted_on=DAY, **seen)


@pytest.mark.parametrize("is_adopted", [False, True])
def test_no_text_is_ever_red(is_adopted):
    review = reviewed()
    if is_adopted:
        services.offer(review.text, **review.who)
        services.adopt(review.text, adopted_on=DAY, **review.as_colleague)
    with pytest.raises(TooNarrow, match="nobody reads TLP:RED by office"):
        changes(review.text, Label.RED, review.secretary)
    changes(review.text, Label.STRICT, review.secretary)


def test_neither_who_imported_a_text_nor_who_offered_it_publishes_it():
    review = reviewed()
    services.offer(review.text, **review.as_colleague)
    third = make.secretary(review.plenary)
    services.adopt(review.text, adopted_on=DAY, **review.who | {"by": third})
    for preparer in (review.secretary, review.colleague):
        with pytest.raises(SamePerson):
            changes(review.text, Label.CLEAR, preparer)
    changes(review.text, Label.CLEAR, third)
    assert Instrument.objects.get().label == "CLEAR"


@pytest.mark.parametrize("label", [Label.STRICT, Label.GREEN])
def test_the_files_of_a_text_follow_it_and_the_ledger_says_so(label):
    review = reviewed()
    changes(review.text, label, review.secretary)
    document = Document.objects.get()
    assert document.tlp is label
    entry = Entry.objects.get(act="label.followed")
    assert entry.thing == f"documents.document:{document.pk}"
    assert (entry.label, entry.party) == (str(label), review.text.owner)
    assert entry.facts["before"]["label"] == "AMBER"
    assert entry.facts["instrument"] == review.text.pk


def test_a_file_under_an_item_closed_to_observers_does_not_follow_its_text_to_them():
    review = reviewed()
    document = Document.objects.get()
    document.items.add(make.agenda_item(body=review.plenary, mode="members_only"))
    changes(review.text, Label.GREEN, review.secretary, with_observers=True)
    document.refresh_from_db()
    assert (document.label, document.with_observers) == ("AMBER", False)


def test_a_file_under_red_is_not_taken_out_of_there_by_its_text():
    review = reviewed()
    Document.objects.update(label="RED")
    changes(review.text, Label.GREEN, review.secretary)
    assert Document.objects.get().label == "RED"


def test_files_that_stand_in_the_circle_already_are_not_written_down_again():
    review = reviewed()
    changes(review.text, Label.AMBER, review.secretary)
    assert not Entry.objects.filter(act="label.followed").exists()


@pytest.mark.parametrize("is_adopted", [False, True])
@pytest.mark.parametrize(
    ("label", "refusal"),
    [(Label.GREEN, TooWide), (Label.CLEAR, TooWide), (Label.RED, TooNarrow)],
)
def test_the_files_of_a_text_travel_no_other_way_than_the_text(label, refusal, is_adopted):
    review = reviewed()
    if is_adopted:
        services.offer(review.text, **review.who)
        services.adopt(review.text, adopted_on=DAY, **review.as_colleague)
    with pytest.raises(refusal, match="the file of a text"):
        changes(Document.objects.get(), label, review.colleague)


@pytest.mark.parametrize("act", ["share", "revise", "add_rendition"])
@pytest.mark.parametrize("label", ["AMBER", "CLEAR"])
def test_the_file_of_a_text_is_neither_shared_nor_changed_before_the_text_is_adopted(act, label):
    review = reviewed(label=label)
    document = Document.objects.get()
    more = {
        "share": {},
        "revise": {"upload": ContentFile(b"Other", "a.txt"), "language": "es"},
        "add_rendition": {"upload": ContentFile(b"Other", "a.txt"), "language": "fr"},
    }[act]
    with pytest.raises(Held, match="not adopted yet"):
        getattr(documents, act)(document, by=review.secretary, at=make.NOW, **more)
    assert not Entry.objects.exists()


def test_once_the_text_is_adopted_its_file_may_be_revised():
    review = reviewed()
    services.offer(review.text, **review.who)
    services.adopt(review.text, adopted_on=DAY, **review.as_colleague)
    file = ContentFile(b"Corrected", "a.txt")
    documents.revise(Document.objects.get(), file, language="es", by=review.secretary, at=make.NOW)


def test_a_document_that_holds_no_text_is_bound_by_none():
    plenary = make.plenary()
    person = make.delegate(body=plenary)
    document = make.document(
        label="AMBER", body=plenary, owner=person.seats.get().party, author=person
    )
    changes(document, Label.GREEN, person)
    assert Document.objects.get().label == "GREEN"
