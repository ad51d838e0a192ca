"""The mandates with their paragraphs, themes and indicators, and who is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from comity.instruments.models import ClauseText, Instrument
from comity.parties.models import Body, Party, Theme

from ...cells import cell_of
from ...models import Assignment, Indicator, Mandate
from .. import content as kept
from .reports import SeenReports
from .selecting import Selection
from .values import iso, number, texts

_STATES = {Party.Kind.STATE, Party.Kind.TERRITORY}


def key_of(addressee: Party | Body) -> str:
    kind = "party" if isinstance(addressee, Party) else "body"
    return f"{kind}:{addressee.slug}"


def read_mandates(selection: Selection) -> list[Mandate]:
    """In the order in which they were given, then as their clauses stand."""
    seen = selection.mandates().visible_to(selection.reader)
    return list(
        seen.select_related("clause")
        .prefetch_related("themes")
        .order_by("given_on", "clause__instrument", "clause__position", "pk")
    )


def read_sources(selection: Selection, mandates: list[Mandate]) -> dict[int, Instrument]:
    """The texts that the readers may see: one may have been narrowed since."""
    keys = {mandate.clause.instrument_id for mandate in mandates}
    seen = Instrument.objects.visible_to(selection.reader).filter(pk__in=keys)
    return {text.pk: text for text in seen.order_by("adopted_on", "pk")}


def read_paragraphs(selection: Selection, mandates: list[Mandate]) -> dict[int, kept.Texts]:
    """Clause → its words by language, where the readers may see its text."""
    found: dict[int, kept.Texts] = defaultdict(dict)
    rows = ClauseText.objects.visible_to(selection.reader).filter(
        clause__in=[mandate.clause_id for mandate in mandates]
    )
    for clause, language, text in rows.values_list("clause_id", "language", "text"):
        found[clause][language] = text
    return found


def read_assignments(mandates: list[Mandate]) -> dict[int, list[Assignment]]:
    """Mandate → its assignments; who may see a mandate sees whom it asks."""
    found: dict[int, list[Assignment]] = defaultdict(list)
    rows = Assignment.objects.filter(mandate__in=[mandate.pk for mandate in mandates])
    for row in rows.select_related("party", "body").order_by("pk"):
        found[row.mandate_id].append(row)
    return found


def read_indicators(
    selection: Selection, mandates: list[Mandate]
) -> dict[int, list[kept.Indicator]]:
    """Mandate → its indicators, those withdrawn since left out."""
    found: dict[int, list[kept.Indicator]] = defaultdict(list)
    seen = Indicator.objects.visible_to(selection.reader).current()
    for row in seen.filter(mandate__in=[mandate.pk for mandate in mandates]):
        found[row.mandate_id].append(
            kept.Indicator(
                key=row.pk,
                name=texts(row.name),
                definition=texts(row.definition),
                unit=texts(row.unit),
                direction=row.direction,
                baseline=number(row.baseline),
                baseline_year=row.baseline_year,
                target=number(row.target),
                target_year=row.target_year,
            )
        )
    return found


def read_themes(mandates: list[Mandate]) -> dict[str, kept.Texts]:
    """Code → name of the themes used, those above before their parts."""
    used = {theme for mandate in mandates for theme in mandate.themes.all()}
    rows = Theme.objects.filter(pk__in=[theme.pk for theme in used])
    return {theme.code: texts(theme.name) for theme in rows}


def addressee(one: Party | Body) -> kept.Addressee:
    is_state = isinstance(one, Party) and one.kind in _STATES
    short = texts(getattr(one, "acronym", "")) or texts(one.name)
    return kept.Addressee(key_of(one), texts(one.name), short, is_state)


def kept_mandate(
    mandate: Mandate,
    *,
    source: Instrument | None,
    paragraph: kept.Texts,
    indicators: list[kept.Indicator],
    asked: Iterable[kept.Asked],
) -> kept.Mandate:
    mark = [source.symbol, mandate.clause.number] if source else []
    return kept.Mandate(
        key=mandate.pk,
        mark=" · ".join(filter(None, mark)),
        paragraph=paragraph if source else {},
        action=texts(mandate.action),
        given_on=iso(mandate.given_on),
        due_on=iso(mandate.due_on),
        closed_on=iso(mandate.closed_on),
        themes=[theme.code for theme in mandate.themes.all()],
        indicators=indicators,
        asked=list(asked),
    )


def kept_asked(mandate: Mandate, assignment: Assignment, seen: SeenReports, on: date) -> kept.Asked:
    report = seen.latest.get(assignment.pk)
    accepted = (report.pk, report.state, report.status) if report else None
    is_late = mandate.is_overdue(on) and not assignment.is_support
    cell = cell_of(assignment.pk, None, accepted, is_late=is_late)
    return kept.Asked(
        addressee=key_of(assignment.addressee),
        state=cell.state,
        is_overdue=cell.is_overdue,
        said=seen.said.get(assignment.pk),
        is_support=assignment.is_support,
    )
