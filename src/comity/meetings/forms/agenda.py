"""What a person types about the agenda and its items."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.documents.forms import FileForm
from comity.documents.models import Document, DocumentQuerySet
from comity.documents.words import Words, WordsForm, fields_of
from comity.parties.models import Party
from comity.ui.fields import DIGITS, give_choices, give_records
from comity.ui.locales import page_language
from comity.ui.said import plain, plain_day

from .. import clocks, tree
from ..models import AgendaItem, AgendaItemQuerySet, Meeting, MeetingQuerySet
from .meetings import MeetingField
from .times import ClockField

LONGEST_MEETING = 60
"""Days of a meeting from which an item chooses."""


class ItemForm(WordsForm):
    """Number, title and time of an agenda item."""

    words = {"title": Words(_("Title"))}
    number = forms.CharField(label=_("Number"), max_length=12, required=False)
    day = forms.ChoiceField(label=_("Day"), required=False)
    clock = ClockField(label=_("Begins at"))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=1440, required=False)
    lead = forms.ModelChoiceField(
        queryset=Party.objects.all(), label=_("Lead"), required=False, empty_label=_("none")
    )
    field_order = ["number", *fields_of("title"), "day", "clock", "minutes", "lead"]

    def __init__(
        self, *args: Any, meeting: Meeting, item: AgendaItem | None = None, **options: Any
    ) -> None:
        self.meeting = meeting
        if item:
            options["initial"] = _said_of(item)
        super().__init__(*args, **options)
        self.order_fields(self.field_order)
        if not meeting.has_hours:
            del self.fields["day"], self.fields["clock"]
        elif meeting.last_day == meeting.starts_on:
            del self.fields["day"]
        else:
            days = [(day.isoformat(), plain_day(day)) for day in self.days]
            give_choices(self, "day", days)
        if "clock" in self.fields:
            place = clocks.place_of(meeting.clocks, page_language())
            self.fields["clock"].help_text = _("By the clocks of %(place)s.") % {"place": place}

    @property
    def days(self) -> list[date]:
        count = min((self.meeting.last_day - self.meeting.starts_on).days + 1, LONGEST_MEETING)
        return [self.meeting.starts_on + timedelta(days=number) for number in range(count)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        day, clock = cleaned.pop("day", ""), cleaned.pop("clock", None)
        if self.meeting.has_hours:
            on = date.fromisoformat(day) if day else self.meeting.starts_on
            cleaned["starts"] = datetime.combine(on, clock) if clock else None
        return cleaned


def _said_of(item: AgendaItem) -> dict[str, Any]:
    said = {name: getattr(item, name) for name in ("title", "number", "minutes", "lead")}
    if item.starts_at:
        local = clocks.shown_in(item.starts_at, item.meeting.clocks)
        said |= {"day": local.date().isoformat(), "clock": local.time()}
    return said


class ItemField(forms.ModelChoiceField):
    """A choice of agenda items; a watched one does not say its title."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number} {plain(obj.passing_title)}".strip()


class NewItemForm(ItemForm):
    """The same with the mode, which is switched by a button of its own later."""

    mode = forms.ChoiceField(
        label=_("Mode"),
        choices=AgendaItem.Mode.choices,
        help_text=_("Open and observers let observers read what lies under the item."),
    )
    parent = ItemField(
        queryset=AgendaItem.objects.none(),
        label=_("Part of"),
        required=False,
        empty_label=_("the agenda itself"),
    )
    field_order = [*ItemForm.field_order, "mode", "parent"]

    def __init__(
        self, *args: Any, items: AgendaItemQuerySet, part_of: str | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        if part_of and part_of.isdecimal() and len(part_of) < DIGITS:
            parent = items.filter(pk=part_of).first()
            if parent:
                self.initial.update(parent=part_of, mode=parent.mode)
        order = tree.tree_of(items.order_by("position", "pk").values_list("pk", "parent"))
        may_have = [key for key, _parent, level in tree.walk(order) if level < tree.DEEPEST]
        give_records(self, "parent", items.filter(pk__in=may_have).order_by("position", "pk"))


class ModeForm(forms.Form):
    """The mode to switch to, and the one that was shown."""

    mode = forms.ChoiceField(label=_("Mode"), choices=AgendaItem.Mode.choices)
    with_parts = forms.BooleanField(
        label=_("Open what is part of it too"),
        required=False,
        help_text=_("A part that would be wider than the item is closed with it in any case."),
    )
    shown = forms.ChoiceField(choices=AgendaItem.Mode.choices, widget=forms.HiddenInput)


class _KeyField(forms.IntegerField):
    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=10 ** (DIGITS - 1) - 1, **options)


class StepForm(forms.Form):
    """A button of the agenda: which item, one step which way, and the stamp that was shown."""

    move = forms.RegexField(rf"^\d{{1,{DIGITS - 1}}}\.({'|'.join(tree.WAYS)})$")
    stamp = _KeyField()

    def clean_move(self) -> tuple[int, str]:
        key, _dot, way = self.cleaned_data["move"].partition(".")
        return int(key), way


class PlaceForm(forms.Form):
    """Where an item was dropped: before another part of an item (of the agenda), or last."""

    item = _KeyField()
    parent = _KeyField(required=False)
    before = _KeyField(required=False)
    stamp = _KeyField()


class BeginForm(forms.Form):
    """Whose agenda to begin with."""

    earlier = MeetingField(
        queryset=Meeting.objects.none(), label=_("Meeting"), empty_label=_("Choose a meeting")
    )

    def __init__(self, *args: Any, earlier: MeetingQuerySet, **options: Any) -> None:
        super().__init__(*args, **options)
        give_records(self, "earlier", earlier)


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
