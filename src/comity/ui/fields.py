"""Form fields that hold against odd input."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

DIGITS = len(str(2**63))
"""A key of fewer digits fits every database."""


class ManyField(forms.ModelMultipleChoiceField):
    """Several records by their keys. A key that no database holds is refused like an unknown
    one; Django hands it on, and SQLite overflows."""

    def clean(self, value: Any) -> Any:
        for key in value or ():
            if not (str(key).isdecimal() and len(str(key)) < DIGITS):
                raise forms.ValidationError(
                    self.error_messages["invalid_pk_value"],
                    code="invalid_pk_value",
                    params={"pk": key},
                )
        return super().clean(value)


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


def give_choices(form: forms.BaseForm, name: str, choices: Sequence[Any]) -> None:
    """Give a field of one form its choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField), name
    field.choices = choices


def give_records(form: forms.BaseForm, name: str, things: QuerySet[Any]) -> None:
    """Give a field of one form the records it chooses from."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField), name
    field.queryset = things
