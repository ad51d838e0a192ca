"""A text in review with a secretariat of two, for the tests of this room."""

from __future__ import annotations

from typing import Any

from comity.instruments.models import Clause, ClauseText, Instrument, Version
from tests import make


class Review:
    """An instrument in review, in two languages, one clause for each pair of texts."""

    def __init__(self, *texts: dict[str, str] | str, languages: tuple[str, ...] = ("es", "en")):
        self.plenary = make.plenary()
        self.secretary = make.secretary(self.plenary)
        self.colleague = make.secretary(self.plenary)
        office = self.plenary.dialogue.bodies.get(kind="secretariat")
        self.text: Instrument = make.instrument(
            adopted=False, body=self.plenary, owner=office.memberships.get().party,
            author=self.secretary, label="AMBER",
        )  # fmt: skip
        self.text.versions.all().delete()
        for language in languages:
            is_first = language == languages[0]
            Version.objects.create(
                instrument=self.text, language=language, is_first=is_first, is_equal=is_first
            )
        self.clauses = [
            make.clause(self.text, one if isinstance(one, dict) else {languages[0]: one})
            for one in texts
        ]

    @property
    def who(self) -> dict[str, Any]:
        """By the secretary, now, who sees the text as it is."""
        stamp = Instrument.objects.get(pk=self.text.pk).stamp
        return {"by": self.secretary, "at": make.NOW, "stamp": stamp}

    @property
    def as_colleague(self) -> dict[str, Any]:
        return self.who | {"by": self.colleague}

    def words(self, language: str) -> list[str]:
        """What the text says in a language, clause by clause; "" where it says nothing."""
        said = {
            one.clause_id: one.text
            for one in ClauseText.objects.filter(clause__instrument=self.text, language=language)
        }
        return [said.get(clause.pk, "") for clause in self.text.clauses.all()]

    def now(self) -> list[Clause]:
        return list(self.text.clauses.all())

    def is_equal(self, language: str) -> bool:
        return self.text.versions.get(language=language).is_equal

    def equalise(self) -> None:
        self.text.versions.update(is_equal=True)
