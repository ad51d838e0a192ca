"""What a mandate is measured by: definitions, values by addressee and year, and a picture."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from comity.ui import charts
from comity.ui.locales import headed

from ..content import Indicator, Mandate, Said, Value
from ..paper import Block, Cell, Facts, Grid, Phrase, Picture, Text, Words
from ..speaking import Speaker

LINES_IN_A_PICTURE = 3
"""More cannot be told apart; the table has them all."""
_YEARS_OF_A_LINE = 2


def measured(speaker: Speaker, mandate: Mandate, key: str) -> Iterator[Block]:
    for number, indicator in enumerate(mandate.indicators, start=1):
        head = headed(" ".join((_("Indicator"), str(number))))
        yield Text((Words(f"{head} ", is_bold=True), speaker.say(indicator.name)))
        yield Facts(tuple(_facts(speaker, indicator)))
        values = _values(mandate, indicator)
        if not values:
            continue
        picture = _picture(speaker, indicator, values, f"{key}-indicator-{number}")
        if picture:
            yield picture
        yield _table(speaker, indicator, values)


def value_words(speaker: Speaker, mandate: Mandate, said: Said, value: Value) -> Phrase:
    """``Officers trained, 2010: 480 persons (80% of the way to the target)``."""
    indicator = next(one for one in mandate.indicators if one.key == value.indicator)
    name, unit = speaker.brief(indicator.name), speaker.brief(indicator.unit).text
    words = f", {value.year}: {speaker.number(value.number)} {unit}"
    way = _way(indicator, value)
    if way is not None:
        words += " " + _("(%(share)s of the way to the target)") % {"share": speaker.share(way)}
    note = (Words(". "), speaker.quote(value.note, said.language)) if value.note else ()
    return (name, Words(words), *note)


def _way(indicator: Indicator, value: Value) -> Decimal | None:
    """The share of the way from baseline to target; None where it cannot be said."""
    if not indicator.baseline or not indicator.target:
        return None
    baseline, target = Decimal(indicator.baseline), Decimal(indicator.target)
    return (Decimal(value.number) - baseline) / (target - baseline)


def _facts(speaker: Speaker, indicator: Indicator) -> Iterator[tuple[str, Phrase]]:
    if any(indicator.definition.values()):
        yield _("Definition"), (speaker.say(indicator.definition),)
    yield _("Unit"), (speaker.say(indicator.unit),)
    for name, number, year in (
        (_("Baseline"), indicator.baseline, indicator.baseline_year),
        (_("Target"), indicator.target, indicator.target_year),
    ):
        if number:
            yield (
                name,
                (Words(f"{speaker.number(number)} ({year})" if year else speaker.number(number)),),
            )


def _values(mandate: Mandate, indicator: Indicator) -> dict[str, dict[int, str]]:
    """Addressee → year → number."""
    found: dict[str, dict[int, str]] = {}
    for one in mandate.asked:
        for value in one.said.values if one.said else []:
            if value.indicator == indicator.key:
                found.setdefault(one.addressee, {})[value.year] = value.number
    return found


def _picture(
    speaker: Speaker, indicator: Indicator, values: dict[str, dict[int, str]], key: str
) -> Picture | None:
    lines = {who: years for who, years in values.items() if len(years) >= _YEARS_OF_A_LINE}
    if not lines or len(lines) > LINES_IN_A_PICTURE:
        return None
    series = [
        charts.Series(speaker.name(who), {year: float(number) for year, number in years.items()})
        for who, years in lines.items()
    ]
    title = f"{speaker.brief(indicator.name).text}, {speaker.brief(indicator.unit, 40).text}"
    target = float(indicator.target) if indicator.target else None
    chart = charts.lines(series, key=key, title=title, target=target, head=_("Year"))
    return Picture(chart, chart)


def _table(speaker: Speaker, indicator: Indicator, values: dict[str, dict[int, str]]) -> Grid:
    years = sorted({year for by_year in values.values() for year in by_year})
    rows = tuple(
        (
            Cell((Words(speaker.name(who)),)),
            *(
                Cell(
                    (Words(speaker.number(by_year[year]) if year in by_year else "–"),),
                    is_number=True,
                )
                for year in years
            ),
        )
        for who, by_year in values.items()
    )
    head = (Words(_("Addressee")), *(Words(str(year)) for year in years))
    caption = f"{speaker.brief(indicator.name).text}, {speaker.brief(indicator.unit, 40).text}"
    return Grid(caption, head, rows, (3, *(1 for _year in years)))
