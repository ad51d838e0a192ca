"""What a person types in a silence procedure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comity.parties.models import Party
from comity.ui.fields import give_choices

from .models import SilenceAct

LONGEST = 20_000


class EndForm(forms.Form):
    """When a silence ends, on the clocks of one time zone; an hour that they leave out or show
    twice is refused."""

    ends_at = forms.DateTimeField(
        label=_("Ends at"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, zone: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.zone = zone
        self.fields["ends_at"].help_text = gettext("Time zone: %(zone)s.") % {"zone": zone}

    def full_clean(self) -> None:
        with timezone.override(ZoneInfo(self.zone)):
            super().full_clean()


class ActForm(forms.Form):
    """A party breaks the silence, or explains its position."""

    party = forms.TypedChoiceField(label=_("Party"), coerce=int)
    kind = forms.ChoiceField(
        label=_("Your delegation"), choices=SilenceAct.Kind.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Reason or explanation"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Needed to break the silence and to explain a position. Everybody who reads the "
            "drafting reads it, and it stays as it is."
        ),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(
        self, *args: Any, parties: Sequence[Party], kinds: Sequence[str], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.parties = {party.pk: party for party in parties}
        give_choices(self, "party", [(party.pk, str(party)) for party in parties])
        chosen = [choice for choice in SilenceAct.Kind.choices if choice[0] in kinds]
        give_choices(self, "kind", chosen)

    @property
    def act(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        return given | {"party": self.parties[given["party"]]}
