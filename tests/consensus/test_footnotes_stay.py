"""A footnote never leaves its clause, whatever is done to the text."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from comity.consensus.services import settle_bracket
from comity.instruments import services
from comity.instruments.models import Clause, ClauseText, Footnote
from comity.instruments.rules import ClauseBearsFootnotes
from comity.instruments.services import Correction
from comity.refusals import Refusal
from tests import make
from tests.consensus.drafted import Table

pytestmark = pytest.mark.django_db

STEPS = (
    "join", "split", "up", "down", "align", "align_first", "shift_first", "correct", "replace",
    "bracket", "settle", "insert", "delete", "remove",
)  # fmt: skip


class Text:
    """A text in two languages; ``w1`` … are the words by which a clause is known again."""

    def __init__(self) -> None:
        self.table = Table(
            words=tuple(
                {"en": f"w{n} in English.", "es": f"v{n} en español."} for n in range(1, 6)
            ),
            mode="members_only",
        )
        self.text = self.table.text
        self.notes = {
            make.footnote(self.table.clause(n), party=self.table.belize.party).pk: f"w{n}"
            for n in (1, 2, 4)
        }

    def do(self, step: str, at: int, other: int) -> None:
        clauses = list(self.text.clauses.all())
        clause, to = clauses[at % len(clauses)], clauses[other % len(clauses)]
        with contextlib.suppress(Refusal):
            getattr(self, f"_{step}")(clause, to, other)

    def review(self, verb: Callable, clause: Clause, *args: object, **fields: object) -> None:
        who = {"by": self.table.secretary, "at": make.NOW, "stamp": self.table.stamp}
        clause.instrument = self.text
        verb(clause, *args, **fields, **who)

    def _join(self, clause: Clause, _to: Clause, _other: int) -> None:
        self.review(services.join, clause)

    def _split(self, clause: Clause, _to: Clause, other: int) -> None:
        """Between two words, in one language or in both."""
        codes = [["en"], ["es"], ["en", "es"]][other % 3]
        found = clause.texts.filter(language__in=codes)
        places = {one.language: one.text.rfind(" ") + 1 for one in found}
        self.review(services.split, clause, places=places)

    def _up(self, clause: Clause, _to: Clause, _other: int) -> None:
        self.review(services.shift, clause, language="es", direction="up")

    def _down(self, clause: Clause, _to: Clause, _other: int) -> None:
        self.review(services.shift, clause, language="es", direction="down")

    def _shift_first(self, clause: Clause, _to: Clause, other: int) -> None:
        self.review(services.shift, clause, language="en", direction=["up", "down"][other % 2])

    def _align(self, clause: Clause, to: Clause, _other: int) -> None:
        self.review(services.align, clause, language="es", to=to)

    def _align_first(self, clause: Clause, to: Clause, _other: int) -> None:
        self.review(services.align, clause, language="en", to=to)

    def _correct(self, clause: Clause, _to: Clause, other: int) -> None:
        words = ["", "Otra cosa."][other % 2]
        self.review(services.correct, clause, Correction(number="7.", texts={"es": words}))

    def _words(self, clause: Clause) -> str:
        said = clause.texts.filter(language="en").first()
        return said.text if said else ""

    def _propose(self, **fields: object) -> None:
        self.table.take(self.table.proposal(**fields), in_brackets=False)

    def _replace(self, clause: Clause, _to: Clause, _other: int) -> None:
        self._propose(clause=clause, words=f"{self._words(clause)} More.")

    def _bracket(self, clause: Clause, _to: Clause, _other: int) -> None:
        proposal = self.table.proposal(clause=clause, words=f"{self._words(clause)} And more.")
        self.table.take(proposal, in_brackets=True)

    def _settle(self, clause: Clause, _to: Clause, other: int) -> None:
        start = self._words(clause).find("[")
        keep = [0, 1, None][other % 3]
        self.review(settle_bracket, clause, language="en", start=start, keep=keep)

    def _insert(self, clause: Clause, _to: Clause, _other: int) -> None:
        self._propose(kind="insert", after=clause, words="A clause that was not there.")

    def _delete(self, clause: Clause, _to: Clause, _other: int) -> None:
        self._propose(kind="delete", clause=clause)

    def _remove(self, clause: Clause, _to: Clause, _other: int) -> None:
        """Every word of every language, as a correction in review would take them out."""
        self.review(services.correct, clause, Correction(texts={"en": "", "es": ""}))

    def strays(self) -> list[str]:
        """The footnotes that left the clause in which the words stand that they were put on."""
        found = []
        for key, word in self.notes.items():
            note = Footnote.objects.get(pk=key)
            where = ClauseText.objects.filter(clause__instrument=self.text, language="en")
            homes = {one.clause_id for one in where if re.search(rf"\b{word}\b", one.text)}
            if note.clause_id not in homes:
                found.append(word)
        return found


class ANoteStays(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(
        st.lists(
            st.tuples(st.sampled_from(STEPS), st.integers(0, 9), st.integers(0, 9)), max_size=12
        )
    )
    def test_a_footnote_never_leaves_its_clause(self, steps: list[tuple[str, int, int]]):
        text = Text()
        for step in steps:
            text.do(*step)
            assert text.strays() == [], step
        assert Footnote.objects.filter(clause__instrument=text.text).count() == len(text.notes)


@pytest.mark.parametrize("step", ["delete", "remove"])
def test_a_clause_with_a_footnote_is_not_deleted(step: str):
    text = Text()
    clause = text.table.clause(2)
    if step == "delete":
        proposal = text.table.proposal(kind="delete", clause=clause)
        with pytest.raises(ClauseBearsFootnotes, match="Belize put a footnote"):
            text.table.take(proposal)
    else:
        text.text.shared_at = None
        text.text.save()
        with pytest.raises(ClauseBearsFootnotes, match="stays there"):
            text._remove(clause, clause, 0)
    assert Clause.objects.filter(pk=clause.pk).exists()


def test_a_clause_without_one_is_deleted_as_before():
    text = Text()
    clause = text.table.clause(3)
    text.do("delete", 2, 0)
    assert not Clause.objects.filter(pk=clause.pk).exists()


def test_joining_carries_the_footnotes_of_both_to_the_one_that_stays():
    text = Text()
    text.do("join", 1, 0)
    assert text.table.clause(1).footnotes.count() == 2
