"""Narrowing the list of news by what the notes are about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.parties.models import Dialogue, Theme
from comity.ui.said import plain

if TYPE_CHECKING:
    from .models.news import NewsQuerySet


class _BySlug(forms.ModelChoiceField):
    def label_from_instance(self, thing: Any) -> str:
        return plain(thing.name)


class NewsFilter(forms.Form):
    """``?dialogue=crm&theme=gcm-10``; an address that asks for what is not there shows all."""

    dialogue = _BySlug(
        Dialogue.objects.all(),
        to_field_name="slug",
        required=False,
        label=_("Dialogue"),
        empty_label=_("all"),
    )
    theme = _BySlug(
        Theme.objects.none(),
        to_field_name="code",
        required=False,
        label=_("Theme"),
        empty_label=_("all"),
    )

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from .models.news import NewsPage  # noqa: PLC0415 - the list of news shows this form

        told = NewsPage.themes.through.objects.filter(newspage__live=True).values("theme")
        field = self.fields["theme"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Theme.objects.filter(pk__in=told)

    def narrow(self, notes: NewsQuerySet) -> NewsQuerySet:
        asked = self.cleaned_data if self.is_bound and self.is_valid() else {}
        if dialogue := asked.get("dialogue"):
            notes = notes.filter(dialogue=dialogue)
        if theme := asked.get("theme"):
            notes = notes.filter(themes=theme)
        return notes

    def feed_query(self, language: str) -> str:
        """The same choice as a feed has it."""
        asked = self.cleaned_data if self.is_bound and self.is_valid() else {}
        chosen = {"dialogue": getattr(asked.get("dialogue"), "slug", "")}
        chosen["theme"] = getattr(asked.get("theme"), "code", "")
        return urlencode({"language": language} | {key: one for key, one in chosen.items() if one})

    def suffix(self) -> str:
        """What the choice is called, after a title."""
        asked = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return "".join(f" · {plain(one.name)}" for one in asked.values() if one)
