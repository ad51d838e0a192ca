"""What a person chooses of a pack, and the file that comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from comity.documents.files import clean_name, shown
from comity.parties.access import Reader
from comity.parties.models import Dialogue, Party
from comity.ui.locales import language_name, page_language
from comity.ui.said import plain, sort_key

from ..models import Pack, Reply, Round


@dataclass(frozen=True)
class Choice:
    """What a pack may be about: a party in a dialogue, and perhaps one of its rounds."""

    party: Party
    dialogue: Dialogue
    round: Round | None

    @property
    def key(self) -> str:
        return f"{self.party.pk}-{self.dialogue.pk}-{self.round.pk if self.round else 0}"

    def __str__(self) -> str:
        party, dialogue = plain(self.party.name), plain(self.dialogue.name)
        if self.round is None:
            return gettext("%(dialogue)s: all that is open for %(party)s") % {
                "dialogue": dialogue,
                "party": party,
            }
        return pgettext("dialogue: round (party)", "%(dialogue)s: %(round)s (%(party)s)") % {
            "dialogue": dialogue,
            "round": plain(self.round.passing_title),
            "party": party,
        }


def choices_of(reader: Reader) -> list[Choice]:
    """The dialogues in which the reader writes for a party, and the open rounds that ask it."""
    parties = Party.objects.in_bulk({party for party, _dialogue in reader.drafts})
    dialogues = Dialogue.objects.in_bulk({dialogue for _party, dialogue in reader.drafts})
    rounds = Round.objects.visible_to(reader).open()
    asked = Reply.objects.visible_to(reader).filter(round__in=rounds)
    replies = list(asked.select_related("round__body"))
    found = []
    for party, dialogue in reader.drafts:
        found.append(Choice(parties[party], dialogues[dialogue], None))
        found += [
            Choice(parties[party], dialogues[dialogue], reply.round)
            for reply in replies
            if (reply.owner_id, reply.round.body.dialogue_id) == (party, dialogue)
        ]
    return sorted(found, key=lambda choice: sort_key(str(choice)))


def _languages() -> list[tuple[str, str]]:
    return [(code, language_name(code, page_language())) for code, _name in settings.LANGUAGES]


class PackForm(forms.Form):
    """What is asked in the pack, in which language, in which program it is filled."""

    about = forms.ChoiceField(label=_("What the pack asks"))
    form = forms.ChoiceField(
        label=_("Program"), choices=Pack.Form, initial=Pack.Form.WORD, widget=forms.RadioSelect
    )
    language = forms.ChoiceField(
        label=_("Language of the pack"), choices=_languages, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, reader: Reader, **options: Any) -> None:
        super().__init__(*args, **options)
        self._choices = {choice.key: choice for choice in choices_of(reader)}
        about: Any = self.fields["about"]
        about.choices = [(key, str(choice)) for key, choice in self._choices.items()]
        self.fields["language"].initial = page_language()

    def chosen(self) -> Choice:
        """Of a form found valid."""
        return self._choices[self.cleaned_data["about"]]


class PackFile(forms.FileField):
    """Any file: what it is, is seen from its bytes. Too large ones are said by their size."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file is not None and file.size > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(
                _(
                    "%(name)s has %(size)s; a file may have at most %(limit)s. "
                    "Make it smaller, or send it in parts."
                ),
                params={
                    "name": shown(clean_name(file.name)),
                    "size": filesizeformat(file.size),
                    "limit": filesizeformat(settings.UPLOAD_LIMIT),
                },
            )
        return file


class SentBackForm(forms.Form):
    file = PackFile(
        label=_("The filled pack"),
        help_text=_("The Excel workbook (.xlsx) or the Word document (.docx), or a ZIP of it."),
        error_messages={
            "empty": _("The file is empty. Save it again and choose it once more."),
        },
    )
