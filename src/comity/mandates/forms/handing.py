"""What is typed to hand a part over, in the part itself, and to take its words over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .. import words
from ..models import HandOff
from ..services.handing import How

DAYS = ((3, _("in 3 days")), (7, _("in a week")), (14, _("in two weeks")), (30, _("in 30 days")))


class HandOffForm(forms.Form):
    """Which parts, to whom, until when."""

    parts = forms.MultipleChoiceField(
        label=_("Parts"), choices=words.TEXTS.items, widget=forms.CheckboxSelectMultiple
    )
    name = forms.CharField(label=_("Name of your colleague"), max_length=200)
    email = forms.EmailField(label=_("E-mail"))
    language = forms.ChoiceField(label=_("Language of the message"), choices=settings.LANGUAGES)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        help_text=_("Goes into the message; mail is not sealed, so say nothing confidential."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    days = forms.TypedChoiceField(label=_("The link ends"), coerce=int, choices=DAYS, initial=14)


class PartForm(forms.Form):
    """The fields of a report that were handed over, and nothing else."""

    def __init__(self, *args: Any, handed: HandOff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in handed.parts:
            self.fields[name] = forms.CharField(
                label=words.TEXTS[name],
                required=False,
                max_length=50_000,
                initial=handed.words.get(name, ""),
                widget=forms.Textarea(attrs={"rows": 10, "lang": handed.report.language}),
            )


class TakeOverForm(forms.Form):
    """For each field: leave the draft as it is, put the colleague's words in place, or add them."""

    stamp = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, handed: HandOff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["stamp"] = handed.report.stamp
        for name in handed.parts:
            self.fields[name] = forms.ChoiceField(
                label=words.TEXTS[name],
                initial="keep",
                widget=forms.RadioSelect,
                choices=[
                    ("keep", _("Keep the draft as it is")),
                    ("replace", _("Put these words in its place")),
                    ("add", _("Add these words after it")),
                ],
            )

    def choices(self) -> dict[str, How]:
        """Of a form found valid."""
        chosen = {name: how for name, how in self.cleaned_data.items() if name != "stamp"}
        return {name: how for name, how in chosen.items() if how != "keep"}
