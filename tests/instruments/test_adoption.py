"""Four eyes, the parity gate, and one adoption."""

from __future__ import annotations

import pytest

from comity.instruments import services
from comity.instruments.models import Instrument
from comity.instruments.rules import (
    AlreadyAdopted,
    LanguagesNotEqual,
    NothingOperative,
    NotOffered,
    NotTheAdopter,
    TextHasChanged,
    TextIsOffered,
)
from comity.parties.dates import PartialDate
from comity.parties.ledger import Entry
from comity.parties.services import NotTheSecretariat, SamePerson
from comity.refusals import Conflict
from tests import make

from .world import Review

pytestmark = pytest.mark.django_db

DAY = PartialDate.read("2026-02")


def reviewed() -> Review:
    return Review({"es": "Pedir algo", "en": "Ask"})


def offered() -> Review:
    review = reviewed()
    services.offer(review.text, **review.who)
    return review


def adopts(review: Review, who: dict, **fields) -> Instrument:
    return services.adopt(review.text, adopted_on=DAY, **fields, **who)


def test_a_text_is_offered_by_one_and_adopted_by_another():
    review = offered()
    made = adopts(review, review.as_colleague, symbol="CRM/1")
    assert made.is_adopted
    assert (made.adopted_by, made.shared_at, made.symbol) == (review.colleague, make.NOW, "CRM/1")
    assert (str(made.adopted_on), made.adopted_precision) == ("2026-02-01", "month")
    assert list(Entry.objects.values_list("act", flat=True)) == [
        "instrument.offered", "instrument.adopted", "revision.kept",
    ]  # fmt: skip


def test_nobody_adopts_what_the_same_person_offered():
    review = offered()
    with pytest.raises(SamePerson, match="Ask another person"):
        adopts(review, review.who)
    assert not Instrument.objects.get().is_adopted


def test_the_presidency_adopts_too():
    review = offered()
    chair = make.party()
    make.presidency(chair, review.plenary.dialogue)
    head = make.delegate(of=chair, body=review.plenary)
    assert adopts(review, review.who | {"by": head}).adopted_by == head
    assert Entry.objects.last().party == chair


def test_a_member_does_not_adopt():
    review = offered()
    with pytest.raises(NotTheAdopter):
        adopts(review, review.who | {"by": make.delegate(body=review.plenary)})


def test_what_is_not_offered_is_not_adopted():
    review = reviewed()
    with pytest.raises(NotOffered):
        adopts(review, review.as_colleague)


def test_of_two_who_adopt_at_once_one_does_and_the_other_is_told(mailoutbox):
    review = offered()
    third = make.secretary(review.plenary)
    make.delegate(body=review.plenary)
    seen = review.as_colleague
    adopts(review, seen)
    sent = len(mailoutbox)
    with pytest.raises(AlreadyAdopted, match="has already adopted") as caught:
        adopts(review, seen | {"by": third})
    assert isinstance(caught.value, Conflict)
    assert Instrument.objects.get().adopted_by == review.colleague
    assert Entry.objects.filter(act="instrument.adopted").count() == 1
    assert len(mailoutbox) == sent


def test_one_adopts_the_text_one_has_read():
    review = offered()
    seen = review.as_colleague
    services.take_back(review.text, by=review.secretary, at=make.NOW)
    services.offer(review.text, **review.who)
    with pytest.raises(TextHasChanged):
        adopts(review, seen)


@pytest.mark.parametrize(
    ("required", "equal", "words"),
    [
        (["fr"], ["es", "en"], "missing in French"),
        (["en"], ["es"], "not yet equal in English"),
        (["en", "fr"], ["es"], "missing in French, and not yet equal in English"),
    ],
)
def test_the_parity_gate_names_what_is_missing(required, equal, words):
    review = offered()
    review.plenary.required_languages = required
    review.plenary.save()
    review.text.versions.filter(language__in=equal).update(is_equal=True)
    with pytest.raises(LanguagesNotEqual, match=words):
        adopts(review, review.as_colleague)
    assert not Instrument.objects.get().is_adopted


