"""Proposals published, taken, refused and withdrawn; brackets settled."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.clauses.amend import Amendment, amend
from comity.consensus import rules
from comity.consensus.models import Proposal
from comity.consensus.services import (
    close_drafting,
    look_again,
    open_brackets,
    publish,
    refuse,
    require_no_brackets,
    settle_bracket,
    take,
    withdraw,
)
from comity.instruments.rules import (
    OpenBrackets,
    TextHasChanged,
    TextIsOffered,
    WordsAreNegotiated,
)
from comity.instruments.services import Correction, correct, offer
from comity.parties.models import Entry
from tests import make
from tests.consensus.drafted import WORDS, Table

pytestmark = pytest.mark.django_db
who = {"at": make.NOW}


@pytest.fixture
def table() -> Table:
    return Table()


def acts() -> list[str]:
    return list(Entry.objects.order_by("number").values_list("act", flat=True))


def seen(proposal: Proposal, person: object) -> bool:
    return Proposal.objects.visible_to(make.reader(person)).filter(pk=proposal.pk).exists()


def test_what_is_published_is_read_by_the_circle_of_the_text_alone(table: Table):
    made = table.proposal()
    assert seen(made, table.panama.person)
    assert seen(made, table.secretary)
    assert not seen(made, table.observer.person)
    assert not seen(made, make.delegate())


def test_only_the_contact_point_publishes(table: Table):
    made = table.draft()
    for person in (table.colleague(table.belize).person, table.panama.person, table.secretary):
        with pytest.raises(rules.NotTheContactPoint, match="It is kept"):
            publish(made, by=person, **who)
    assert publish(made, by=table.belize.person, **who).is_open


def test_a_proposal_is_published_once(table: Table):
    with pytest.raises(rules.AlreadyPublished):
        publish(table.proposal(), by=table.belize.person, **who)


def test_each_step_is_one_entry(table: Table):
    table.take(table.proposal())
    refuse(table.proposal(clause=table.clause(2)), by=table.secretary, because="No.", **who)
    withdraw(table.proposal(clause=table.clause(3)), by=table.belize.person, **who)
    drafted, published = "proposal.drafted", "proposal.published"
    assert acts() == [
        drafted, published, "proposal.taken",
        drafted, published, "proposal.refused",
        drafted, published, "proposal.withdrawn",
    ]  # fmt: skip


def test_a_taken_proposal_is_what_the_clause_says(table: Table):
    made = table.take(table.proposal())
    assert table.said() == ["We urge all states to report.", *WORDS[1:]]
    assert (made.state, made.decided_by) == ("taken", table.secretary)


def test_taking_in_the_first_language_leaves_no_other_equal(table: Table):
    table.take(table.proposal())
    assert not table.text.versions.get(language="es").is_equal


def test_deleting_a_clause_deletes_it_in_every_language_and_the_others_stay_equal():
    table = Table(words=({"en": "We ask.", "es": "Pedimos."}, {"en": "We note.", "es": "Vemos."}))
    table.take(table.proposal(kind="delete", words="", clause=table.clause(1)))
    assert table.said("es") == ["Vemos."]
    assert table.text.versions.get(language="es").is_equal


def test_an_inserted_clause_stands_behind_the_one_it_follows(table: Table):
    made = table.take(
        table.proposal(kind="insert", after=table.clause(1), words="1 bis. We urge it.")
    )
    assert table.said() == [WORDS[0], "We urge it.", *WORDS[1:]]
    assert (made.clause.number, made.clause.verb) == ("1 bis.", "urge")
    table.take(table.proposal(kind="insert", after=None, words="First of all."))
    assert table.said()[0] == "First of all."


def test_the_verb_of_a_clause_follows_its_words(table: Table):
    first = table.clause()
    first.verb = "request"
    first.save()
    table.take(table.proposal(words="We thank all states."))
    assert table.clause().verb == "thank"


def test_the_room_is_the_secretariat_and_the_presidency(table: Table):
    made = table.proposal()
    for person in (table.panama.person, table.belize.person, table.observer.person):
        with pytest.raises(rules.NotTheRoom, match="records what the room decides"):
            take(made, by=person, stamp=table.stamp, **who)
    make.presidency(table.panama.party, table.text.body.dialogue)
    assert take(made, by=table.panama.person, stamp=table.stamp, **who).state == "taken"


def test_of_two_who_take_at_once_one_is_told(table: Table):
    made, stamp = table.proposal(), table.stamp
    table.take(made, stamp=stamp)
    with pytest.raises(rules.AlreadyDecided, match="decided on before"):
        table.take(made, stamp=stamp)
    other = table.proposal(table.panama, clause=table.clause(2))
    with pytest.raises(TextHasChanged):
        table.take(other, stamp=stamp)
    assert table.said() == ["We urge all states to report.", *WORDS[1:]]


def test_a_draft_is_not_decided_on(table: Table):
    made = table.draft()
    with pytest.raises(rules.NotPublished):
        table.take(made)
    with pytest.raises(rules.NotPublished):
        refuse(made, by=table.secretary, because="No.", **who)


def test_who_refuses_says_why(table: Table):
    made = table.proposal()
    with pytest.raises(rules.NoReason, match="why"):
        refuse(made, by=table.secretary, because="  ", **who)
    refuse(made, by=table.secretary, because="No consensus.", **who)
    assert table.said() == list(WORDS)


def test_a_proposal_is_not_taken_into_a_clause_that_has_changed_since(table: Table):
    first, second = table.proposal(), table.proposal(table.panama, words="We invite all states.")
    table.take(first)
    with pytest.raises(rules.ClauseHasChanged, match="Look at it again"):
        table.take(second)
    look_again(second, by=table.secretary, stamp=table.stamp, **who)
    second.refresh_from_db()
    assert second.before == "We urge all states to report."
    table.take(second)
    assert table.said()[0] == "We invite all states."


def test_the_party_looks_again_too_and_nobody_else(table: Table):
    first, second = table.proposal(), table.proposal(table.panama, words="We invite all states.")
    table.take(first)
    with pytest.raises(rules.NotTheRoom):
        look_again(second, by=table.belize.person, stamp=table.stamp, **who)
    look_again(second, by=table.panama.person, stamp=table.stamp, **who)
    assert table.take(second).state == "taken"


def test_a_proposal_that_the_clause_says_by_now_changes_nothing_more(table: Table):
    first, second = table.proposal(), table.proposal(table.panama)
    table.take(first)
    with pytest.raises(rules.NothingProposed):
        look_again(second, by=table.secretary, stamp=table.stamp, **who)


@pytest.mark.parametrize("kind", ["replace", "delete"])
def test_what_was_proposed_on_a_clause_that_is_gone_is_kept_and_not_taken(table: Table, kind: str):
    made = table.proposal(kind=kind)
    table.take(table.proposal(table.panama, kind="delete"))
    with pytest.raises(rules.ClauseIsGone, match="Refuse the proposal"):
        table.take(made)
    made.refresh_from_db()
    assert (made.clause, made.number, made.before) == (None, "1.", WORDS[0])


def test_an_insertion_behind_a_deleted_clause_is_given_another_place(table: Table):
    made = table.proposal(kind="insert", after=table.clause(2), words="New.")
    table.take(table.proposal(table.panama, kind="delete", clause=table.clause(2)))
    with pytest.raises(rules.ClauseIsGone, match="after which clause it now stands"):
        table.take(made)
    with pytest.raises(rules.ClauseIsGone):
        look_again(made, by=table.secretary, stamp=table.stamp, **who)
    look_again(made, by=table.secretary, stamp=table.stamp, after=table.clause(2), **who)
    table.take(made)
    assert table.said() == [WORDS[0], WORDS[2], "New."]


def test_a_decided_proposal_is_not_withdrawn(table: Table):
    made = table.take(table.proposal())
    with pytest.raises(rules.AlreadyDecided):
        withdraw(made, by=table.belize.person, **who)


def test_a_published_proposal_is_withdrawn_by_the_contact_point(table: Table):
    made = table.proposal()
    with pytest.raises(rules.NotTheContactPoint):
        withdraw(made, by=table.colleague(table.belize).person, **who)
    with pytest.raises(rules.NotOfTheParty):
        withdraw(made, by=table.panama.person, **who)
    assert withdraw(made, by=table.belize.person, **who).state == "withdrawn"


def test_nothing_is_taken_once_the_drafting_is_closed_or_the_text_offered(table: Table):
    made = table.proposal()
    closed = close_drafting(table.drafting, by=table.secretary, **who)
    with pytest.raises(rules.NotInDrafting):
        table.take(made)
    closed.closed_at = None
    closed.save()
    offer(table.text, by=table.secretary, stamp=table.stamp, **who)
    with pytest.raises((TextIsOffered, rules.NotInDrafting)):
        table.take(made)


def test_in_brackets_both_stand_until_one_is_chosen(table: Table):
    table.take(table.proposal(), in_brackets=True)
    assert table.said()[0] == "We [ask] [urge] all states to report."
    (found,) = open_brackets(table.text)
    assert (found.clause, found.language) == (table.clause(), "en")
    with pytest.raises(OpenBrackets, match="Settle them first"):
        require_no_brackets(table.text)
    settle(table, found, 1)
    assert table.said()[0] == "We urge all states to report."
    require_no_brackets(table.text)


def settle(table: Table, found: object, keep: int | None, **fields: object) -> None:
    fields = {"start": found.bracket.start, "by": table.secretary, "stamp": table.stamp} | fields
    settle_bracket(found.clause, language=found.language, keep=keep, **fields, **who)


def test_a_clause_that_was_struck_as_a_whole_is_gone(table: Table):
    table.take(table.proposal(kind="delete"), in_brackets=True)
    assert table.said()[0] == f"[{WORDS[0]}]"
    settle(table, open_brackets(table.text)[0], None)
    assert table.said() == list(WORDS[1:])


def test_a_bracket_is_settled_once_by_the_room(table: Table):
    table.take(table.proposal(), in_brackets=True)
    (found,) = open_brackets(table.text)
    with pytest.raises(rules.NotTheRoom):
        settle(table, found, 0, by=table.belize.person)
    stamp = table.stamp
    settle(table, found, 0)
    with pytest.raises(TextHasChanged):
        settle(table, found, 0, stamp=stamp)
    with pytest.raises(rules.NoSuchBracket):
        settle(table, found, 0)


def test_a_text_with_open_brackets_is_not_offered_for_adoption(table: Table):
    table.take(table.proposal(), in_brackets=True)
    table.text.versions.update(is_equal=True)
    with pytest.raises(OpenBrackets, match="Settle them first"):
        offer(table.text, by=table.secretary, stamp=table.stamp, **who)


def test_a_bracket_in_the_words_has_its_partner(table: Table):
    with pytest.raises(rules.LooseBracket, match="partner"):
        table.draft(words="We [urge.")


def test_in_drafting_the_words_of_the_first_language_change_by_proposals_alone(table: Table):
    correct(
        table.clause(), Correction(number="I.", texts={"es": "Pedimos."}), by=table.secretary,
        stamp=table.stamp, **who,
    )  # fmt: skip
    assert table.said("es")[0] == "Pedimos."
    with pytest.raises(WordsAreNegotiated, match="English"):
        correct(
            table.clause(), Correction(number="9.", texts={"en": "Ours."}), by=table.secretary,
            stamp=table.stamp, **who,
        )  # fmt: skip
    assert table.clause().number == "I."


DECISIONS = st.lists(
    st.tuples(
        st.sampled_from(["replace", "insert", "delete"]),
        st.integers(0, 5),
        st.sampled_from(["We urge it.", "All states do it.", "By 2030, every state does so."]),
        st.sampled_from(["take", "bracket", "refuse"]),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DECISIONS)
def test_the_text_is_exactly_what_was_accepted(table: Table, decisions: list):
    """The rows against the pure rules, which have a property test of their own."""
    for kind, where, words, decision in decisions:
        before = table.lines()
        key = before[where % len(before)].key if before else None
        if key is None and kind != "insert":
            continue
        now = next((line.text for line in before if line.key == key), "")
        if kind == "replace" and now == words:
            continue
        place = table.text.clauses.filter(pk=key).first()
        side = {"after": place} if kind == "insert" else {"clause": place}
        made = table.proposal(kind=kind, words=words, **side)
        if decision == "refuse":
            refuse(made, by=table.secretary, because="No.", **who)
            assert table.lines() == before
            continue
        made = table.take(made, in_brackets=decision == "bracket")
        written_for = "" if kind == "insert" else now
        said = "" if kind == "delete" else words
        expected = amend(
            before, Amendment(kind, key, written_for, said),
            key=made.clause_id or 0, bracketed=decision == "bracket",
        )  # fmt: skip
        assert table.lines() == expected
