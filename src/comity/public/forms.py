"""What a reader of the press list and an editor type."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.parties.models import Dialogue
from comity.ui.said import plain
from comity.ui.tongues import own_name

from . import marks
from .languages import SITE_LANGUAGES
from .models import DialoguePage, HomePage, InfoPage, NewsIndex, NewsPage, PublicPage
from .rich import fault_of


class _Dialogues(forms.ModelChoiceField):
    def label_from_instance(self, thing: Any) -> str:
        return plain(thing.name)


def _languages() -> list[tuple[str, str]]:
    return [(code, own_name(code)) for code in SITE_LANGUAGES]


class PressForm(forms.Form):
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    language = forms.ChoiceField(label=_("Language"), choices=_languages)
    dialogue = _Dialogues(
        Dialogue.objects.all(),
        to_field_name="slug",
        required=False,
        label=_("Dialogue"),
        empty_label=_("All dialogues"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "email"


WRITTEN: dict[type[PublicPage], tuple[str, ...]] = {
    HomePage: ("title", "lead", "text"),
    DialoguePage: ("title", "text"),
    InfoPage: ("title", "lead", "body"),
    NewsIndex: ("title", "lead"),
    NewsPage: ("title", "lead", "place", "body", "contacts"),
}
"""What of each kind of page is written anew in every language."""
LONG = {"text", "body", "contacts"}


class VersionForm(forms.Form):
    """The words of a page in another language; rich text with a few plain marks."""

    def __init__(self, page: PublicPage, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        for name in WRITTEN[type(page)]:
            self.fields[name] = self._field(name)

    def _field(self, name: str) -> forms.CharField:
        field = self.page._meta.get_field(name)
        is_rich = name == "body"
        made = forms.CharField(
            label=field.verbose_name.capitalize(),
            required=not field.blank or name == "title",
            max_length=None if is_rich else field.max_length,
            help_text=_(
                "A blank line parts paragraphs; “## ” begins a heading, “- ” a line of a "
                "list; **bold**, *italics*, [words](https://…)."
            )
            if is_rich
            else "",
        )
        if name in LONG:
            rows = 18 if is_rich else 4
            made.widget = forms.Textarea(attrs={"rows": rows})
        return made

    def clean_body(self) -> str:
        html = marks.to_html(self.cleaned_data["body"])
        if fault := fault_of(html) or fault_of_typed(self.cleaned_data["body"]):
            raise forms.ValidationError(fault)
        return html


def fault_of_typed(words: str) -> str:
    """HTML typed into a field of plain marks is meant as HTML: it is refused, not shown as text."""
    return fault_of(words) if "</" in words or "<script" in words.lower() else ""


def words_of(page: PublicPage) -> dict[str, str]:
    """What a page says, as the form shows it."""
    found = {name: str(getattr(page, name) or "") for name in WRITTEN[type(page)]}
    if "body" in found:
        found["body"] = marks.to_words(found["body"])
    return found
