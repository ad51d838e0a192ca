"""The parity gate: what lags, who opens it without, and that this stays on the text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from comity.instruments import services
from comity.instruments.lagging import Why, lags_of
from comity.instruments.models import Instrument, Override
from comity.instruments.rules import (
    LanguagesNotEqual,
    NoReasonGiven,
    NothingToOverride,
    NotThePresidency,
)
from comity.instruments.services import Correction, Upload
from comity.instruments.services.symbols import next_symbol
from comity.parties.dates import PartialDate
from comity.parties.ledger import Entry
from comity.parties.models import Person
from comity.parties.services import SamePerson
from tests import make

from .world import Review

pytestmark = pytest.mark.django_db


def lags(review: Review, language: str = "en") -> dict[int, Why]:
    found = lags_of(review.text, list(review.text.versions.all()))
    return found[language]


def compared() -> Review:
    """Two clauses, found equal in English."""
    review = Review({"es": "Pedir algo", "en": "Ask"}, {"es": "Dar gracias", "en": "Thank"})
    services.mark_equal(review.text.versions.get(language="en"), **review.who)
    return review


def correct(review: Review, clause: int, **texts: str) -> None:
    services.correct(review.now()[clause], Correction(texts=texts), **review.who)


class TestWhatLags:
    def test_nothing_where_nothing_changed_since(self):
        assert lags(compared()) == {}

    @pytest.mark.parametrize(
        ("texts", "why"),
        [
            ({"es": "Pedir más"}, Why.FIRST),
            ({"en": "Ask more"}, Why.OWN),
            ({"es": "Pedir más", "en": "Ask more"}, Why.BOTH),
            ({"en": ""}, Why.ALONE),
        ],
    )
    def test_the_clause_that_changed_and_why(self, texts: dict[str, str], why: Why):
        review = compared()
        correct(review, 0, **texts)
        assert lags(review) == {review.now()[0].pk: why}
        assert not review.is_equal("en")

    def test_a_clause_that_was_not_there(self):
        review = compared()
        made = make.clause(review.text, {"es": "Invitar", "en": "Invite"})
        assert lags(review) == {made.pk: Why.NEW}

    def test_of_a_language_never_compared_what_has_no_partner(self):
        review = Review({"es": "Pedir algo", "en": "Ask"}, {"es": "Dar gracias"})
        assert lags(review) == {review.clauses[1].pk: Why.ALONE}

    def test_nothing_again_once_it_is_compared(self):
        review = compared()
        correct(review, 0, es="Pedir más")
        services.mark_equal(review.text.versions.get(language="en"), **review.who)
        assert lags(review) == {}

    def test_the_two_languages_side_by_side_show_it(self, sign_in: Callable[[Person], Client]):
        review = compared()
        correct(review, 0, es="Pedir más")
        client = sign_in(review.secretary)
        page = client.get(review.text.get_absolute_url(), {"in": "es", "with": "en"})
        assert page.content.decode().count("changed in the first language since") == 1


class Gate:
    """A text drafted here that lacks French, with a presidency and a secretariat of two."""

    def __init__(self, **fields: Any) -> None:
        self.review = Review({"es": "Pedir algo", "en": "Ask"})
        self.text = self.review.text
        body = self.review.plenary
        body.required_languages = ["es", "en", "fr"]
        body.save()
        chair = make.party("Panama")
        make.presidency(chair, body.dialogue)
        self.chair = make.delegate(of=chair, body=body)
        Instrument.objects.filter(pk=self.text.pk).update(**{"shared_at": make.NOW} | fields)
        self.text.refresh_from_db()

    def override(self, **fields: Any) -> Override:
        given = {"because": "Monday is too late.", "language": "en", "by": self.chair}
        return services.override_parity(self.text, at=make.NOW, **given | fields)

    def adopt(self, **fields: Any) -> Instrument:
        services.offer(self.text, **self.review.who)
        given = self.review.as_colleague | {"adopted_on": PartialDate.read("2026-02-27")} | fields
        return services.adopt(self.text, **given)


class TestTheOverride:
    def test_the_presidency_opens_the_gate_with_a_reason(self):
        gate = Gate()
        with pytest.raises(LanguagesNotEqual):
            gate.adopt()
        made = gate.override()
        assert made.languages == ["en", "fr"]
        assert gate.adopt().is_adopted
        entry = Entry.objects.get(act="parity.overridden")
        assert entry.facts["missing"] == ["fr"]
        assert "Monday" not in str(entry.facts)

    def test_the_secretariat_alone_does_not(self):
        gate = Gate()
        with pytest.raises(NotThePresidency, match="Only the presidency"):
            gate.override(by=gate.review.secretary)

    def test_a_reason_is_asked_for(self):
        with pytest.raises(NoReasonGiven):
            Gate().override(because=" ")

    def test_an_open_gate_is_not_opened(self):
        gate = Gate()
        gate.review.equalise()
        gate.review.plenary.required_languages = ["es", "en"]
        gate.review.plenary.save()
        with pytest.raises(NothingToOverride):
            gate.override()

    def test_a_language_that_falls_behind_later_is_not_covered(self):
        gate = Gate()
        services.mark_equal(gate.text.versions.get(language="en"), **gate.review.who)
        assert gate.override().languages == ["fr"]
        gate.text.versions.filter(language="en").update(is_equal=False)
        with pytest.raises(LanguagesNotEqual, match="not yet equal in English"):
            gate.adopt()
        gate.override(because="English too.")
        assert gate.adopt().is_adopted
        assert Override.objects.count() == 2

    def test_it_stays_on_the_text_for_everybody(self, client: Client):
        gate = Gate()
        gate.override()
        gate.adopt(label="CLEAR")
        page = client.get(gate.text.get_absolute_url()).content.decode()
        assert "Monday is too late." in page
        assert "French" in page

    def test_the_presidency_does_it_on_the_page_of_the_adoption(self, sign_in: Callable):
        gate = Gate()
        address = reverse("instruments:adoption", args=[gate.text.slug])
        for person, sees in ((gate.review.secretary, False), (gate.chair, True)):
            page = sign_in(person).get(address).content.decode()
            assert ('value="override"' in page) is sees
        client = sign_in(gate.chair)
        assert client.post(address, {"do": "override", "because": ""}).status_code == 422
        assert client.post(address, {"do": "override", "because": "Now."}).status_code == 302
        refused = sign_in(gate.review.secretary).post(address, {"do": "override", "because": "X"})
        assert refused.status_code == 422
        assert Override.objects.get().because == "Now."


class TestAdoption:
    def gate(self, **fields: Any) -> Gate:
        gate = Gate(**fields)
        gate.review.plenary.required_languages = ["es"]
        gate.review.plenary.save()
        return gate

    def test_what_was_drafted_here_was_adopted_in_the_room(self, client: Client):
        text = self.gate().adopt(label="CLEAR")
        assert text.way == "room"
        assert "in the room" in client.get(text.get_absolute_url()).content.decode()

    def test_of_a_text_from_an_archive_no_way_is_known(self):
        assert self.gate(shared_at=None).adopt().way == ""

    def test_who_prepared_a_text_does_not_make_it_public(self):
        gate = self.gate()
        services.offer(gate.text, **gate.review.as_colleague)
        with pytest.raises(SamePerson, match="another person makes it public"):
            services.adopt(gate.text, label="CLEAR", **gate.review.who)
        assert not Instrument.objects.get().is_adopted
        assert services.adopt(gate.text, **gate.review.who).label == "AMBER"

    def test_it_gets_the_next_symbol_of_its_series(self):
        gate = self.gate()
        for symbol in ("CRM/XIV/DEC/9", "CRM/XIV/DEC/10"):
            make.instrument(body=gate.review.plenary, kind=gate.text.kind, symbol=symbol)
        make.document(symbol="CRM/XIV/DEC/11")
        assert gate.adopt().symbol == "CRM/XIV/DEC/12"

    def test_a_symbol_that_was_given_stays_and_where_nothing_counts_none_is_made(self):
        gate = self.gate()
        assert next_symbol(gate.text) == ""
        assert gate.adopt(symbol="CRM/A").symbol == "CRM/A"


def file(name: str, *lines: str) -> Upload:
    return Upload(name, "\n\n".join(lines).encode())


def test_a_body_adopts_in_spanish_english_dutch_and_haitian_creole(sign_in: Callable):
    body = make.plenary()
    body.required_languages = ["es", "en", "nl", "ht"]
    body.save()
    secretary, colleague = make.secretary(body), make.secretary(body)
    words = {
        "es": ("1. Pedir a los Estados que informen.", "2. Dar las gracias al anfitrión."),
        "en": ("1. Request the States to report.", "2. Thank the host."),
        "nl": ("1. De staten te verzoeken te rapporteren.", "2. De gastheer te bedanken."),
        "ht": ("1. Mande Eta yo fè rapò.", "2. Di peyi k ap resevwa a mèsi."),
    }
    text = services.import_text(
        body, upload=file("es.txt", *words["es"]), language="es", title="Declaración",
        kind="declaration", label="CLEAR", by=secretary, at=make.NOW,
    )  # fmt: skip

    def who(by: Person = secretary) -> dict[str, Any]:
        return {"by": by, "at": make.NOW, "stamp": Instrument.objects.get(pk=text.pk).stamp}

    for code in ("en", "nl", "ht"):
        with pytest.raises(LanguagesNotEqual):
            services.offer(text, **who())
        services.add_language(
            text, language=code, upload=file(f"{code}.txt", *words[code]), **who()
        )
        services.mark_equal(text.versions.get(language=code), **who())
    assert text.clauses.count() == 2
    assert all(clause.texts.count() == 4 for clause in text.clauses.all())
    services.offer(text, **who())
    assert services.adopt(text, **who(colleague)).is_adopted
    client = sign_in(secretary)
    for code, name in (("nl", "Dutch"), ("ht", "Haitian Creole")):
        page = client.get(text.get_absolute_url(), {"in": code}).content.decode()
        assert f'lang="{code}"' in page
        assert name in page


@pytest.mark.parametrize("code", ["pt", "nl", "ht"])
def test_each_language_of_the_region_can_be_chosen(code: str, sign_in: Callable):
    body = make.plenary()
    client = sign_in(make.secretary(body))
    assert f'value="{code}"' in client.get(reverse("instruments:import")).content.decode()


def test_the_day_after_a_clause_has_changed_the_gate_is_shut_again():
    gate = Gate()
    gate.review.plenary.required_languages = ["es", "en"]
    gate.review.plenary.save()
    services.mark_equal(gate.text.versions.get(language="en"), **gate.review.who)
    who = gate.review.who | {"at": make.NOW + timedelta(days=1)}
    services.correct(gate.review.now()[0], Correction(texts={"en": "Ask again"}), **who)
    with pytest.raises(LanguagesNotEqual, match="English"):
        services.offer(gate.text, **gate.review.who)
