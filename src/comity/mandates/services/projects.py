"""Joint projects: written down, changed, shared, and their results reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from comity.documents import sharing
from comity.instruments.models import Clause
from comity.parties import ledger
from comity.parties.models import Party, Person, Theme
from comity.refusals import Conflict, Refusal
from comity.tlp import Label

from ..models import Partner, Project, Result

CIRCLE = ("body", "owner", "label", "with_observers")


class NamedTwice(Refusal):
    """A party has one role in a project."""


class EndsBeforeItStarts(Refusal):
    """A project starts before it ends."""


class BudgetWithoutCurrency(Refusal):
    """An amount says in which currency it is."""


class AlreadyReached(Conflict):
    """A result is reached once."""


@dataclass(frozen=True)
class Aim:
    """A result as it is written down; ``result`` is the one it corrects."""

    words: Any
    kind: str = Result.Kind.OUTPUT
    due_on: date | None = None
    reached_on: date | None = None
    result: Result | None = None


@dataclass(frozen=True)
class Plan:
    """What is said of a project: ``fields`` of the record, and all that hangs on it."""

    fields: Mapping[str, Any]
    partners: Sequence[tuple[Party, str]] = ()
    results: Sequence[Aim] = ()
    clauses: Sequence[Clause] = field(default_factory=list)
    themes: Sequence[Theme] = field(default_factory=list)


@transaction.atomic
def record_project(
    plan: Plan, *, by: Person, at: datetime, body: Any, owner: Party, label: str,
    with_observers: bool = False,
) -> Project:  # fmt: skip
    """Write down a project; until it is shared its owner alone reads it.

    Raises:
        NotTheirs: ``by`` prepares nothing for ``owner`` in the dialogue of ``body``.
        NamedTwice, EndsBeforeItStarts, BudgetWithoutCurrency.
    """
    project = Project(
        body=body, owner=owner, label=label, with_observers=with_observers, author=by,
        **plan.fields,
    )  # fmt: skip
    sharing.require_editor(project, by, at)
    _require_sound(project, plan)
    project.save()
    _hang_on(project, plan)
    _write("recorded", project, by, at, plan)
    return project


@transaction.atomic
def change_project(project: Project, plan: Plan, *, by: Person, at: datetime) -> Project:
    """Change what is said of a project. What everyone read is with those who prepare it again,
    until another person publishes the new words.

    Raises:
        What ``record_project`` raises.
    """
    project = _locked(project, by, at)
    for name, value in plan.fields.items():
        setattr(project, name, value)
    _require_sound(project, plan)
    _take_back(project, by)
    project.save()
    _hang_on(project, plan)
    _write("changed", project, by, at, plan)
    return project


@transaction.atomic
def reach_result(result: Result, *, on: date, by: Person, at: datetime) -> Result:
    """Write down that an output or a milestone was reached.

    Raises:
        NotTheirs, AlreadyReached.
    """
    project = _locked(result.project, by, at)
    result = project.results.select_for_update().get(pk=result.pk)
    if result.reached_on:
        raise AlreadyReached(
            _("This result was written down as reached. Nothing needs to be done.")
        )
    result.reached_on = on
    result.save(update_fields=["reached_on"])
    _take_back(project, by)
    project.save()
    ledger.write(
        "project.result_reached", project, by=by, at=at,
        party=sharing.acting_party(project, by, at),
        facts={"result": result.pk, "on": on.isoformat()},
    )  # fmt: skip
    return result


def _locked(project: Project, by: Person, at: datetime) -> Project:
    found = Project.objects.select_for_update(of=("self",)).select_related("body", "owner")
    project = found.get(pk=project.pk)
    sharing.require_editor(project, by, at)
    return project


def _take_back(project: Project, by: Person) -> None:
    """Who changes it prepares it, and does not publish it alone."""
    project.drafters.add(by)
    if project.tlp is Label.CLEAR:
        project.shared_at = project.offered_at = None


def _require_sound(project: Project, plan: Plan) -> None:
    if project.starts_on and project.ends_on and project.ends_on < project.starts_on:
        raise EndsBeforeItStarts(
            _("“%(project)s” cannot end before it starts. Write a later end.")
            % {"project": project}
        )
    if (project.budget is None) != (not project.currency):
        raise BudgetWithoutCurrency(
            _("An amount and its currency go together. Write both, as 250000 and USD, or neither.")
        )
    named = [party.pk for party, _role in plan.partners]
    for party, _role in plan.partners:
        if named.count(party.pk) > 1:
            raise NamedTwice(
                _("%(party)s is named twice among the partners. Give it one role.")
                % {"party": party}
            )


def _hang_on(project: Project, plan: Plan) -> None:
    project.clauses.set(plan.clauses)
    project.themes.set(plan.themes)
    project.partners.all().delete()
    Partner.objects.bulk_create(
        Partner(project=project, party=party, role=role) for party, role in plan.partners
    )
    kept = [aim.result.pk for aim in plan.results if aim.result]
    project.results.exclude(pk__in=kept).delete()
    for aim in plan.results:
        result = aim.result or Result(project=project)
        result.kind, result.words = aim.kind, aim.words
        result.due_on, result.reached_on = aim.due_on, aim.reached_on
        result.save()


def _write(act: str, project: Project, by: Person, at: datetime, plan: Plan) -> None:
    facts = {
        "partners": sorted(party.pk for party, _role in plan.partners),
        "clauses": sorted(clause.pk for clause in plan.clauses),
        "results": len(plan.results),
    }
    party = sharing.acting_party(project, by, at)
    ledger.write(f"project.{act}", project, by=by, at=at, party=party, facts=facts)
