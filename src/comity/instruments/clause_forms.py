"""What a person types about one clause, and its plain checks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.parties.forms import PartialDateField
from comity.parties.models import Dialogue, Party, Theme
from comity.ui.fields import give_choices
from comity.ui.locales import language_name, page_language

from .forms import language_choices
from .models import Clause, Version
from .services import Correction
from .services.values import BODY, MEMBERS, PARTY
from .words import VERBS

MARK = "||"
"""What a reviewer puts where the second clause begins."""


class CorrectForm(forms.Form):
    """The words of a clause in each language, its number, kind, depth and verb."""

    number = forms.CharField(
        label=_("Number"),
        max_length=40,
        required=False,
        help_text=_("As it is printed: 1., a), (iv), Artículo 51."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Clause.Kind)
    depth = forms.IntegerField(
        label=_("Depth"),
        min_value=1,
        max_value=9,
        help_text=_("1 for the outermost, 2 for what stands under it, and so on."),
    )
    verb = forms.ChoiceField(
        label=pgettext_lazy("of a clause", "What it does"),
        required=False,
        choices=[("", _("nothing of these")), *VERBS.items()],
    )

    def __init__(
        self, *args: Any, clause: Clause, versions: Sequence[Version], **options: Any
    ) -> None:
        texts = {one.language: one.text for one in clause.texts.all()}
        initial = {name: getattr(clause, name) for name in ("number", "kind", "depth", "verb")}
        initial |= {f"text_{v.language}": texts.get(v.language, "") for v in versions}
        super().__init__(*args, **options | {"initial": initial})
        for version in versions:
            self.fields[f"text_{version.language}"] = _text_field(version.language)

    def correction(self) -> Correction:
        data = self.cleaned_data
        return Correction(
            number=data["number"],
            kind=data["kind"],
            depth=data["depth"],
            verb=data["verb"],
            texts={
                name.removeprefix("text_"): words
                for name, words in data.items()
                if name.startswith("text_")
            },
        )


def _text_field(language: str, **options: Any) -> forms.CharField:
    name = language_name(language, page_language())
    return forms.CharField(
        label=_("Text in %(language)s") % {"language": name},
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "lang": language}),
        **options,
    )


class SplitForm(forms.Form):
    """Where a clause is cut: two bars put into its text, in one language or in several."""

    def __init__(
        self, *args: Any, clause: Clause, versions: Sequence[Version], **options: Any
    ) -> None:
        self.texts = {one.language: one.text for one in clause.texts.all()}
        initial = {f"place_{language}": words for language, words in self.texts.items()}
        super().__init__(*args, **options | {"initial": initial})
        for version in versions:
            if version.language in self.texts:
                field = _text_field(version.language)
                self.fields[f"place_{version.language}"] = field

    def clean(self) -> dict[str, Any]:
        for name, typed in list(self.cleaned_data.items()):
            words = self.texts[name.removeprefix("place_")]
            if _bare(typed.replace(MARK, " ")) != _bare(words):
                self.add_error(
                    name,
                    _("Only put %(mark)s into the text here. Words are changed in the form above.")
                    % {"mark": MARK},
                )
            elif typed.count(MARK) > 1:
                self.add_error(
                    name,
                    _("Put %(mark)s only once; cut the second part again afterwards.")
                    % {"mark": MARK},
                )
        return self.cleaned_data

    def places(self) -> dict[str, int]:
        """Language → position in the text as it is kept."""
        found = {}
        for name, typed in self.cleaned_data.items():
            before, mark, _after = typed.partition(MARK)
            if mark:
                language = name.removeprefix("place_")
                found[language] = _position(self.texts[language], len(_bare(before)))
        return found


def _bare(text: str) -> str:
    """Without any white space: what a browser does to line breaks is no change of words."""
    return "".join(text.split())


def _position(text: str, letters: int) -> int:
    """The place in a text behind so many characters that are not white space."""
    seen = 0
    for at, character in enumerate(text):
        if seen == letters:
            return at
        seen += not character.isspace()
    return len(text)


class AlignForm(forms.Form):
    """Move the words of one language to another clause."""

    language = forms.ChoiceField(label=_("Language"))
    to = forms.ChoiceField(label=_("To"))

    def __init__(self, *args: Any, clause: Clause, near: Sequence[Clause], **options: Any) -> None:
        super().__init__(*args, **options)
        said = [one.language for one in clause.texts.all()]
        give_choices(self, "language", language_choices(said))
        others = [(str(one.pk), _in_short(one)) for one in near if one.pk != clause.pk]
        give_choices(self, "to", others)


def _in_short(clause: Clause) -> str:
    words = next((one.text for one in clause.texts.all()), "")
    short = words if len(words) <= 70 else f"{words[:69]}…"
    return f"{clause.number} {short}".strip()


class SuggestForm(forms.Form):
    """An addressee, a due date or a theme that the words did not tell."""

    addressee = forms.ChoiceField(label=_("Addressee"), required=False)
    due = PartialDateField(label=_("Due date"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)

    def __init__(self, *args: Any, dialogue: Dialogue, **options: Any) -> None:
        super().__init__(*args, **options)
        give_choices(self, "addressee", addressee_choices(dialogue))
        give_choices(self, "theme", _theme_choices(dialogue))

    def values(self) -> list[tuple[str, str]]:
        """(kind, value) of each that was chosen."""
        data = self.cleaned_data
        found = [(kind, str(data[kind])) for kind in ("addressee", "due", "theme") if data[kind]]
        return found

    def clean(self) -> dict[str, Any]:
        if not self.errors and not any(self.cleaned_data.values()):
            self.add_error(None, _("Choose an addressee, a due date or a theme to add."))
        return self.cleaned_data


def addressee_choices(dialogue: Dialogue) -> list[tuple[Any, Any]]:
    """Bodies, the members of bodies, and the parties of the dialogue, in groups."""
    bodies = list(dialogue.bodies.all())
    of_dialogue = Party.objects.filter(memberships__body__dialogue=dialogue).distinct()
    parties = sorted((str(party), f"{PARTY}:{party.slug}") for party in of_dialogue)
    return [
        ("", "—"),
        (
            _("Members"),
            [
                (f"{MEMBERS}:{one.slug}", _("the members of %(body)s") % {"body": one})
                for one in bodies
            ],
        ),
        (_("Bodies"), [(f"{BODY}:{one.slug}", str(one)) for one in bodies]),
        (_("Parties"), [(value, name) for name, value in parties]),
    ]


def _theme_choices(dialogue: Dialogue) -> list[tuple[str, str]]:
    themes = Theme.objects.filter(dialogue=None) | Theme.objects.filter(dialogue=dialogue)
    return [("", "—"), *((one.code, f"{one.code} · {one}") for one in themes)]
