"""How mandates are made, assigned and due."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from comity.parties.models import Body, Membership, Party, Theme
from comity.ui.fields import DayField, ManyField, give_choices, give_records
from comity.ui.locales import language_name
from comity.ui.said import plain, sort_key

from ..models import Mandate
from ..services.mandating import Proposal, key_of
from .fields import CircleFields


class MandateForm(CircleFields):
    """One mandate of one clause: its action in the languages of the text, and the rest."""

    parties = ManyField(
        Party.objects.none(),
        label=_("Parties asked"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    bodies = ManyField(
        Body.objects.none(),
        label=_("Bodies asked"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    due_on = DayField(label=_("Due on"), required=False)
    themes = ManyField(
        Theme.objects.none(),
        label=_("Themes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any, proposal: Proposal, on: Any) -> None:
        super().__init__(data, initial=_initial(proposal))
        text = proposal.clause.instrument
        dialogue = text.body.dialogue
        held = Membership.objects.current(on).filter(body__dialogue=dialogue)
        named = [one.pk for one in proposal.addressees if isinstance(one, Party)]
        parties = Party.objects.filter(pk__in=held.values("party")) | Party.objects.filter(
            pk__in=named
        )
        give_records(self, "parties", parties.distinct())
        give_records(self, "bodies", dialogue.bodies.all())
        themes = Theme.objects.filter(dialogue=None) | Theme.objects.filter(dialogue=dialogue)
        give_records(self, "themes", themes.order_by("dialogue_id", "position", "code"))
        self.keep_within(text)
        self._languages = sorted(proposal.action) or [settings.LANGUAGE_CODE]
        for language in self._languages:
            self.fields[f"action_{language}"] = _action_field(language)
        self.order_fields(
            [
                *(f"action_{language}" for language in self._languages),
                "parties",
                "bodies",
                "due_on",
                "themes",
                "label",
                "with_observers",
            ]
        )
        for name in ("parties", "bodies"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelMultipleChoiceField)
            listed: list[Any] = list(field.choices)  # type: ignore[arg-type]
            give_choices(self, name, sorted(listed, key=lambda choice: sort_key(str(choice[1]))))

    def proposal(self, clause: Any) -> Proposal:
        """What was chosen, of a form found valid."""
        chosen = self.cleaned_data
        return Proposal(
            clause,
            {language: chosen[f"action_{language}"] for language in self._languages},
            [*chosen["parties"], *chosen["bodies"]],
            chosen["due_on"],
            list(chosen["themes"]),
            **self.circle(),
        )


def _action_field(language: str) -> forms.CharField:
    return forms.CharField(
        label=_("What is asked (%(language)s)") % {"language": language_name(language, language)},
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "lang": language}),
    )


def _initial(proposal: Proposal) -> dict[str, Any]:
    initial: dict[str, Any] = {
        f"action_{language}": text for language, text in proposal.action.items()
    }
    return initial | {
        "parties": [one.pk for one in proposal.addressees if isinstance(one, Party)],
        "bodies": [one.pk for one in proposal.addressees if isinstance(one, Body)],
        "themes": [theme.pk for theme in proposal.themes],
        "due_on": proposal.due_on,
        "label": proposal.label,
        "with_observers": proposal.with_observers,
    }


class DueForm(forms.Form):
    due_on = DayField(label=_("Due on"), required=False, help_text=_("Empty: no due date."))


class AssignForm(forms.Form):
    """One more addressee, of the parties and bodies of the dialogue not asked yet."""

    addressee = forms.ChoiceField(label=_("Addressee"))

    def __init__(self, data: Any, mandate: Mandate, on: Any) -> None:
        super().__init__(data)
        asked = {
            key_of(one.addressee) for one in mandate.assignments.select_related("party", "body")
        }
        dialogue = mandate.body.dialogue
        held = Membership.objects.current(on).filter(body__dialogue=dialogue)
        parties = Party.objects.filter(pk__in=held.values("party"))
        all_of_them: list[Party | Body] = [*parties, *dialogue.bodies.all()]
        self._choices = {key_of(one): one for one in all_of_them if key_of(one) not in asked}
        named = [(key, plain(one.name)) for key, one in self._choices.items()]
        give_choices(self, "addressee", sorted(named, key=lambda choice: sort_key(choice[1])))

    def chosen(self) -> Party | Body:
        """Of a form found valid."""
        return self._choices[self.cleaned_data["addressee"]]
