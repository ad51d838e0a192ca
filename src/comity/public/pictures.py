"""The form in which editors bring pictures in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from wagtail.images.forms import BaseImageForm


class PictureForm(BaseImageForm):
    """A picture keeps its file: a published page would show another one, which nobody has seen."""

    def clean_file(self) -> Any:
        if self.instance.pk and "file" in self.changed_data:
            raise forms.ValidationError(
                _("A picture keeps its file. Bring the new one in as a picture of its own.")
            )
        return self.cleaned_data["file"]