def test_the_parity_gate_stands_before_the_offer_too():
    review = reviewed()
    review.plenary.required_languages = ["es", "en"]
    review.plenary.save()
    with pytest.raises(LanguagesNotEqual):
        services.offer(review.text, **review.who)
    review.equalise()
    assert services.offer(review.text, **review.who).is_offered


def test_a_text_without_a_clause_is_not_offered():
    review = reviewed()
    review.text.clauses.update(kind="paragraph")
    with pytest.raises(NothingOperative):
        services.offer(review.text, **review.who)


def test_only_the_secretariat_offers_and_takes_back():
    review = reviewed()
    member = make.delegate(body=review.plenary)
    with pytest.raises(NotTheSecretariat):
        services.offer(review.text, **review.who | {"by": member})
    services.offer(review.text, **review.who)
    with pytest.raises(NotTheSecretariat):
        services.take_back(review.text, by=member, at=make.NOW)


def test_an_offer_is_made_once_and_taken_back_once():
    review = offered()
    with pytest.raises(TextIsOffered):
        services.offer(review.text, **review.who)
    assert not services.take_back(review.text, by=review.secretary, at=make.NOW).is_offered
    with pytest.raises(NotOffered):
        services.take_back(review.text, by=review.secretary, at=make.NOW)


def test_an_adopted_text_is_not_taken_back():
    review = offered()
    adopts(review, review.as_colleague)
    with pytest.raises(AlreadyAdopted):
        services.take_back(review.text, by=review.secretary, at=make.NOW)


def test_the_files_follow_the_text_into_its_circle():
    review = reviewed()
    file = make.rendition(make.document(label="AMBER", body=review.plenary, shared_at=None))
    review.text.versions.filter(is_first=True).update(source=file)
    services.offer(review.text, **review.who)
    file.revision.document.refresh_from_db()
    assert file.revision.document.offered_at == make.NOW
    adopts(review, review.as_colleague)
    file.revision.document.refresh_from_db()
    assert file.revision.document.shared_at == make.NOW


def test_the_other_persons_of_the_secretariat_are_told_of_an_offer_in_their_language(mailoutbox):
    review = reviewed()
    review.colleague.language = "es"
    review.colleague.save()
    services.offer(review.text, **review.who)
    [mail] = mailoutbox
    assert mail.to == [review.colleague.email]
    assert f"/es/texts/{review.text.slug}/adoption/" in mail.body


def test_the_focal_points_who_want_news_at_once_are_told_of_an_adoption_they_may_read(mailoutbox):
    review = offered()
    mailoutbox.clear()
    focal = make.delegate(body=review.plenary)
    others = [
        make.delegate(body=review.plenary, as_="observer"),
        make.delegate(body=review.plenary, role="officer"),
        make.delegate(),
    ]
    for person in (focal, review.secretary, *others):
        make.preference(person, "at_once")
    make.delegate(body=review.plenary)
    adopts(review, review.as_colleague)
    told = {address for mail in mailoutbox for address in mail.to}
    assert focal.email in told
    assert told <= {focal.email, review.secretary.email}


def test_no_mail_says_the_title_of_a_text_whose_reading_is_written_down(mailoutbox):
    review = reviewed()
    review.colleague.language = "en"
    review.colleague.save()
    office = review.plenary.dialogue.bodies.get(kind="secretariat")
    Instrument.objects.update(label="AMBER+STRICT", body=office)
    make.preference(review.secretary, "at_once")
    services.offer(review.text, **review.who)
    adopts(review, review.as_colleague)
    assert len(mailoutbox) == 2
    for mail in mailoutbox:
        assert "A declaration" not in mail.subject + str(mail.body)
        assert "A text under TLP:AMBER+STRICT" in mail.subject
