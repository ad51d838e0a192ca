"""What a mandate is measured by: defined, changed while nothing is measured yet, withdrawn."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from comity.parties import ledger
from comity.parties.dates import day_of
from comity.parties.models import Person
from comity.parties.services import require_secretariat
from comity.ui.said import plain, versions_of

from ..models import Indicator, Mandate
from . import rules


@dataclass(frozen=True)
class Definition:
    """``name``, ``definition`` and ``unit`` by language; the aims in that unit."""

    name: Any
    unit: Any
    definition: Any = ""
    direction: str = Indicator.Direction.UP
    baseline: Decimal | None = None
    baseline_year: int | None = None
    target: Decimal | None = None
    target_year: int | None = None

    def fields(self) -> dict[str, Any]:
        names = ("name", "unit", "definition")
        words = {name: LazyI18nString(versions_of(getattr(self, name)) or "") for name in names}
        return asdict(self) | words


@transaction.atomic
def define_indicator(
    mandate: Mandate, definition: Definition, *, by: Person, at: datetime
) -> Indicator:
    """Say by what number the carrying out of a mandate is measured.

    Raises:
        NotTheSecretariat, MandateClosed.
        NotMeasurable: no name, no unit, or aims that contradict each other.
    """
    mandate = _held(mandate, by, at)
    _require_sound(definition)
    position = mandate.indicators.count() + 1
    made = Indicator.objects.create(
        mandate=mandate, position=position, defined_by=by, **definition.fields()
    )
    _note("indicator.defined", made, by, at)
    return made


@transaction.atomic
def change_indicator(
    indicator: Indicator, definition: Definition, *, by: Person, at: datetime
) -> Indicator:
    """Change what is asked, as long as no report answers it.

    Raises:
        NotTheSecretariat, MandateClosed, NotMeasurable.
        AlreadyMeasured: a report gives a value, or it is withdrawn.
    """
    _held(indicator.mandate, by, at)
    indicator = Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    if indicator.withdrawn_on or indicator.values.exists():
        raise rules.AlreadyMeasured(
            _(
                "Reports give values for this indicator, or it is withdrawn, so it stays as it "
                "is. Withdraw it and define a new one."
            )
        )
    _require_sound(definition)
    for name, value in definition.fields().items():
        setattr(indicator, name, value)
    indicator.save()
    _note("indicator.changed", indicator, by, at)
    return indicator


@transaction.atomic
def withdraw_indicator(indicator: Indicator, *, by: Person, at: datetime) -> Indicator:
    """Ask for no more values; those given stay and are shown.

    Raises:
        NotTheSecretariat, MandateClosed.
        AlreadyMeasured: it is withdrawn.
    """
    _held(indicator.mandate, by, at)
    indicator = Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    if indicator.withdrawn_on:
        raise rules.AlreadyMeasured(_("This indicator is withdrawn. Nothing needs to be done."))
    indicator.withdrawn_on = day_of(at)
    indicator.save(update_fields=["withdrawn_on"])
    _note("indicator.withdrawn", indicator, by, at)
    return indicator


def _held(mandate: Mandate, by: Person, at: datetime) -> Mandate:
    locked = Mandate.objects.select_for_update(of=("self",)).select_related("body__dialogue")
    held: Mandate = locked.get(pk=mandate.pk)
    require_secretariat(by, held.body.dialogue, day_of(at))
    rules.require_open(held)
    return held


def _require_sound(definition: Definition) -> None:
    if not plain(definition.name).strip() or not plain(definition.unit).strip():
        raise rules.NotMeasurable(
            _("An indicator has a name and a unit, in one language at least. Write both.")
        )
    baseline, target = definition.baseline, definition.target
    if baseline is None or target is None:
        return
    is_up = definition.direction == Indicator.Direction.UP
    if target == baseline or (target > baseline) != is_up:
        raise rules.NotMeasurable(
            _("Where more is better, the target lies above the baseline. Change one of the two.")
            if is_up
            else _(
                "Where less is better, the target lies below the baseline. Change one of the two."
            )
        )


def _note(act: str, indicator: Indicator, by: Person, at: datetime) -> None:
    mandate = indicator.mandate
    facts = {"indicator": indicator.pk}
    ledger.write(act, mandate, by=by, at=at, party=mandate.owner, facts=facts)
