"""What a party owes to a dialogue, as the rows of a pack: read once, as one reader may see it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from comity.instruments.models import Instrument
from comity.parties.access import Reader
from comity.parties.models import Dialogue, Party, Person
from comity.tlp import Label, narrowest
from comity.ui.said import plain, plain_day

from .models import (
    Answer,
    Assignment,
    Indicator,
    IndicatorValue,
    Question,
    Remark,
    Reply,
    Report,
    Round,
)
from .packs.asked import Row
from .packs.fields import NO, YES, label
from .packs.values import plain_number
from .services import rules
from .words import STATES, TEXTS

MOST_YEARS = 5


class Owed(NamedTuple):
    """The rows, and the narrowest label among what is in them."""

    rows: tuple[Row, ...]
    label: Label


class Reports(NamedTuple):
    """What the reader's party has said: assignment → the draft, the last accepted report, and
    why the draft was returned."""

    drafts: dict[int, Report]
    accepted: dict[int, Report]
    submitted: set[int]
    remarks: dict[int, list[str]]


def owed(party: Party, dialogue: Dialogue, round_: Round | None, *, by: Person, on: date) -> Owed:
    """Everything open that is asked of the party there and not with the secretariat, in the
    current language; of a round, what the round asks, its questions too."""
    reader = Reader.of(by, on)
    assignments = _assignments(party, dialogue, round_, by, on)
    reports = _reports(assignments, reader)
    assignments = [one for one in assignments if _is_owed(one, reports, round_)]
    rows = [_assignment_row(one, reports) for one in assignments]
    if round_ is not None:
        rows += _question_rows(round_, party, reader)
    rows += _indicator_rows(assignments, reports, reader, _years(round_, on))
    shown = [reports.accepted[one.pk] for one in assignments if one.pk in reports.accepted]
    mandates = [one.mandate for one in assignments]
    labels = {thing.tlp for thing in [*mandates, *shown, *filter(None, [round_])]}
    # Drafts are in it, so it goes no further than the dialogue.
    return Owed(tuple(rows), narrowest(Label.AMBER, *labels))


def _assignments(
    party: Party, dialogue: Dialogue, round_: Round | None, by: Person, on: date
) -> list[Assignment]:
    reader = Reader.of(by, on)
    text = Instrument.objects.visible_to(reader).filter(pk=OuterRef("mandate__clause__instrument"))
    asked = (
        Assignment.objects.asked_of(reader, on)
        .visible_to(reader)
        .open()
        .filter(Q(party=party) | Q(party=None), mandate__body__dialogue=dialogue)
        .select_related("mandate__clause__instrument", "mandate__body__dialogue", "party", "body")
        .annotate(shows_text=Exists(text))
        .order_by("-mandate__given_on", "mandate__clause__instrument", "mandate__clause__position",
                  "pk")
    )  # fmt: skip
    if round_ is not None:
        asked = asked.filter(mandate__in=round_.mandates.all())
    return [one for one in asked if one.party_id or rules.writing_party(by, one, on) == party]


def _reports(assignments: list[Assignment], reader: Reader) -> Reports:
    found = Reports({}, {}, set(), {})
    seen = Report.objects.visible_to(reader).filter(assignment__in=[one.pk for one in assignments])
    for report in seen.order_by("pk"):
        if report.state == Report.State.ACCEPTED:
            found.accepted[report.assignment_id] = report
        elif report.is_with_its_writer:
            found.drafts[report.assignment_id] = report
        else:
            found.submitted.add(report.assignment_id)
    returned = [one.pk for one in found.drafts.values() if one.state == Report.State.RETURNED]
    remarks = Remark.objects.visible_to(reader).filter(report__in=returned).order_by("at", "pk")
    for remark in remarks.select_related("report"):
        field = f"{label(remark.field)}: " if remark.field else ""
        found.remarks.setdefault(remark.report.assignment_id, []).append(f"{field}{remark.text}")
    return found


def _is_owed(one: Assignment, reports: Reports, round_: Round | None) -> bool:
    """A round asks again what was done; otherwise done is done."""
    if one.pk in reports.submitted:
        return False
    last = reports.accepted.get(one.pk)
    is_done = last is not None and last.status == Report.Status.DONE
    return round_ is not None or one.pk in reports.drafts or not is_done


def said_by(report: Report | None) -> dict[str, str]:
    """What a report says, by the fields of a pack; nothing of what is empty."""
    fields = ("status", *TEXTS)
    said = {} if report is None else {name: getattr(report, name) for name in fields}
    return {name: words for name, words in said.items() if words}


def _assignment_row(one: Assignment, reports: Reports) -> Row:
    mandate = one.mandate
    return Row(
        "assignment",
        one.pk,
        _head(one),
        plain(mandate.action),
        due=plain_day(mandate.due_on),
        before=_before(one.pk, reports),
        confirms=one.pk in reports.accepted,
        said=said_by(reports.drafts.get(one.pk) or reports.accepted.get(one.pk)),
    )


def _head(one: Assignment) -> str:
    """The paragraph as printed and its text, where the reader may see the text."""
    clause = one.mandate.clause
    marks = (clause.number, clause.instrument.symbol) if one.shows_text else ()  # type: ignore[attr-defined]
    mark = " · ".join(filter(None, marks))
    return mark or _("Mandate %(key)s") % {"key": one.mandate_id}


def _before(assignment: int, reports: Reports) -> str:
    """How the last report and the draft stand, and what the secretariat said of it."""
    draft, accepted = reports.drafts.get(assignment), reports.accepted.get(assignment)
    said = []
    if accepted is not None:
        day = plain_day(accepted.reported_on)
        status = STATES[accepted.status] if accepted.status else ""
        said.append(f"{day}: {status}" if day else str(status))
    if draft is not None:
        said += [str(STATES[draft.state]), *reports.remarks.get(assignment, [])]
    return "; ".join(filter(None, said))


def _years(round_: Round | None, on: date) -> list[int]:
    """The years of the period, or this and the last one."""
    if round_ is None:
        return [on.year - 1, on.year]
    return list(range(round_.since.year, round_.until.year + 1))[-MOST_YEARS:]


def _question_rows(round_: Round, party: Party, reader: Reader) -> list[Row]:
    reply = Reply.objects.visible_to(reader).filter(round=round_, owner=party).first()
    if reply is not None and not reply.is_with_its_writer:
        return []
    answers = {one.question_id: one for one in reply.answers.all()} if reply else {}
    questions = Question.objects.visible_to(reader).filter(round=round_)
    return [
        Row(
            question.kind,
            question.pk,
            str(number),
            plain(question.words),
            unit=plain(question.unit) if question.kind == Question.Kind.NUMBER else "",
            options=_options(question),
            said=said_to(question, answers.get(question.pk)),
        )
        for number, question in enumerate(questions.order_by("position", "pk"), start=1)
    ]


def _options(question: Question) -> tuple[str, ...]:
    if question.kind != Question.Kind.CHOICE:
        return ()
    return tuple(line.strip() for line in plain(question.choices).splitlines() if line.strip())


def said_to(question: Question, answer: Answer | None) -> dict[str, str]:
    if answer is None:
        return {}
    said = {"answer": _plain_answer(question, answer)}
    if question.kind == Question.Kind.NUMBER:
        said["unit"] = "" if plain(question.unit) else answer.text
    elif question.kind == Question.Kind.YES_NO:
        said["more"] = answer.text
    return {name: words for name, words in said.items() if words}


def _plain_answer(question: Question, answer: Answer) -> str:
    value = answer.value
    if value is None:
        return ""
    if question.kind == Question.Kind.YES_NO:
        return YES if value else NO
    return plain_number(value) if question.kind == Question.Kind.NUMBER else str(value)


def _indicator_rows(
    assignments: list[Assignment], reports: Reports, reader: Reader, years: list[int]
) -> list[Row]:
    of_mandate = {one.mandate_id: one for one in reversed(assignments)}
    indicators = Indicator.objects.visible_to(reader).current().filter(mandate__in=list(of_mandate))
    # The draft's figures stand over those accepted before it.
    known = values_said([*reports.accepted.values(), *reports.drafts.values()])
    order = {one.mandate_id: place for place, one in enumerate(assignments)}
    rows = []
    for indicator in sorted(indicators, key=lambda one: (order[one.mandate_id], one.position)):
        one = of_mandate[indicator.mandate_id]
        said = {key[2]: words for key, words in known.items() if key[:2] == (one.pk, indicator.pk)}
        rows += [
            _indicator_row(one, indicator, year, said.get(year, {}))
            for year in sorted({*years, *said})[-MOST_YEARS:]
        ]
    return rows


def values_said(reports: Iterable[Report]) -> dict[tuple[int, int, int], dict[str, str]]:
    """(assignment, indicator, year) → its figure and what is said of it, by the fields of a
    pack; of two reports that give one the later of the list counts."""
    by_key = {report.pk: report for report in reports}
    values: dict[int, list[IndicatorValue]] = {}
    for value in IndicatorValue.objects.filter(report__in=by_key):
        values.setdefault(value.report_id, []).append(value)
    found = {}
    for key, report in by_key.items():
        for one in values.get(key, []):
            said = {"answer": plain_number(one.number), "more": one.note}
            place = (report.assignment_id, one.indicator_id, one.year)
            found[place] = {name: words for name, words in said.items() if words}
    return found


def _indicator_row(one: Assignment, indicator: Indicator, year: int, said: dict[str, str]) -> Row:
    name, definition = plain(indicator.name), plain(indicator.definition)
    return Row(
        "indicator",
        indicator.pk,
        _head(one),
        f"{name}: {definition}" if definition else name,
        before=_aims(indicator),
        unit=plain(indicator.unit),
        year=year,
        said=said,
    )


def _aims(indicator: Indicator) -> str:
    """Where it began and where it is to go."""
    said = []
    if indicator.baseline is not None:
        said.append(_point(_("Baseline"), indicator.baseline, indicator.baseline_year))
    if indicator.target is not None:
        said.append(_point(_("Target"), indicator.target, indicator.target_year))
    return "; ".join(said)


def _point(name: str, number: Decimal, year: int | None) -> str:
    when = f" ({year})" if year else ""
    return f"{name}{when}: {plain_number(number)}"
