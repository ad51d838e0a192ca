"""The day itself, and what came out of it."""

from .conclusions import Amendment, Conclusions, Kept, Point
from .sittings import Edition, FloorRequest, Sitting

__all__ = ["Amendment", "Conclusions", "Edition", "FloorRequest", "Kept", "Point", "Sitting"]
