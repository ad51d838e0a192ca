"""What a party types about its measures, and what narrows the register of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Max, Min
from django.utils.translation import gettext_lazy as _

from comity.documents.forms import CIRCLES as CIRCLES_IN_WORDS
from comity.documents.forms import BodyField
from comity.instruments.forms import written_date
from comity.parties.access import Reader
from comity.parties.dates import PartialDate, Precision
from comity.parties.forms import PartialDateField
from comity.parties.models import Body, Party, Theme
from comity.tlp import Label
from comity.ui.fields import ManyField, give_choices, give_records
from comity.ui.said import plain, sort_key

from ..models import Measure
from ..services.measures import CIRCLES
from .matrix import ANY, ANY_PARTY, ANY_YEAR
from .reports import FilesField


def _circles() -> list[tuple[str, str]]:
    return [
        (label.value, f"{label.words} – {words}")
        for label, words in CIRCLES_IN_WORDS
        if label in CIRCLES
    ]


class StartForm(forms.Form):
    """The beginning of a measure: enough to know whose it is and who may read it."""

    title = forms.CharField(
        label=_("Title"), max_length=300, help_text=_("What was done or set up, in one line.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Measure.Kind.choices)
    language = forms.ChoiceField(label=_("Language of this measure"), choices=settings.LANGUAGES)
    owner = forms.ModelChoiceField(queryset=Party.objects.none(), label=_("Party"))
    body = BodyField(
        queryset=Body.objects.none(), label=_("Audience"), empty_label=_("Choose a body")
    )
    label = forms.TypedChoiceField(
        label=_("Label"),
        choices=_circles,
        coerce=Label,
        initial=Label.AMBER,
        help_text=_("How far it may travel once it is shared."),
    )
    with_observers = forms.BooleanField(label=_("Observers may read it too"), required=False)

    def __init__(self, *args: Any, reader: Reader, **options: Any) -> None:
        super().__init__(*args, **options)
        parties = {party for party, _dialogue in reader.drafts}
        dialogues = {dialogue for _party, dialogue in reader.drafts}
        give_records(self, "owner", Party.objects.filter(pk__in=parties))
        bodies = Body.objects.filter(dialogue__in=dialogues).select_related("dialogue")
        give_records(self, "body", bodies)
        if len(parties) == 1:
            self.fields["owner"].initial = next(iter(parties))


class MeasureForm(forms.Form):
    """A measure while it is written: nothing but its title is required."""

    title = forms.CharField(label=_("Title"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=Measure.Kind.choices)
    account = forms.CharField(
        label=_("Account"),
        required=False,
        max_length=50_000,
        help_text=_("What was done, for whom, with what result. These words are cited."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    language = forms.ChoiceField(label=_("Language of this measure"), choices=settings.LANGUAGES)
    office = forms.CharField(label=_("Responsible office"), required=False, max_length=300)
    started = PartialDateField(label=_("From"), required=False)
    ended = PartialDateField(label=_("Until"), required=False)
    amount = forms.DecimalField(
        label=_("Amount"), required=False, max_digits=16, decimal_places=2, min_value=Decimal(0)
    )
    currency = forms.RegexField(
        r"^[A-Za-z]{3}$",
        label=_("Currency"),
        required=False,
        max_length=3,
        help_text=_("Three letters, such as USD."),
        error_messages={"invalid": _("A currency is three letters. Write it as USD.")},
    )
    themes = ManyField(
        queryset=Theme.objects.none(),
        label=_("Themes"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    evidence = FilesField(label=_("Evidence"), required=False)
    stamp = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    sitting = forms.CharField(widget=forms.HiddenInput, max_length=32, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        give_records(self, "themes", Theme.objects.select_related("dialogue"))

    @staticmethod
    def initial_of(measure: Measure) -> dict[str, Any]:
        names = ("title", "kind", "account", "language", "office", "amount", "currency", "stamp")
        return {name: getattr(measure, name) for name in names} | {
            "started": written_date(measure.started_on, measure.started_precision),
            "ended": written_date(measure.ended_on, measure.ended_precision),
            "themes": measure.themes.all(),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        amount, currency = data.get("amount"), data.get("currency")
        if amount is not None and not currency and "currency" not in self.errors:
            self.add_error("currency", _("Say in which currency the amount is, such as USD."))
        if amount is None and currency and "amount" not in self.errors:
            self.add_error("amount", _("Write the amount, or empty the field “Currency”."))
        started, ended = data.get("started"), data.get("ended")
        if started and ended and ended.last < started.first:
            self.add_error("ended", _("A measure cannot end before it begins."))
        return data

    def words(self) -> dict[str, Any]:
        """What ``change_measure`` takes, of a form found valid."""
        data = self.cleaned_data
        names = ("title", "kind", "account", "language", "office", "amount", "themes", "stamp",
                 "sitting")  # fmt: skip
        return (
            {name: data[name] for name in names}
            | {"currency": data["currency"].upper()}
            | _dated("started", data["started"], is_end=False)
            | _dated("ended", data["ended"], is_end=True)
        )


def _dated(name: str, given: PartialDate | None, *, is_end: bool) -> dict[str, Any]:
    if not given:
        return {f"{name}_on": None, f"{name}_precision": Precision.DAY}
    day = given.last if is_end else given.first
    return {f"{name}_on": day, f"{name}_precision": given.precision}


class MeasureFilter(forms.Form):
    """What narrows the register; choices are what the measures the reader may see hold."""

    words = forms.CharField(label=_("Words"), required=False, max_length=100)
    party = forms.ChoiceField(label=_("Party"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any, seen: Any) -> None:
        super().__init__(data)
        parties = Party.objects.filter(pk__in=seen.order_by().values("owner"))
        named = sorted(((one.slug, plain(one.name)) for one in parties), key=_by_name)
        give_choices(self, "party", [ANY_PARTY, *named])
        give_choices(self, "kind", [ANY, *Measure.Kind.choices])
        themes = Theme.objects.filter(measures__in=seen.order_by().values("pk")).distinct()
        give_choices(self, "theme", [ANY, *((one.code, plain(one.name)) for one in themes)])
        span = seen.aggregate(first=Min("started_on"), last=Max("started_on"), end=Max("ended_on"))
        known = [day.year for day in span.values() if day]
        years = range(max(known), min(known) - 1, -1) if known else range(0)
        give_choices(self, "year", [ANY_YEAR, *((str(year), str(year)) for year in years)])


def _by_name(choice: tuple[str, str]) -> tuple[str, str]:
    return sort_key(choice[1])
