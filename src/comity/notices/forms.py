"""What a person chooses for mail."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from comity.parties.models import Dialogue, Party
from comity.ui.fields import give_records

from .models import Preference


class RhythmForm(forms.Form):
    rhythm = forms.ChoiceField(
        label=_("News by mail"),
        choices=Preference.Rhythm,
        widget=forms.RadioSelect,
        help_text=_("What is asked of you always comes by itself, as soon as it is asked."),
    )


class MailboxForm(forms.Form):
    """An office's address for copies of what a party is asked."""

    dialogue = forms.ModelChoiceField(Dialogue.objects.none(), label=_("Dialogue"))
    address = forms.EmailField(label=_("Address of the mailbox"))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, party: Party, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = party.memberships.current(on).values("body__dialogue")
        give_records(self, "dialogue", Dialogue.objects.filter(pk__in=current))
