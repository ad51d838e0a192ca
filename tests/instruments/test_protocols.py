"""National texts beside the regional one: who brings them in, who reads them, how parties stand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.cache import cache

from comity.instruments import services
from comity.instruments.models import ClauseLink, Instrument, Protocol, Standing
from comity.instruments.protocol_rules import (
    AsksForItself,
    NotAProtocol,
    NotOfThisText,
    ReviewBeforeReview,
)
from comity.instruments.rules import NotTheAdopter, NotTheirText, NotTheSpeaker
from comity.instruments.services.reviews import remind_reviews
from comity.instruments.standing import stands_of
from comity.parties import registry
from comity.parties.access import ANYONE
from comity.parties.dates import PartialDate
from comity.parties.ledger import Entry
from comity.parties.services import NotTheSecretariat, SamePerson, TooWide, relabel
from comity.tlp import Label
from tests import make
from tests.entering import entered

pytestmark = pytest.mark.django_db

FILE = b"## Contact\n\n1. The directorate is the contact point.\n\n2. It keeps a register.\n"
DAY = PartialDate.read("2025-03-12")


class World:
    """A regional protocol of two clauses; Belize with two persons, Haiti, and the secretariat."""

    def __init__(self, **text) -> None:
        self.body = make.plenary()
        self.secretary = make.secretary(self.body)
        self.belize, self.haiti = make.party("Belize"), make.party("Haiti")
        self.focal = make.delegate(of=self.belize, body=self.body)
        self.colleague = make.delegate(of=self.belize, body=self.body, role="officer")
        self.other = make.delegate(of=self.haiti, body=self.body)
        text = {"kind": "protocol", "body": self.body, "label": "CLEAR"} | text
        self.regional = make.instrument("A regional protocol", **text)
        self.clauses = [
            make.clause(self.regional, words) for words in ("One point.", "A register.")
        ]

    def registered(self, by=None, **fields) -> Instrument:
        given = {"kind": "implements", "language": "en", "title": "The law of Belize"} | fields
        return services.register_national(
            self.regional, self.belize, upload=services.Upload("law.md", FILE), **given,
            by=by or self.focal, at=make.NOW,
        )  # fmt: skip

    def offered(self) -> Instrument:
        text = self.registered()
        return services.offer(text, by=self.focal, at=make.NOW, stamp=text.stamp)

    def published(self, by=None, **fields) -> Instrument:
        text = self.registered(**fields)
        text = services.offer(text, by=self.focal, at=make.NOW, stamp=text.stamp)
        return services.adopt(
            text, by=by or self.colleague, at=make.NOW, stamp=text.stamp, adopted_on=DAY
        )

    def says(self, stage="drafting", **fields) -> Standing:
        given = {"label": Label.AMBER, "since": DAY} | fields
        return services.state_standing(
            self.regional, self.belize, stage=stage, by=self.focal, at=make.NOW, **given
        )

    def stage_for(self, person) -> str:
        reader = make.reader(person) if person else ANYONE
        stands = stands_of(self.regional, reader, make.TODAY)
        return next(one.stage.value for one in stands if one.party == self.belize)


def sees(person, text) -> bool:
    return Instrument.objects.visible_to(make.reader(person)).filter(pk=text.pk).exists()


# --- Bringing a text in


def test_a_party_reads_its_own_law_into_clauses_and_the_ledger_says_so():
    here = World()
    text = here.registered(law="Act 12", source="https://gazette.example.org/12")
    assert text.is_national
    assert text.owner == here.belize
    assert [clause.number for clause in text.clauses.operative()] == ["1.", "2."]
    assert text.protocol.law == "Act 12"
    assert text.implementations.get().regional == here.regional
    assert [entry.act for entry in Entry.objects.of_party(here.belize)][-2:] == [
        "instrument.imported", "implementation.registered",
    ]  # fmt: skip


def test_a_law_of_a_party_suggests_no_mandates():
    here = World()
    text = services.register_national(
        here.regional, here.belize, kind="implements", language="en", by=here.focal, at=make.NOW,
        upload=services.Upload("law.md", b"1. The party requests Haiti to report by 31 May 2027."),
    )  # fmt: skip
    assert not text.clauses.filter(suggestions__isnull=False).exists()


@pytest.mark.parametrize("who", ["secretary", "other", "colleague"])
def test_only_those_who_speak_for_the_party_bring_its_text_in(who):
    here = World()
    with pytest.raises(NotTheSpeaker, match="Only the head, focal point or alternate of Belize"):
        here.registered(by=getattr(here, who))
    assert not Instrument.objects.filter(is_national=True).exists()


@pytest.mark.parametrize("text", [{"kind": "declaration"}, {"adopted": False}])
def test_only_an_adopted_protocol_of_a_body_is_carried_out(text):
    here = World(**text)
    with pytest.raises(NotAProtocol, match="Choose one that is"):
        here.registered()


def test_a_file_that_cannot_be_read_leaves_nothing_behind():
    here = World()
    with pytest.raises(services.importing.TextIsUnreadable):
        services.register_national(
            here.regional, here.belize, kind="implements", language="en", by=here.focal,
            at=make.NOW, upload=services.Upload("law.docx", b"no word file"),
        )  # fmt: skip
    assert not Instrument.objects.filter(is_national=True).exists()
    assert not Protocol.objects.exists()


# --- Who reads it, and who publishes it


def test_until_it_is_offered_nobody_but_the_party_knows_of_it():
    here = World()
    text = here.registered()
    assert sees(here.focal, text)
    assert sees(here.colleague, text)
    assert not sees(here.other, text)
    assert not sees(here.secretary, text)
    assert here.stage_for(here.focal) == "drafting"
    assert here.stage_for(here.other) == here.stage_for(here.secretary) == "none"


def test_what_is_offered_goes_to_the_secretariat_and_not_to_a_party_that_presides(mailoutbox):
    here = World()
    make.presidency(here.haiti, here.body.dialogue)
    text = here.offered()
    assert make.reader(here.other).leads(here.body.dialogue.pk)
    assert sees(here.secretary, text)
    assert not sees(here.other, text)
    (mail,) = mailoutbox
    assert mail.to == [here.secretary.email]
    assert "a text of Belize" in mail.body


def test_a_party_that_presides_reads_its_own_offered_text():
    here = World()
    make.presidency(here.belize, here.body.dialogue)
    assert sees(here.colleague, here.offered())


@pytest.mark.parametrize("who", ["colleague", "secretary"])
def test_a_colleague_or_the_secretariat_publishes_it_in_its_own_languages(who):
    here = World()
    here.body.required_languages = ["en", "es", "fr"]
    here.body.save()
    text = here.published(by=getattr(here, who))
    assert text.is_adopted
    assert (text.adopted_on, text.adopted_by) == (DAY.first, getattr(here, who))
    assert here.stage_for(here.other) == "adopted"


def test_nobody_publishes_what_the_same_person_offered():
    here = World()
    with pytest.raises(SamePerson, match="Ask a colleague of Belize, or the secretariat"):
        here.published(by=here.focal)


def test_another_party_never_publishes_it_even_when_it_presides():
    here = World()
    make.presidency(here.haiti, here.body.dialogue)
    with pytest.raises(NotTheAdopter, match="Only Belize and the secretariat"):
        here.published(by=here.other)


def test_the_secretariat_does_not_change_the_law_of_a_party():
    here = World()
    text = here.registered()
    with pytest.raises(NotTheirText, match="which alone prepares it"):
        services.offer(text, by=here.secretary, at=make.NOW, stamp=text.stamp)


def test_the_secretariat_returns_an_offered_text_to_its_party():
    here = World()
    text = services.take_back(here.offered(), by=here.secretary, at=make.NOW)
    assert not text.is_offered
    assert sees(here.focal, text)
    assert not sees(here.secretary, text)


# --- Which clause answers which


def test_a_party_links_its_clauses_to_those_of_the_region():
    here = World()
    text = here.published()
    it = text.implementations.get()
    own = list(text.clauses.operative())
    links = services.link_clauses(
        it, zip(here.clauses, own, strict=True), by=here.focal, at=make.NOW, note="Further."
    )
    assert [(link.regional, link.clause) for link in links] == list(
        zip(here.clauses, own, strict=True)
    )
    services.unlink_clauses(links[0], by=here.focal, at=make.NOW)
    services.unlink_clauses(links[0], by=here.focal, at=make.NOW)
    assert list(it.links.all()) == [links[1]]
    acts = list(Entry.objects.values_list("act", flat=True))
    assert acts[-2:] == ["implementation.linked", "implementation.unlinked"]


def test_two_clauses_are_linked_once_however_often_it_is_said():
    here = World()
    text = here.published()
    pair = [(here.clauses[0], text.clauses.operative().first())]
    for note in ("", "Goes further."):
        services.link_clauses(
            text.implementations.get(), pair, by=here.focal, at=make.NOW, note=note
        )
    assert ClauseLink.objects.get().note == "Goes further."


def test_a_clause_of_a_third_text_is_refused_and_nothing_is_linked():
    here = World()
    text = here.published()
    own = list(text.clauses.operative())
    pairs = [(here.clauses[0], own[0]), (make.clause(), own[1])]
    with pytest.raises(NotOfThisText):
        services.link_clauses(text.implementations.get(), pairs, by=here.focal, at=make.NOW)
    assert not ClauseLink.objects.exists()


@pytest.mark.parametrize("who", ["secretary", "other", "colleague"])
def test_nobody_else_links_a_party_s_clauses(who):
    here = World()
    text = here.published()
    pair = [(here.clauses[0], text.clauses.operative().first())]
    with pytest.raises(NotTheSpeaker):
        services.link_clauses(text.implementations.get(), pair, by=getattr(here, who), at=make.NOW)


# --- Where the parties stand


@pytest.mark.parametrize(
    ("text", "said", "stage"),
    [
        (None, None, "none"),
        (None, "none", "none"),
        (None, "drafting", "drafting"),
        (None, "in_force", "in_force"),
        ({}, None, "adopted"),
        ({}, "drafting", "adopted"),
        ({}, "in_force", "in_force"),
        ({"in_force": "2025-06"}, None, "in_force"),
        ({"in_force": "2027-01-01"}, None, "adopted"),
        ({"in_force": "2025-06"}, "none", "in_force"),
    ],
)
def test_what_is_furthest_of_all_that_is_known_counts(text, said, stage):
    here = World()
    if text is not None:
        day = PartialDate.read(text["in_force"]) if text else None
        here.published(in_force=day)
    if said:
        here.says(said)
    assert here.stage_for(here.other) == stage


def test_the_latest_word_of_a_party_counts_and_the_earlier_stays():
    here = World()
    here.says("adopted")
    here.says("drafting")
    assert here.stage_for(here.other) == "drafting"
    assert Standing.objects.count() == 2


def test_what_a_party_keeps_back_is_seen_by_nobody_else():
    here = World()
    here.says("adopted", share_now=False)
    assert here.stage_for(here.focal) == "adopted"
    seen = [here.stage_for(person) for person in (here.other, here.secretary, None)]
    assert seen == ["none", "none", "none"]


def test_a_word_for_everyone_takes_a_second_person():
    here = World()
    one = here.says("adopted", label=Label.CLEAR)
    assert not one.is_shared
    assert here.stage_for(None) == "none"
    services.standings.share(one, by=here.colleague, at=make.NOW)
    assert here.stage_for(None) == "adopted"


def test_where_a_party_stands_is_no_wider_known_than_the_text():
    here = World(label="AMBER")
    with pytest.raises(TooWide, match="its text is read by a narrower circle"):
        here.says("adopted", label=Label.CLEAR)
    one = here.says("adopted")
    with pytest.raises(TooWide):
        relabel(one, label=Label.GREEN, with_observers=False, by=here.focal, at=make.NOW)


@pytest.mark.parametrize("who", ["secretary", "other", "colleague"])
def test_nobody_speaks_for_another_party(who):
    here = World()
    with pytest.raises(NotTheSpeaker):
        services.state_standing(
            here.regional, here.belize, stage="adopted", by=getattr(here, who), at=make.NOW
        )


def test_only_states_and_territories_of_the_body_stand_in_the_table():
    here = World()
    make.membership(make.party("An agency", kind="institution"), here.body)
    make.membership(make.party("Observer"), here.body, "observer")
    stands = stands_of(here.regional, ANYONE, make.TODAY)
    assert [str(one.party.name) for one in stands] == ["Belize", "Haiti"]


# --- Life, reviews, and who asked


def test_a_party_records_the_life_of_its_law_and_the_secretariat_that_of_the_regional_text():
    here = World()
    own = here.published()
    in_force = PartialDate.read("2025-06")
    services.describe_protocol(own, law="Act 12", in_force=in_force, by=here.focal, at=make.NOW)
    assert here.stage_for(None if own.label == "CLEAR" else here.other) == "in_force"
    services.describe_protocol(
        here.regional, review_on=date(2027, 1, 1), by=here.secretary, at=make.NOW
    )
    with pytest.raises(NotTheSpeaker):
        services.describe_protocol(own, by=here.secretary, at=make.NOW)
    with pytest.raises(NotTheSecretariat):
        services.describe_protocol(here.regional, by=here.focal, at=make.NOW)


def test_the_next_review_comes_after_the_last():
    here = World()
    services.record_review(
        here.regional, on=make.TODAY, next_on=date(2028, 3, 1), by=here.secretary, at=make.NOW
    )
    with pytest.raises(ReviewBeforeReview, match="Write a later day"):
        services.describe_protocol(
            here.regional, review_on=make.TODAY, by=here.secretary, at=make.NOW
        )
    assert Protocol.objects.get().review_on == date(2028, 3, 1)


def test_a_declaration_has_no_reviews():
    here = World(kind="declaration")
    with pytest.raises(NotAProtocol, match="has no reviews"):
        services.describe_protocol(here.regional, by=here.secretary, at=make.NOW)


@pytest.mark.parametrize(
    ("days", "told"),
    [(91, 0), (90, 1), (88, 1), (87, 0), (30, 1), (0, 1), (-2, 1), (-3, 0)],
)
def test_who_keeps_a_text_is_told_before_its_review_and_on_the_day(days, told, mailoutbox):
    here = World()
    own = here.published()
    mailoutbox.clear()
    Protocol.objects.filter(instrument=own).update(review_on=make.TODAY + timedelta(days=days))
    assert remind_reviews(at=make.NOW) == told
    cache.clear()
    assert remind_reviews(at=make.NOW) == 0
    assert [mail.to for mail in mailoutbox] == [[here.focal.email]] * told


def test_the_secretariat_is_told_of_the_regional_text(mailoutbox):
    here = World()
    make.protocol(here.regional, review_on=make.TODAY + timedelta(days=30))
    assert remind_reviews(at=make.NOW) == 1
    assert [mail.to for mail in mailoutbox] == [[here.secretary.email]]


@pytest.mark.parametrize(("days", "overdue"), [(-1, True), (0, False), (90, False)])
def test_a_review_stands_on_the_desk_of_who_keeps_the_text(days, overdue):
    here = World()
    make.protocol(here.regional, review_on=make.TODAY + timedelta(days=days))
    (row,) = registry.rows("due", make.reader(here.secretary), make.TODAY)
    assert (row.is_overdue, row.note) == (overdue, "to be reviewed")
    assert registry.rows("due", make.reader(here.focal), make.TODAY) == []


def test_the_clause_that_asked_for_a_text_is_recorded_and_shown_on_both():
    here = World()
    asking = make.clause(make.instrument("A declaration", body=here.body), "Develop a protocol.")
    services.say_who_asked(here.regional, asking, by=here.secretary, at=make.NOW)
    client = entered(None)
    assert "A declaration" in client.get(here.regional.get_absolute_url()).content.decode()
    page = client.get(asking.instrument.get_absolute_url()).content.decode()
    assert "A regional protocol" in page
    services.say_who_asked(here.regional, None, by=here.secretary, at=make.NOW)
    here.regional.refresh_from_db()
    assert here.regional.asked_by is None


def test_no_text_asks_for_itself_and_no_text_in_review_asks():
    here = World()
    with pytest.raises(AsksForItself):
        services.say_who_asked(here.regional, here.clauses[0], by=here.secretary, at=make.NOW)
    draft = make.clause(make.instrument(adopted=False, body=here.body))
    with pytest.raises(NotAProtocol, match="not adopted yet"):
        services.say_who_asked(here.regional, draft, by=here.secretary, at=make.NOW)
    with pytest.raises(NotTheSecretariat):
        services.say_who_asked(here.regional, None, by=here.focal, at=make.NOW)
