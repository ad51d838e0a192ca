"""Form fields for words in several languages: one plain field for each language.

A form says which of its fields are such words::

    class ItemForm(WordsForm):
        words = {"title": Words(_("Title"))}

``cleaned_data["title"]`` is then a ``LazyI18nString`` of ``title_en``, ``title_es`` …
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from i18nfield.strings import LazyI18nString

from comity.ui.locales import language_name, page_language
from comity.ui.said import versions_of


@dataclass(frozen=True)
class Words:
    """A field of words: its label, whether one language at least is needed, one line or many."""

    label: Any
    is_needed: bool = True
    is_long: bool = False
    longest: int = 300


def fields_of(name: str) -> list[str]:
    """The names of the fields in which words are typed, for the order of a form."""
    return [f"{name}_{code}" for code, _language in settings.LANGUAGES]


class WordsForm(forms.Form):
    words: ClassVar[dict[str, Words]] = {}
    typed_in: ClassVar[Sequence[str]] = [code for code, _language in settings.LANGUAGES]
    """Those in which the words are typed, side by side."""

    def __init__(self, *args: Any, **options: Any) -> None:
        initial = dict(options.pop("initial", None) or {})
        for name in self.words:
            for code, text in (versions_of(initial.get(name)) or {}).items():
                initial[f"{name}_{code}"] = text
        options["initial"] = initial
        super().__init__(*args, **options)
        self._add_fields()

    def _add_fields(self) -> None:
        added = {
            f"{name}_{code}": _field(words, code, is_first=place == 0)
            for name, words in self.words.items()
            for place, code in enumerate(self.typed_in)
        }
        self.fields = added | self.fields

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, words in self.words.items():
            said = self._said(name)
            if words.is_needed and not said:
                first = f"{name}_{self.typed_in[0]}"
                if not any(f"{name}_{code}" in self.errors for code in self.typed_in):
                    self.add_error(first, _("Write it in one language at least."))
            cleaned[name] = LazyI18nString(said) if said else ""
        return cleaned

    def _said(self, name: str) -> dict[str, str]:
        """What was typed, by language; a language this form does not show is kept."""
        before = versions_of(self.initial.get(name)) or {}
        shown = set(self.typed_in)
        kept = {code: text for code, text in before.items() if code not in shown and text}
        typed = {code: self.cleaned_data.pop(f"{name}_{code}", "") for code in sorted(shown)}
        return kept | {code: text for code, text in typed.items() if text}


def _field(words: Words, code: str, *, is_first: bool) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4}) if words.is_long else forms.TextInput()
    widget.attrs["lang"] = code
    language = language_name(code, page_language())
    label = pgettext("label of a field, language of what is typed", "%(label)s, in %(language)s")
    return forms.CharField(
        label=label % {"label": words.label, "language": language},
        max_length=None if words.is_long else words.longest,
        required=False,
        widget=widget,
        help_text=_("In one language at least.") if words.is_needed and is_first else "",
    )
