"""What narrows the list of meetings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.parties.models import Body
from comity.ui.fields import give_choices

from ..models import MeetingQuerySet


class MeetingFilter(forms.Form):
    """What narrows the list of meetings.

    Its choices come from the bodies that have met, in one query for both fields.
    """

    dialogue = forms.ChoiceField(label=_("Dialogue"), required=False)
    body = forms.ChoiceField(label=_("Body"), required=False)
    year = forms.IntegerField(label=_("Year"), min_value=1900, max_value=2200, required=False)

    def __init__(self, *args: Any, bodies: Iterable[Body], **options: Any) -> None:
        super().__init__(*args, **options)
        self.bodies = {body.slug: body for body in bodies}
        self.dialogues = {body.dialogue.slug: body.dialogue for body in self.bodies.values()}
        named = [(slug, dialogue.short) for slug, dialogue in self.dialogues.items()]
        give_choices(self, "dialogue", [("", _("All")), *named])
        grouped = [(words, self._bodies_of(slug)) for slug, words in named]
        give_choices(self, "body", [("", _("All")), *grouped])

    def _bodies_of(self, dialogue: str) -> list[tuple[str, str]]:
        bodies = self.bodies.items()
        return [(slug, str(body)) for slug, body in bodies if body.dialogue.slug == dialogue]

    def narrow(self, meetings: MeetingQuerySet) -> MeetingQuerySet:
        """Filter; what is not understood filters nothing and is said beside its field."""
        self.is_valid()
        wanted = getattr(self, "cleaned_data", {})
        if wanted.get("dialogue"):
            meetings = meetings.of_dialogue(self.dialogues[wanted["dialogue"]])
        if wanted.get("body"):
            meetings = meetings.of_body(self.bodies[wanted["body"]])
        if wanted.get("year"):
            meetings = meetings.in_year(wanted["year"])
        return meetings
