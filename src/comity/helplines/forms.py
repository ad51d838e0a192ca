"""What is typed about a line, and what is wrong with it in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.meetings.clocks import zones
from comity.ui.fields import give_choices
from comity.ui.locales import language_name, page_language
from comity.ui.said import sort_key

from .hours import NoSuchHours, read_spans, written
from .models import CONFIRM_EVERY, OFTEN, SELDOM
from .numbers import NotANumber, Number, read_number
from .public_names import weekday
from .public_words import SERVES, SERVICES, STEPS, WAYS

ROWS = 5
"""Numbers of one line, at most."""
SPOKEN = ("es", "en", "fr", "pt", "nl", "ht", "pap", "srn", "qu", "ay", "gn", "quc", "zh", "ar")
"""Languages that lines of the region answer in."""
TEXTS = ("name", "run_by", "note", "caution")


class LineForm(forms.Form):
    """Everything a line says; texts by language, numbers and days row by row."""

    time_zone = forms.CharField(
        label=gettext_lazy("Time zone"),
        max_length=64,
        help_text=gettext_lazy("By its name in the IANA database, as America/Guatemala."),
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}),
    )
    always = forms.BooleanField(label=gettext_lazy("Day and night, every day"), required=False)
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages spoken"), widget=forms.CheckboxSelectMultiple
    )
    serves = forms.MultipleChoiceField(
        label=gettext_lazy("Whom it serves"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list(SERVES.items()),
    )
    services = forms.MultipleChoiceField(
        label=gettext_lazy("What it offers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list(SERVICES.items()),
    )
    steps = forms.MultipleChoiceField(
        label=gettext_lazy("What happens when somebody calls"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list(STEPS.items()),
    )
    confirm_every = forms.IntegerField(
        label=gettext_lazy("Confirmed every so many days"),
        min_value=OFTEN,
        max_value=SELDOM,
        initial=CONFIRM_EVERY,
        help_text=gettext_lazy("After so many days without your word, the page says so."),
    )

    def __init__(self, *args: Any, kept: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(*args, **{"initial": _typed(kept or {})} | options)
        page = page_language()
        names = [(code, language_name(code, page).capitalize()) for code in SPOKEN]
        give_choices(self, "languages", sorted(names, key=lambda one: sort_key(one[1])))
        self.tongues = sorted(settings.PUBLIC_LANGUAGES, key=lambda code: code != page)
        for code in self.tongues:
            for name in TEXTS:
                self.fields[f"{name}_{code}"] = _text_field(name, code, page)
        for row in range(ROWS):
            self.fields |= _number_fields(row)
        for day in range(7):
            self.fields[f"day_{day}"] = forms.CharField(
                label=weekday(day, page).capitalize(), required=False, max_length=120
            )

    def texts(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The language of the page first; for the template."""
        page = page_language()
        return [
            (language_name(code, page).capitalize(), [self[f"{name}_{code}"] for name in TEXTS])
            for code in self.tongues
        ]

    def number_rows(self) -> list[list[forms.BoundField]]:
        return [[self[f"{name}_{row}"] for name in NUMBER_FIELDS] for row in range(ROWS)]

    def days(self) -> list[forms.BoundField]:
        return [self[f"day_{day}"] for day in range(7)]

    def clean_time_zone(self) -> str:
        zone = str(self.cleaned_data["time_zone"]).strip()
        if zone not in zones():
            words = _("“%(zone)s” is no time zone. Write one as America/Guatemala.")
            raise forms.ValidationError(words % {"zone": zone})
        return zone

    def clean(self) -> dict[str, Any]:
        super().clean()
        names = self._texts("name")
        if not names:
            field = f"name_{self.tongues[0]}"
            self.add_error(field, _("Give the line a name in one language at least."))
        return {
            "name": names,
            "run_by": self._texts("run_by"),
            "note": self._texts("note"),
            "caution": self._texts("caution"),
            "numbers": self._numbers(),
            "hours": self._hours(),
        } | {
            name: self.cleaned_data.get(name)
            for name in ("time_zone", "languages", "serves", "services", "steps", "confirm_every")
        }

    def _texts(self, name: str) -> dict[str, str]:
        said = {code: self.cleaned_data.get(f"{name}_{code}", "") for code in self.tongues}
        return {code: words.strip() for code, words in sorted(said.items()) if words.strip()}

    def _numbers(self) -> list[dict[str, Any]]:
        numbers = [number for row in range(ROWS) if (number := self._number(row))]
        if not numbers and not any(f"number_{row}" in self.errors for row in range(ROWS)):
            self.add_error("number_0", _("Give one number at least."))
        return [number.facts() for number in numbers]

    def _number(self, row: int) -> Number | None:
        said = self.cleaned_data
        typed = str(said.get(f"number_{row}") or "")
        if not typed.strip():
            return None
        marks = {name: bool(said.get(f"{name}_{row}")) for name in ("is_free", "from_abroad")}
        try:
            return read_number(said.get(f"way_{row}") or "call", typed, **marks)
        except NotANumber as wrong:
            self.add_error(f"number_{row}", _what_is_wrong(str(wrong), typed))
        return None

    def _hours(self) -> dict[str, Any]:
        if self.cleaned_data.get("always"):
            return {"always": True}
        hours: dict[str, Any] = {}
        for day in range(7):
            typed = str(self.cleaned_data.get(f"day_{day}") or "")
            try:
                spans = read_spans(typed)
            except NoSuchHours as wrong:
                self.add_error(f"day_{day}", _why_no_hours(str(wrong), typed))
            else:
                hours |= {str(day): spans} if spans else {}
        if not hours and not any(f"day_{day}" in self.errors for day in range(7)):
            self.add_error("always", _("Say when the line answers: tick this, or give hours."))
        return hours


