"""What a person types about conclusions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.documents.words import Words, WordsForm, fields_of
from comity.meetings.models import AgendaItem
from comity.parties.models import Party
from comity.ui.fields import give_choices, give_records
from comity.ui.said import plain

from .models import Amendment, Kept, Point

LONGEST_KEPT = 20_000


class ItemField(forms.ModelChoiceField):
    """Agenda items, as they are named in passing."""

    def label_from_instance(self, obj: AgendaItem) -> str:
        return f"{obj.number} {plain(obj.passing_title)}".strip()


class KeptForm(WordsForm):
    """A form that goes on where its writer left it."""

    stamp = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, kept: Kept | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kept = kept
        for name, words in (kept.words if kept else {}).items():
            if name in self.fields and name != "stamp":
                self.initial[name] = words


class TitleForm(KeptForm):
    words = {"title": Words(_("Title"))}


class PointForm(KeptForm):
    words = {"text": Words(_("Text"), is_long=True)}
    item = ItemField(
        queryset=AgendaItem.objects.none(),
        label=_("Agenda item"),
        required=False,
        empty_label=_("none"),
    )
    field_order = [*fields_of("text"), "item", "stamp"]

    def __init__(self, *args: Any, items: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        give_records(self, "item", items)


class DeadlineForm(forms.Form):
    deadline = forms.DateTimeField(
        label=_("Amendments until"),
        help_text=_("In the meeting’s own time."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )
    stamp = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class StampForm(forms.Form):
    """The state of the conclusions that was shown."""

    stamp = forms.IntegerField(min_value=0)


class AmendmentForm(KeptForm):
    """What a party proposes to change in a point."""

    words = {"text": Words(_("Text"), is_needed=False, is_long=True)}
    act = forms.ChoiceField(label=_("What to do"), choices=Amendment.Act.choices)
    point = forms.ChoiceField(label=_("Point"), required=False)
    party = forms.ModelChoiceField(queryset=Party.objects.none(), label=_("Party"))
    reason = forms.CharField(
        label=_("Reason"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ["act", "point", *fields_of("text"), "reason", "party", "stamp"]

    def __init__(
        self, *args: Any, points: Iterable[tuple[int, Point]], parties: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.points = {str(point.pk): point for _number, point in points}
        named = [(str(point.pk), _named(number, point)) for number, point in points]
        give_choices(self, "point", [*named, ("", _("none: at the end"))])
        give_records(self, "party", parties)
        if len(parties) == 1:
            self.fields["party"].initial = parties[0].pk

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        point = self.points.get(cleaned.get("point") or "")
        act = cleaned.get("act")
        cleaned["point"] = point
        if act in {Amendment.Act.REPLACE, Amendment.Act.DELETE} and point is None:
            self.add_error("point", _("Choose the point that this changes."))
        if act in {Amendment.Act.REPLACE, Amendment.Act.ADD} and not cleaned.get("text"):
            self.add_error(fields_of("text")[0], _("Write the words in one language at least."))
        return cleaned


def _named(number: int, point: Point) -> str:
    words = plain(point.text)
    return f"{number}. {words[:60]}{'…' if len(words) > 60 else ''}"


class DecisionForm(KeptForm):
    """The secretariat takes or leaves an amendment, with a word."""

    words = {"text": Words(_("Words that go into the point"), is_needed=False, is_long=True)}
    decision = forms.ChoiceField(
        label=_("Decision"), choices=[("take", _("Take it")), ("leave", _("Leave it"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    word = forms.CharField(
        label=_("Word to the parties"), max_length=2_000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Needed where it is left."),
    )  # fmt: skip
    field_order = ["decision", *fields_of("text"), "word", "stamp"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("decision") == "leave" and not cleaned.get("word"):
            self.add_error("word", _("Say why it is left."))
        return cleaned
