"""What a person types about a project; rows are added without a script."""

from __future__ import annotations

from typing import Any

from babel.numbers import list_currencies
from django import forms
from django.db.models import Q, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from comity.documents.forms import CircleFields
from comity.documents.words import Words, WordsForm, fields_of
from comity.instruments.forms import written_date
from comity.instruments.models import Clause, Instrument
from comity.parties.access import Reader
from comity.parties.dates import PartialDate, Precision
from comity.parties.forms import PartialDateField
from comity.parties.models import Party, Theme
from comity.tlp import WATCHED
from comity.ui.fields import DayField, ManyField, give_choices, give_records
from comity.ui.locales import page_language
from comity.ui.said import plain, said, sort_key, versions_of

from ..models import Partner, Project, Result
from ..services.projects import Aim, Plan
from .matrix import ANY, ANY_PARTY

MOST_ROWS = 60
LENGTH = 90
"""Characters of a clause in a list to choose from."""
EMPTY_ROWS = 2
LIMITS = {"extra": EMPTY_ROWS, "max_num": MOST_ROWS, "absolute_max": MOST_ROWS + EMPTY_ROWS}


class ClausesField(ManyField):
    """Clauses by text, number and first words."""

    def label_from_instance(self, obj: Any) -> str:
        texts = {one.language: one.text for one in obj.texts.all()}
        return f"{obj.instrument.title}, {obj.number} {Truncator(plain(texts)).chars(LENGTH)}"


class ProjectForm(WordsForm):
    """What is said of a project, whoever may read it."""

    words = {
        "title": Words(_("Title")),
        "about": Words(_("What it is about"), is_needed=False, is_long=True),
    }
    starts = PartialDateField(label=_("From"), required=False)
    ends = PartialDateField(label=_("Until"), required=False)
    budget = forms.DecimalField(
        label=_("Budget"), required=False, min_value=0, max_digits=16, decimal_places=2,
        help_text=_("Without separators, as 250000 or 1200.50."),
    )  # fmt: skip
    currency = forms.CharField(
        label=_("Currency"), required=False, max_length=3,
        help_text=_("Its three letters, as USD, EUR or XCD."),
    )  # fmt: skip
    themes = ManyField(
        Theme.objects.none(), label=_("Themes"), required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )  # fmt: skip
    text = forms.ModelChoiceField(
        Instrument.objects.none(), label=_("Text that it carries out"), required=False,
        help_text=_("Choose one, press “More rows”, and its clauses are shown to choose from."),
    )  # fmt: skip
    clauses = ClausesField(
        Clause.objects.none(), label=_("Clauses"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    source = forms.URLField(
        label=_("Source"), max_length=500, required=False, assume_scheme="https"
    )

    def __init__(self, data: Any, *, reader: Reader, text: str = "", of: Project | None) -> None:
        super().__init__(data, initial=_initial(of) if of else {})
        self.of = of
        texts = Instrument.objects.visible_to(reader).adopted().exclude(label__in=WATCHED)
        give_records(self, "text", texts)
        themes = Theme.objects.filter(Q(dialogue=None) | Q(dialogue__in=_dialogues(reader)))
        give_records(self, "themes", themes)
        chosen = self._text(texts, text)
        if chosen and not data:
            self.initial["text"] = chosen.pk
        self.offered = self._clauses(texts, chosen)
        give_records(self, "clauses", self.offered)
        if not self.offered.exists():
            del self.fields["clauses"]

    def _text(self, texts: QuerySet[Instrument], slug: str) -> Instrument | None:
        """The text chosen in the form, or the one whose page led here."""
        if not self.is_bound:
            return texts.filter(slug=slug).first() if slug else None
        try:
            return self.fields["text"].clean(self.data.get("text"))
        except forms.ValidationError:
            return None

    def _clauses(self, texts: QuerySet[Instrument], chosen: Instrument | None) -> QuerySet[Clause]:
        """Of the text chosen, and of those whose clauses are linked already."""
        linked = self.of.clauses.values("instrument") if self.of else Clause.objects.none()
        wanted = texts.filter(Q(pk__in=linked) | Q(pk=chosen.pk if chosen else None))
        return (
            Clause.objects.operative()
            .filter(instrument__in=wanted)
            .select_related("instrument")
            .prefetch_related("texts")
            .order_by("instrument", "position")
        )

    def clean_currency(self) -> str:
        code: str = self.cleaned_data["currency"].strip().upper()
        if code and code not in list_currencies():
            raise forms.ValidationError(
                _("%(code)s is not a currency. Write its three letters, as USD."),
                params={"code": code}, code="currency",
            )  # fmt: skip
        return code

    def plan(self, partners: PartnerRows, results: ResultRows) -> Plan:
        """Of forms found valid. Linked clauses that the reader is not shown stay linked."""
        data = self.cleaned_data
        shown = self.offered
        kept = list(self.of.clauses.exclude(pk__in=shown.values("pk"))) if self.of else []
        names = ("title", "about", "budget", "currency", "source")
        fields = {name: data[name] for name in names} | {
            **_dates("starts", data["starts"]), **_dates("ends", data["ends"], last=True),
        }  # fmt: skip
        return Plan(
            fields=fields,
            partners=partners.chosen(),
            results=results.aims(),
            clauses=[*kept, *data.get("clauses", [])],
            themes=list(data["themes"]),
        )


class NewProjectForm(ProjectForm, CircleFields):
    """The same with the circle it is prepared for."""

    field_order = [
        *fields_of("title"), *fields_of("about"), "body", "owner", "label", "with_observers",
        "starts", "ends", "budget", "currency", "themes", "text", "clauses", "source",
    ]  # fmt: skip

    def __init__(self, data: Any, *, reader: Reader, text: str = "") -> None:
        super().__init__(data, reader=reader, text=text, of=None)
        self.offer(reader)
        self.order_fields(self.field_order)

    def circle(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in CircleFields.base_fields}


def _dialogues(reader: Reader) -> set[int]:
    return {dialogue for _party, dialogue in reader.drafts}


def _dates(name: str, day: PartialDate | None, *, last: bool = False) -> dict[str, Any]:
    on = (day.last if last else day.first) if day else None
    return {f"{name}_on": on, f"{name}_precision": day.precision if day else Precision.DAY}


def _initial(of: Project) -> dict[str, Any]:
    plain_ones = ("title", "about", "budget", "currency", "source")
    return {name: getattr(of, name) for name in plain_ones} | {
        "starts": written_date(of.starts_on, of.starts_precision),
        "ends": written_date(of.ends_on, of.ends_precision),
        "themes": list(of.themes.values_list("pk", flat=True)),
        "clauses": list(of.clauses.values_list("pk", flat=True)),
    }


class PartnerForm(forms.Form):
    party = forms.ModelChoiceField(Party.objects.all(), label=_("Party"), required=False)
    role = forms.ChoiceField(
        label=_("Role"), choices=Partner.Role, required=False, initial=Partner.Role.PARTNER
    )


class ResultForm(forms.Form):
    """``key`` is that of the result it corrects."""

    key = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)
    kind = forms.ChoiceField(label=_("Kind"), choices=Result.Kind, required=False)
    words = forms.CharField(label=_("What"), required=False, max_length=500)
    due_on = DayField(label=_("Due on"), required=False)
    reached_on = DayField(label=_("Reached on"), required=False)


class Rows(forms.BaseFormSet):
    """Rows of a table, of which an empty one counts for nothing."""

    @classmethod
    def read(cls, data: Any, prefix: str, initial: list[dict[str, Any]], *, more: bool) -> Any:
        """``more``: with some empty rows beyond those that were sent."""
        if data is not None and more:
            data = data.copy()
            data[f"{prefix}-TOTAL_FORMS"] = str(_sent(data, prefix) + EMPTY_ROWS)
        return cls(data, prefix=prefix, initial=initial)

    def filled(self, name: str) -> list[dict[str, Any]]:
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data]
        return [row for row in rows if row.get(name)]


