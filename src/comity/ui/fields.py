"""Form fields that hold against odd input."""

from __future__ import annotations

from typing import Any

from django import forms

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
