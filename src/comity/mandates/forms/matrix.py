"""What narrows the matrix."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.ui.fields import give_choices
from comity.ui.locales import headed
from comity.ui.said import plain, sort_key

from .. import words
from ..matrix import Filters, Scope

ANY = ("", _("All"))
ANY_PARTY = ("", pgettext_lazy("parties", "All"))
ANY_YEAR = ("", pgettext_lazy("years", "All"))


class FilterForm(forms.Form):
    """The matrix's filters; choices are what the reader's own mandates hold."""

    dialogue = forms.ChoiceField(label=_("Dialogue"), required=False)
    body = forms.ChoiceField(label=_("Body"), required=False)
    party = forms.ChoiceField(label=_("Party"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[ANY, *words.CHOICES.items()]
    )
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any, scope: Scope) -> None:
        super().__init__(data)
        places = scope.places
        self._choose("dialogue", {place.dialogue: place.dialogue_name for place in places})
        self._choose("body", {place.body: place.body_name for place in places})
        themes = [(theme.code, plain(theme.name)) for theme in scope.themes]
        give_choices(self, "theme", [ANY, *themes])
        parties = {
            column.key.removeprefix("party:"): column.name
            for column in scope.addressees.values()
            if column.key.startswith("party:")
        }
        self._choose("party", parties, ANY_PARTY)
        years = sorted({place.year for place in places}, reverse=True)
        give_choices(self, "year", [ANY_YEAR, *((str(year), str(year)) for year in years)])

    def _choose(self, name: str, choices: dict[str, Any], all_of_them: Any = ANY) -> None:
        named = [(value, plain(text)) for value, text in choices.items()]
        named.sort(key=lambda choice: sort_key(choice[1]))
        give_choices(self, name, [all_of_them, *named])

    @property
    def filters(self) -> Filters:
        """Of a form found valid."""
        return Filters(**{name: self.cleaned_data[name] for name in self.fields})

    def in_words(self) -> list[str]:
        """The filters in use, each as ``Theme: Return and reintegration``."""
        said = []
        for name in self.fields:
            value = self.cleaned_data.get(name)
            if value:
                field = self.fields[name]
                assert isinstance(field, forms.ChoiceField)
                choices: dict[Any, Any] = dict(list(field.choices))  # type: ignore[arg-type]
                said.append(f"{headed(field.label)} {choices[str(value)]}")
        return said