def _sent(data: Any, prefix: str) -> int:
    sent = str(data.get(f"{prefix}-TOTAL_FORMS", ""))
    return min(int(sent), MOST_ROWS) if sent.isascii() and sent.isdecimal() and len(sent) < 4 else 0


class PartnerRows(
    forms.formset_factory(PartnerForm, Rows, **LIMITS)  # type: ignore[misc]
):
    @classmethod
    def of(cls, data: Any, project: Project | None, *, more: bool) -> PartnerRows:
        there = project.partners.all() if project else []
        initial = [{"party": one.party_id, "role": one.role} for one in there]
        return cls.read(data, "partners", initial, more=more)

    def chosen(self) -> list[tuple[Party, str]]:
        return [(row["party"], row["role"] or Partner.Role.PARTNER) for row in self.filled("party")]


class ResultRows(
    forms.formset_factory(ResultForm, Rows, **LIMITS)  # type: ignore[misc]
):
    """Words are typed in the page's language; those in others are kept."""

    there: dict[int, Result]

    @classmethod
    def of(cls, data: Any, project: Project | None, *, more: bool) -> ResultRows:
        there = list(project.results.all()) if project else []
        initial = [
            {
                "key": one.pk, "kind": one.kind, "due_on": one.due_on,
                "reached_on": one.reached_on, "words": said(one.words, page_language()).text,
            }
            for one in there
        ]  # fmt: skip
        made: ResultRows = cls.read(data, "results", initial, more=more)
        made.there = {one.pk: one for one in there}
        return made

    def aims(self) -> list[Aim]:
        """A key that is not of this project begins a new result."""
        return [self._aim(row) for row in self.filled("words")]

    def _aim(self, row: dict[str, Any]) -> Aim:
        result = self.there.pop(row["key"], None)
        before = (versions_of(result.words) or {}) if result else {}
        words = row["words"]
        if result is None or said(result.words, page_language()).text != words:
            before = before | {page_language(): words}
        return Aim(
            LazyI18nString(before),
            row["kind"] or Result.Kind.OUTPUT,
            row["due_on"],
            row["reached_on"],
            result,
        )


class ReachForm(forms.Form):
    on = DayField(label=_("Reached on"))


STATES = {
    "coming": _("not begun"),
    "under_way": _("under way"),
    "ended": _("over"),
    "unknown": _("dates not recorded"),
}


class ProjectFilter(forms.Form):
    """Which projects the register shows."""

    dialogue = forms.ChoiceField(label=_("Dialogue"), required=False)
    party = forms.ChoiceField(label=_("Party"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[ANY, *STATES.items()])

    def __init__(self, data: Any, seen: list[Project]) -> None:
        super().__init__(data)
        dialogues = {one.body.dialogue.slug: one.body.dialogue.short for one in seen}
        give_choices(self, "dialogue", [ANY, *dialogues.items()])
        partners = [one for project in seen for one in project.partners.all()]
        names = {one.party.slug: plain(one.party.name) for one in partners}
        in_order = sorted(names.items(), key=lambda choice: sort_key(choice[1]))
        give_choices(self, "party", [ANY_PARTY, *in_order])
