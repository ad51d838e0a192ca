"""What the forms of this room share: the circle of what is written, and its stamp."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from comity.parties.access import Shared
from comity.tlp import Label
from comity.ui.fields import give_choices

from ..services import rules


def give_stamp(form: forms.Form, stamp: int) -> None:
    """Let what was typed be saved over what has this stamp: the page is shown again, so the next
    saving is a choice made with open eyes."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    data["stamp"] = str(stamp)
    form.data = data


class CircleFields(forms.Form):
    """Label and switch, no wider than those of the thing this one comes from."""

    label = forms.TypedChoiceField(label=_("Label"), coerce=Label)
    with_observers = forms.BooleanField(label=_("With observers"), required=False)

    def keep_within(self, than: Shared) -> None:
        """Offer the labels that are no wider; the switch only where it may be on."""
        labels = rules.circles_within(than)
        give_choices(self, "label", [(label.value, label.words) for label in labels])
        if rules.is_wider(Label.STRICT, with_observers=True, than=than):
            del self.fields["with_observers"]

    def circle(self) -> dict[str, Any]:
        """Of a form found valid."""
        return {
            "label": self.cleaned_data["label"],
            "with_observers": self.cleaned_data.get("with_observers", False),
        }
