"""What a person types about a meeting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.documents.forms import CircleFields, bodies_for
from comity.documents.words import Words, WordsForm, fields_of
from comity.parties.access import Reader
from comity.parties.forms import PartialDateField
from comity.parties.models import Body, Party
from comity.ui.fields import ManyField, give_choices, give_records
from comity.ui.said import plain

from .. import clocks
from ..models import Meeting, MeetingQuerySet
from .times import ClockField, DayField, zone_choices


class BodiesField(ManyField):
    """Several bodies, each with the dialogue it belongs to."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.dialogue.short}: {obj}"


class MeetingField(forms.ModelChoiceField):
    """A choice of meetings; a watched one does not say its title."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{plain(obj.passing_title)} ({obj.starts_on.year})"


class MeetingForm(WordsForm):
    """What is said of a meeting."""

    words = {
        "title": Words(_("Title")),
        "place": Words(_("Place"), is_needed=False, longest=200),
        "about": Words(_("About"), is_needed=False, is_long=True),
        "outcome": Words(_("Outcome"), is_needed=False, is_long=True),
    }
    number = forms.CharField(
        label=_("Number"), max_length=20, required=False, help_text=_("As XIV.")
    )
    follows = MeetingField(
        queryset=Meeting.objects.none(),
        label=_("Follows"),
        required=False,
        empty_label=pgettext_lazy("a meeting", "none"),
        help_text=_("The meeting before it in its series."),
    )
    starts = PartialDateField(label=_("Begins"))
    ends = PartialDateField(
        label=_("Ends"), required=False, help_text=_("Empty: the same day, month or year.")
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        help_text=_("The clocks by which all times of the meeting are written and shown."),
    )
    opens = ClockField(label=_("Opens at"), help_text=_("On the first day."))
    closes = ClockField(label=_("Closes at"), help_text=_("On the last day."))
    documents_due_on = DayField(
        label=_("Documents are due on"),
        help_text=_("A document added after this day is marked as late."),
    )
    modality = forms.ChoiceField(
        label=_("Modality"), choices=[("", "–"), *Meeting.Modality.choices], required=False
    )
    link = forms.URLField(
        label=_("Link to join"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Shown to persons with a seat in the dialogue, never to the public."),
    )
    bodies = BodiesField(
        queryset=Body.objects.none(),
        label=_("Bodies that meet"),
        widget=forms.CheckboxSelectMultiple,
    )
    conference = MeetingField(
        queryset=Meeting.objects.none(),
        label=_("Part of the conference"),
        required=False,
        empty_label=pgettext_lazy("a meeting", "none"),
    )
    host = forms.ModelChoiceField(
        queryset=Party.objects.all(), label=_("Host"), required=False, empty_label=_("none")
    )
    source = forms.URLField(
        label=_("Source"), max_length=500, required=False, assume_scheme="https"
    )

    def __init__(self, *args: Any, reader: Reader, meeting: Meeting | None = None, **options: Any):
        if meeting:
            options["initial"] = _said_of(meeting)
        super().__init__(*args, **options)
        dialogues = {meeting.body.dialogue_id} if meeting else reader.led
        bodies = Body.objects.filter(dialogue__in=dialogues).select_related("dialogue")
        others = Meeting.objects.visible_to(reader).filter(body__dialogue__in=dialogues)
        if meeting:
            others = others.exclude(pk=meeting.pk)
        give_records(self, "bodies", bodies)
        give_records(self, "conference", others)
        give_records(self, "follows", others)
        give_choices(self, "time_zone", zone_choices())
        self.order_fields(_ORDER)
        self._keep_what_is_not_offered(meeting, bodies, others)

    def _keep_what_is_not_offered(
        self, meeting: Meeting | None, bodies: QuerySet[Body], others: MeetingQuerySet
    ) -> None:
        """What the form cannot offer, hidden from the reader or of another dialogue, is not taken
        away by saving it."""
        self.kept_bodies: list[Body] = []
        self.kept: dict[str, Meeting | None] = {}
        if meeting is None:
            return
        self.kept_bodies = list(meeting.bodies.exclude(pk__in=bodies))
        self.fields["bodies"].required = not self.kept_bodies
        offered = set(others.values_list("pk", flat=True))
        for name in ("conference", "follows"):
            if getattr(meeting, f"{name}_id") not in offered:
                self.kept[name] = getattr(meeting, name)

    def clean_bodies(self) -> list[Body]:
        return [*self.cleaned_data["bodies"], *self.kept_bodies]

    def clean_conference(self) -> Meeting | None:
        return self.cleaned_data["conference"] or self.kept.get("conference")

    def clean_follows(self) -> Meeting | None:
        return self.cleaned_data["follows"] or self.kept.get("follows")


_ORDER = [
    *fields_of("title"), "number", "follows", "starts", "ends", "time_zone", "opens", "closes",
    "modality", "link", *fields_of("place"), "host", "bodies", "conference", "documents_due_on",
    "body", "owner", "label", "with_observers", *fields_of("about"), *fields_of("outcome"),
    "source",
]  # fmt: skip


class NewMeetingForm(MeetingForm, CircleFields):
    """The same, and for whom it is prepared."""

    def __init__(self, *args: Any, reader: Reader, **options: Any) -> None:
        super().__init__(*args, reader=reader, **options)
        self.offer(reader)
        give_records(self, "body", bodies_for(reader).filter(dialogue__in=reader.led))


def _said_of(meeting: Meeting) -> dict[str, Any]:
    names = (
        "title", "place", "about", "outcome", "number", "source", "conference", "host", "follows",
        "modality", "time_zone", "link", "documents_due_on",
    )  # fmt: skip
    said = {name: getattr(meeting, name) for name in names}
    said["bodies"] = list(meeting.bodies.values_list("pk", flat=True))
    for name in ("opens", "closes"):
        if at := getattr(meeting, f"{name}_at"):
            said[name] = clocks.shown_in(at, meeting.clocks).time()
    return said | {"starts": _typed(meeting, "starts_on"), "ends": _typed(meeting, "ends_on")}


def _typed(meeting: Meeting, name: str) -> str:
    """A date as a person would type it, as exactly as it is known."""
    on = getattr(meeting, name)
    if not on:
        return ""
    length = {"year": 4, "month": 7, "day": 10}[meeting.precision]
    return str(on.isoformat()[:length])


class CancelForm(WordsForm):
    """Why a meeting does not take place."""

    words = {"because": Words(_("Why it is cancelled"), is_long=True)}
