"""What a person types about an agreement, and its plain checks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.parties.forms import PartialDateField
from comity.parties.models import Party
from comity.ui.fields import give_choices, give_records
from comity.ui.locales import language_name, page_language
from comity.ui.said import plain, sort_key

from .agreements import ALARM_DAYS, Agreement
from .footnote_forms import LONGEST, in_short
from .forms import written_date
from .services import Terms
from .services.agreements import Reservation

LONGEST_ALARM = 1500
MOST_ALARMS = 6


class DayField(forms.DateField):
    """A day; what is not one is named, with a right example."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {
        "invalid": _("This is not a day of the calendar. Write it as 2026-03-31."),
    }


class AlarmDaysField(forms.CharField):
    """Numbers of days, with commas between them; cleaned to a list of integers."""

    default_error_messages = {
        "days": _("Write up to six numbers of days, from 1 to 1500, as 180, 90, 30."),
    }

    def clean(self, value: Any) -> list[int]:
        typed = super().clean(value).replace(";", ",").replace(" ", ",")
        parts = [part for part in typed.split(",") if part]
        if len(parts) > MOST_ALARMS or not all(self._is_days(part) for part in parts):
            raise forms.ValidationError(self.error_messages["days"], code="days")
        return [int(part) for part in parts]

    @staticmethod
    def _is_days(part: str) -> bool:
        return part.isascii() and part.isdecimal() and len(part) <= 4 and (
            1 <= int(part) <= LONGEST_ALARM
        )  # fmt: skip


class TermsForm(forms.Form):
    """What the text says of its own life. What is not known is left empty."""

    in_force = PartialDateField(label=_("In force since"), required=False)
    ends_on = DayField(label=_("Last day of the term"), required=False)
    renewal = forms.ChoiceField(
        label=_("Renewal"),
        required=False,
        choices=[("", _("not known")), *Agreement.Renewal.choices],
    )
    renews_on = DayField(
        label=_("Renewal on"),
        required=False,
        help_text=_("Where it is another day than the last of the term."),
    )
    notice_months = forms.IntegerField(
        label=_("Months of notice"), required=False, min_value=0, max_value=60
    )
    alarm_days = AlarmDaysField(
        label=_("Alarms"),
        required=False,
        max_length=60,
        help_text=_("How many days before the decision the parties are told, as 180, 90, 30."),
    )

    @classmethod
    def of(cls, data: Any, it: Agreement | None) -> TermsForm:
        alarms = ", ".join(str(days) for days in (it.alarms if it else ALARM_DAYS))
        initial: dict[str, Any] = {"alarm_days": alarms}
        if it:
            initial |= {
                "in_force": written_date(it.in_force_on, it.in_force_precision),
                "ends_on": it.ends_on,
                "renewal": it.renewal,
                "renews_on": it.renews_on,
                "notice_months": it.notice_months,
            }
        return cls(data, initial=initial)

    def terms(self) -> Terms:
        """Of a form found valid."""
        return Terms(**self.cleaned_data)


class SignatureForm(forms.Form):
    """Who signed, when, by whom, and since when it is bound."""

    party = forms.ModelChoiceField(Party.objects.none(), label=_("Party"))
    signed = PartialDateField(label=_("Signed on"), required=False)
    signatory = forms.CharField(label=_("Signed by"), max_length=200, required=False)
    ratified = PartialDateField(label=_("Ratified on"), required=False)
    in_force = PartialDateField(label=_("In force for it since"), required=False)
    clause = forms.ChoiceField(label=_("Reservation to clause"), required=False)
    reservation = forms.CharField(
        label=_("Words of the reservation"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("As it was handed in. It stands on its clause for ever."),
    )
    language = forms.ChoiceField(label=_("Language of the reservation"), required=False)

    def __init__(self, data: Any, agreement: Agreement) -> None:
        super().__init__(data)
        text, language = agreement.instrument, page_language()
        parties = Party.objects.filter(memberships__body__dialogue=text.body.dialogue).distinct()
        give_records(self, "party", parties)
        clauses = text.clauses.prefetch_related("texts")
        self.clauses = {str(one.pk): one for one in clauses}
        named = [(key, in_short(one, language)) for key, one in self.clauses.items()]
        give_choices(self, "clause", [("", _("none")), *named])
        codes = text.versions.values_list("language", flat=True)
        give_choices(self, "language", [(code, language_name(code, language)) for code in codes])

    def clean(self) -> dict[str, Any]:
        """A reservation has a clause and words, or there is none."""
        data = self.cleaned_data
        clause, words = data.pop("clause", ""), data.pop("reservation", "").strip()
        language = data.pop("language", "") or page_language()
        if bool(clause) != bool(words):
            missing = "reservation" if clause else "clause"
            self.add_error(missing, _("A reservation has a clause and its words. Give both."))
        elif clause:
            data["reservation"] = Reservation(self.clauses[clause], words, language)
        return data


class RenewalForm(forms.Form):
    until = DayField(label=_("Last day of the new term"))
    renews_on = DayField(label=_("Next renewal on"), required=False)


class TerminationForm(forms.Form):
    on = DayField(label=_("Last day"))


class AgreementFilter(forms.Form):
    """Which agreements the register shows."""

    party = forms.ChoiceField(label=_("Party"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all")), *Agreement.State.choices]
    )

    def __init__(self, data: Any, agreements: Iterable[Agreement]) -> None:
        super().__init__(data)
        signed = [one for agreement in agreements for one in agreement.signatures.all()]
        names = {one.party.slug: plain(one.party.name) for one in signed}
        in_order = sorted(names.items(), key=lambda choice: sort_key(choice[1]))
        give_choices(self, "party", [("", _("all")), *in_order])

    def narrowed(self, agreements: Iterable[Agreement], on: date) -> list[Agreement]:
        """Nothing where a choice does not exist."""
        if not self.is_valid():
            return []
        party, state = self.cleaned_data["party"], self.cleaned_data["state"]
        return [one for one in agreements if _signed(one, party) and _stands(one, state, on)]


def _signed(agreement: Agreement, slug: str) -> bool:
    return not slug or any(one.party.slug == slug for one in agreement.signatures.all())


def _stands(agreement: Agreement, state: str, on: date) -> bool:
    """What ends within a year is in force all the same."""
    if not state:
        return True
    shown = agreement.state(on)
    in_force = {Agreement.State.IN_FORCE, Agreement.State.ENDING}
    return shown in in_force if state == Agreement.State.IN_FORCE else shown == state
