"""What is told to whom about seats. The mail is queued with the act and leaves after it."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from .models import Invitation


def invited(invitation: Invitation, token: str) -> str:
    """Send the one address that takes the seat, and return it; only its digest is kept here."""
    with override(invitation.language):
        url = settings.ORIGIN + reverse("parties:invitation", args=[token])
        text = render_to_string("parties/mail/invitation.txt", {"it": invitation, "url": url})
        subject = _("A seat of %(party)s awaits you") % {"party": invitation.party}
    EmailMessage(
        subject, text, to=[invitation.email], headers={"Auto-Submitted": "auto-generated"}
    ).send()
    return url
