"""What a person types at the consensus desk, and its plain checks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.instruments.models import Clause
from comity.parties.models import Party
from comity.tlp import Label
from comity.ui.fields import give_choices

from .models import Drafting
from .services.circulating import CIRCLES

ALL = pgettext_lazy("parties or clauses", "all")
LONGEST = 20_000
"""Letters of a proposal or a comment: more is a paper, and comes as a document."""

MODES = {
    Drafting.Mode.MEMBERS_ONLY: _("members only: observers do not see it"),
    Drafting.Mode.OBSERVERS: _("observers read it"),
    Drafting.Mode.OPEN: _("observers read it and comment"),
}


class ConductForm(forms.Form):
    """How a text is drafted: who joins in, and until when positions are asked for."""

    mode = forms.ChoiceField(label=_("Mode"), choices=list(MODES.items()), widget=forms.RadioSelect)
    due_on = forms.DateField(
        label=_("Positions are due on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("What is published after this day is taken too, and marked as late."),
    )


class CirculateForm(ConductForm):
    label = forms.ChoiceField(
        label=_("Circle"),
        choices=[(label.value, label.words) for label in CIRCLES],
        widget=forms.RadioSelect,
        initial=Label.AMBER,
        help_text=_("Before it is adopted a text is not public. Members only: at most TLP:AMBER."),
    )
    field_order = ("label", "mode", "due_on")


class PartyForm(forms.Form):
    """Of somebody who may sit for several parties: for which one."""

    party = forms.ChoiceField(label=_("Party"))

    def __init__(self, *args: Any, parties: Sequence[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        self.parties = {str(party.pk): party for party in parties}
        give_choices(self, "party", [(key, str(party)) for key, party in self.parties.items()])
        if len(self.parties) == 1:
            self.fields["party"].widget = forms.HiddenInput()
            self.initial.setdefault("party", next(iter(self.parties)))

    @property
    def chosen(self) -> Party:
        return self.parties[self.cleaned_data["party"]]


class WordsForm(forms.Form):
    """The words of a proposal; to delete a clause takes none."""

    words = forms.CharField(
        label=_("What the clause should say"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Change the words here. What you strike and add is marked for the others."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Read with the proposal by all who read the text."),
    )

    def speak(self, kind: str, language: str) -> None:
        """Ask for what this kind of proposal needs, in the language it is in."""
        if kind == "delete":
            del self.fields["words"]
            return
        self.fields["words"].widget.attrs["lang"] = language
        if kind == "insert":
            self.fields["words"].label = _("What the new clause should say")
            self.fields["words"].help_text = _(
                "Begin with its number if it should have one: 4 bis."
            )


class ProposeForm(WordsForm, PartyForm):
    field_order = ("party", "words", "reason")


class CommentForm(PartyForm):
    words = forms.CharField(
        label=pgettext_lazy("in a drafting", "Comment"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reach = forms.ChoiceField(
        label=_("For whom"),
        widget=forms.RadioSelect,
        choices=[
            ("colleagues", _("colleagues in my party: it stays inside")),
            ("all", _("all who read the text, once our contact point publishes it")),
        ],
        initial="colleagues",
    )


class StatementForm(forms.Form):
    """The general remarks of a position."""

    statement = forms.CharField(
        label=_("General remarks"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class DecideForm(forms.Form):
    because = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed to refuse; kept with the proposal."),
    )


class PlaceForm(forms.Form):
    """After which clause an insertion now stands."""

    after = forms.ChoiceField(label=_("After"))

    def __init__(
        self, *args: Any, clauses: Sequence[Clause], language: str, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.clauses = {str(clause.pk): clause for clause in clauses}
        choices = [(key, _in_short(clause, language)) for key, clause in self.clauses.items()]
        give_choices(self, "after", choices)


def _in_short(clause: Clause, language: str) -> str:
    texts = {one.language: one.text for one in clause.texts.all()}
    words = texts.get(language) or next(iter(texts.values()), "")
    return f"{clause.number} {words[:70]}".strip()


class CompilationForm(forms.Form):
    """Narrows the compilation to a party or a clause."""

    party = forms.ChoiceField(label=_("Party"), required=False)
    clause = forms.ChoiceField(label=_("Clause"), required=False)

    def __init__(self, data: Any, parties: Sequence[Party], clauses: Sequence[Clause]) -> None:
        super().__init__(data)
        chosen = [(party.slug, str(party)) for party in parties]
        give_choices(self, "party", [("", ALL), *chosen])
        numbered = [(str(one.pk), one.number) for one in clauses if one.number]
        give_choices(self, "clause", [("", ALL), *numbered])
