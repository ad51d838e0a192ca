"""What a person types about meetings and their agenda."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from comity.documents.forms import CircleFields, FileForm, bodies_for
from comity.documents.models import Document, DocumentQuerySet
from comity.documents.words import Words, WordsForm, fields_of
from comity.parties.access import Reader
from comity.parties.forms import PartialDateField
from comity.parties.models import Body, Party
from comity.ui.fields import ManyField, give_choices, give_records
from comity.ui.said import plain

from .models import AgendaItem, Meeting, MeetingQuerySet


class BodiesField(ManyField):
    """Several bodies, each with the dialogue it belongs to."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.dialogue.short}: {obj}"


class MeetingField(forms.ModelChoiceField):
    """A choice of meetings; a watched one does not say its title."""

    def label_from_instance(self, obj: Any) -> str:
        return plain(obj.passing_title)


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
    starts = PartialDateField(label=_("Begins"))
    ends = PartialDateField(
        label=_("Ends"), required=False, help_text=_("Empty: the same day, month or year.")
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
        empty_label=_("none"),
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
        conferences = Meeting.objects.visible_to(reader).filter(body__dialogue__in=dialogues)
        if meeting:
            conferences = conferences.exclude(pk=meeting.pk)
        give_records(self, "bodies", bodies)
        give_records(self, "conference", conferences)
        self.order_fields(_ORDER)
        self._keep_what_is_not_offered(meeting, bodies, conferences)

    def _keep_what_is_not_offered(
        self, meeting: Meeting | None, bodies: QuerySet[Body], conferences: MeetingQuerySet
    ) -> None:
        """What the form cannot offer, hidden from the reader or of another dialogue, is not taken
        away by saving it."""
        self.kept_bodies: list[Body] = []
        self.kept_conference: Meeting | None = None
        if meeting is None:
            return
        self.kept_bodies = list(meeting.bodies.exclude(pk__in=bodies))
        self.fields["bodies"].required = not self.kept_bodies
        if not conferences.filter(pk=meeting.conference_id).exists():
            self.kept_conference = meeting.conference

    def clean_bodies(self) -> list[Body]:
        return [*self.cleaned_data["bodies"], *self.kept_bodies]

    def clean_conference(self) -> Meeting | None:
        return self.cleaned_data["conference"] or self.kept_conference


_ORDER = [
    *fields_of("title"), "number", "starts", "ends", "bodies", "body", "owner",
    "label", "with_observers", *fields_of("place"), "host", "conference",
    *fields_of("about"), *fields_of("outcome"), "source",
]  # fmt: skip


class NewMeetingForm(MeetingForm, CircleFields):
    """The same, and for whom it is prepared."""

    def __init__(self, *args: Any, reader: Reader, **options: Any) -> None:
        super().__init__(*args, reader=reader, **options)
        self.offer(reader)
        give_records(self, "body", bodies_for(reader).filter(dialogue__in=reader.led))


def _said_of(meeting: Meeting) -> dict[str, Any]:
    names = ("title", "place", "about", "outcome", "number", "source", "conference", "host")
    said = {name: getattr(meeting, name) for name in names}
    said["bodies"] = list(meeting.bodies.values_list("pk", flat=True))
    return said | {"starts": _typed(meeting, "starts_on"), "ends": _typed(meeting, "ends_on")}


def _typed(meeting: Meeting, name: str) -> str:
    """A date as a person would type it, as exactly as it is known."""
    on = getattr(meeting, name)
    if not on:
        return ""
    length = {"year": 4, "month": 7, "day": 10}[meeting.precision]
    return str(on.isoformat()[:length])


class ItemForm(WordsForm):
    """Number and title of an agenda item."""

    words = {"title": Words(_("Title"))}
    number = forms.CharField(label=_("Number"), max_length=12, required=False)
    field_order = ["number", *fields_of("title")]


class NewItemForm(ItemForm):
    """The same with the mode, which is switched by a button of its own later."""

    mode = forms.ChoiceField(
        label=_("Mode"),
        choices=AgendaItem.Mode.choices,
        help_text=_("Open and observers let observers read what lies under the item."),
    )


class ModeForm(forms.Form):
    """The mode to switch to, and the one that was shown."""

    mode = forms.ChoiceField(label=_("Mode"), choices=AgendaItem.Mode.choices)
    shown = forms.ChoiceField(choices=AgendaItem.Mode.choices, widget=forms.HiddenInput)


class DocumentField(forms.ModelChoiceField):
    """Documents by symbol and title, as they are named in passing."""

    def label_from_instance(self, obj: Document) -> str:
        return f"{obj.passing_symbol} {plain(obj.passing_title)}".strip()


class PickForm(forms.Form):
    """A document that is here already, to be put under an item."""

    document = DocumentField(
        queryset=Document.objects.none(), label=_("Document"), empty_label=_("Choose a document")
    )

    def __init__(self, *args: Any, documents: DocumentQuerySet, **options: Any) -> None:
        super().__init__(*args, **options)
        give_records(self, "document", documents)


class HandInForm(WordsForm, FileForm):
    """A new document to be put under an item."""

    words = {"title": Words(_("Title"))}
    symbol = forms.CharField(
        label=_("Symbol"), max_length=80, required=False, help_text=_("As CRM/XIV/DEC/1.")
    )
    field_order = [*fields_of("title"), "symbol", "language", "file"]


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
