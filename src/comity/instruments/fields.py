"""Fields of this room's forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from comity.clauses import Unreadable

from .sentences import say

READABLE = ".docx,.pdf,.html,.htm,.txt,.md"


class TextFileField(forms.FileField):
    """A file that can be read into clauses, no larger than the site takes."""

    def __init__(self, **options: Any) -> None:
        options.setdefault(
            "help_text",
            _("A .docx, .pdf (with text), .html, .txt or .md file. It is kept as it is."),
        )
        super().__init__(**options)
        self.widget.attrs["accept"] = READABLE

    def clean(self, data: Any, initial: Any = None) -> Any:
        # Size first: an upload of 200 MB is refused with our sentence, not with Django's.
        if data and data.size > settings.UPLOAD_LIMIT:
            limit = str(settings.UPLOAD_LIMIT // 2**20)
            raise ValidationError(say(Unreadable("too_large", data.name, limit=limit)))
        if data and not data.size:
            raise ValidationError(say(Unreadable("empty", data.name)))
        return super().clean(data, initial)
