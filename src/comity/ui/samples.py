"""Sample data of the pattern page. The reports in it are invented."""

from datetime import UTC, date, datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.ui import charts as charting

LABELS = ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]

STATES = [
    ("none", _("No report")),
    ("draft", _("Draft")),
    ("submitted", _("Submitted")),
    ("returned", _("Returned")),
    ("planned", _("Planned")),
    ("under_way", _("Under way")),
    ("done", _("Done")),
    ("not_done", _("Not done")),
]

PARTIES = [
    "Belize",
    "Canada",
    "Costa Rica",
    "Dominican Republic",
    "El Salvador",
    "Guatemala",
    "Honduras",
    "Mexico",
    "Nicaragua",
    "Panama",
    "United States",
]

TITLE = {
    "en": "Regional Conference on Migration",
    "es": "Conferencia Regional sobre Migración",
    "fr": "Conférence régionale sur les migrations",
}
ONLY_SPANISH = {"es": "Campaña regional contra la trata de personas"}
DUE = date(2010, 6, 30)
PROGRESS = "The unit was set up in March. Twelve investigators have been trained."

CLAUSES = [
    {
        "number": "3",
        "verb": "Decide",
        "text": "to keep a helpline in each country through which the public can report "
        "trafficking and victims can find protection.",
        "note": "Addressees: all member countries. Due before the next plenary meeting.",
    },
    {
        "number": "4",
        "verb": "Request",
        "text": "the technical secretariat to collect the numbers of the helplines, and to "
        "confirm them with each country twice a year.",
        "note": "",
    },
]

NOTES = [
    ("success", _("The report has been submitted to the secretariat.")),
    ("info", _("The next round opens on 1 September.")),
    ("warning", _("The French version is not yet equal to the current revision.")),
    ("error", _("Only the party asked reports on this mandate. Ask its delegation to file this.")),
]

FIGURES = [("Costa Rica", 18_412, 2.4), ("México", 240_917, -1.1), ("Panamá", 9_305, 0.6)]

_MANDATES = [
    ("CRM/XIV/DEC/1 § 3", "Keep a helpline against trafficking in each country"),
    ("CRM/XIV/DEC/1 § 7", "Send migration statistics of the year to the technical secretariat"),
    ("CRM/XIV/DEC/1 § 12", "Name a focal point for unaccompanied children and adolescents"),
    ("CRM/XIV/DEC/2 § 1", "Report on the training of consular officers in protection"),
]


def tabs() -> list[dict[str, object]]:
    return [
        {"label": _("Overview"), "url": "#tabs", "is_current": True},
        {"label": _("Mandates"), "url": "#tabs", "count": 42},
        {"label": _("Documents"), "url": "#tabs", "count": 1318},
    ]


def facts() -> list[tuple[object, object]]:
    return [
        (_("Dialogue"), TITLE),
        (_("Campaign"), ONLY_SPANISH),
        (_("Presidency"), "Guatemala"),
        (_("Follow-up"), ""),
    ]


def history() -> list[dict[str, object]]:
    return [
        {
            "at": datetime(2010, 5, 21, 16, 40, tzinfo=UTC),
            "what": _("Returned"),
            "by": "Secretariat",
            "note": _("Please add the date on which the unit began its work."),
        },
        {
            "at": datetime(2010, 5, 19, 22, 5, tzinfo=UTC),
            "what": _("Submitted"),
            "by": "Costa Rica",
        },
    ]


def matrix() -> list[dict[str, object]]:
    """Rows of mandates; a cell is (party, code, words, is it late), or empty where not asked."""
    return [
        {
            "symbol": symbol,
            "title": title,
            "cells": [_cell(row, column) for column in range(len(PARTIES))],
        }
        for row, (symbol, title) in enumerate(_MANDATES)
    ]


def _cell(row: int, column: int) -> dict[str, object]:
    if (row * 5 + column * 3) % 7 == 0:
        return {"party": PARTIES[column]}
    code, words = STATES[(row * 3 + column * 5) % len(STATES)]
    is_late = code == "none" and row < 2
    return {"party": PARTIES[column], "code": code, "words": words, "late": is_late}


class ReportForm(forms.Form):
    status = forms.ChoiceField(
        label=_("How far is it?"),
        widget=forms.RadioSelect,
        choices=[("planned", _("Planned")), ("under_way", _("Under way")), ("done", _("Done"))],
    )
    progress = forms.CharField(
        label=_("Progress"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What has been done since the last report, in two or three sentences."),
    )
    begun_on = forms.DateField(
        label=_("Begun on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    evidence = forms.FileField(label=_("Evidence"), required=False)
    best_practice = forms.BooleanField(
        label=_("Others could learn from this: propose it as a practice"), required=False
    )


class MatrixFilter(forms.Form):
    theme = forms.ChoiceField(
        label=_("Theme"),
        required=False,
        choices=[("", _("All themes")), ("10", "GCM 10"), ("17", "GCM 17")],
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All states")), *STATES]
    )
    words = forms.CharField(label=_("Words"), required=False)


_PLACES = [
    ("AI", "Anguilla", "done"),
    ("BZ", "Belize", "under_way"),
    ("CA", "Canada", "done"),
    ("CR", "Costa Rica", "planned"),
    ("GT", "Guatemala", "none"),
    ("MX", "México", "under_way"),
    ("MS", "Montserrat", "not_done"),
    ("PA", "Panamá", "done"),
    ("US", "United States", "draft"),
]


def charts() -> list[charting.Chart]:
    """One picture of each kind. The figures are invented."""
    words = dict(STATES)
    counts = [
        ("Belize", {"none": 4, "under_way": 5, "done": 3}),
        ("Costa Rica", {"planned": 2, "under_way": 3, "done": 7}),
        ("Dominican Republic", {"none": 9, "submitted": 1, "not_done": 2}),
    ]
    return [
        charting.bars(
            [charting.Row(name, by_state, "#charts") for name, by_state in counts],
            words,
            key="states",
            title=str(_("Mandates by party and state")),
            head=str(_("Party")),
        ),
        charting.lines(
            [
                charting.Series("Costa Rica", {2006: 120, 2007: 260, 2008: 310, 2010: 480}),
                charting.Series("Belize", {2006: 40, 2007: 55, 2008: 90, 2009: 140, 2010: 150}),
            ],
            key="trained",
            title=str(_("Officers trained in protection, in persons")),
            target=500,
            head=str(_("Year")),
        ),
        charting.region_map(
            [charting.Place(code, name, state, "#charts") for code, name, state in _PLACES],
            words,
            key="region",
            title=str(_("Mandates of the parties on a map")),
            head=str(_("Party")),
            state_head=str(_("State")),
        ),
        charting.meter(0.62, key="share", title=str(_("Share of mandates carried out"))),
    ]
