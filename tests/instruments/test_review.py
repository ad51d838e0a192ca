"""The verbs of the review: words move, none is lost, and nobody writes over another."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from comity.instruments import services
from comity.instruments.rules import (
    NoPlaceToSplit,
    NotAligned,
    NothingAbove,
    NothingSaid,
    PlaceIsTaken,
    TextHasChanged,
    TextIsFrozen,
    TextIsOffered,
    UnknownValue,
)
from comity.instruments.services import Correction
from comity.parties.ledger import Entry
from comity.parties.services import NotTheSecretariat
from tests import make

from .world import Review

pytestmark = pytest.mark.django_db

VERBS = {
    "join": lambda r, who: services.join(r.clauses[1], **who),
    "split": lambda r, who: services.split(r.clauses[0], places={"es": 4}, **who),
    "correct": lambda r, who: services.correct(r.clauses[0], Correction(texts={"es": "X"}), **who),
    "shift": lambda r, who: services.shift(r.clauses[0], language="es", direction="down", **who),
    "align": lambda r, who: services.align(r.clauses[0], language="es", to=r.clauses[1], **who),
    "decide": lambda r, who: services.decide(r.suggestion, accept=True, **who),
    "decide_all": lambda r, who: services.decide_all(r.clauses[0], accept=True, **who),
    "suggest": lambda r, who: services.suggest(r.clauses[0], kind="due", value="2027", **who),
    "describe": lambda r, who: services.describe(
        r.text, services.Description(titles={"es": "Otro"}, kind="decision"), **who
    ),
    "mark_equal": lambda r, who: services.mark_equal(r.text.versions.get(language="en"), **who),
}


def two_clauses() -> Review:
    review = Review({"es": "Pedir algo", "en": "Ask it"}, {"es": "Dar gracias", "en": "Thank"})
    review.suggestion = make.suggestion(review.clauses[0])
    return review


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_is_one_entry_and_one_count_of_the_stamp(verb):
    review = two_clauses()
    VERBS[verb](review, review.who)
    review.text.refresh_from_db()
    assert review.text.stamp == 1
    assert Entry.objects.get().thing == f"instruments.instrument:{review.text.pk}"
    assert Entry.objects.get().party == review.text.owner


@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_writes_over_what_somebody_changed_meanwhile(verb):
    review = two_clauses()
    seen = review.who
    services.correct(review.clauses[1], Correction(number="9."), **review.as_colleague)
    with pytest.raises(TextHasChanged, match="Your words are kept"):
        VERBS[verb](review, seen)


@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_changes_an_adopted_text(verb):
    review = two_clauses()
    review.text.adopted_at = make.NOW
    review.text.save()
    with pytest.raises(TextIsFrozen):
        VERBS[verb](review, review.who)


@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_changes_an_offered_text(verb):
    review = two_clauses()
    review.text.offered_at = make.NOW
    review.text.save()
    with pytest.raises(TextIsOffered, match="Take it back first"):
        VERBS[verb](review, review.who)


@pytest.mark.parametrize("verb", VERBS)
def test_only_the_secretariat_reviews(verb):
    review = two_clauses()
    other = make.delegate(body=review.plenary)
    with pytest.raises(NotTheSecretariat):
        VERBS[verb](review, review.who | {"by": other})
    assert not Entry.objects.exists()


def test_joining_joins_all_languages_and_keeps_the_number_that_was_printed():
    review = two_clauses()
    services.join(review.clauses[1], **review.who)
    assert review.words("es") == ["Pedir algo\n2. Dar gracias"]
    assert review.words("en") == ["Ask it\n2. Thank"]
    assert review.now()[0].number == "1."


def test_joining_brings_the_suggestions_along_and_an_accepted_one_wins():
    review = two_clauses()
    make.suggestion(review.clauses[1], state="accepted")
    make.suggestion(review.clauses[1], value="gcm-2")
    kept = services.join(review.clauses[1], **review.who)
    assert set(kept.suggestions.values_list("value", "state")) == {
        ("gcm-1", "accepted"), ("gcm-2", "open"),
    }  # fmt: skip


def test_the_first_piece_cannot_be_joined_with_one_above():
    review = two_clauses()
    with pytest.raises(NothingAbove):
        services.join(review.clauses[0], **review.who)


def test_splitting_takes_the_number_and_the_verb_of_the_second_from_its_words():
    review = Review({"es": "Agradecer a todos. b) Solicitar datos", "en": "Thank all"})
    place = len("Agradecer a todos. ")
    second = services.split(review.clauses[0], places={"es": place}, **review.who)
    assert (second.number, second.verb) == ("b)", "request")
    assert review.words("es") == ["Agradecer a todos.", "Solicitar datos"]
    assert review.words("en") == ["Thank all", ""]


def test_splitting_cuts_every_language_that_has_a_place():
    review = Review({"es": "Uno. Dos.", "en": "One. Two."})
    services.split(review.clauses[0], places={"es": 4, "en": 4}, **review.who)
    assert (review.words("es"), review.words("en")) == (["Uno.", "Dos."], ["One.", "Two."])


def test_splitting_sends_a_suggestion_where_its_words_are():
    review = Review("Pedir datos. Dar gracias.")
    make.suggestion(review.clauses[0], value="a", words="Pedir")
    make.suggestion(review.clauses[0], value="b", words="gracias")
    second = services.split(review.clauses[0], places={"es": 12}, **review.who)
    assert list(second.suggestions.values_list("value", flat=True)) == ["b"]


@pytest.mark.parametrize("place", [-1, 0, 10, 400])
def test_a_split_leaves_no_part_empty(place):
    review = two_clauses()
    with pytest.raises(NoPlaceToSplit):
        services.split(review.clauses[0], places={"es": place}, **review.who)


def test_a_split_needs_a_place():
    review = two_clauses()
    with pytest.raises(NoPlaceToSplit, match="Mark where"):
        services.split(review.clauses[0], places={}, **review.who)


def test_correcting_changes_what_was_changed_and_says_so_in_the_ledger():
    review = two_clauses()
    correction = Correction(
        number="1 bis.", kind="heading", texts={"es": "Pedir mucho", "en": "Ask it"}
    )
    services.correct(review.clauses[0], correction, **review.who)
    assert review.words("es")[0] == "Pedir mucho"
    entry = Entry.objects.get()
    assert entry.facts["changed"] == ["number", "kind"]
    assert entry.facts["languages"] == ["es"]


def test_a_correction_that_changes_nothing_is_no_change():
    review = two_clauses()
    services.correct(review.clauses[0], Correction(texts={"es": "Pedir algo "}), **review.who)
    assert not Entry.objects.exists()


def test_a_piece_left_without_a_word_is_gone():
    review = two_clauses()
    gone = services.correct(review.clauses[0], Correction(texts={"es": "", "en": ""}), **review.who)
    assert gone is None
    assert review.words("es") == ["Dar gracias"]


def test_a_language_that_the_text_has_not_is_not_corrected():
    review = two_clauses()
    services.correct(review.clauses[0], Correction(texts={"fr": "Demander"}), **review.who)
    assert review.words("fr") == ["", ""]


def three_against_two() -> Review:
    return Review({"es": "A", "en": "b"}, {"es": "B", "en": "c"}, {"es": "C"})


def test_shifting_down_moves_all_that_follow_into_the_gap():
    review = three_against_two()
    services.shift(review.clauses[0], language="en", direction="down", **review.who)
    assert review.words("en") == ["", "b", "c"]
    assert review.words("es") == ["A", "B", "C"]


def test_shifting_down_from_the_last_makes_a_place_for_it():
    review = Review({"es": "A", "en": "b"})
    services.shift(review.clauses[0], language="en", direction="down", **review.who)
    assert (review.words("es"), review.words("en")) == (["A", ""], ["", "b"])


def test_shifting_up_fills_the_empty_place_and_what_is_left_empty_vanishes():
    review = Review({"es": "A"}, {"en": "a"}, {"es": "B"})
    services.shift(review.clauses[1], language="en", direction="up", **review.who)
    assert (review.words("es"), review.words("en")) == (["A", "B"], ["a", ""])


def test_shifting_up_writes_over_nothing():
    review = two_clauses()
    with pytest.raises(PlaceIsTaken):
        services.shift(review.clauses[1], language="en", direction="up", **review.who)


def test_what_says_nothing_is_not_shifted():
    review = three_against_two()
    with pytest.raises(NothingSaid):
        services.shift(review.clauses[2], language="en", direction="up", **review.who)


@pytest.mark.parametrize(("start", "end", "there"), [(0, 1, "b\nc"), (1, 0, "b\nc")])
def test_aligning_keeps_the_order_of_the_words(start, end, there):
    review = three_against_two()
    to = services.align(review.clauses[start], language="en", to=review.clauses[end], **review.who)
    assert to.texts.get(language="en").text == there


def test_a_suggestion_is_accepted_or_dropped():
    review = two_clauses()
    assert services.decide(review.suggestion, accept=True, **review.who).state == "accepted"
    assert services.decide(review.suggestion, accept=False, **review.who).state == "dropped"


def test_all_that_is_open_on_a_clause_is_accepted_at_once_and_nothing_else():
    review = two_clauses()
    dropped = make.suggestion(review.clauses[0], value="gcm-9", state="dropped")
    elsewhere = make.suggestion(review.clauses[1])
    assert services.decide_all(review.clauses[0], accept=True, **review.who) == 1
    dropped.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (dropped.state, elsewhere.state) == ("dropped", "open")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("addressee", "party:nowhere"), ("addressee", "body:none"), ("addressee", "nobody"),
        ("due", "2026-02-31"), ("due", "soon"), ("theme", "gcm-99"),
    ],
)  # fmt: skip
def test_what_does_not_exist_is_not_added(kind, value):
    review = two_clauses()
    with pytest.raises(UnknownValue, match=value):
        services.suggest(review.clauses[0], kind=kind, value=value, **review.who)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("addressee", "party:blz"), ("addressee", "body:net"), ("addressee", "members:net"),
        ("due", "2026-06"), ("theme", "gcm-1"),
    ],
)  # fmt: skip
def test_what_a_person_adds_is_accepted(kind, value):
    review = two_clauses()
    make.party(slug="blz")
    make.body(slug="net")
    make.theme("gcm-1")
    assert (
        services.suggest(review.clauses[0], kind=kind, value=value, **review.who).state
        == "accepted"
    )


def test_a_language_is_equal_when_every_clause_has_its_partner():
    review = two_clauses()
    assert services.mark_equal(review.text.versions.get(language="en"), **review.who).is_equal


def test_a_language_that_lacks_a_clause_is_not_equal():
    review = three_against_two()
    with pytest.raises(NotAligned, match="at 1 place: “3"):
        services.mark_equal(review.text.versions.get(language="en"), **review.who)


@pytest.mark.parametrize(
    ("language", "equal"), [("en", {"es", "fr"}), ("es", {"es"}), (None, {"es", "en", "fr"})]
)
def test_a_change_of_words_takes_equality_from_the_languages_concerned(language, equal):
    review = Review({"es": "A", "en": "a", "fr": "à"}, languages=("es", "en", "fr"))
    review.equalise()
    texts = {language: "other words"} if language else {}
    services.correct(review.clauses[0], Correction(number="8.", texts=texts), **review.who)
    assert {one for one in ("es", "en", "fr") if review.is_equal(one)} == equal


WORDS = st.text(st.sampled_from("abc de\n"), min_size=3, max_size=25).filter(str.strip)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["join", "split", "down", "up", "align", "correct"]),
        st.integers(0, 9), st.integers(0, 25), st.sampled_from(["es", "en"]),
    ),
    max_size=12,
)  # fmt: skip


class WordsAreKept(TestCase):
    """Whatever a reviewer does, in whatever order."""

    @settings(suppress_health_check=[HealthCheck.too_slow])
    @given(texts=st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=5), acts=ACTS)
    def test_no_act_but_a_correction_changes_the_words_of_a_language(self, texts, acts):
        review = Review(*({"es": es, "en": en} for es, en in texts))
        kept = {language: _letters(review, language) for language in ("es", "en")}
        for act, which, place, language in acts:
            moved = _act(review, act, which, place, language)
            if act == "correct" and moved:
                kept[language] = _letters(review, language)
            in_order = act in ("join", "split")
            for one in ("es", "en"):
                if act == "align":
                    # A text may be moved past others: its words stay, their order may not.
                    assert sorted(_letters(review, one)) == sorted(kept[one])
                    kept[one] = _letters(review, one)
                else:
                    assert _letters(review, one) == kept[one], (act, in_order)


def _letters(review: Review, language: str) -> str:
    """The words of a language without white space and numbers (a joined number goes into them)."""
    return "".join(one for one in "".join(review.words(language)) if one.isalpha())


def _act(review: Review, act: str, which: int, place: int, language: str) -> bool:
    """Do it where the rules allow; whether it was done."""
    clauses = review.now()
    clause = clauses[which % len(clauses)]
    acts = {
        "join": lambda: services.join(clause, **review.who),
        "split": lambda: services.split(clause, places={language: place}, **review.who),
        "down": lambda: services.shift(clause, language=language, direction="down", **review.who),
        "up": lambda: services.shift(clause, language=language, direction="up", **review.who),
        "align": lambda: services.align(
            clause, language=language, to=clauses[place % len(clauses)], **review.who
        ),
        "correct": lambda: services.correct(
            clause, Correction(texts={language: "corrected"}), **review.who
        ),
    }
    try:
        acts[act]()
    except (NothingAbove, NoPlaceToSplit, NothingSaid, PlaceIsTaken):
        return False
    return True
