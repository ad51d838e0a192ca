"""How a round is prepared, extended, and what its questions are."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comity.documents.words import Words, WordsForm, fields_of
from comity.instruments.models import Instrument
from comity.parties.access import Reader
from comity.parties.models import Body, Theme
from comity.tlp import Label
from comity.ui.fields import DayField, ManyField, give_records
from comity.ui.said import versions_of

from ..models import Question, Round
from ..services.rounds import REMINDERS, Asking, Plan

READERS = [
    (Label.AMBER, _("seats of the dialogue")),
    (Label.STRICT, _("seats of the body")),
    (Label.GREEN, _("everyone with a seat in any dialogue here")),
]
FARTHEST = 366
MOST_REMINDERS = 12


def reader_choices() -> list[tuple[str, str]]:
    """Each label with who may read what carries it, in the language of the page."""
    return [(label.value, f"{label.words} – {words}") for label, words in READERS]


class DaysField(forms.CharField):
    """Days from the deadline, as ``-14, -3, 1``; ``cleaned_data`` holds whole numbers."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        if isinstance(value, list):
            return value
        return [self._day(word) for word in text.replace(";", ",").split(",") if word.strip()]

    def _day(self, word: str) -> int:
        try:
            day = int(word.strip().replace("−", "-"))
        except ValueError:
            day = FARTHEST + 1
        if abs(day) > FARTHEST:
            raise forms.ValidationError(
                _("“%(word)s” is not a number of days. Write -7 for a week before, 3 for after."),
                params={"word": word.strip()[:20]},
            )
        return day

    def clean(self, value: Any) -> Any:
        days = self.to_python(value)
        if len(days) > MOST_REMINDERS:
            raise forms.ValidationError(_("Twelve reminders are enough. Leave some out."))
        return days


