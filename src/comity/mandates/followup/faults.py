"""Why a report was not written, in a sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NARROWED, INTERRUPTED, TYPESETTING, BROKEN = "narrowed", "interrupted", "typesetting", "broken"

_SENTENCES = {
    NARROWED: gettext_lazy(
        "A record in it is read by a narrower circle now, so the report was taken back and its "
        "files were removed. Have it written again."
    ),
    INTERRUPTED: gettext_lazy(
        "The writing was cut off twice. Have it written again; if that fails too, tell who runs "
        "this site."
    ),
    BROKEN: gettext_lazy(
        "Something went wrong on our side, and it was noted. Have it written again; if that "
        "fails too, tell who runs this site."
    ),
}


def fault_in_words(fault: str) -> str:
    """``fault`` is a code; what Typst said follows its code after a colon."""
    code, _colon, said = fault.partition(":")
    if code == TYPESETTING:
        return _("The pages could not be set: %(said)s Tell who runs this site.") % {
            "said": said.strip()
        }
    return str(_SENTENCES.get(code, _SENTENCES[BROKEN]))
