"""Why something in an old page is looked at, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from babel.numbers import format_decimal
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from comity.archive import Fact, sentence_for
from comity.ui.locales import locale_of, page_language

SENTENCES = {
    "abbreviation": _("%(short)s stands for %(owner)s, not for these words."),
    "other_name": _("%(short)s stands for %(owner)s, and the words before it name %(other)s."),
    "percentage": _("%(part)s of %(whole)s are %(share)s per cent, not %(said)s."),
    "list": ngettext_lazy(
        "The page says %(count)s country and lists %(listed)s.",
        "The page says %(count)s countries and lists %(listed)s.",
        "number",
    ),
    "members": ngettext_lazy(
        "The register has %(count)s member of %(of)s; the page says %(said)s.",
        "The register has %(count)s members of %(of)s; the page says %(said)s.",
        "number",
    ),
    "year": _("The register has %(of)s begin in %(founded)s; the page says %(said)s."),
    "date": _("The page does not say of which day it is, so nobody can tell when this was."),
    "contact": _("%(file)s gives %(email)s with another number: %(phone)s."),
}
"""Those of ``comity.archive``; a test compares what they say."""


def reason_of(flag: Mapping[str, Any]) -> str | dict[str, str]:
    """Of a flag that was kept: a sentence, or the English one where its facts were not kept."""
    if "facts" not in flag:
        return {"en": flag["why"]}
    return say(flag["kind"], dict(flag["facts"]))


def say(kind: str, facts: dict[str, Fact]) -> str:
    shown = {name: _shown(one) for name, one in facts.items()}
    sentence = SENTENCES[sentence_for(kind, facts)]
    return str(sentence % {**shown, "number": facts.get("count")})


def _shown(fact: Fact) -> str:
    """With all digits that were given; a share has a decimal even where it is a nought."""
    if isinstance(fact, str):
        return fact
    pattern = "#,##0.0" if isinstance(fact, float) else None
    locale = locale_of(page_language())
    return str(format_decimal(fact, pattern, locale=locale, decimal_quantization=False))
