"""The page of the day as each reader sees it: gathered, remembered, painted."""

from .facts import Facts
from .gathering import facts_for, gather, zone_of
from .painting import Painting, painted
from .remembering import forget, seen

__all__ = ["Facts", "Painting", "facts_for", "forget", "gather", "painted", "seen", "zone_of"]
