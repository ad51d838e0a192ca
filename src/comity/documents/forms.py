"""What a person types about documents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.parties.access import Reader
from comity.parties.models import Body, Party
from comity.tlp import Label
from comity.ui.fields import give_choices, give_records
from comity.ui.locales import language_name, page_language

from .languages import LANGUAGES
from .models import DocumentQuerySet
from .upload import CheckedFile
from .words import Words, WordsForm, fields_of


def language_choices() -> list[tuple[str, str]]:
    """(code, name) of the languages documents come in, named in the page's language."""
    return [(code, language_name(code, page_language())) for code in LANGUAGES]


class BodyField(forms.ModelChoiceField):
    """A choice of bodies, each with the dialogue it belongs to."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.dialogue.short}: {obj}"


def bodies_for(reader: Reader) -> QuerySet[Body]:
    """Bodies of the dialogues in which the reader prepares records."""
    dialogues = {dialogue for _party, dialogue in reader.drafts} | reader.secretariats
    return Body.objects.filter(dialogue__in=dialogues).select_related("dialogue")


class FileForm(forms.Form):
    """A file and the language it is in."""

    language = forms.ChoiceField(label=_("Language"), choices=language_choices)
    file = CheckedFile(label=_("File"))


class RevisionForm(FileForm):
    """The same, for the next revision; ``after`` is the one the person saw."""

    after = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SeriesForm(forms.Form):
    """How the symbols of a body are made."""

    pattern = forms.CharField(
        label=_("Pattern"),
        max_length=60,
        required=False,
        help_text=_(
            "As CMC/{year}/{number} or CRM/{meeting}/DOC/{number}. Empty: symbols are written by "
            "hand."
        ),
    )


CIRCLES = [
    (Label.CLEAR, _("everyone; a second person publishes it")),
    (Label.GREEN, _("everyone with a seat in any dialogue here")),
    (Label.AMBER, _("seats of the dialogue")),
    (Label.STRICT, _("seats of the body")),
    (Label.RED, _("you, and the persons you then name")),
]


def circle_choices() -> list[tuple[str, str]]:
    """Each label with who may read what carries it."""
    return [(label.value, f"{label.words} – {words}") for label, words in CIRCLES]


class CircleFields(forms.Form):
    """For whom a record is prepared: audience, owner, label and the switch for observers."""

    body = BodyField(
        queryset=Body.objects.none(), label=_("Audience"), empty_label=_("Choose a body")
    )
    owner = forms.ModelChoiceField(queryset=Party.objects.none(), label=_("Owner"))
    label = forms.ChoiceField(
        label=_("Label"),
        choices=circle_choices,
        initial=Label.AMBER,
        help_text=_("How far it may travel once it is shared."),
    )
    with_observers = forms.BooleanField(label=_("Observers may read it too"), required=False)

    def offer(self, reader: Reader) -> None:
        """Offer the bodies and parties for which the reader may prepare something."""
        give_records(self, "body", bodies_for(reader))
        give_records(self, "owner", Party.objects.filter(pk__in=reader.parties))
        if len(reader.parties) == 1:
            self.fields["owner"].initial = next(iter(reader.parties))


class DocumentForm(WordsForm, CircleFields, FileForm):
    """A new document with its first file."""

    words = {"title": Words(_("Title"))}
    symbol = forms.CharField(
        label=_("Symbol"), max_length=80, required=False, help_text=_("As CRM/XIV/DEC/1.")
    )
    source = forms.URLField(
        label=_("Source"), max_length=500, required=False, assume_scheme="https",
        help_text=_("Address of the original, where it is public."),
    )  # fmt: skip
    field_order = [
        *fields_of("title"), "symbol", "language", "file", "body", "owner",
        "label", "with_observers", "source",
    ]  # fmt: skip

    def __init__(self, *args: Any, reader: Reader, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(reader)
        self.order_fields(self.field_order)


class DocumentFilter(forms.Form):
    """What narrows the list of documents."""

    body = BodyField(
        queryset=Body.objects.none(), label=_("Body"), required=False, empty_label=_("All")
    )
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *args: Any, bodies: QuerySet[Body], **options: Any) -> None:
        super().__init__(*args, **options)
        give_records(self, "body", bodies)
        all_of_them = ("", pgettext_lazy("languages", "All"))
        give_choices(self, "language", [all_of_them, *language_choices()])

    def narrow(self, documents: DocumentQuerySet) -> DocumentQuerySet:
        """Filter; what is not understood filters nothing and is said beside its field."""
        wanted = self.cleaned_data if self.is_valid() or self.is_bound else {}
        if wanted.get("body"):
            documents = documents.filter(body=wanted["body"])
        if wanted.get("language"):
            documents = documents.in_language(wanted["language"])
        return documents
