"""The five labels of the Traffic Light Protocol 2.0 and their order.

Source: FIRST, Traffic Light Protocol version 2.0 (August 2022): capitals, no space
after the colon, TLP:CLEAR in place of TLP:WHITE, TLP:AMBER+STRICT added.
"""

from __future__ import annotations

from enum import StrEnum


class Label(StrEnum):
    """How far a record may travel, from the widest circle to the narrowest."""

    CLEAR = "CLEAR"
    GREEN = "GREEN"
    AMBER = "AMBER"
    STRICT = "AMBER+STRICT"
    RED = "RED"

    @property
    def rank(self) -> int:
        """0 for the widest circle (CLEAR) to 4 for the narrowest (RED)."""
        return list(Label).index(self)

    @property
    def words(self) -> str:
        """The label as the standard writes it: ``TLP:AMBER+STRICT``."""
        return f"TLP:{self.value}"

    def is_narrower_than(self, other: Label) -> bool:
        return self.rank > other.rank

    @classmethod
    def read(cls, words: str) -> Label:
        """The label written in ``words``, with or without ``TLP:``, in any case.

        Raises:
            ValueError: no label of TLP 2.0 is written so; the message shows the five.
        """
        try:
            return cls(words.strip().upper().removeprefix("TLP:"))
        except ValueError:
            five = ", ".join(label.words for label in cls)
            raise ValueError(f"{words!r} is not a TLP 2.0 label. Write one of {five}.") from None


def narrowest(*labels: Label) -> Label:
    """The narrowest of ``labels``: what a copy of several things may carry at most."""
    return max(labels, key=lambda label: label.rank)


WATCHED = frozenset({Label.STRICT, Label.RED})
"""Labels whose every reading is written down."""
