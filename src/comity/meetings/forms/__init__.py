"""What a person types about meetings and their agenda."""

from .agenda import (
    BeginForm,
    HandInForm,
    ItemForm,
    ModeForm,
    NewItemForm,
    PickForm,
    PlaceForm,
    StepForm,
)
from .filters import MeetingFilter
from .meetings import CancelForm, MeetingForm, NewMeetingForm

__all__ = [
    "BeginForm",
    "CancelForm",
    "HandInForm",
    "ItemForm",
    "MeetingFilter",
    "MeetingForm",
    "ModeForm",
    "NewItemForm",
    "NewMeetingForm",
    "PickForm",
    "PlaceForm",
    "StepForm",
]
