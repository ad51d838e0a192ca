"""What the secretariat types about an indicator, and the values that reports give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal, get_decimal_symbol
from django import forms
from django.utils.translation import gettext_lazy as _

from comity.documents.words import Words, WordsForm, fields_of
from comity.ui.locales import locale_of, page_language

from ..measured import shown_number, with_year
from ..models import Indicator
from ..packs.values import Fault, read_number
from ..services.indicators import Definition
from ..services.values import FIRST_YEAR, LAST_YEAR, Given, Key

LONGEST = 40
"""Characters of a number."""


class NumberField(forms.Field):
    """A number as the reader writes it: ``1.234,5`` and ``1,234.5`` are both known; ``1.234``
    alone is read as the page's language reads it. ``cleaned_data`` holds a Decimal or None."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        return shown_number(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        number = read_number(text) if len(text) <= LONGEST else Fault.NOT_A_NUMBER
        if number is Fault.TWO_READINGS:
            point = get_decimal_symbol(locale_of(page_language()))
            other = "," if point == "." else "."
            number = Decimal(text.replace(other, "").replace(point, "."))
        if isinstance(number, Fault):
            right = format_decimal(Decimal("1234.5"), locale=locale_of(page_language()))
            raise forms.ValidationError(
                _("“%(value)s” is not a number that can be kept. Write it as %(right)s."),
                params={"value": text[:LONGEST], "right": right},
                code="invalid",
            )
        return number


def _year(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR
    )


class IndicatorForm(WordsForm):
    words = {
        "name": Words(_("Name")),
        "unit": Words(_("Unit"), longest=100),
        "definition": Words(_("Definition"), is_needed=False, is_long=True),
    }
    direction = forms.ChoiceField(label=_("Direction"), choices=Indicator.Direction.choices)
    baseline = NumberField(label=_("Baseline"), required=False)
    baseline_year = _year(_("Year of the baseline"))
    target = NumberField(label=_("Target"), required=False)
    target_year = _year(_("Year of the target"))
    field_order = [
        *fields_of("name"), *fields_of("unit"), *fields_of("definition"),
        "direction", "baseline", "baseline_year", "target", "target_year",
    ]  # fmt: skip

    def __init__(self, data: Any, indicator: Indicator | None = None) -> None:
        names = ("name", "unit", "definition", "direction", "baseline", "baseline_year",
                 "target", "target_year")  # fmt: skip
        initial = {name: getattr(indicator, name) for name in names} if indicator else {}
        super().__init__(data, initial=initial)
        self.order_fields(self.field_order)

    def definition(self) -> Definition:
        """Of a form found valid."""
        return Definition(**self.cleaned_data)


@dataclass(frozen=True)
class ValueRow:
    """The fields of one year."""

    year: int
    number: forms.BoundField
    note: forms.BoundField


@dataclass(frozen=True)
class ValueGroup:
    """The fields of one indicator."""

    indicator: Indicator
    baseline: str
    target: str
    rows: list[ValueRow]


class Values:
    """The fields of a report form for the values of its mandate's indicators, year by year."""

    def __init__(
        self, indicators: Iterable[Indicator], years: Iterable[int], known: Mapping[Key, Given]
    ) -> None:
        self.indicators = list(indicators)
        of_all = set(years)
        self.years = {
            one.pk: sorted(of_all | {year for key, year in known if key == one.pk})
            for one in self.indicators
        }
        self.known = known

    def add_to(self, form: forms.Form) -> None:
        for key in self._keys():
            given = self.known.get(key)
            year = {"year": key[1]}
            number = NumberField(label=_("Value in %(year)s") % year, required=False)
            note = forms.CharField(
                label=_("Explanation for %(year)s") % year, required=False, max_length=500
            )
            form.fields[_name("value", key)], form.fields[_name("note", key)] = number, note
            form.initial[_name("value", key)] = given.number if given else None
            form.initial[_name("note", key)] = given.note if given else ""

    def _keys(self) -> list[Key]:
        return [(one.pk, year) for one in self.indicators for year in self.years[one.pk]]

    def given(self, data: Mapping[str, Any]) -> dict[Key, Given | None]:
        """Of a form found valid; None where a field was left empty."""
        found: dict[Key, Given | None] = {}
        for key in self._keys():
            number = data[_name("value", key)]
            note = data[_name("note", key)]
            found[key] = None if number is None else Given(number, note)
        return found

    def groups(self, form: forms.Form) -> list[ValueGroup]:
        return [
            ValueGroup(
                one,
                with_year(one.baseline, one.baseline_year),
                with_year(one.target, one.target_year),
                [self._row(form, (one.pk, year)) for year in self.years[one.pk]],
            )
            for one in self.indicators
        ]

    def _row(self, form: forms.Form, key: Key) -> ValueRow:
        return ValueRow(key[1], form[_name("value", key)], form[_name("note", key)])


def _name(kind: str, key: Key) -> str:
    return f"{kind}_{key[0]}_{key[1]}"
