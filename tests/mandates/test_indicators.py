"""Indicators: what a mandate is measured by, and the values that reports give."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override
from openpyxl import load_workbook

from comity.mandates.forms.indicators import NumberField
from comity.mandates.measured import progress_of
from comity.mandates.models import Indicator, IndicatorValue, Report
from comity.mandates.services import indicators, reporting, rules
from comity.mandates.services.indicators import Definition
from comity.mandates.services.values import Given
from comity.parties.ledger import Entry
from comity.parties.services import NotTheSecretariat
from comity.tlp import Label
from tests import make

from .test_views import form_at, keep_at, page, typed
from .world import World

CALLS = Definition(
    name={"en": "Calls answered", "es": "Llamadas atendidas"},
    unit={"en": "calls"},
    baseline=Decimal(40),
    baseline_year=2019,
    target=Decimal(80),
    target_year=2030,
)
YEAR = date.today().year


class Measured(World):
    """A mandate with one indicator, asked of Mexico and Belize."""

    def __init__(self, **text) -> None:
        super().__init__(**text)
        self.asked = self.assignment()
        self.indicator = make.indicator(self.asked.mandate)

    def values(self, **by_year) -> dict:
        return {
            (self.indicator.pk, int(year[1:])): None if number is None else Given(Decimal(number))
            for year, number in by_year.items()
        }

    def name(self, kind: str, year: int = YEAR) -> str:
        return f"{kind}_{self.indicator.pk}_{year}"


@pytest.mark.django_db
def test_the_secretariat_defines_changes_and_withdraws_an_indicator():
    world = World()
    mandate = world.give()
    who = {"by": world.secretary, "at": make.NOW}
    made = indicators.define_indicator(mandate, CALLS, **who)
    indicators.change_indicator(made, Definition(name={"en": "Hours"}, unit={"en": "h"}), **who)
    indicators.withdraw_indicator(made, **who)
    with pytest.raises(rules.AlreadyMeasured):
        indicators.withdraw_indicator(made, **who)
    entries = Entry.objects.filter(act__startswith="indicator.").order_by("number")
    assert [(entry.act, entry.facts) for entry in entries] == [
        (f"indicator.{act}", {"indicator": made.pk}) for act in ("defined", "changed", "withdrawn")
    ]
    with pytest.raises(NotTheSecretariat):
        indicators.define_indicator(mandate, CALLS, by=world.focal, at=make.NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "odd",
    [
        {"name": {}},
        {"unit": {"en": " "}},
        {"target": Decimal(40)},
        {"target": Decimal(30)},
        {"direction": "down"},
    ],
)
def test_an_indicator_has_a_name_a_unit_and_a_target_in_its_direction(odd):
    world = World()
    given = Definition(**(CALLS.__dict__ | odd))
    with pytest.raises(rules.NotMeasurable):
        indicators.define_indicator(world.give(), given, by=world.secretary, at=make.NOW)
    assert not Indicator.objects.exists()


@pytest.mark.django_db
def test_what_was_measured_stays_as_it_was_defined():
    world = Measured()
    world.draft(world.asked, values=world.values(y2024=50))
    with pytest.raises(rules.AlreadyMeasured, match="define a new one"):
        indicators.change_indicator(world.indicator, CALLS, by=world.secretary, at=make.NOW)


@pytest.mark.django_db
def test_values_are_kept_changed_and_taken_away_with_the_draft():
    world = Measured()
    report = world.draft(world.asked, sitting="mine", values=world.values(y2024=50, y2025=55))
    world.draft(world.asked, sitting="mine", values=world.values(y2024=None, y2025="56.5"))
    world.draft(world.asked, sitting="mine")
    assert [(one.year, one.number) for one in report.values.all()] == [(2025, Decimal("56.5"))]


@pytest.mark.django_db
def test_a_value_for_another_mandate_or_a_withdrawn_indicator_or_an_odd_year_is_let_go():
    world = Measured()
    foreign = make.indicator(world.give(clause=make.clause(world.text, "Another.")))
    gone = make.indicator(world.asked.mandate, withdrawn_on=make.TODAY)
    odd = [(foreign.pk, 2024), (gone.pk, 2024), (world.indicator.pk, 3), (2**62, 2024)]
    world.draft(world.asked, values=dict.fromkeys(odd, Given(Decimal(1))))
    assert not IndicatorValue.objects.exists()


@pytest.mark.parametrize(
    ("value", "direction", "said"),
    [
        ("64.8", "up", "62% of the way from 40 (2019) to 80 (2030), computed"),
        ("80", "up", "100% of the way from 40 (2019) to 80 (2030), computed"),
        ("36", "up", "-10% of the way from 40 (2019) to 80 (2030), computed"),
    ],
)
def test_progress_is_computed_and_says_so(value, direction, said):
    indicator = Indicator(
        baseline=Decimal(40), baseline_year=2019, target=Decimal(80), target_year=2030
    )
    assert progress_of(indicator, Decimal(value)) == said


def test_without_a_baseline_no_progress_is_said():
    assert progress_of(Indicator(target=Decimal(80)), Decimal(50)) == ""


def test_less_may_be_better():
    indicator = Indicator(baseline=Decimal(80), target=Decimal(40), direction="down")
    assert progress_of(indicator, Decimal(60)).startswith("50%")


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("es", "1.234,5", "1234.5"),
        ("en", "1,234.5", "1234.5"),
        ("es", "1.234", "1234"),
        ("en", "1.234", "1.234"),
        ("en", "1,234", "1234"),
        ("fr", "1 234,5", "1234.5"),
        ("en", " -0.5 ", "-0.5"),
    ],
)
def test_a_number_is_read_as_the_reader_writes_it(language, text, number):
    with override(language):
        assert NumberField().clean(text) == Decimal(number)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "odd", ["many", "1e400", "NaN", "=1+1", "12.34.5", "9" * 30, "1.23456789", "٣", "1,2,3"]
)
def test_what_is_no_number_is_named_with_a_right_example_and_the_words_stay(odd, sign_in):
    world = Measured()
    client = sign_in(world.focal)
    fields = typed(save="1", **{world.name("value"): odd})
    html = page(client.post(form_at(world.asked), fields), 422)
    assert "Write it as 1,234.5" in html
    assert "A line is open since May." in html
    assert client.post(keep_at(world.asked), fields).status_code == 422


@pytest.mark.django_db
def test_values_are_typed_in_the_form_and_shown_on_the_report_and_the_mandate(sign_in):
    world = Measured()
    client = sign_in(world.focal)
    fields = {world.name("value"): "64.8", world.name("note"): "Two shifts."}
    client.post(form_at(world.asked), typed(submit="1", **fields))
    report = Report.objects.get()
    html = page(client.get(report.get_absolute_url()))
    assert "62% of the way from 40 (2019) to 80 (2030), computed" in html
    assert "Two shifts." in html
    reporting.accept(report, by=world.secretary, at=make.NOW)
    html = page(sign_in(world.neighbour).get(world.asked.mandate.get_absolute_url()))
    assert "64.8" in html
    assert "Define an indicator" not in html


@pytest.mark.django_db
def test_a_new_report_begins_with_the_values_of_the_last_one(sign_in):
    world = Measured()
    world.accepted(world.asked, values=world.values(y2012="41.5"))
    assert 'value="41.5"' in page(sign_in(world.focal).get(form_at(world.asked)))


@pytest.mark.django_db
def test_the_mandate_draws_a_line_over_the_years_beside_the_table(sign_in):
    world = Measured()
    world.accepted(world.asked, values=world.values(y2024=50, y2025=60))
    html = page(sign_in(world.neighbour).get(world.asked.mandate.get_absolute_url()))
    assert "<svg" in html
    assert "50% of the way" in html


@pytest.mark.django_db
def test_values_are_read_by_the_report_s_circle_and_reading_watched_ones_is_written_down(sign_in):
    world = Measured()
    network = make.body(dialogue=world.plenary.dialogue, parent=world.plenary)
    report = world.accepted(world.asked, values=world.values(y2024="51.7"), label=Label.STRICT)
    address = world.asked.mandate.get_absolute_url()
    assert "51.7" in page(sign_in(world.neighbour).get(address))
    named = f"mandates.report:{report.pk}"
    assert Entry.objects.filter(act="read", by=world.neighbour, thing=named).count() == 1
    Report.objects.update(body=network)
    assert "51.7" not in page(sign_in(world.neighbour).get(address))


@pytest.mark.django_db
def test_a_draft_s_values_stay_with_its_writers(sign_in):
    world = Measured()
    world.draft(world.asked, values=world.values(y2024="51.7"))
    for person in (world.secretary, world.neighbour):
        html = page(sign_in(person).get(world.asked.mandate.get_absolute_url()))
        assert "51.7" not in html


@pytest.mark.django_db
def test_the_secretariat_defines_and_withdraws_on_the_pages(sign_in):
    world = World()
    mandate = world.give()
    client = sign_in(world.secretary)
    address = f"/en/mandates/{mandate.pk}/indicators/define/"
    given = {"name_en": "Calls", "unit_en": "calls", "direction": "up", "baseline": "1,040.5"}
    assert "Where more is better" in page(client.post(address, given | {"target": "40"}), 422)
    client.post(address, given | {"target": "2000"})
    made = Indicator.objects.get()
    assert (made.baseline, made.target) == (Decimal("1040.5"), Decimal(2000))
    assert "1,040.5" in page(client.get(f"/en/mandates/indicators/{made.pk}/change/"))
    client.post(f"/en/mandates/indicators/{made.pk}/withdraw/")
    made.refresh_from_db()
    assert made.withdrawn_on
    answer = sign_in(world.focal).post(f"/en/mandates/indicators/{made.pk}/withdraw/")
    assert answer.status_code in {403, 422}


@pytest.mark.django_db
def test_the_excel_file_has_the_values_on_a_sheet_of_their_own(sign_in):
    world = Measured()
    world.accepted(world.asked, values=world.values(y2024="51.5"))
    answer = sign_in(world.neighbour).get("/en/mandates/matrix.xlsx")
    sheet = load_workbook(io.BytesIO(answer.content))["Indicators"]
    last = [cell.value for cell in list(sheet.rows)[-1]]
    assert last[1:6] == ["Mexico", "Calls", "calls", 2024, 51.5]
