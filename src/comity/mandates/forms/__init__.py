"""What people type in this room, and its plain checks: one module for each idea."""

from .fields import CircleFields
from .mandates import AssignForm, DueForm, MandateForm
from .matrix import FilterForm
from .measures import MeasureFilter, MeasureForm, StartForm
from .public import PublicFilterForm
from .reports import ReportForm, ReturnForm

__all__ = [
    "AssignForm",
    "CircleFields",
    "DueForm",
    "FilterForm",
    "MandateForm",
    "MeasureFilter",
    "MeasureForm",
    "PublicFilterForm",
    "ReportForm",
    "ReturnForm",
    "StartForm",
]
