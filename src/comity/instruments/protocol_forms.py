"""What a person types about protocols: a party's own text, its links, its standing, reviews."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.parties.forms import PartialDateField
from comity.parties.models import Party
from comity.tlp import Label
from comity.ui.fields import give_choices, give_records
from comity.ui.locales import page_language
from comity.ui.said import Said

from .agreement_forms import DayField
from .comparing import Numbered
from .fields import TextFileField
from .forms import SHARED_LABELS, language_choices, written_date
from .models import Implementation, Instrument, Protocol, Standing
from .services import Upload

SHORTENED = 90


class _OfPartyForm(forms.Form):
    """Asks for which party only where the person speaks for several."""

    def __init__(self, *args: Any, parties: Sequence[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        self.parties = parties
        if len(parties) == 1:
            del self.fields["party"]
            return
        found = Party.objects.filter(pk__in=[party.pk for party in parties])
        give_records(self, "party", found)

    def the_party(self) -> Party:
        party: Party = self.cleaned_data.pop("party", None) or self.parties[0]
        return party


class NationalForm(_OfPartyForm):
    """A party's own text, to be read into clauses."""

    party = forms.ModelChoiceField(Party.objects.none(), label=_("Party"), empty_label=None)
    file = TextFileField(label=_("File"))
    language = forms.ChoiceField(label=_("Language of the file"), choices=language_choices)
    title = forms.CharField(
        label=_("Title"),
        max_length=300,
        required=False,
        help_text=_(
            "In the language of the file. If it is left empty, the first heading is taken."
        ),
    )
    kind = forms.ChoiceField(
        label=_("What it does with the regional text"),
        choices=Implementation.Kind,
        widget=forms.RadioSelect,
        initial=Implementation.Kind.IMPLEMENTS,
    )
    law = forms.CharField(
        label=_("Adopted by"),
        max_length=300,
        required=False,
        help_text=_("The act, decree or decision, as it is cited in your country."),
    )
    adopted_on = PartialDateField(label=_("Adopted on"), required=False)
    in_force = PartialDateField(label=_("In force since"), required=False)
    source = forms.URLField(
        label=_("Source"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Where it was published, as https://gazette.example.org/2024/12."),
    )
    label = forms.ChoiceField(
        label=_("Label"),
        choices=SHARED_LABELS,
        initial=Label.AMBER,
        help_text=_("Who reads the text once it is published here. Until then your party alone."),
    )
    with_observers = forms.BooleanField(label=_("Observers read it too"), required=False)

    def upload(self) -> Upload:
        file = self.cleaned_data["file"]
        return Upload(file.name, file.read())


class StandingForm(_OfPartyForm):
    """Where a party stands, since when, and by which source."""

    party = forms.ModelChoiceField(Party.objects.none(), label=_("Party"), empty_label=None)
    stage = forms.ChoiceField(
        label=_("How far is it?"), choices=Standing.Stage, widget=forms.RadioSelect
    )
    since = PartialDateField(label=_("Since"), required=False)
    source = forms.URLField(
        label=_("Source"), required=False, max_length=500, assume_scheme="https"
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    label = forms.ChoiceField(label=_("Label"), choices=SHARED_LABELS, initial=Label.AMBER)
    with_observers = forms.BooleanField(label=_("Observers read it too"), required=False)
    keep_back = forms.BooleanField(label=_("Not yet: keep it for my party alone"), required=False)

    def clean(self) -> dict[str, Any]:
        stage, since = self.cleaned_data.get("stage"), self.cleaned_data.get("since")
        is_dated = stage in {Standing.Stage.ADOPTED, Standing.Stage.IN_FORCE}
        if is_dated and not since and "since" not in self.errors:
            self.add_error("since", _("Say since when, as exactly as it is known, as 2024."))
        return self.cleaned_data

    def said(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        given["share_now"] = not given.pop("keep_back")
        given["label"] = Label(given["label"])
        return given | {"language": page_language() if given["note"] else ""}


class LifeForm(forms.Form):
    """What is known of a protocol's life. What is not known is left empty."""

    law = forms.CharField(label=_("Adopted by"), max_length=300, required=False)
    in_force = PartialDateField(label=_("In force since"), required=False)
    review_on = DayField(
        label=_("Next review"),
        required=False,
        help_text=_("Whoever prepares the text is told 90 and 30 days before, and on the day."),
    )

    @classmethod
    def of(cls, data: Any, text: Instrument, it: Protocol | None) -> LifeForm:
        initial = {
            "law": it.law,
            "in_force": written_date(it.in_force_on, it.in_force_precision),
            "review_on": it.review_on,
        } if it else {}  # fmt: skip
        form = cls(data, initial=initial)
        if not text.is_national:
            del form.fields["law"]
        return form


class ReviewForm(forms.Form):
    """A review that was made."""

    on = DayField(label=_("Reviewed on"))
    next_on = DayField(label=_("Next review"), required=False)


class LinkForm(forms.Form):
    """One regional clause, and the national clause that answers it."""

    clause = forms.ChoiceField(label=_("Your clause"))
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=500,
        help_text=_("For instance in what your clause goes further, or what it leaves out."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any, clauses: Sequence[Numbered], chosen: int | None) -> None:
        super().__init__(data, initial={"clause": chosen})
        give_choices(self, "clause", [(str(one.clause.pk), _brief(one)) for one in clauses])


class AskedByForm(forms.Form):
    """The clause of an earlier text that asked for this one."""

    clause = forms.ChoiceField(label=_("Clause"), widget=forms.RadioSelect)

    def __init__(self, data: Any, clauses: Sequence[tuple[int, str, Said]]) -> None:
        super().__init__(data)
        choices = [(str(key), f"{number} {words.text[:300]}") for key, number, words in clauses]
        give_choices(self, "clause", [*choices, ("", _("No clause of this text"))])
        self.fields["clause"].required = False


def _brief(one: Numbered) -> str:
    text = one.text if len(one.text) <= SHORTENED else f"{one.text[: SHORTENED - 1]}…"
    return f"{one.number} {text}".strip()
