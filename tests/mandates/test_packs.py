"""Packs as the secretariat and a focal point know them: made, sent back, taken over, kept."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from comity.mandates.models import Pack, Reply, Report, ReturnedPack, Round
from comity.mandates.packs.asked import Asked
from comity.mandates.services import mandating, packs, reporting, rounds
from comity.mandates.services.indicators import (
    Definition,
    define_indicator,
    withdraw_indicator,
)
from comity.mandates.services.packs_by_mail import NoneTaken, NothingAttached, by_mail, summary
from comity.mandates.services.rounds import Asking, Plan
from comity.notices.inbound import Attachment, Mail
from comity.parties.ledger import Entry
from comity.tlp import Label
from tests import make
from tests.mandates.filling import HANDS, WRITE
from tests.mandates.world import World

pytestmark = pytest.mark.django_db

FORMS = ["xlsx", "docx"]
LATER = make.NOW + timedelta(days=3)


class Desk(World):
    """A focal point with two assignments: one reported on before, one not."""

    def __init__(self) -> None:
        super().__init__()
        self.known = self.assignment()
        self.accepted(self.known, progress="A line is open.", limitations="No money.")
        clause = make.clause(self.text, {"en": "Train officers."})
        self.new = self.assignment(clause=clause, action={"en": "Train officers."})

    def pack(self, form="xlsx", **fields) -> Pack:
        given = {"language": "en", "form": form, "by": self.focal, "at": make.NOW} | fields
        return packs.make_pack(self.mexico, self.plenary.dialogue, None, **given)

    def hands(self, pack: Pack):
        return HANDS[pack.form](WRITE[pack.form](Asked.from_json(pack.asked)))

    def back(self, content: bytes, **fields) -> packs.TakenBack:
        given = {"by": self.focal, "at": LATER, "way": "upload"} | fields
        return packs.take_back(given.pop("name", "pack.xlsx"), content, **given)

    def draft_of(self, assignment) -> Report | None:
        return assignment.reports.in_course().first()


def whats(taken: packs.TakenBack) -> list[str]:
    return [finding["what"] for finding in taken.returned.findings]


def kept(taken: packs.TakenBack) -> list[str]:
    return [finding["kept"] for finding in taken.returned.findings]


def test_a_pack_asks_what_is_open_with_what_was_said_last():
    desk = Desk()
    rows = {row["key"]: row for row in desk.pack().asked["rows"]}
    assert set(rows) == {desk.known.pk, desk.new.pk}
    assert rows[desk.known.pk]["said"] == {
        "status": "under_way", "progress": "A line is open.", "limitations": "No money.",
    }  # fmt: skip
    assert rows[desk.known.pk]["question"] == "Keep a helpline."
    assert rows[desk.known.pk]["head"].startswith("1.")
    assert rows[desk.new.pk]["said"] == {}


def test_a_draft_stands_in_the_pack_before_the_last_report():
    desk = Desk()
    desk.draft(desk.known, progress="Two lines are open.")
    rows = {row["key"]: row for row in desk.pack().asked["rows"]}
    assert rows[desk.known.pk]["said"]["progress"] == "Two lines are open."


def test_what_is_with_the_secretariat_or_done_is_not_asked():
    desk = Desk()
    desk.submitted(desk.new)
    desk.accepted(desk.assignment(action={"en": "Third."}), status="done")
    assert [row["key"] for row in desk.pack().asked["rows"]] == [desk.known.pk]


def test_whoever_holds_no_seat_of_the_party_makes_no_pack():
    desk = Desk()
    for stranger in (desk.neighbour, desk.secretary, make.person()):
        with pytest.raises(packs.NotTheirPack, match="hold a seat of the party"):
            desk.pack(by=stranger)


def test_where_nothing_is_open_no_pack_is_made():
    desk = World()
    with pytest.raises(packs.NothingOwed, match="Nothing that you may see is open for Mexico"):
        packs.make_pack(
            desk.mexico, desk.plenary.dialogue, None,
            language="en", form="xlsx", by=desk.focal, at=make.NOW,
        )  # fmt: skip


def test_a_pack_holds_nothing_its_maker_may_not_see():
    desk = Desk()
    network = make.body("A network", dialogue=desk.plenary.dialogue, parent=desk.plenary)
    text = make.instrument(label="AMBER+STRICT", body=network, owner=desk.office.party)
    secret = make.mandate("Hidden.", clause=make.clause(text), body=network, label="AMBER+STRICT")
    make.assignment(secret, party=desk.mexico)
    assert "Hidden." not in str(desk.pack().asked)


def test_making_and_returning_are_in_the_ledger_without_words():
    desk = Desk()
    pack = desk.pack()
    desk.back(desk.hands(pack).fill(f"a{desk.new.pk}", progress="Words.").save())
    made, returned = Entry.objects.filter(act__startswith="pack.").order_by("number")
    assert (made.act, made.party, made.owner) == ("pack.made", desk.mexico, desk.mexico)
    assert returned.act == "pack.returned"
    assert returned.facts["taken"] == {f"a{desk.new.pk}": ["progress"]}
    assert "Words." not in str(returned.facts)


@pytest.mark.parametrize("form", FORMS)
def test_what_was_filled_becomes_drafts_and_only_that(form):
    desk = Desk()
    pack = desk.pack(form)
    hands = desk.hands(pack)
    hands.fill(f"a{desk.known.pk}", status="Done", next_steps="Advertise it.")
    hands.fill(f"a{desk.new.pk}", status="Planned", progress="A course is planned.")
    taken = desk.back(hands.save(), name=f"p.{form}")
    assert taken.returned.findings == []
    known, new = desk.draft_of(desk.known), desk.draft_of(desk.new)
    assert (known.status, known.progress, known.next_steps) == (
        "done", "A line is open.", "Advertise it.",
    )  # fmt: skip
    assert known.limitations == "No money."
    assert (new.status, new.progress, new.state) == ("planned", "A course is planned.", "draft")
    assert "4 answers were taken over" in summary(taken)


def test_what_is_confirmed_begins_a_draft_with_the_words_of_the_last_report():
    desk = Desk()
    hands = desk.hands(desk.pack()).fill(f"a{desk.known.pk}", confirmed="yes")
    taken = desk.back(hands.save())
    draft = desk.draft_of(desk.known)
    assert draft.progress == "A line is open."
    assert set(draft.confirmed) == {"progress", "limitations"}
    assert desk.draft_of(desk.new) is None
    again = desk.hands(desk.pack()).fill(f"a{desk.known.pk}", confirmed="yes").save()
    assert desk.back(again).returned.taken == {}
    assert taken.returned.taken == {f"a{desk.known.pk}": ["confirmed"]}


def test_a_pack_left_alone_changes_nothing_and_says_so():
    desk = Desk()
    taken = desk.back(desk.hands(desk.pack()).save())
    assert not Report.objects.in_course().exists()
    assert whats(taken) == ["The file holds nothing new: the site has every answer in it already."]


def test_the_same_file_sent_twice_changes_nothing_and_says_so():
    desk = Desk()
    content = desk.hands(desk.pack()).fill(f"a{desk.new.pk}", progress="Begun.").save()
    once = desk.back(content)
    again = desk.back(content, at=LATER + timedelta(hours=1))
    assert again.is_again
    assert again.returned == once.returned
    assert ReturnedPack.objects.count() == 1
    assert desk.draft_of(desk.new).stamp == 1
    assert "came before and holds nothing new" in summary(again)


def test_words_changed_on_the_site_since_are_not_overwritten_and_yours_are_kept():
    desk = Desk()
    pack = desk.pack()
    desk.draft(desk.known, progress="A colleague wrote this.", limitations="No money.")
    hands = desk.hands(pack)
    hands.fill(f"a{desk.known.pk}", progress="I wrote this.", limitations="No staff.")
    taken = desk.back(hands.save())
    draft = desk.draft_of(desk.known)
    assert draft.progress == "A colleague wrote this."
    assert draft.limitations == "No staff.", "nobody else had touched it"
    assert kept(taken) == ["I wrote this."]
    packs.take_kept(taken.returned, 0, by=desk.focal, at=LATER)
    draft.refresh_from_db()
    assert draft.progress == "I wrote this."
    with pytest.raises(packs.NothingKept):
        packs.take_kept(taken.returned, 0, by=desk.focal, at=LATER)


def test_a_report_accepted_since_is_not_rewritten_by_an_older_pack():
    desk = Desk()
    pack = desk.pack()
    desk.accepted(desk.new, progress="Trained forty.")
    taken = desk.back(desk.hands(pack).fill(f"a{desk.new.pk}", progress="Trained ten.").save())
    assert desk.draft_of(desk.new) is None
    assert kept(taken) == ["Trained ten."]
    confirmed = desk.hands(pack).fill(f"a{desk.known.pk}", confirmed="yes").save()
    desk.accepted(desk.known, progress="All is done.")
    assert "newer words than those confirmed" in whats(desk.back(confirmed))[0]


REFUSED_SINCE = {
    "the mandate was closed": (
        lambda desk: mandating.close_mandate(desk.new.mandate, by=desk.secretary, at=make.NOW),
        "was closed on",
    ),
    "the report was submitted": (lambda desk: desk.submitted(desk.new), "with the secretariat"),
}


@pytest.mark.parametrize("since", REFUSED_SINCE)
def test_what_the_site_no_longer_takes_is_kept_with_the_reason(since):
    desk = Desk()
    pack = desk.pack()
    act, reason = REFUSED_SINCE[since]
    act(desk)
    hands = desk.hands(pack).fill(f"a{desk.new.pk}", progress="Written since.")
    hands.fill(f"a{desk.known.pk}", next_steps="Taken all the same.")
    taken = desk.back(hands.save())
    assert kept(taken) == ["Written since."]
    assert reason in whats(taken)[0]
    assert desk.draft_of(desk.known).next_steps == "Taken all the same."


def test_what_was_kept_of_a_closed_mandate_is_taken_over_once_it_is_open_again():
    desk = Desk()
    pack = desk.pack()
    mandating.close_mandate(desk.new.mandate, by=desk.secretary, at=make.NOW)
    taken = desk.back(desk.hands(pack).fill(f"a{desk.new.pk}", status="Done").save())
    assert kept(taken) == ["Done"]
    mandating.reopen(desk.new.mandate, by=desk.secretary, at=LATER)
    packs.take_kept(taken.returned, 0, by=desk.focal, at=LATER)
    assert desk.draft_of(desk.new).status == "done"


def test_a_pack_of_another_party_is_refused_and_not_named():
    desk = Desk()
    content = desk.hands(desk.pack()).fill(f"a{desk.new.pk}", progress="Ours.").save()
    with pytest.raises(packs.NotTheirPack) as caught:
        desk.back(content, by=desk.neighbour)
    assert "Mexico" not in str(caught.value)
    assert not ReturnedPack.objects.exists()


def test_a_pack_that_was_not_made_here_is_refused():
    desk = Desk()
    pack = desk.pack()
    asked = Asked.from_json(pack.asked)
    forged = dataclasses.replace(asked, party_key=desk.belize.pk)
    unknown = dataclasses.replace(asked, key="0f8fad5b-d9cb-469f-a165-70867728950e")
    for wrong in (forged, unknown):
        with pytest.raises(packs.NotTheirPack, match="not a pack that was made here"):
            desk.back(WRITE["xlsx"](wrong))


def test_a_file_that_lost_its_mark_is_taken_on_the_page_of_its_pack_alone():
    desk = Desk()
    pack = desk.pack()
    hands = desk.hands(pack).fill(f"a{desk.new.pk}", progress="Begun.")
    for sheet in hands.book:
        sheet["A1"] = None
    hands.book.custom_doc_props.props.clear()
    with pytest.raises(packs.NotAPack, match="does not say which pack"):
        desk.back(hands.save())
    desk.back(hands.save(), expected=pack)
    assert desk.draft_of(desk.new).progress == "Begun."


def test_an_officer_sends_a_pack_back_and_submits_nothing():
    desk = Desk()
    hands = desk.hands(desk.pack())
    hands.fill(f"a{desk.new.pk}", status="Done", progress="Done.").cover("submit", "yes")
    taken = desk.back(hands.save(), by=desk.officer)
    assert desk.draft_of(desk.new).state == "draft"
    assert "not submitted" in whats(taken)[-1]


def test_a_focal_point_may_submit_what_is_complete_by_saying_so_on_the_cover():
    desk = Desk()
    hands = desk.hands(desk.pack())
    hands.fill(f"a{desk.new.pk}", status="Done", progress="All are trained.")
    hands.fill(f"a{desk.known.pk}", status="nearly", progress="Nearly.")
    taken = desk.back(hands.cover("submit", "yes").save())
    assert desk.draft_of(desk.new).state == "submitted"
    assert desk.draft_of(desk.known).state == "draft", "one of its answers is not clear"
    assert taken.returned.taken[f"a{desk.new.pk}"][-1] == "submitted"


def test_by_mail_nothing_is_submitted():
    desk = Desk()
    hands = desk.hands(desk.pack())
    hands.fill(f"a{desk.new.pk}", status="Done", progress="Done.").cover("submit", "yes")
    taken = desk.back(hands.save(), way="mail")
    assert desk.draft_of(desk.new).state == "draft"
    assert "nothing was submitted" in whats(taken)[0]


def test_words_in_another_language_than_the_last_report_are_marked_so():
    desk = Desk()
    hands = desk.hands(desk.pack(language="es")).fill(f"a{desk.known.pk}", progress="Dos líneas.")
    taken = desk.back(hands.save())
    draft = desk.draft_of(desk.known)
    assert draft.language == "es"
    assert len(whats(taken)) == 1
    assert not taken.returned.findings[0]["is_error"], "the limitations are still in English"


def test_findings_are_in_the_language_of_the_pack(settings):
    desk = Desk()
    hands = desk.hands(desk.pack(language="fr")).fill(f"a{desk.new.pk}", status="presque")
    finding = desk.back(hands.save()).returned.findings[0]
    assert "En cours" in finding["write"]


# Rounds and their questions


def a_round(desk, **plan) -> Round:
    """Open, over the text of the desk, with a question of every kind."""
    given = {
        "title": {"en": "Round 2026"}, "since": date(2025, 1, 1), "until": date(2026, 12, 31),
        "deadline_on": date(2026, 6, 30), "instruments": [desk.text],
    } | plan  # fmt: skip
    who = {"by": desk.secretary, "at": make.NOW}
    asking = [
        Asking({"en": "What stands in the way?"}),
        Asking({"en": "Who leads?"}, "choice", choices={"en": "Foreign affairs\nInterior"}),
        Asking({"en": "How many were trained?"}, "number", unit={"en": "persons"}),
        Asking({"en": "What did it cost?"}, "number"),
        Asking({"en": "Is there a law?"}, "yes_no"),
    ]
    made = rounds.prepare_round(desk.plenary, Plan(**given), **who)
    rounds.set_questions(made, asking, **who)
    return rounds.open_round(made, **who)


def pack_of(desk, round_, form="xlsx", **fields) -> Pack:
    given = {"language": "en", "form": form, "by": desk.focal, "at": make.NOW} | fields
    return packs.make_pack(desk.mexico, desk.plenary.dialogue, round_, **given)


def marks_of(round_) -> list[str]:
    return [f"q{question.pk}" for question in round_.questions.order_by("position")]


def answers_of(desk, round_) -> dict[str, Any]:
    reply = round_.replies.get(owner=desk.mexico)
    return {f"q{one.question_id}": (one.value, one.text) for one in reply.answers.all()}


def test_a_pack_of_a_round_asks_all_of_its_mandates_and_its_questions():
    desk = Desk()
    desk.accepted(desk.new, status="done")
    round_ = a_round(desk)
    pack = pack_of(desk, round_)
    asked = Asked.from_json(pack.asked)
    kinds = [row.kind for row in asked.rows]
    assert kinds == ["assignment"] * 2 + ["text", "choice", "number", "number", "yes_no"]
    assert asked.rows[3].options == ("Foreign affairs", "Interior")
    assert (asked.round, asked.due_on) == ("Round 2026", "2026-06-30")
    assert round_.replies.get(owner=desk.mexico).state == "opened", "taking it away is opening it"
    reply = round_.replies.get(owner=desk.mexico)
    who = {"reason": "Elections.", "by": desk.secretary, "at": make.NOW}
    rounds.extend_for(reply, date(2026, 7, 15), **who)
    assert pack_of(desk, round_).asked["due_on"] == "2026-07-15"


@pytest.mark.parametrize("form", FORMS)
def test_answers_to_the_questions_of_a_round_land_in_the_reply(form):
    desk = Desk()
    round_ = a_round(desk)
    pack = pack_of(desk, round_, form)
    words, choice, number, free, yes = marks_of(round_)
    hands = desk.hands(pack).fill(words, answer="Money.").fill(choice, answer="Interior")
    hands.fill(number, answer="40").fill(free, answer="12.5", unit="million pesos")
    content = hands.fill(yes, answer="yes", more="Act 8 of 2024").save()
    taken = desk.back(content)
    assert taken.returned.findings == []
    assert answers_of(desk, round_) == {
        words: ("Money.", "Money."), choice: (2, ""), number: (40, ""),
        free: (Decimal("12.5"), "million pesos"), yes: (True, "Act 8 of 2024"),
    }  # fmt: skip
    assert round_.replies.get(owner=desk.mexico).state == "draft"
    again = Asked.from_json(pack_of(desk, round_, form).asked)
    assert {row.mark: dict(row.said) for row in again.rows if row.mark in {free, yes}} == {
        free: {"answer": "12.5", "unit": "million pesos"},
        yes: {"answer": "yes", "more": "Act 8 of 2024"},
    }
    assert desk.back(content).is_again


def test_an_answer_given_on_the_site_since_is_not_overwritten():
    desk = Desk()
    round_ = a_round(desk)
    pack = pack_of(desk, round_)
    words, choice, *_others = marks_of(round_)
    first = desk.hands(pack).fill(choice, answer="Interior").save()
    desk.back(first)
    second = desk.hands(pack).fill(choice, answer="Foreign affairs").fill(words, answer="Money.")
    taken = desk.back(second.save())
    assert answers_of(desk, round_)[choice] == (2, "")
    assert answers_of(desk, round_)[words] == ("Money.", "Money.")
    assert kept(taken) == ["Foreign affairs"]
    packs.take_kept(taken.returned, 0, by=desk.focal, at=LATER)
    assert answers_of(desk, round_)[choice] == (1, "")


@pytest.mark.parametrize(
    ("answers", "state", "told"),
    [
        (["Money.", "Interior", "40"], "submitted", ""),
        (["Money.", "Interior", "some"], "draft", "Put right what is said about it"),
        (["Money.", "Interior", None], "draft", "3"),
    ],
)
def test_the_cover_submits_the_answers_to_the_questions_once_they_are_complete(
    answers, state, told
):
    desk = Desk()
    round_ = a_round(desk)
    hands = desk.hands(pack_of(desk, round_)).cover("submit", "yes")
    asked = marks_of(round_)
    for mark, answer in zip(asked, answers, strict=False):
        hands.fill(mark, answer=answer)
    hands.fill(asked[3], answer="12.5", unit="million pesos").fill(asked[4], answer="no")
    taken = desk.back(hands.save())
    assert round_.replies.get(owner=desk.mexico).state == state
    assert told in " ".join(whats(taken))
    is_told = [names[-1] == "submitted" for names in taken.returned.taken.values()]
    assert all(is_told) if state == "submitted" else not any(is_told)


def test_an_answer_to_a_submitted_reply_is_kept_with_the_reason():
    desk = Desk()
    round_ = a_round(desk)
    pack = pack_of(desk, round_)
    words, *_others = marks_of(round_)
    Reply.objects.filter(round=round_).update(state="submitted", offered_at=make.NOW)
    taken = desk.back(desk.hands(pack).fill(words, answer="Late.").save())
    assert kept(taken) == ["Late."]
    assert "with the secretariat since it was submitted" in whats(taken)[0]


def test_what_comes_after_a_round_was_closed_is_kept_as_drafts_and_said():
    desk = Desk()
    round_ = a_round(desk)
    pack = pack_of(desk, round_)
    words, *_others = marks_of(round_)
    rounds.close_round(round_, by=desk.secretary, at=LATER)
    hands = desk.hands(pack).fill(words, answer="Late.").fill(f"a{desk.new.pk}", progress="Too.")
    taken = desk.back(hands.save())
    assert answers_of(desk, round_)[words] == ("Late.", "Late.")
    assert desk.draft_of(desk.new).progress == "Too."
    assert "“Round 2026” is closed" in whats(taken)[-1]


def test_only_the_open_rounds_that_ask_the_party_are_offered(sign_in):
    desk = Desk()
    round_ = a_round(desk)
    client = sign_in(desk.focal)
    page = client.get("/en/mandates/packs/")
    choices = dict(page.context["form"].fields["about"].choices)
    assert len(choices) == 2
    assert any("Round 2026" in words for words in choices.values())
    rounds.close_round(round_, by=desk.secretary, at=LATER)
    page = client.get("/en/mandates/packs/")
    assert len(page.context["form"].fields["about"].choices) == 1


# Indicators


def an_indicator(desk, **fields):
    definition = Definition(
        {"en": "Calls answered"}, {"en": "calls"}, baseline=Decimal(100), baseline_year=2020,
        target=Decimal(500), target_year=2030, **fields,
    )  # fmt: skip
    mandate = desk.known.mandate
    return define_indicator(mandate, definition, by=desk.secretary, at=make.NOW)


def figures_of(report) -> dict[int, tuple[Decimal, str]]:
    return {one.year: (one.number, one.note) for one in report.values.all()}


@pytest.mark.parametrize("form", FORMS)
def test_figures_land_in_the_draft_of_their_mandate_with_year_and_note(form):
    desk = Desk()
    one = an_indicator(desk)
    pack = desk.pack(form)
    rows = [row for row in Asked.from_json(pack.asked).rows if row.kind == "indicator"]
    assert [(row.year, row.unit, row.before) for row in rows] == [
        (2025, "calls", "Baseline (2020): 100; Target (2030): 500"),
        (2026, "calls", "Baseline (2020): 100; Target (2030): 500"),
    ]
    hands = desk.hands(pack).fill(f"i{one.pk}y2025", answer="220")
    hands.fill(f"i{one.pk}y2026", answer="130.5", more="Until February")
    content = hands.save()
    taken = desk.back(content)
    assert taken.returned.findings == []
    draft = desk.draft_of(desk.known)
    assert figures_of(draft) == {2025: (220, ""), 2026: (Decimal("130.5"), "Until February")}
    assert draft.progress == "A line is open."
    assert desk.back(content).is_again
    later = desk.hands(desk.pack(form)).fill(f"i{one.pk}y2025", answer="221").save()
    desk.back(later)
    assert figures_of(desk.draft_of(desk.known))[2025] == (221, "")


def test_a_figure_of_the_site_is_not_overwritten_and_a_note_alone_is_none():
    desk = Desk()
    one = an_indicator(desk)
    old = desk.pack()
    desk.back(desk.hands(old).fill(f"i{one.pk}y2025", answer=220).save())
    hands = desk.hands(old).fill(f"i{one.pk}y2025", answer=199)
    taken = desk.back(hands.fill(f"i{one.pk}y2026", more="Not counted").save())
    assert figures_of(desk.draft_of(desk.known)) == {2025: (220, "")}
    assert sorted(kept(taken)) == ["199", "Not counted"]
    assert any("Write the number in the cell" in what for what in whats(taken))
    number = next(n for n, one in enumerate(taken.returned.findings) if one["kept"] == "199")
    packs.take_kept(taken.returned, number, by=desk.focal, at=LATER)
    assert figures_of(desk.draft_of(desk.known)) == {2025: (199, "")}


def test_a_figure_for_an_indicator_withdrawn_since_is_kept_with_the_reason():
    desk = Desk()
    one = an_indicator(desk)
    pack = desk.pack()
    withdraw_indicator(one, by=desk.secretary, at=make.NOW)
    taken = desk.back(desk.hands(pack).fill(f"i{one.pk}y2025", answer=220).save())
    assert kept(taken) == ["220"]
    assert "has withdrawn this indicator" in whats(taken)[0]
    assert not [row for row in desk.pack().asked["rows"] if row["kind"] == "indicator"]


# By mail


def mail(*files: tuple[str, bytes]) -> Mail:
    attached = tuple(Attachment(name, "application/octet-stream", data) for name, data in files)
    return Mail("anybody@example.org", "Re: pack", "Attached.", attached)


def test_a_pack_attached_to_a_reply_is_taken_whatever_its_name():
    desk = Desk()
    pack = desk.pack("docx")
    content = desk.hands(pack).fill(f"a{desk.new.pk}", progress="Begun.").save()
    sent = mail(("logo.png", b"\x89PNG"), ("scan.dat", content))
    answer = by_mail(str(pack.pk), sent, person=desk.focal, at=LATER)
    returned = ReturnedPack.objects.get()
    assert returned.way == "mail"
    assert "1 answer was taken over" in answer.words
    assert answer.url == returned.get_absolute_url()
    assert desk.draft_of(desk.new).progress == "Begun."


def test_what_is_wrong_is_told_in_the_answer_with_its_place():
    desk = Desk()
    pack = desk.pack()
    content = desk.hands(pack).fill(f"a{desk.new.pk}", status="soon").save()
    answer = by_mail(str(pack.pk), mail(("p.xlsx", content)), person=desk.focal, at=LATER)
    assert "Assignments, row " in answer.words
    assert "“soon” is none of the answers" in answer.words
    assert "1 thing is to be put right" in answer.words


def test_a_reply_without_a_pack_or_with_a_wrong_one_is_answered_so():
    desk = Desk()
    pack = desk.pack()
    with pytest.raises(NothingAttached, match="No filled pack was attached"):
        by_mail(str(pack.pk), mail(("a.txt", b"Hello")), person=desk.focal, at=LATER)
    sent = mail(("p.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99))
    with pytest.raises(NoneTaken, match="password"):
        by_mail("no key", sent, person=desk.focal, at=LATER)


def test_two_packs_in_one_mail_are_both_taken():
    desk = Desk()
    one, other = desk.pack(), desk.pack("docx")
    first = desk.hands(one).fill(f"a{desk.new.pk}", progress="Begun.").save()
    second = desk.hands(other).fill(f"a{desk.known.pk}", next_steps="More.").save()
    sent = mail(("a.xlsx", first), ("b.docx", second))
    by_mail(str(one.pk), sent, person=desk.focal, at=LATER)
    assert ReturnedPack.objects.count() == 2
    assert desk.draft_of(desk.known).next_steps == "More."


def test_its_maker_is_told_where_the_pack_lies(settings, mailoutbox):
    settings.REPLY_TO = "reply@comity.example.org"
    desk = Desk()
    pack = desk.pack()
    told = mailoutbox[-1]
    assert told.to == [desk.focal.email]
    assert told.reply_to == [Asked.from_json(pack.asked).mailbox]
    assert pack.get_absolute_url() in told.body
    assert Asked.from_json(pack.asked).mailbox.startswith("reply+pack-")


# On the site


def test_a_pack_is_made_downloaded_and_sent_back_on_the_site(sign_in, tmp_path):
    desk = Desk()
    client = sign_in(desk.focal)
    page = client.get("/en/mandates/packs/")
    (about,) = [key for key, _words in page.context["form"].fields["about"].choices]
    chosen = {"about": about, "form": "docx", "language": "en"}
    response = client.post("/en/mandates/packs/make/", chosen)
    pack = Pack.objects.get()
    assert response.headers["Location"] == pack.get_absolute_url()
    file = client.get(reverse("mandates:pack_file", args=[pack.pk]))
    assert file.headers["Content-Disposition"].startswith("attachment; filename=")
    filled = HANDS["docx"](file.content).fill(f"a{desk.new.pk}", status="soon", progress="Begun.")
    upload = tmp_path / "renamed.bin"
    upload.write_bytes(filled.save())
    with upload.open("rb") as sent:
        response = client.post(
            reverse("mandates:return_pack", args=[pack.pk]), {"file": sent}, follow=True
        )
    words = response.content.decode()
    assert "“soon” is none of the answers to choose from." in words
    assert "Progress" in words
    assert reverse("mandates:assignment", args=[desk.new.pk]) in words


def test_a_refused_file_is_said_beside_the_field(sign_in, tmp_path):
    desk = Desk()
    client = sign_in(desk.focal)
    upload = tmp_path / "notes.txt"
    upload.write_text("Hello")
    for name, arguments in (("return_any", []), ("return_pack", [desk.pack().pk])):
        with upload.open("rb") as sent:
            response = client.post(reverse(f"mandates:{name}", args=arguments), {"file": sent})
        assert response.status_code == 422
        assert "notes.txt is not a filled pack" in response.content.decode()


def test_what_was_kept_is_taken_over_by_a_button(sign_in):
    desk = Desk()
    pack = desk.pack()
    desk.draft(desk.known, progress="A colleague wrote this.")
    taken = desk.back(desk.hands(pack).fill(f"a{desk.known.pk}", progress="Mine.").save())
    client = sign_in(desk.focal)
    page = client.get(taken.returned.get_absolute_url())
    assert "Mine." in page.content.decode()
    client.post(reverse("mandates:take_kept", args=[taken.returned.pk, 0]))
    assert desk.draft_of(desk.known).progress == "Mine."


def test_packs_are_seen_by_those_who_write_for_the_party_alone(sign_in):
    desk = Desk()
    pack = desk.pack()
    taken = desk.back(desk.hands(pack).fill(f"a{desk.new.pk}", progress="Secret.").save())
    addresses = [
        pack.get_absolute_url(),
        reverse("mandates:pack_file", args=[pack.pk]),
        taken.returned.get_absolute_url(),
        reverse("mandates:returned_file", args=[taken.returned.pk]),
    ]
    for person, status in ((desk.focal, 200), (desk.officer, 200), (desk.neighbour, 404),
                           (desk.secretary, 404)):  # fmt: skip
        client = sign_in(person)
        assert {client.get(address).status_code for address in addresses} == {status}


def test_who_may_not_read_all_that_is_asked_downloads_nothing_and_reads_nothing_of_it(sign_in):
    desk = Desk()
    network = make.body("A network", dialogue=desk.plenary.dialogue, parent=desk.plenary)
    make.seat(desk.focal, of=desk.mexico, body=network)
    text = make.instrument(
        label="AMBER+STRICT", body=network, owner=desk.office.party, symbol="SECRET/1"
    )
    strict = make.mandate("Hidden.", clause=make.clause(text), body=network, label="AMBER+STRICT")
    assignment = make.assignment(strict, party=desk.mexico)
    pack = desk.pack()
    assert "Hidden." in str(pack.asked)
    taken = desk.back(desk.hands(pack).fill(f"a{assignment.pk}", status="soon").save())
    client = sign_in(desk.officer)
    assert client.get(reverse("mandates:pack_file", args=[pack.pk])).status_code == 404
    assert (
        client.get(reverse("mandates:returned_file", args=[taken.returned.pk])).status_code == 404
    )
    words = client.get(taken.returned.get_absolute_url()).content.decode()
    assert "SECRET/1" not in words
    assert "soon" not in words
    assert "not shown here" in words
    client = sign_in(desk.focal)
    client.get(reverse("mandates:pack_file", args=[pack.pk]))
    noted = Entry.objects.filter(act="downloaded", by=desk.focal, thing__startswith="mandates.m")
    assert noted.get().facts["keys"] == [strict.pk]


def test_a_pack_is_made_in_few_queries_whatever_it_asks(django_assert_max_num_queries):
    desk = Desk()
    for number in range(8):
        desk.give(action={"en": f"Mandate {number}."})
    with django_assert_max_num_queries(60):
        pack = desk.pack()
    assert len(pack.asked["rows"]) == 10


def test_a_day_and_a_moment_are_arguments():
    desk = Desk()
    pack = desk.pack(at=datetime(2026, 3, 3, 1, 0, tzinfo=UTC))
    assert pack.asked["made_on"] in {date(2026, 3, 2).isoformat(), date(2026, 3, 3).isoformat()}
    assert desk.new.mandate.tlp is Label.AMBER
    assert reporting.last_accepted(desk.known, make.reader(desk.focal)).progress
