"""What the secretariat types about campaigns and materials, and partners about what they did."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comity.documents.upload import CheckedFile
from comity.documents.words import Words, WordsForm
from comity.parties.access import Reader
from comity.parties.models import Dialogue, Party, Theme
from comity.ui.fields import DayField, ManyField, give_choices, give_records
from comity.ui.locales import language_name, page_language
from comity.ui.said import plain, plain_day

from .countries import countries_of, in_order
from .media import kinds_of
from .models import Campaign, Distribution, Material
from .models.distribution import MOST
from .models.materials import LONGEST
from .places import likely
from .public_words import KINDS, LICENCES, PRINTED_HERE
from .services import Described, Handed, Said

LANGUAGES = list(settings.PUBLIC_LANGUAGES)
DURATION = re.compile(r"(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d)")


class CampaignForm(WordsForm):
    """What a campaign says, each in the languages of the public."""

    words = {
        "title": Words(_("Title"), longest=200),
        "slogan": Words(_("Sentence on posters"), longest=120),
        "purpose": Words(_("Purpose"), is_needed=False, is_long=True),
    }
    typed_in = LANGUAGES
    starts_on = DayField(label=_("From"), required=False)
    ends_on = DayField(label=_("Until"), required=False)
    themes = ManyField(
        Theme.objects.none(), label=_("Themes"), required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )  # fmt: skip

    def __init__(self, data: Any, *, reader: Reader, of: Campaign | None = None) -> None:
        super().__init__(data, initial=_initial(of) if of else {})
        dialogues = reader.secretariats
        themes = Theme.objects.filter(Q(dialogue=None) | Q(dialogue__in=dialogues))
        give_records(self, "themes", themes)

    @property
    def said(self) -> Said:
        """Of a form found valid."""
        data = self.cleaned_data
        names = ("title", "slogan", "purpose", "starts_on", "ends_on")
        return Said(**{name: data[name] for name in names}, themes=list(data["themes"]))


class NewCampaignForm(CampaignForm):
    """The same with its dialogue and its address."""

    dialogue = forms.ModelChoiceField(Dialogue.objects.none(), label=_("Dialogue"))
    slug = forms.SlugField(
        label=_("In its address"), max_length=60,
        help_text=_("Short, as no-journey-alone: it is printed, and never changes."),
    )  # fmt: skip

    def __init__(self, data: Any, *, reader: Reader) -> None:
        super().__init__(data, reader=reader)
        give_records(self, "dialogue", Dialogue.objects.filter(pk__in=reader.secretariats))
        if len(reader.secretariats) == 1:
            self.fields["dialogue"].initial = next(iter(reader.secretariats))
        self.order_fields(["dialogue", "slug"])


def _initial(of: Campaign) -> dict[str, Any]:
    if of.waiting:
        return dict(of.waiting)
    names = ("title", "slogan", "purpose", "starts_on", "ends_on")
    themes = list(of.themes.values_list("pk", flat=True))
    return {name: getattr(of, name) for name in names} | {"themes": themes}


class DurationField(forms.CharField):
    """``1:05`` or ``0:12:30`` as seconds."""

    def clean(self, value: Any) -> int | None:
        words = str(super().clean(value) or "").strip()
        if not words:
            return None
        found = DURATION.fullmatch(words)
        seconds = 0
        for part in found.groups() if found else ():
            seconds = seconds * 60 + int(part or 0)
        if not 0 < seconds <= LONGEST:
            raise forms.ValidationError(
                _("%(value)s is not a duration. Write minutes and seconds, as 0:30 or 12:05."),
                params={"value": words},
            )
        return seconds


class MaterialForm(WordsForm):
    words = {
        "title": Words(_("Title"), longest=200),
        "about": Words(_("About"), is_needed=False, is_long=True),
        "transcript": Words(_("Transcript"), is_needed=False, is_long=True),
        "terms": Words(_("Terms of use"), is_needed=False, is_long=True),
    }
    typed_in = LANGUAGES
    kind = forms.ChoiceField(label=_("Kind"), choices=[*KINDS.items()])
    number = forms.IntegerField(
        label=_("Number of the episode"), required=False, min_value=1, max_value=9999
    )
    duration = DurationField(
        label=_("Duration"), required=False, max_length=12,
        help_text=_("Minutes and seconds, as 0:30 or 12:05."),
    )  # fmt: skip
    licence = forms.ChoiceField(
        label=_("Licence"),
        choices=[("", _("Choose a licence")), *LICENCES.items()],
        error_messages={
            "required": _(
                "A material needs a licence: who takes it away must know what may be done with "
                "it. Choose one."
            )
        },
    )
    position = forms.IntegerField(
        label=_("Order"), required=False, min_value=0, max_value=999, initial=0
    )

    def __init__(self, data: Any, *, of: Material | None = None) -> None:
        super().__init__(data, initial=_described(of) if of else {})
        self.order_fields(["kind", "number", "duration", "licence", "position"])
        if of:
            # Its files are of the formats of its kind.
            self.fields["kind"].disabled = True

    @property
    def described(self) -> Described:
        data = self.cleaned_data
        names = ("kind", "title", "about", "number", "licence", "transcript", "terms")
        return Described(
            **{name: data[name] for name in names},
            seconds=data["duration"],
            position=data["position"] or 0,
        )


def _described(of: Material) -> dict[str, Any]:
    names = (
        "kind", "title", "about", "number", "duration", "licence", "transcript", "terms",
        "position",
    )  # fmt: skip
    return {name: getattr(of, name) for name in names}


class MaterialFileForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, data: Any, files: Any, *, of: Material, language: str = "") -> None:
        super().__init__(data, files, initial={"language": language})
        give_choices(self, "language", language_choices())
        self.fields["file"] = CheckedFile(label=_("File"), kinds=kinds_of(of.kind))


def language_choices() -> list[tuple[str, str]]:
    return [(code, language_name(code, page_language())) for code in LANGUAGES]


class ReportForm(forms.Form):
    """How many of what, where and when; for which party."""

    party = forms.ModelChoiceField(Party.objects.none(), label=_("Reported by"))
    what = forms.ChoiceField(label=_("What"))
    count = forms.IntegerField(
        label=_("How many"),
        min_value=1,
        max_value=MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=_("Pieces handed out or put up; of spots and episodes, how many times on air."),
        error_messages={
            "invalid": _("Write a whole number, as 500."),
            "min_value": _("Nobody hands out fewer than one. Write how many, as 500."),
            "max_value": _("That is more than %(limit_value)s. Report it in parts."),
        },
    )
    on = DayField(label=_("When"), help_text=_("The day, or the last day of several."))
    country = forms.ChoiceField(label=_("Country"))
    place = forms.CharField(
        label=_("Place"), max_length=120, help_text=_("Town and spot, as Tapachula, bus station.")
    )
    is_new = forms.BooleanField(
        label=_("Yes, this is another place"), required=False, widget=forms.HiddenInput
    )
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(
        self, data: Any, *, campaign: Campaign, parties: set[int], today: date, what: str = ""
    ) -> None:
        super().__init__(data, initial={"on": today, "what": what})
        self.campaign, self.today = campaign, today
        give_records(self, "party", Party.objects.filter(pk__in=parties))
        if len(parties) == 1:
            self.fields["party"].initial = next(iter(parties))
        self.materials = _reportable(campaign)
        give_choices(self, "what", self._things())
        self.countries = {party.slug: party for party in countries_of(campaign)}
        named = in_order(list(self.countries.values()), page_language())
        give_choices(self, "country", [(party.slug, name) for party, name in named])
        own = [party.slug for party, _name in named if party.pk in parties]
        if own:
            self.fields["country"].initial = own[0]
        give_choices(self, "language", [("", _("several, or none")), *language_choices()])
        self.fields["on"].widget.attrs["max"] = today.isoformat()

    def _things(self) -> list[Any]:
        here = [(code, str(words)) for code, words in PRINTED_HERE.items()]
        others = [
            (str(one.pk), f"{one.get_kind_display()}: {plain(one.title)}")
            for one in self.materials.values()
        ]
        return [*here, *others]

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(
                _("%(day)s has not come yet. Report what was handed out on that day, or after it."),
                params={"day": plain_day(on)},
            )
        return on

    def clean_place(self) -> str:
        place = " ".join(self.cleaned_data["place"].split())
        if not re.search(r"\w", place):
            raise forms.ValidationError(_("Write the name of the place, as Tapachula."))
        return place

    def clean(self) -> dict[str, Any]:
        """What looks like a place known already is asked about, once."""
        data = super().clean() or self.cleaned_data
        country, place = self.countries.get(data.get("country", "")), data.get("place")
        if country and place and not data.get("is_new"):
            meant = likely(place, places_in(self.campaign, country))
            if meant:
                self.fields["is_new"].widget = forms.CheckboxInput()
                self.add_error(
                    "place",
                    forms.ValidationError(
                        _(
                            "“%(place)s” looks like “%(meant)s”, where something was reported "
                            "before. Write it as there; or say below that it is another place."
                        ),
                        params={"place": place, "meant": meant},
                    ),
                )
        return data

    @property
    def handed(self) -> Handed:
        data = self.cleaned_data
        return Handed(
            what=self.materials.get(data["what"]) or data["what"],
            country=self.countries[data["country"]],
            place=data["place"],
            on=data["on"],
            count=data["count"],
            language=data["language"],
        )


def _reportable(campaign: Campaign) -> dict[str, Material]:
    found = campaign.materials.filter(released_at__isnull=False).listed()
    return {str(one.pk): one for one in found}


def places_in(campaign: Campaign, country: Party) -> list[str]:
    """As they were written, each spelling once."""
    found = Distribution.objects.filter(campaign=campaign, country=country).standing()
    return sorted(found.order_by().values_list("place", flat=True).distinct())
