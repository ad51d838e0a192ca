"""Which versions are compared, what goes into a Word file, and the file that comes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from comity.documents.upload import CheckedFile
from comity.parties.models import Party
from comity.ui.fields import give_choices
from comity.ui.locales import language_name, page_language
from comity.ui.said import plain

from .models import TextRevision

NOW = "now"
"""The text as it is now, where a revision can be chosen."""


def _languages(codes: Sequence[str]) -> list[tuple[str, str]]:
    return [(code, language_name(code, page_language())) for code in codes]


class CompareForm(forms.Form):
    """Two versions in one language, or one version in two."""

    to = forms.ChoiceField(label=_("With"))
    language = forms.ChoiceField(label=_("Language"))
    beside = forms.ChoiceField(label=_("Or this language beside it"), required=False)
    only = forms.BooleanField(label=_("Only what changed"), required=False)

    def __init__(
        self,
        *args: Any,
        revisions: Sequence[TextRevision],
        languages: Sequence[str],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        versions = [(str(one.number), str(one)) for one in revisions]
        self.fields = {
            "from": forms.ChoiceField(label=_("Compare"), choices=versions), **self.fields
        }  # fmt: skip
        give_choices(self, "to", [*versions, (NOW, _now("The text as it is now"))])
        give_choices(self, "language", _languages(languages))
        give_choices(self, "beside", [("", "–"), *_languages(languages)])


class TakeAwayForm(forms.Form):
    """The text as a Word file, with what parties published on it."""

    language = forms.ChoiceField(label=_("Language"))
    party = forms.MultipleChoiceField(
        label=_("With the proposals of"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("They stand in the file as marked changes. Choose none for the text alone."),
    )

    def __init__(
        self, *args: Any, languages: Sequence[str], parties: Sequence[Party], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        give_choices(self, "language", _languages(languages))
        give_choices(self, "party", [(one.slug, plain(one.name)) for one in parties])
        if not parties:
            del self.fields["party"]


class SendBackForm(forms.Form):
    """A Word file with a party's changes."""

    party = forms.ChoiceField(label=_("Changes of"))
    file = CheckedFile(
        label=_("Word file"), help_text=_("The .docx in which you wrote your changes.")
    )

    def __init__(self, *args: Any, parties: Sequence[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        self.parties = {one.slug: one for one in parties}
        give_choices(self, "party", [(one.slug, plain(one.name)) for one in parties])
        self.fields["file"].widget.attrs["accept"] = ".docx"
        if len(parties) == 1:
            self.fields["party"].widget = forms.HiddenInput()
            self.fields["party"].initial = parties[0].slug

    def chosen(self) -> Party:
        """Of a form found valid."""
        return self.parties[self.cleaned_data["party"]]
