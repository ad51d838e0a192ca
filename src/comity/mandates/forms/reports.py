"""What an addressee writes, and what the secretariat answers."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from comity.documents.upload import CheckedFile

from .. import words
from ..cells import STATUSES
from ..models import Report
from .fields import CircleFields
from .indicators import Values


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


STILL = "still_"
"""Begins the name of the box by which last time's words are confirmed."""


class Answer(NamedTuple):
    """A field of the form, what was said in it last time, and the box that confirms it."""

    field: forms.BoundField
    last: str = ""
    still: forms.BoundField | None = None


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

    def __init__(
        self,
        *args: Any,
        report: Report,
        last: Report | None = None,
        values: Values | None = None,
        **kwargs: Any,
    ) -> None:
        mandate = report.assignment.mandate
        super().__init__(*args, **kwargs)
        self.keep_within(mandate)
        for name in words.TEXTS:
            self.fields[name].widget.attrs["lang"] = report.language
        self.last = last
        self.confirmable = [name for name in words.TEXTS if last and getattr(last, name).strip()]
        for name in self.confirmable:
            self.fields[STILL + name] = forms.BooleanField(
                label=_("“%(name)s” is still so") % {"name": words.TEXTS[name]}, required=False
            )
            self.initial[STILL + name] = name in report.confirmed
        self.values = values or Values((), (), {})
        self.values.add_to(self)

    def draft(self) -> dict[str, Any]:
        """What ``save_draft`` takes, of a form found valid."""
        names = ("status", *words.TEXTS, "language", "stamp", "sitting")
        confirmed = [name for name in self.confirmable if self.cleaned_data[STILL + name]]
        plain = {name: self.cleaned_data[name] for name in names}
        values = self.values.given(self.cleaned_data)
        return plain | {"confirmed": confirmed, "values": values} | self.circle()

    def answers(self) -> list[Answer]:
        """The fields in their order, each with what was said last time under it."""
        return [
            Answer(
                self[name],
                getattr(self.last, name) if name in self.confirmable else "",
                self[STILL + name] if name in self.confirmable else None,
            )
            for name in self.field_order
            if name in self.fields
        ]

    def show_needed(self) -> None:
        """Say beside the fields what a submitted report needs; a draft needs nothing."""
        for name in ("status", "progress"):
            self.fields[name].required = True


ON = "on_"
"""Begins the name of a comment on one field."""


class ReturnForm(forms.Form):
    """A comment on the whole report and one on each of its fields; at least one of them."""

    comment = forms.CharField(
        label=_("Comment on the whole"),
        required=False,
        max_length=10_000,
        help_text=_("To return the report, say here or on a field what should be revised."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words_of_it in words.FIELDS.items():
            self.fields[ON + name] = forms.CharField(
                label=_("On “%(name)s”") % {"name": words_of_it},
                required=False,
                max_length=10_000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def comments(self) -> dict[str, str]:
        """By field, of a form found valid."""
        return {name: self.cleaned_data[ON + name] for name in words.FIELDS}
