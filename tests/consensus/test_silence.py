"""The silence procedure: opened, broken, passed; and who may do what in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from comity.consensus.clock import said_at
from comity.consensus.models import Drafting, Silence, SilenceAct, SilenceDraft
from comity.consensus.rules import NotInDrafting, NotTheContactPoint, NotTheRoom
from comity.consensus.services import (
    break_silence,
    close_drafting,
    explain_position,
    extend_silence,
    keep_words,
    let_pass,
    note_results,
    open_silence,
    reopen_drafting,
)
from comity.consensus.silence_notices import remind
from comity.consensus.silence_rules import (
    AlreadyUnderSilence,
    HasLetPass,
    NotAskedUnderSilence,
    NotCirculated,
    NotLater,
    NoWords,
    SilenceIsOver,
    SilenceTooShort,
)
from comity.instruments.models import Instrument
from comity.instruments.rules import (
    AgreedBySilence,
    LanguagesNotEqual,
    NotOffered,
    OpenBrackets,
    TextIsHeld,
)
from comity.instruments.services import adopt, take_back
from comity.parties.dates import PartialDate, day_of
from comity.parties.ledger import Entry
from comity.parties.models import Membership, Person
from comity.parties.services import SamePerson
from tests import make
from tests.consensus.drafted import Table

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)
END = make.NOW + 96 * HOUR


def opened(table: Table, **fields: Any) -> Silence:
    given = {"ends_at": END, "by": table.secretary, "at": make.NOW, "stamp": table.stamp}
    return open_silence(table.text, **given | fields)


def broken(silence: Silence, seat: Any, **fields: Any) -> SilenceAct:
    given = {"words": "Our parliament sits in May.", "language": "en", "at": make.NOW + HOUR}
    return break_silence(silence, party=seat.party, by=seat.person, **given | fields)


def acts() -> list[str]:
    return list(Entry.objects.filter(act__startswith="silence").values_list("act", flat=True))


def test_a_text_is_put_under_silence_and_the_drafting_is_closed():
    table = Table()
    silence = opened(table)
    assert set(silence.asked.all()) == {table.belize.party, table.panama.party}
    assert not Drafting.objects.get().is_open
    assert acts() == ["silence.opened"]


def test_under_silence_the_text_stands_still():
    table = Table()
    proposal = table.proposal()
    silence = opened(table)
    with pytest.raises(NotInDrafting, match="is closed"):
        table.take(proposal)
    with pytest.raises(TextIsHeld, match="under silence"):
        reopen_drafting(silence.drafting, by=table.secretary, at=make.NOW)


@pytest.mark.parametrize(("hours", "is_enough"), [(71, False), (72, True), (400, True)])
def test_a_silence_lasts_as_long_as_the_rules_of_the_body_say(hours: int, is_enough: bool):
    table = Table()
    if is_enough:
        assert opened(table, ends_at=make.NOW + hours * HOUR)
        return
    with pytest.raises(SilenceTooShort, match="at least 72 hours"):
        opened(table, ends_at=make.NOW + hours * HOUR)
    assert not Silence.objects.exists()


def test_a_body_may_ask_for_fewer_hours():
    table = Table()
    table.text.body.silence_hours = 24
    table.text.body.save()
    assert opened(table, ends_at=make.NOW + 24 * HOUR)


def test_only_the_room_puts_a_text_under_silence():
    table = Table()
    with pytest.raises(NotTheRoom):
        opened(table, by=table.belize.person)


def test_a_text_is_under_one_silence_at_a_time():
    table = Table()
    opened(table)
    with pytest.raises(AlreadyUnderSilence):
        opened(table)


def test_languages_that_the_body_requires_are_equal_first():
    table = Table()
    table.text.body.required_languages = ["en", "fr"]
    table.text.body.save()
    with pytest.raises(LanguagesNotEqual, match="French"):
        opened(table)


def test_a_text_with_an_open_bracket_is_not_put_under_silence():
    table = Table(words=("We [ask] [urge] all states.",))
    with pytest.raises(OpenBrackets):
        opened(table)


def test_a_party_breaks_the_silence_with_a_reason_and_the_text_is_in_drafting_again():
    table = Table()
    silence = opened(table)
    broken(silence, table.belize)
    silence.refresh_from_db()
    assert silence.state(make.NOW + HOUR) == "broken"
    assert silence.drafting.is_open
    assert table.take(table.proposal())
    assert acts() == ["silence.opened", "silence.broken"]
    assert Entry.objects.get(act="silence.broken").party == table.belize.party


def test_the_deadline_itself_is_in_time_and_a_second_later_is_late():
    table = Table()
    silence = opened(table)
    with pytest.raises(SilenceIsOver, match=r"ended at .* can still explain"):
        broken(silence, table.belize, at=END + SECOND)
    assert not SilenceAct.objects.exists()
    assert broken(silence, table.panama, at=END)


def test_the_first_break_stands_and_the_second_hears_of_it():
    table = Table()
    silence = opened(table)
    broken(silence, table.belize)
    with pytest.raises(SilenceIsOver, match="Belize broke the silence"):
        broken(silence, table.panama)
    assert SilenceAct.objects.count() == 1


def test_a_break_needs_words():
    table = Table()
    with pytest.raises(NoWords):
        broken(opened(table), table.belize, words="  ")


def test_observers_officers_and_strangers_do_not_break_it():
    table = Table()
    silence = opened(table)
    officer = table.colleague(table.belize)
    with pytest.raises(NotAskedUnderSilence, match="UNHCR is not one of them"):
        broken(silence, table.observer)
    with pytest.raises(NotTheContactPoint):
        broken(silence, officer)
    with pytest.raises(NotAskedUnderSilence):
        broken(silence, table.seat("Latecomer"))


def test_a_party_that_ceased_to_be_a_member_can_no_longer_break_it():
    table = Table()
    silence = opened(table)
    explain_position(
        silence, party=table.belize.party, words="We join.", language="en",
        by=table.belize.person, at=make.NOW,
    )  # fmt: skip
    gone = Membership.objects.get(party=table.belize.party)
    gone.until = make.TODAY
    gone.save()
    with pytest.raises(NotAskedUnderSilence):
        broken(silence, table.belize, at=make.NOW + 48 * HOUR)
    assert SilenceAct.objects.get().words == "We join."


def test_what_a_member_broke_stays_broken_when_it_leaves():
    table = Table()
    silence = opened(table)
    broken(silence, table.belize)
    Membership.objects.filter(party=table.belize.party).delete()
    assert note_results(at=END + HOUR) == 0
    silence.refresh_from_db()
    assert silence.state(END + HOUR) == "broken"


def test_a_silence_is_extended_and_never_shortened():
    table = Table()
    silence = opened(table)
    extend_silence(silence, ends_at=END + 24 * HOUR, by=table.secretary, at=make.NOW)
    with pytest.raises(NotLater):
        extend_silence(silence, ends_at=END, by=table.secretary, at=make.NOW)
    late = END + 25 * HOUR
    with pytest.raises(SilenceIsOver):
        extend_silence(silence, ends_at=late + HOUR, by=table.secretary, at=late)
    assert broken(silence, table.belize, at=END + 24 * HOUR)


def test_without_a_break_it_passes_at_its_deadline_whenever_that_is_noted():
    table = Table()
    silence = opened(table)
    assert note_results(at=END) == 0
    assert note_results(at=END + 5 * HOUR) == 1
    assert note_results(at=END + 6 * HOUR) == 0
    silence.refresh_from_db()
    assert (silence.result, silence.noted_at) == ("passed", END)
    entry = Entry.objects.get(act="silence.passed")
    assert entry.facts["ends_at"] == END.isoformat()


def test_the_ledger_is_not_written_back_to_an_earlier_day():
    """The heads of earlier days are published: what is noted late has the day of the noting."""
    opened(Table())
    late = END + 30 * HOUR
    note_results(at=late)
    assert Entry.objects.get(act="silence.passed").at == late


def test_what_passed_is_adopted_by_a_second_person_and_says_that_it_was_by_silence(
    client: Client, sign_in: Callable[[Person], Client]
):
    table = Table()
    opened(table)
    note_results(at=END + HOUR)
    chair = make.secretary(table.text.body)
    text = adopt(
        Instrument.objects.get(), by=chair, at=END + 2 * HOUR, stamp=table.stamp,
        adopted_on=PartialDate.read("2026-03-06"),
    )  # fmt: skip
    page = sign_in(table.belize.person).get(text.get_absolute_url())
    assert "Agreed by silence" in page.content.decode()


def test_what_has_passed_is_not_taken_back():
    table = Table()
    opened(table)
    note_results(at=END + HOUR)
    with pytest.raises(AgreedBySilence, match="another person adopts it"):
        take_back(table.text, by=table.secretary, at=END + HOUR)


def test_what_passed_was_adopted_on_the_day_of_its_deadline():
    table = Table()
    opened(table)
    note_results(at=END + HOUR)
    chair = make.secretary(table.text.body)
    with pytest.raises(SamePerson):
        adopt(table.text, by=table.secretary, at=END + 96 * HOUR, stamp=table.stamp)
    text = adopt(table.text, by=chair, at=END + 96 * HOUR, stamp=table.stamp)
    assert (text.adopted_on, text.way) == (day_of(END), "silence")


def test_a_text_whose_silence_runs_or_was_broken_is_not_adopted():
    table = Table()
    silence = opened(table)
    chair = make.secretary(table.text.body)
    with pytest.raises(NotOffered):
        adopt(table.text, by=chair, at=make.NOW, stamp=table.stamp)
    broken(silence, table.belize)
    with pytest.raises(NotOffered):
        adopt(table.text, by=chair, at=make.NOW, stamp=table.stamp)


def test_a_text_is_put_under_silence_though_its_drafting_was_closed():
    table = Table()
    close_drafting(table.drafting, by=table.secretary, at=make.NOW)
    assert opened(table)


def test_what_is_not_circulated_is_not_put_under_silence():
    table = Table()
    Drafting.objects.all().delete()
    with pytest.raises(NotCirculated, match="circulates it first"):
        opened(table)


def test_a_member_that_is_the_secretariat_too_may_break_it():
    table = Table()
    office = table.text.body.dialogue.bodies.get(kind="secretariat")
    make.membership(table.belize.party, office, "secretariat")
    assert broken(opened(table), table.belize)


def test_a_party_speaks_in_the_silence_of_the_body_in_which_it_sits():
    """Belize is in the plenary and in no network: a text of the network is not its to stop."""
    table = Table()
    network = make.body(parent=table.text.body, dialogue=table.text.body.dialogue)
    member = make.seat(of=make.party("Cuba"), body=network)
    Instrument.objects.update(body=network)
    table.text.refresh_from_db()
    silence = opened(table)
    with pytest.raises(NotAskedUnderSilence):
        broken(silence, table.belize)
    assert broken(silence, member)


def test_who_lets_it_pass_may_still_break_it_and_says_so_once():
    table = Table()
    silence = opened(table)
    who = {"party": table.belize.party, "by": table.belize.person, "at": make.NOW}
    let_pass(silence, **who)
    with pytest.raises(HasLetPass):
        let_pass(silence, **who)
    assert broken(silence, table.belize)
    assert acts() == ["silence.opened", "silence.let_pass", "silence.broken"]


def test_a_clock_that_was_put_back_makes_no_act_earlier_than_the_opening():
    table = Table()
    assert broken(opened(table), table.belize, at=make.NOW - 9 * HOUR).at == make.NOW


def test_once_noted_as_passed_a_clock_that_goes_back_does_not_open_it_again():
    table = Table()
    silence = opened(table)
    note_results(at=END + SECOND)
    with pytest.raises(SilenceIsOver):
        broken(silence, table.belize, at=END - HOUR)


def test_what_is_typed_is_kept_for_the_person_alone_until_it_is_said():
    table = Table()
    silence = opened(table)
    keep_words(
        silence, party=table.belize.party, kind="break", words="Our par", language="en",
        by=table.belize.person, at=make.NOW,
    )  # fmt: skip
    own, other = make.reader(table.belize.person), make.reader(table.panama.person)
    assert SilenceDraft.objects.visible_to(own).get().words == "Our par"
    assert not SilenceDraft.objects.visible_to(other).exists()
    broken(silence, table.belize)
    assert not SilenceDraft.objects.exists()


def test_the_deadline_is_said_where_the_meeting_is_and_in_utc():
    table = Table()
    text = Instrument.objects.get()
    text.meeting = make.meeting(body=text.body, time_zone="America/Panama")
    assert said_at(END, text) == "6 Mar 2026, 09:00 GMT-05:00 (14:00 UTC)"
    text.meeting.time_zone = "Asia/Tokyo"
    assert said_at(END + 9 * HOUR, text).endswith("08:00 GMT+09:00 (2026-03-06 23:00 UTC)")
    assert table


def test_positions_are_explained_after_it_passed_but_not_after_a_break():
    table = Table()
    silence = opened(table)
    note_results(at=END + HOUR)
    said = {"words": "We read clause 1 as a beginning.", "language": "en"}
    assert explain_position(
        silence, party=table.belize.party, by=table.belize.person, at=END + 2 * HOUR, **said
    )
    other = Table()
    silence = opened(other)
    broken(silence, other.belize)
    with pytest.raises(SilenceIsOver):
        explain_position(
            silence, party=other.panama.party, by=other.panama.person, at=make.NOW + HOUR, **said
        )


def test_the_contact_points_are_told_once_of_each_step(mailoutbox: list[Any]):
    table = Table()
    opened(table)
    assert [one.subject for one in mailoutbox] == ["“A declaration on return” is under silence"] * 2
    assert remind(at=make.NOW + HOUR) == 0
    assert remind(at=END - 20 * HOUR) == 2
    assert remind(at=END - 19 * HOUR) == 0
    assert remind(at=END - 3 * HOUR) == 2
    mailoutbox.clear()
    note_results(at=END + HOUR)
    assert sorted(one.to[0] for one in mailoutbox) == sorted(
        person.email for person in (table.secretary, table.belize.person, table.panama.person)
    )
    assert all("has passed" in one.subject for one in mailoutbox)


def test_the_desk_of_a_contact_point_shows_the_deadline(sign_in: Callable[[Person], Client]):
    table = Table()
    silence = opened(table)
    Silence.objects.update(ends_at=make.NOW + timedelta(days=40_000))
    client = sign_in(table.belize.person)
    assert "silence ends on" in client.get(reverse("parties:desk")).content.decode()
    let_pass(silence, party=table.belize.party, by=table.belize.person, at=make.NOW)
    assert "silence ends on" not in client.get(reverse("parties:desk")).content.decode()


class TestThePage:
    def address(self, table: Table) -> str:
        return reverse("consensus:silence", args=[table.text.slug])

    def test_the_room_opens_it_there(self, sign_in: Callable[[Person], Client]):
        table = Table()
        client = sign_in(table.secretary)
        page = client.get(self.address(table)).content.decode()
        assert "at least 72 hours" in page
        given = {"do": "open", "stamp": table.stamp, "ends_at": "2999-01-01T12:00"}
        assert client.post(self.address(table), given).status_code == 302
        assert Silence.objects.exists()

    def test_a_refusal_keeps_what_was_typed(self, sign_in: Callable[[Person], Client]):
        table = Table()
        client = sign_in(table.secretary)
        given = {"do": "open", "stamp": table.stamp, "ends_at": "2001-01-01T12:00"}
        page = client.post(self.address(table), given)
        assert page.status_code == 422
        assert "2001-01-01T12:00" in page.content.decode()

    def test_a_contact_point_breaks_it_there(self, sign_in: Callable[[Person], Client]):
        table = Table()
        silence = opened(table)
        Silence.objects.update(ends_at=make.NOW + timedelta(days=40_000))
        client = sign_in(table.belize.person)
        given = {
            "do": "act", "party": table.belize.party.pk, "kind": "break", "language": "en",
            "words": "",
        }  # fmt: skip
        assert client.post(self.address(table), given).status_code == 422
        given["words"] = "Not before May."
        assert client.post(self.address(table), given).status_code == 302
        silence.refresh_from_db()
        assert silence.result == "broken"
        assert "Not before May." in client.get(self.address(table)).content.decode()

    def test_who_may_not_act_sees_no_form(self, sign_in: Callable[[Person], Client]):
        table = Table(mode="observers")
        opened(table)
        client = sign_in(table.observer.person)
        page = client.get(self.address(table))
        assert page.status_code == 200
        assert b'name="do"' not in page.content
        assert client.post(self.address(table), {"do": "open"}).status_code == 404

    def test_a_stranger_finds_nothing(self, client: Client, sign_in: Callable[[Person], Client]):
        table = Table()
        assert sign_in(make.person()).get(self.address(table)).status_code in {302, 404}
