"""What the first page of a pack says, in the current language; both forms show the same."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.ui.days import day_text
from comity.ui.locales import language_name

from .asked import Asked

FORM_NAMES = {
    "xlsx": gettext_lazy("an Excel workbook (.xlsx)"),
    "docx": gettext_lazy("a Word document (.docx)"),
}


def title() -> str:
    return _("What is asked of us, to be answered without a connection")


def facts(asked: Asked) -> list[tuple[str, str]]:
    """What the pack is about; what is not known has no line."""
    found = [
        (_("Party"), asked.party),
        (_("Dialogue"), asked.dialogue),
        (_("Reporting round"), asked.round),
        (_("To be returned by"), shown_day(asked, asked.due_on)),
        (_("Made on"), shown_day(asked, asked.made_on)),
        (_("Label"), asked.label),
    ]
    return [(name, words) for name, words in found if words]


def steps(asked: Asked, form: str) -> list[str]:
    """How to fill it, in the order in which a person does it."""
    found = [
        _(
            "Write in the coloured cells only. The others say what is asked: if one of them is "
            "changed, the answer beside it is not taken over."
        ),
        _(
            "What your party said last stands in the cells already. Change what has changed. "
            "To say the same again, choose “yes” under “Still as it was”."
        ),
        _("To take words away, write a single dash (–). A cell left empty changes nothing."),
        _(
            "Write numbers as 12345 or 12345.6, without words. The unit stands beside them; "
            "where it is empty, write it."
        ),
        _("Save the file as %(form)s, without macros and without a password.")
        % {"form": FORM_NAMES[form]},
        _way_back(asked),
        _(
            "Your answers are then kept as drafts of your party, which you can go on changing on "
            "the site. Nothing is submitted unless you choose so below."
        ),
    ]
    if asked.helpers:
        found.append(
            _("If something is not clear, ask: %(who)s.") % {"who": ", ".join(asked.helpers)}
        )
    return found


def _way_back(asked: Asked) -> str:
    if asked.mailbox:
        return _(
            "Send it back: upload it at %(page)s, or attach it to an e-mail to %(mailbox)s."
        ) % {
            "page": asked.page,
            "mailbox": asked.mailbox,
        }
    return _("Send it back: upload it at %(page)s.") % {"page": asked.page}


def languages(asked: Asked) -> list[tuple[str, str]]:
    """(code, name in the pack's language) of the languages in which answers may be written."""
    return [(code, language_name(code, asked.language)) for code, _name in settings.LANGUAGES]


def languages_understood(asked: Asked) -> list[tuple[str, str]]:
    """The same by every name they have here, and by their codes."""
    codes = [code for code, _name in settings.LANGUAGES]
    named = [(code, language_name(code, other)) for code in codes for other in codes]
    return [*languages(asked), *named, *((code, code) for code in codes)]


def submit_hint() -> str:
    return _("Only where you may submit for your party, and only by upload.")


def shown_day(asked: Asked, iso: str) -> str:
    return day_text(date.fromisoformat(iso), "day", asked.language) if iso else ""
