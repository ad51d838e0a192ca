"""The bounds within which the circles of texts and of their files may be changed."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from comity.documents.models import Document
from comity.parties.registry import Limit
from comity.tlp import Label

from .models import Instrument, Standing

_IS_OFFERED = _("it is offered for adoption, so take the offer back first")
_READ_BY_OFFICE = _("nobody reads TLP:RED by office, so nobody could adopt it or follow it up")
_IS_CIRCULATED = _("the parties draft it, and it is published only once it is adopted")
_IS_A_FILE = _("it holds the file of a text, so change the circle of the text")

_OF_A_TEXT = _("its text is read by a narrower circle")

_IS_IN_REVIEW = _("it holds the file of a text that is not adopted yet")


def limit_of_text(text: Instrument) -> Limit:
    """An offered text stands still, in the circle that its adopter reads; none is public before
    it is adopted, or ever RED."""
    if text.is_offered:
        return Limit(text.tlp, text.with_observers, _IS_OFFERED, narrowest=text.tlp)
    if text.is_circulated:
        return Limit(Label.GREEN, True, _IS_CIRCULATED, narrowest=Label.STRICT)
    return Limit(Label.CLEAR, True, _READ_BY_OFFICE, narrowest=Label.STRICT)


def limit_of_standing(standing: Standing) -> Limit:
    """Where a party stands with a text is no wider known than the text, and never RED: it could
    not be on any map."""
    text = standing.regional
    observed = text.with_observers or text.tlp in {Label.CLEAR, Label.GREEN}
    return Limit(text.tlp, observed, _OF_A_TEXT, narrowest=Label.STRICT)


def limit_of_file(document: Document) -> Limit | None:
    """A document that holds the files of a text is as wide as the text and goes where it goes."""
    text = _text_of(document)
    if text is None:
        return None
    return Limit(text.tlp, text.with_observers, _IS_A_FILE, narrowest=text.tlp)


def held_by_text(document: Document) -> Any:
    """Until a text is adopted, its files are shared and changed with it alone."""
    text = _text_of(document)
    return _IS_IN_REVIEW if text and not text.is_adopted else None


def _text_of(document: Document) -> Instrument | None:
    return Instrument.objects.filter(versions__source__revision__document=document).first()
