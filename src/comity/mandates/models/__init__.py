"""What follows from a text, one module for each idea."""

from .crosswalk import Equivalence
from .followups import FollowUp, FollowUpFile
from .handing import HandOff
from .indicators import Indicator, IndicatorValue
from .mandates import (
    SPEAKS_FOR_BODY,
    Assignment,
    AssignmentQuerySet,
    Mandate,
    MandateQuerySet,
)
from .measures import Citation, Measure
from .packs import Pack, ReturnedPack
from .projects import Partner, Project, Result
from .reports import Remark, Report, ReportQuerySet, ReportVersion
from .rounds import Answer, Question, Reply, Round

__all__ = [
    "SPEAKS_FOR_BODY",
    "Answer",
    "Assignment",
    "AssignmentQuerySet",
    "Citation",
    "Equivalence",
    "FollowUp",
    "FollowUpFile",
    "HandOff",
    "Indicator",
    "IndicatorValue",
    "Mandate",
    "MandateQuerySet",
    "Measure",
    "Pack",
    "Partner",
    "Project",
    "Question",
    "Remark",
    "Reply",
    "Report",
    "ReportQuerySet",
    "ReportVersion",
    "Result",
    "ReturnedPack",
    "Round",
]
