"""What is told of hand-offs: the link, to the colleague's address; and that a part came back."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from comity.notices.services import tell
from comity.parties.access import Reader

from .models import HandOff, Report
from .words import TEXTS


def handed(it: HandOff, token: str) -> str:
    """Mail the one address that opens the part, and return it; only its digest is kept here.

    The mail says who asks for what report, and nothing of what the report says.
    """
    with override(it.language):
        url = settings.ORIGIN + reverse("mandates:hand_off_link", args=[token])
        facts = {"it": it, "url": url, "parts": [TEXTS[name] for name in it.parts]}
        template = get_template("mandates/mail/handed.txt").template  # type: ignore[attr-defined]
        text = template.render(Context(facts, autoescape=False))
        subject = _("%(name)s asks you for a part of a report") % {"name": it.handed_by.name}
    EmailMessage(subject, text, to=[it.email], headers={"Auto-Submitted": "auto-generated"}).send()
    return url


def given_back(it: HandOff, *, on: date) -> None:
    """Tell who handed the part over, if that person still reads the report."""
    person = it.handed_by
    seen = Report.objects.visible_to(Reader.of(person, on))
    if seen.filter(pk=it.report_id).exists():
        tell(
            person,
            subject=lambda: _("A part of your report has come back"),
            template="mandates/mail/given_back.txt",
            context={"it": it},
            url=lambda: reverse("mandates:hand_off", args=[it.pk]),
            reason=lambda: _("You receive this because you handed the part over."),
        )
