"""The verb classes of the reader, in words for a person."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

VERBS: dict[str, Promise] = {
    "decide": pgettext_lazy("what a clause does", "decides"),
    "agree": pgettext_lazy("what a clause does", "agrees"),
    "adopt": pgettext_lazy("what a clause does", "adopts"),
    "request": pgettext_lazy("what a clause does", "requests"),
    "recommend": pgettext_lazy("what a clause does", "recommends"),
    "invite": pgettext_lazy("what a clause does", "invites"),
    "urge": pgettext_lazy("what a clause does", "urges"),
    "encourage": pgettext_lazy("what a clause does", "encourages"),
    "instruct": pgettext_lazy("what a clause does", "instructs"),
    "call_on": pgettext_lazy("what a clause does", "calls on"),
    "commit": pgettext_lazy("what a clause does", "commits"),
    "designate": pgettext_lazy("what a clause does", "designates"),
    "establish": pgettext_lazy("what a clause does", "establishes"),
    "convene": pgettext_lazy("what a clause does", "convenes"),
    "strengthen": pgettext_lazy("what a clause does", "strengthens"),
    "promote": pgettext_lazy("what a clause does", "promotes"),
    "develop": pgettext_lazy("what a clause does", "develops"),
    "implement": pgettext_lazy("what a clause does", "implements"),
    "share": pgettext_lazy("what a clause does", "shares"),
    "report": pgettext_lazy("what a clause does", "reports"),
    "cooperate": pgettext_lazy("what a clause does", "cooperates"),
    "ensure": pgettext_lazy("what a clause does", "ensures"),
    "continue": pgettext_lazy("what a clause does", "continues"),
    "study": pgettext_lazy("what a clause does", "studies"),
    "support": pgettext_lazy("what a clause does", "supports"),
    "offer": pgettext_lazy("what a clause does", "offers"),
    "reaffirm": pgettext_lazy("what a clause does", "reaffirms"),
    "recognise": pgettext_lazy("what a clause does", "recognises"),
    "emphasise": pgettext_lazy("what a clause does", "emphasises"),
    "take_note": pgettext_lazy("what a clause does", "takes note"),
    "welcome": pgettext_lazy("what a clause does", "welcomes"),
    "thank": pgettext_lazy("what a clause does", "thanks"),
    "congratulate": pgettext_lazy("what a clause does", "congratulates"),
    "concern": pgettext_lazy("what a clause does", "is concerned"),
    "condemn": pgettext_lazy("what a clause does", "condemns"),
    "declare": pgettext_lazy("what a clause does", "declares"),
}
"""Code of ``comity.clauses.verbs`` → words; a test compares the two."""
