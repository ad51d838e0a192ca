"""What a person types about a text, and its plain checks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.documents.forms import BodyField
from comity.documents.languages import LANGUAGES
from comity.meetings.models import Meeting
from comity.parties.access import Reader
from comity.parties.forms import PartialDateField
from comity.parties.models import Body
from comity.tlp import Label
from comity.ui.fields import give_choices, give_records
from comity.ui.locales import language_name, page_language

from .fields import TextFileField
from .models import Instrument
from .services import Description, Upload
from .services.describing import titles_of

SHARED_LABELS = [(label.value, label.words) for label in Label if label is not Label.RED]
"""A RED text could be read by its author alone, so nobody could adopt it."""


def language_choices(codes: Sequence[str] = LANGUAGES) -> list[tuple[str, str]]:
    return [(code, language_name(code, page_language())) for code in codes]


class ImportForm(forms.Form):
    """A text to be read into clauses."""

    file = TextFileField(label=_("File"))
    language = forms.ChoiceField(label=_("Language of the file"), choices=language_choices)
    body = BodyField(
        Body.objects.none(),
        label=_("Body"),
        empty_label=_("Choose a body"),
        help_text=_("The body that agrees on the text. The label below counts for this body."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Instrument.Kind)
    title = forms.CharField(
        label=_("Title"),
        max_length=300,
        required=False,
        help_text=_(
            "In the language of the file. If it is left empty, the first heading is taken."
        ),
    )
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        label=_("Meeting"),
        required=False,
        empty_label=pgettext_lazy("a meeting", "none"),
    )
    adopted_on = PartialDateField(label=_("Adopted by the parties on"), required=False)
    label = forms.ChoiceField(
        label=_("Label"),
        choices=SHARED_LABELS,
        initial=Label.AMBER,
        help_text=_("Who reads the text once it is adopted."),
    )
    with_observers = forms.BooleanField(label=_("Observers read it too"), required=False)

    def __init__(self, *args: Any, reader: Reader, **options: Any) -> None:
        super().__init__(*args, **options)
        bodies = Body.objects.filter(dialogue__in=reader.secretariats).select_related("dialogue")
        give_records(self, "body", bodies.order_by("dialogue__position", "parent_id", "pk"))
        meetings = Meeting.objects.visible_to(reader)
        own = meetings.filter(body__dialogue__in=reader.secretariats)
        give_records(self, "meeting", own.select_related("body"))

    def clean(self) -> dict[str, Any]:
        body, meeting = self.cleaned_data.get("body"), self.cleaned_data.get("meeting")
        if body and meeting and meeting.body.dialogue_id != body.dialogue_id:
            sentence = _(
                "This meeting is of another dialogue than the body. Choose one of its own."
            )
            self.add_error("meeting", sentence)
        return self.cleaned_data

    def upload(self) -> Upload:
        file = self.cleaned_data["file"]
        return Upload(file.name, file.read())


class DescribeForm(forms.Form):
    """The titles, kind, meeting, symbol and date of a text in review."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Instrument.Kind)
    symbol = forms.CharField(label=_("Symbol"), max_length=80, required=False)
    adopted_on = PartialDateField(label=_("Adopted by the parties on"), required=False)
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        label=_("Meeting"),
        required=False,
        empty_label=pgettext_lazy("a meeting", "none"),
    )

    def __init__(
        self,
        *args: Any,
        text: Instrument,
        languages: Sequence[str],
        reader: Reader,
        **options: Any,
    ) -> None:
        titles = titles_of(text)
        initial = {
            "kind": text.kind,
            "symbol": text.symbol,
            "meeting": text.meeting_id,
            "adopted_on": written_date(text.adopted_on, text.adopted_precision),
        }
        initial |= {f"title_{code}": titles.get(code, "") for code in languages}
        super().__init__(*args, **options | {"initial": initial})
        meetings = Meeting.objects.visible_to(reader)
        own = meetings.filter(body__dialogue=text.body.dialogue_id)
        give_records(self, "meeting", own)
        is_hidden = text.meeting_id and not own.filter(pk=text.meeting_id).exists()
        self.hidden_meeting = text.meeting if is_hidden else None
        for code, name in language_choices(languages):
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Title in %(language)s") % {"language": name},
                max_length=300,
                required=False,
                widget=forms.TextInput(attrs={"lang": code}),
            )

    def description(self) -> Description:
        data = self.cleaned_data
        titles = {
            name.removeprefix("title_"): words
            for name, words in data.items()
            if name.startswith("title_")
        }
        return Description(
            titles=titles,
            kind=data["kind"],
            # Who may not see the meeting cannot have meant to take it out.
            meeting=data["meeting"] or self.hidden_meeting,
            symbol=data["symbol"],
            adopted_on=data["adopted_on"],
        )


def written_date(day: date | None, precision: str) -> str:
    """A date as it is typed: ``2009-07`` where the day is not known."""
    length = {"year": 4, "month": 7, "day": 10}[precision]
    return day.isoformat()[:length] if day else ""


class LanguageForm(forms.Form):
    """The same text in another language."""

    language = forms.ChoiceField(label=_("Language of the file"))
    file = TextFileField(label=_("File"))
    title = forms.CharField(label=_("Title in this language"), max_length=300, required=False)

    def __init__(self, *args: Any, there: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        missing = [code for code in LANGUAGES if code not in there]
        give_choices(self, "language", language_choices(missing))

    def upload(self) -> Upload:
        file = self.cleaned_data["file"]
        return Upload(file.name, file.read())


class AdoptForm(forms.Form):
    """What is recorded with the adoption."""

    adopted_on = PartialDateField(label=_("Adopted by the parties on"))
    symbol = forms.CharField(
        label=_("Symbol"), max_length=80, required=False, help_text=_("For instance CRM/XIV/DEC/1.")
    )
    label = forms.ChoiceField(
        label=_("Opened to"),
        help_text=_("What was said while it was drafted stays with those who drafted it."),
    )

    def __init__(self, *args: Any, text: Instrument, **options: Any) -> None:
        """Asks only what is still open: a silence has its day, and a text that was not drafted
        here its label."""
        super().__init__(*args, **options)
        if text.is_agreed:
            del self.fields["adopted_on"]
        if not text.is_circulated:
            del self.fields["label"]
            return
        wider = [label for label in Label if not label.is_narrower_than(text.tlp)]
        give_choices(self, "label", [(label.value, label.words) for label in wider])


class OverrideForm(forms.Form):
    """Why a text need not wait for its languages."""

    because = forms.CharField(
        label=_("Reason"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class FilterForm(forms.Form):
    """Which texts a list shows."""

    dialogue = forms.ChoiceField(label=_("Dialogue"), required=False)
    body = forms.ChoiceField(label=_("Body"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("all")), *Instrument.Kind.choices]
    )
    year = forms.IntegerField(
        label=_("Year"),
        required=False,
        min_value=1900,
        max_value=2100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, bodies: Sequence[Body], **options: Any) -> None:
        super().__init__(*args, **options)
        dialogues = {body.dialogue.slug: body.dialogue.short for body in bodies}
        give_choices(self, "dialogue", [("", _("all")), *dialogues.items()])
        named = [(body.slug, f"{body.dialogue.short}: {body}") for body in bodies]
        give_choices(self, "body", [("", _("all")), *named])