NUMBER_FIELDS = ("way", "number", "is_free", "from_abroad")


def _text_field(name: str, code: str, page: str) -> forms.CharField:
    labels = {
        "name": _("Name of the line"),
        "run_by": _("Run by"),
        "note": _("What else callers should know"),
        "caution": _("False numbers that you know of"),
    }
    label = f"{labels[name]} · {language_name(code, page)}"
    if name in {"name", "run_by"}:
        return forms.CharField(label=label, required=False, max_length=120)
    area = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, required=False, max_length=500, widget=area)


def _number_fields(row: int) -> dict[str, forms.Field]:
    mine = {"count": row + 1}
    return {
        f"way_{row}": forms.ChoiceField(
            label=_("Way %(count)s") % mine, choices=list(WAYS.items()), required=False
        ),
        f"number_{row}": forms.CharField(
            label=_("Number %(count)s") % mine, required=False, max_length=200
        ),
        f"is_free_{row}": forms.BooleanField(label=_("Free of charge"), required=False),
        f"from_abroad_{row}": forms.BooleanField(
            label=_("Also reached from abroad"), required=False
        ),
    }


def _typed(kept: Mapping[str, Any]) -> dict[str, Any]:
    """What the form shows of a line as it is kept."""
    typed = {name: kept[name] for name in kept if name in LineForm.base_fields}
    for name in TEXTS:
        typed |= {f"{name}_{code}": words for code, words in kept.get(name, {}).items()}
    for row, number in enumerate(kept.get("numbers", [])):
        typed |= {f"{name}_{row}": value for name, value in number.items() if name != "written"}
        typed[f"number_{row}"] = number["written"]
    hours = kept.get("hours", {})
    typed["always"] = bool(hours.get("always"))
    return typed | {f"day_{day}": written(hours.get(str(day), [])) for day in range(7)}


def _what_is_wrong(why: str, typed: str) -> str:
    words = {
        "letters": _("“%(typed)s” has letters. Write the digits that a phone dials."),
        "signs": _("“%(typed)s” is no number. Write digits, spaces, brackets and hyphens only."),
        "length": _("“%(typed)s” has too few or too many digits: 2 to 15 can be dialled."),
        "abroad": _(
            "“%(typed)s” cannot be dialled from abroad. Begin with + and the code of the country."
        ),
        "address": _("“%(typed)s” is no address of a chat. Write one that begins with https://"),
    }[why]
    return words % {"typed": typed.strip()}


def _why_no_hours(why: str, typed: str) -> str:
    words = {
        "form": _("“%(typed)s” is not understood. Write 08:00-17:00, or several by comma."),
        "clock": _("“%(typed)s” is no time of a clock. Write 00:00 to 24:00."),
        "backwards": _(
            "“%(typed)s” ends before it begins. After midnight the hours belong to the next day: "
            "write 22:00-24:00 here, and 00:00-06:00 there."
        ),
        "overlap": _("In “%(typed)s” one time begins before the one before it ends."),
    }[why]
    return words % {"typed": typed.strip()}
