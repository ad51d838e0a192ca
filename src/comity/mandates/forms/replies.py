"""What a party answers to the questions of a round."""

from __future__ import annotations

import secrets
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from comity.ui.said import plain

from ..models import Answer, Question, Reply
from ..packs.values import Fault, plain_number, read_number
from ..services.replies import Given
from ..services.rounds import choices_in
from .fields import CircleFields
from .reports import FilesField

FAULTS = {
    Fault.NOT_A_NUMBER: _("“%(value)s” is not a number. Write it as 12500 or 12500.5."),
    Fault.TWO_READINGS: _(
        "“%(value)s” may be read in two ways. Write 1234 if you mean more than a thousand, "
        "and 1.2340 if you mean a little more than one."
    ),
    Fault.TOO_LARGE: _("“%(value)s” is too large, or has more than four decimals."),
}


class NumberField(forms.CharField):
    """A number as people of the region write it; ``1.234`` alone is asked about, not guessed."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        number = read_number(text)
        if isinstance(number, Fault):
            raise forms.ValidationError(FAULTS[number], params={"value": text[:40]})
        return number


class ReplyForm(CircleFields):
    """The answers while they are written: nothing is required before they are submitted."""

    language = forms.ChoiceField(label=_("Language of these answers"), choices=settings.LANGUAGES)
    stamp = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    sitting = forms.CharField(widget=forms.HiddenInput, max_length=32, required=False)

    def __init__(self, *args: Any, reply: Reply, **options: Any) -> None:
        options.setdefault("initial", _initial(reply))
        super().__init__(*args, **options)
        self.questions = list(reply.round.questions.all())
        self.keep_within(reply.round)
        for number, question in enumerate(self.questions, start=1):
            self.fields |= _fields(question, number, reply.language)
        last = ["language", "label", "with_observers", "stamp", "sitting"]
        self.order_fields([name for name in self.fields if name not in last] + last)

    def answers(self) -> dict[int, Given]:
        """Of a form found valid."""
        return {question.pk: _given(question, self.cleaned_data) for question in self.questions}

    def saving(self) -> dict[str, Any]:
        """What ``save_reply`` takes, of a form found valid."""
        names = ("language", "stamp", "sitting")
        given = {name: self.cleaned_data[name] for name in names}
        return given | {"answers": self.answers()} | self.circle()

    def attached(self) -> list[tuple[Question, str, list[Any]]]:
        """(question, field, files as they came), of a form found valid."""
        return [
            (question, name, self.cleaned_data[name])
            for question in self.questions
            if (name := f"q{question.pk}_files") in self.fields
        ]

    def show_needed(self) -> None:
        """Say beside the fields what a submitted reply needs; a draft needs nothing."""
        for question in self.questions:
            self.fields[main_field(question)].required = question.is_required


def main_field(question: Question) -> str:
    """The field of a question's own answer."""
    return f"q{question.pk}"


def _fields(question: Question, number: int, language: str) -> dict[str, forms.Field]:
    label, key = f"{number}. {plain(question.words)}", main_field(question)
    if question.kind == Question.Kind.NUMBER:
        return _number_fields(question, label, key)
    if question.kind == Question.Kind.CHOICE:
        listed = list(enumerate(choices_in(plain(question.choices)), start=1))
        return {key: _one_of(label, [(str(code), words) for code, words in listed])}
    if question.kind == Question.Kind.YES_NO:
        return {
            key: _one_of(label, [("yes", _("Yes")), ("no", _("No"))]),
            f"{key}_text": _words(
                _("%(number)s. Evidence in words") % {"number": number},
                language,
                rows=2,
                help_text=_("Where it is found: a law, a decree, an address. Or add a file."),
            ),
            f"{key}_files": FilesField(
                label=_("%(number)s. Evidence as files") % {"number": number}, required=False
            ),
        }
    return {key: _words(label, language)}


def _number_fields(question: Question, label: str, key: str) -> dict[str, forms.Field]:
    unit = plain(question.unit)
    help_text = _("In %(unit)s.") % {"unit": unit} if unit else ""
    fields: dict[str, forms.Field] = {
        key: NumberField(label=label, required=False, max_length=60, help_text=help_text)
    }
    if not unit:
        fields[f"{key}_text"] = forms.CharField(
            label=_("Unit of that number"),
            required=False,
            max_length=100,
            help_text=_("Such as persons, or United States dollars."),
        )
    return fields


def _one_of(label: str, choices: list[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=[("", _("No answer yet")), *choices],
        widget=forms.RadioSelect,
    )


def _words(label: Any, language: str, rows: int = 4, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=50_000,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows, "lang": language}),
    )


def _given(question: Question, data: dict[str, Any]) -> Given:
    key = main_field(question)
    value, text = data[key], data.get(f"{key}_text", "")
    if question.kind == Question.Kind.NUMBER:
        return Given(number=value, text=text)
    if question.kind == Question.Kind.CHOICE:
        return Given(choice=int(value) if value else None)
    if question.kind == Question.Kind.YES_NO:
        return Given(yes={"yes": True, "no": False}.get(value), text=text)
    return Given(text=value)


def _initial(reply: Reply) -> dict[str, Any]:
    names = ("language", "label", "with_observers", "stamp")
    found: dict[str, Any] = {name: getattr(reply, name) for name in names}
    for answer in reply.answers.select_related("question"):
        key = main_field(answer.question)
        found |= {key: _shown(answer), f"{key}_text": answer.text}
    return found | {"sitting": secrets.token_hex(16)}


def _shown(answer: Answer) -> str:
    value = answer.value
    if answer.question.kind == Question.Kind.YES_NO:
        return {True: "yes", False: "no", None: ""}[value]
    if isinstance(value, Decimal):
        return plain_number(value)
    return "" if value is None else str(value)
