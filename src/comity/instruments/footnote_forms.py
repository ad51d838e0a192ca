"""What a party types to put something on a clause."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.parties.models import Party
from comity.ui.fields import give_choices
from comity.ui.locales import language_name, page_language

from .models import Clause, Footnote

LONGEST = 20_000
_SHORT = 70


class WordsForm(forms.Form):
    """The same words in one language or more."""

    def __init__(self, *args: Any, languages: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.languages = list(languages)
        for code in self.languages:
            self.fields[f"words_{code}"] = forms.CharField(
                label=_("In %(language)s") % {"language": language_name(code, page_language())},
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 4, "lang": code}),
            )

    @property
    def words(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"words_{code}"] for code in self.languages}


class FootnoteForm(WordsForm):
    """For which party, on which clause, and what."""

    party = forms.ChoiceField(label=_("Party"))
    clause = forms.ChoiceField(label=_("Clause"))
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Footnote.Kind, widget=forms.RadioSelect, initial="footnote"
    )

    def __init__(
        self,
        *args: Any,
        parties: Sequence[Party],
        clauses: Iterable[Clause],
        language: str,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.parties = {str(party.pk): party for party in parties}
        self.clauses = {str(clause.pk): clause for clause in clauses}
        give_choices(self, "party", [(key, str(party)) for key, party in self.parties.items()])
        if len(self.parties) == 1:
            self.fields["party"].widget = forms.HiddenInput()
            self.initial.setdefault("party", next(iter(self.parties)))
        named = [(key, in_short(clause, language)) for key, clause in self.clauses.items()]
        give_choices(self, "clause", named)

    @property
    def given(self) -> dict[str, Any]:
        """Of a form found valid."""
        data = self.cleaned_data
        return {"party": self.parties[data["party"]], "kind": data["kind"], "words": self.words}

    @property
    def chosen(self) -> Clause:
        return self.clauses[self.cleaned_data["clause"]]


def in_short(clause: Clause, language: str) -> str:
    """The number of a clause and its first words, in the language or any other."""
    texts = {one.language: one.text for one in clause.texts.all()}
    words = texts.get(language) or next(iter(texts.values()), "")
    cut = f"{words[:_SHORT]}…" if len(words) > _SHORT else words
    return f"{clause.number} {cut}".strip()
