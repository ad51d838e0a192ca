"""What people type in this room, and its plain checks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comity.documents.upload import CheckedFile
from comity.parties.access import Shared
from comity.parties.models import Body, Membership, Party, Theme
from comity.tlp import Label
from comity.ui.fields import ManyField
from comity.ui.locales import language_name
from comity.ui.said import sort_key

from . import words
from .cells import STATUSES
from .matrix import Filters, Scope
from .models import Mandate, Report
from .services import rules
from .services.mandating import Proposal, key_of

ANY = ("", _("All"))


class DayField(forms.DateField):
    """A day; what is not one is named, with a right example."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except forms.ValidationError:
            raise forms.ValidationError(
                _("%(value)s is not a day of the calendar. Write it as 2026-03-31."),
                params={"value": value},
                code="invalid",
            ) from None


def offer(form: forms.Form, name: str, choices: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _offer_things(form: forms.Form, name: str, things: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelMultipleChoiceField)
    field.queryset = things


class FilterForm(forms.Form):
    """The matrix's filters; choices are what the reader's own mandates hold."""

    dialogue = forms.ChoiceField(label=_("Dialogue"), required=False)
    body = forms.ChoiceField(label=_("Body"), required=False)
    party = forms.ChoiceField(label=_("Party"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[ANY, *words.CHOICES.items()]
    )
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any, scope: Scope) -> None:
        super().__init__(data)
        places = scope.places
        self._choose("dialogue", {place.dialogue: place.dialogue_name for place in places})
        self._choose("body", {place.body: place.body_name for place in places})
        themes = [(theme.code, words.plain(theme.name)) for theme in scope.themes]
        offer(self, "theme", [ANY, *themes])
        parties = {
            column.key.removeprefix("party:"): column.name
            for column in scope.addressees.values()
            if column.key.startswith("party:")
        }
        self._choose("party", parties)
        years = sorted({place.year for place in places}, reverse=True)
        offer(self, "year", [ANY, *((str(year), str(year)) for year in years)])

    def _choose(self, name: str, choices: dict[str, Any]) -> None:
        named = [(value, words.plain(text)) for value, text in choices.items()]
        named.sort(key=lambda choice: sort_key(choice[1]))
        offer(self, name, [ANY, *named])

    @property
    def filters(self) -> Filters:
        """Of a form found valid."""
        return Filters(**{name: self.cleaned_data[name] for name in self.fields})

    def in_words(self) -> list[str]:
        """The filters in use, each as ``Theme: Return and reintegration``."""
        said = []
        for name in self.fields:
            value = self.cleaned_data.get(name)
            if value:
                field = self.fields[name]
                assert isinstance(field, forms.ChoiceField)
                choices: dict[Any, Any] = dict(list(field.choices))  # type: ignore[arg-type]
                called = gettext("%(name)s:") % {"name": field.label}
                said.append(f"{called} {choices[str(value)]}")
        return said


class CircleFields(forms.Form):
    """Label and switch, no wider than those of the thing this one comes from."""

    label = forms.TypedChoiceField(label=_("Label"), coerce=Label)
    with_observers = forms.BooleanField(label=_("With observers"), required=False)

    def keep_within(self, than: Shared) -> None:
        """Offer the labels that are no wider; the switch only where it may be on."""
        labels = rules.circles_within(than)
        offer(self, "label", [(label.value, label.words) for label in labels])
        if rules.is_wider(Label.STRICT, with_observers=True, than=than):
            del self.fields["with_observers"]

    def circle(self) -> dict[str, Any]:
        """Of a form found valid."""
        return {
            "label": self.cleaned_data["label"],
            "with_observers": self.cleaned_data.get("with_observers", False),
        }


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
        _offer_things(self, "parties", parties.distinct())
        _offer_things(self, "bodies", dialogue.bodies.all())
        themes = Theme.objects.filter(dialogue=None) | Theme.objects.filter(dialogue=dialogue)
        _offer_things(self, "themes", themes.order_by("dialogue_id", "position", "code"))
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
            offer(self, name, sorted(listed, key=lambda choice: sort_key(str(choice[1]))))

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
        named = [(key, words.plain(one.name)) for key, one in self._choices.items()]
        offer(self, "addressee", sorted(named, key=lambda choice: sort_key(choice[1])))

    def chosen(self) -> Party | Body:
        """Of a form found valid."""
        return self._choices[self.cleaned_data["addressee"]]


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(CheckedFile):
    """Any number of files; ``cleaned_data`` holds them as they came.

    They are looked at one by one when they are attached, so that one refused file neither
    keeps back the others nor what was typed.
    """

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return list(data) if isinstance(data, list | tuple) else [data] if data else []


def _words(label: Any, help_text: Any = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class ReportForm(CircleFields):
    """A report while it is written: nothing is required before it is submitted."""

    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("Choose…")), *((code, words.STATES[code]) for code in STATUSES)],
    )
    progress = _words(_("Progress"), _("What was done, since when, by whom."), rows=6)
    limitations = _words(_("Limitations"), _("What stands in the way."))
    next_steps = _words(_("Next steps"))
    best_practice = _words(_("Best practice"), _("What others could take up."))
    language = forms.ChoiceField(label=_("Language of this report"), choices=settings.LANGUAGES)
    evidence = FilesField(label=_("Evidence"), required=False)
    stamp = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    sitting = forms.CharField(widget=forms.HiddenInput, max_length=32, required=False)

    field_order = (
        "status",
        "progress",
        "limitations",
        "next_steps",
        "best_practice",
        "language",
        "label",
        "with_observers",
        "evidence",
        "stamp",
        "sitting",
    )

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        mandate = report.assignment.mandate
        super().__init__(*args, **kwargs)
        self.keep_within(mandate)
        for name in ("progress", "limitations", "next_steps", "best_practice"):
            self.fields[name].widget.attrs["lang"] = report.language

    def draft(self) -> dict[str, Any]:
        """What ``save_draft`` takes, of a form found valid."""
        names = set(self.cleaned_data) - {"evidence", "label", "with_observers"}
        return {name: self.cleaned_data[name] for name in names} | self.circle()

    def show_needed(self) -> None:
        """Say beside the fields what a submitted report needs; a draft needs nothing."""
        for name in ("status", "progress"):
            self.fields[name].required = True


class ReturnForm(forms.Form):
    comment = forms.CharField(
        label=_("Comment"),
        required=False,
        max_length=10_000,
        help_text=_("Needed to return the report: say what should be revised."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
