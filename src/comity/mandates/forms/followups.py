"""What a person types to have a follow-up report written."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comity.documents.words import Words, WordsForm, fields_of
from comity.parties.access import Reader
from comity.parties.models import Body
from comity.tlp import Label
from comity.ui.fields import DayField, give_choices, give_records
from comity.ui.locales import language_name, page_language

from ..models import Round
from ..services.followups import Wish, of_circle

READERS = {
    Label.CLEAR: _("everyone; a second person publishes it"),
    Label.GREEN: _("everyone with a seat in any dialogue here"),
    Label.AMBER: _("seats of the dialogue"),
    Label.STRICT: _("seats of the body"),
}


class FollowUpForm(WordsForm):
    """What about, for whom, and in which languages."""

    words = {"title": Words(_("Title"), is_needed=False)}
    round = forms.ModelChoiceField(
        Round.objects.none(),
        label=_("Reporting round"),
        required=False,
        empty_label=_("No round: all mandates of the body"),
    )
    since = DayField(label=_("Period from"), required=False)
    until = DayField(
        label=_("Period to"),
        required=False,
        help_text=_("A round brings its own period; else the period ends on this day."),
    )
    label = forms.TypedChoiceField(
        label=_("For"),
        coerce=Label,
        help_text=_(
            "The report holds only what these readers may see, and says what it leaves out."
        ),
    )
    with_observers = forms.BooleanField(label=_("Observers may read it too"), required=False)
    languages = forms.MultipleChoiceField(label=_("Languages"), widget=forms.CheckboxSelectMultiple)
    field_order = [
        "round", "since", "until", "label", "with_observers", "languages", *fields_of("title"),
    ]  # fmt: skip

    def __init__(self, data: Any, body: Body, reader: Reader, on: date) -> None:
        languages = [code for code, _name in settings.LANGUAGES]
        super().__init__(data, initial={"until": on, "label": Label.AMBER, "languages": languages})
        self.body = body
        self._choose(reader)
        self.order_fields(self.field_order)

    def _choose(self, reader: Reader) -> None:
        rounds = Round.objects.visible_to(reader).filter(body__dialogue=self.body.dialogue_id)
        give_records(self, "round", rounds.exclude(opened_at=None))
        labels = [
            (label.value, f"{label.words} – {words}")
            for label, words in READERS.items()
            if of_circle(reader, label, self.body)
        ]
        give_choices(self, "label", labels)
        languages = [
            (code, language_name(code, page_language())) for code, _name in settings.LANGUAGES
        ]
        give_choices(self, "languages", languages)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        round_ = cleaned.get("round")
        if round_:
            cleaned |= {"since": round_.since, "until": round_.until}
        elif not cleaned.get("until") and "until" not in self.errors:
            self.add_error("until", gettext("Say on which day the period ends, or choose a round."))
        return cleaned

    def wish(self) -> Wish:
        """Of a form found valid."""
        given = self.cleaned_data
        return Wish(
            body=self.body,
            until=given["until"],
            since=given["since"],
            round=given["round"],
            title=getattr(given["title"], "data", None),
        )