class RoundForm(WordsForm):
    """A round while it is prepared."""

    words = {
        "title": Words(_("Title")),
        "about": Words(_("About the round"), is_needed=False, is_long=True),
    }
    since = DayField(label=_("Period from"))
    until = DayField(label=_("Period to"))
    deadline_on = DayField(label=_("Deadline"))
    reminders = DaysField(
        label=_("Reminders"),
        required=False,
        help_text=_("Days from the deadline: -7 a week before, 3 three days after."),
    )
    instruments = ManyField(
        Instrument.objects.none(),
        label=_("Texts"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The open mandates of these texts are asked about."),
    )
    themes = ManyField(
        Theme.objects.none(),
        label=_("Themes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only mandates on these themes. With neither text nor theme: questions alone."),
    )
    with_institutions = forms.BooleanField(
        label=_("Institutions report too"),
        required=False,
        help_text=_("On the same mandates, in a stream of their own."),
    )
    label = forms.TypedChoiceField(
        label=_("Label"),
        coerce=Label,
        choices=reader_choices,
        help_text=_("Who reads what the round asks. A reply is read by no wider circle."),
    )
    with_observers = forms.BooleanField(label=_("Observers may read it too"), required=False)
    field_order = [
        *fields_of("title"), *fields_of("about"), "since", "until", "deadline_on", "reminders",
        "instruments", "themes", "with_institutions", "label", "with_observers",
    ]  # fmt: skip

    def __init__(self, data: Any, body: Body, reader: Reader, round_: Round | None = None) -> None:
        super().__init__(data, initial=_initial(round_))
        texts = Instrument.objects.visible_to(reader).filter(
            body__dialogue=body.dialogue_id, clauses__mandates__isnull=False
        )
        give_records(self, "instruments", texts.distinct().order_by("-adopted_on", "pk"))
        themes = Theme.objects.filter(dialogue=None) | Theme.objects.filter(dialogue=body.dialogue)
        asked = Theme.objects.filter(mandates__body__dialogue=body.dialogue_id).values("pk")
        chosen = round_.themes.values("pk") if round_ else Theme.objects.none().values("pk")
        themes = themes.filter(pk__in=asked) | themes.filter(pk__in=chosen)
        give_records(self, "themes", themes.order_by("dialogue_id", "position", "code"))
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error(
                "until", gettext("The period ends before it begins. Change one of them.")
            )
        return cleaned

    def plan(self) -> Plan:
        """Of a form found valid."""
        given = dict(self.cleaned_data)
        for name in ("title", "about"):
            given[name] = dict(versions_of(given[name]) or {})
        return Plan(**given)


def _initial(round_: Round | None) -> dict[str, Any]:
    if round_ is None:
        return {"reminders": _days(REMINDERS), "label": Label.AMBER}
    names = (
        "title", "about", "since", "until", "deadline_on", "with_institutions", "label",
        "with_observers",
    )  # fmt: skip
    return {name: getattr(round_, name) for name in names} | {
        "reminders": _days(round_.reminders),
        "instruments": [text.pk for text in round_.instruments.all()],
        "themes": [theme.pk for theme in round_.themes.all()],
    }


def _days(days: Any) -> str:
    return ", ".join(str(day) for day in days)


class ExtendForm(forms.Form):
    until = DayField(label=_("New last day"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        help_text=_("The party and those who lead the round read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class QuestionForm(WordsForm):
    """One question of a round; ``away`` takes it out."""

    words = {
        "question": Words(_("Question"), is_needed=False, is_long=True),
        "choices": Words(_("Choices, one on each line"), is_needed=False, is_long=True),
        "unit": Words(_("Unit"), is_needed=False, longest=100),
    }
    kind = forms.ChoiceField(label=_("Kind"), choices=Question.Kind)
    is_required = forms.BooleanField(label=_("Needs an answer"), required=False, initial=True)
    place = forms.IntegerField(
        label=_("Place"), required=False, min_value=0, max_value=1000,
        help_text=_("Questions are asked in the order of these numbers."),
    )  # fmt: skip
    away = forms.BooleanField(label=_("Take this question away"), required=False)
    field_order = [
        "kind", *fields_of("question"), *fields_of("choices"), *fields_of("unit"), "is_required",
        "place", "away",
    ]  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.order_fields(self.field_order)
        for name in fields_of("choices"):
            self.fields[name].help_text = _("For one of several only.")
        for name in fields_of("unit"):
            self.fields[name].help_text = _("For a number only. Empty: each party names its own.")

    @property
    def is_left_out(self) -> bool:
        """Taken away, or never filled. Of a form found valid."""
        given = self.cleaned_data
        return given["away"] or not (given["question"] or given["choices"] or given["unit"])

    def asking(self) -> Asking:
        """Of a form found valid."""
        given = self.cleaned_data
        kind, of_kind = given["kind"], Question.Kind
        return Asking(
            words=dict(versions_of(given["question"]) or {}),
            kind=kind,
            unit=dict(versions_of(given["unit"]) or {}) if kind == of_kind.NUMBER else {},
            choices=dict(versions_of(given["choices"]) or {}) if kind == of_kind.CHOICE else {},
            is_required=given["is_required"],
        )


class QuestionSet(forms.BaseFormSet):
    """The questions in the order of their places, those without one last."""

    def askings(self) -> list[Asking]:
        """Of a set found valid."""
        kept = [form for form in self.forms if not form.is_left_out]
        kept.sort(
            key=lambda form: (form.cleaned_data["place"] is None, form.cleaned_data["place"] or 0)
        )
        return [form.asking() for form in kept]


MOST_QUESTIONS = 60


def question_set(data: Any, round_: Round, *, add: bool = False) -> QuestionSet:
    """The questions of a round and an empty one. ``add``: one more than was sent, with all that
    was typed in the others."""
    made = forms.formset_factory(
        QuestionForm,
        formset=QuestionSet,
        extra=1,
        max_num=MOST_QUESTIONS,
        absolute_max=MOST_QUESTIONS,
    )
    if data is None:
        asked = [_of(question, place) for place, question in enumerate(round_.questions.all(), 1)]
        return made(prefix="q", initial=asked)  # type: ignore[return-value]
    if add:
        data = data.copy()
        count = data.get("q-TOTAL_FORMS", "")
        number = int(count) if count.isdecimal() and len(count) < 4 else 0
        data["q-TOTAL_FORMS"] = str(min(number + 1, MOST_QUESTIONS))
    return made(data, prefix="q")  # type: ignore[return-value]


def _of(question: Question, place: int) -> dict[str, Any]:
    return {
        "question": question.words,
        "choices": question.choices,
        "unit": question.unit,
        "kind": question.kind,
        "is_required": question.is_required,
        "place": place,
    }
