"""What the secretariat types when it brings old pages in, and when it accepts one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.archive import KINDS, Raw, raw_pages
from comity.clauses import Unreadable
from comity.instruments.models import Instrument
from comity.instruments.sentences import say
from comity.meetings.models import Meeting
from comity.parties.access import ANYONE, Reader
from comity.parties.models import Dialogue, Party
from comity.ui.said import plain
from comity.ui.tongues import own_name

from ..languages import SITE_LANGUAGES
from ..models import ArchivedPage

MOST_PAGES = 1000
"""So many are read while a person waits; the command takes any number."""


class OldFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class OldFiles(forms.FileField):
    """Files, each read into its pages; what cannot be read is said, file by file."""

    widget = OldFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Raw]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if not given:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        raws: list[Raw] = []
        refused: list[str] = []
        for file in given:
            try:
                raws += raw_pages(_contents(file), str(file.name), MOST_PAGES + 1)
            except Unreadable as unreadable:
                refused.append(say(unreadable))
            if len(raws) > MOST_PAGES:
                raise forms.ValidationError(_too_many())
        if refused:
            raise forms.ValidationError([forms.ValidationError(one) for one in refused])
        return raws

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        accept = ",".join(f".{kind}" for kind in KINDS)
        return super().widget_attrs(widget) | {"accept": accept}


def _contents(file: UploadedFile) -> bytes:
    """What is too large was not kept when it came."""
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        limit = str(settings.UPLOAD_LIMIT // 1024 // 1024)
        raise Unreadable("too_large", str(file.name), limit=limit)
    return bytes(file.read())


def _too_many() -> str:
    return _(
        "These files hold more than %(most)d pages, the most that are read while you wait. Send "
        "fewer at once, or ask your operator for “comity import archive”."
    ) % {"most": MOST_PAGES}


class _Dialogues(forms.ModelChoiceField):
    def label_from_instance(self, thing: Any) -> str:
        return plain(thing.name)


class BringForm(forms.Form):
    pages = OldFiles(
        label=gettext_lazy("Files"),
        help_text=gettext_lazy(
            "Pages of one site together: so its menus are found and left out. HTML, text, Word, "
            "PDF, and exports of WordPress (.xml) and Drupal (.json); up to 100 files."
        ),
    )
    site = forms.CharField(
        label=gettext_lazy("Site they come from"),
        max_length=100,
        required=False,
    )
    dialogue = _Dialogues(Dialogue.objects.none(), label=gettext_lazy("Dialogue"))

    def __init__(self, reader: Reader, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Dialogue.objects.filter(pk__in=reader.secretariats)
        self.fields["dialogue"].queryset = mine  # type: ignore[attr-defined]
        self.fields["dialogue"].empty_label = None  # type: ignore[attr-defined]


def _languages() -> list[tuple[str, str]]:
    return [(code, own_name(code)) for code in SITE_LANGUAGES]


class AcceptForm(forms.Form):
    """News of an old page: what was found stands in it, for a person to correct or leave out."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=255)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=_languages)
    on = forms.DateField(
        label=gettext_lazy("Date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Empty: not known."),
    )
    place = forms.CharField(label=gettext_lazy("Place"), max_length=200, required=False)
    contacts = forms.CharField(
        label=gettext_lazy("Contacts"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One line for each."),
    )
    parties = forms.ModelMultipleChoiceField(
        Party.objects.none(),
        to_field_name="slug",
        required=False,
        label=gettext_lazy("Parties it speaks of"),
        widget=forms.CheckboxSelectMultiple,
    )
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(), to_field_name="slug", required=False, label=gettext_lazy("Meeting")
    )
    instrument = forms.ModelChoiceField(
        Instrument.objects.none(), to_field_name="slug", required=False, label=gettext_lazy("Text")
    )

    def __init__(self, page: ArchivedPage, data: Any = None) -> None:
        super().__init__(data, initial=_found(page))
        for name, every in _linked(page).items():
            field = self.fields[name]
            field.queryset = every  # type: ignore[attr-defined]
            field.label_from_instance = _name_of  # type: ignore[attr-defined]
            if not every:
                del self.fields[name]


def _linked(page: ArchivedPage) -> dict[str, QuerySet]:
    """What of the register the page speaks of, as far as anyone may read it."""
    return {
        "parties": Party.objects.filter(slug__in=page.keys("party")),
        "meeting": Meeting.objects.visible_to(ANYONE).filter(slug__in=page.keys("meeting")),
        "instrument": Instrument.objects.visible_to(ANYONE).filter(slug__in=page.keys("text")),
    }


def _name_of(thing: Model) -> str:
    return plain(getattr(thing, "name", None) or thing.title)  # type: ignore[attr-defined]


def _found(page: ArchivedPage) -> dict[str, Any]:
    return {
        "title": page.title,
        "language": page.language,
        "on": day_of_note(page.day),
        "place": page.place,
        "contacts": "\n".join(page.contact_lines()),
        "parties": page.keys("party"),
        "meeting": next(iter(page.keys("meeting")), None),
        "instrument": next(iter(page.keys("text")), None),
    }


def day_of_note(said: str) -> date | None:
    """A day that is known to the day; a month or a year is none."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
