"""Which texts are protocols of the region, and the refusals about them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from comity.refusals import Refusal

from .models import Instrument

KINDS = (
    Instrument.Kind.PROTOCOL,
    Instrument.Kind.STRATEGY,
    Instrument.Kind.PLAN,
    Instrument.Kind.GUIDELINE,
)
"""Kinds of texts that parties carry out by a text of their own, and that are reviewed."""


class NotAProtocol(Refusal):
    """Only an adopted protocol, strategy, plan or guideline of the region is carried out so."""


class NotOfThisText(Refusal):
    """Clauses are linked between a national text and its regional one."""


class NotAtTheTable(Refusal):
    """Only a party to the dialogue says where it stands."""


class ReviewBeforeReview(Refusal):
    """The next review lies after the last one."""


class AsksForItself(Refusal):
    """No text asks for itself."""


def is_regional_protocol(text: Instrument) -> bool:
    return text.kind in KINDS and not text.is_national


def require_regional(text: Instrument) -> None:
    """Raises NotAProtocol."""
    if not (is_regional_protocol(text) and text.is_adopted):
        raise NotAProtocol(
            _(
                "“%(text)s” is no adopted protocol, strategy, plan or guideline of a body. "
                "Choose one that is."
            )
            % {"text": text}
        )
