"""The form of our mails: addresses in the reader's language, the lines at the foot, the headers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext as _

from comity.parties.models import Person

from .models import Mailbox

Kind = Literal["duty", "news"]
Words = Callable[[], str]
"""Called in the recipient's language."""
STOP = Signer(salt="comity.notices.stop")


class Notice(EmailMultiAlternatives):
    """A mail that knows what it is, for whom, and so what becomes of it when it comes back."""

    def __init__(
        self,
        *args: Any,
        kind: Kind,
        person: Person | None = None,
        mailbox: Mailbox | None = None,
        calendar: bytes = b"",
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.kind, self.person, self.mailbox = kind, person, mailbox
        self.calendar = calendar


def absolute(url: str, language: str) -> str:
    """``/mandates/3/`` or ``/en/mandates/3/`` as ``https://…/es/mandates/3/``."""
    written = get_language_from_path(url)
    path = url.removeprefix(f"/{written}") if written else url
    return f"{settings.ORIGIN}/{language}{path}"


def stop_url(whom: Person | Mailbox) -> str:
    """Where mail that is not duty is stopped without signing in, by whoever holds the address."""
    token = STOP.sign(f"{'m' if isinstance(whom, Mailbox) else 'p'}{whom.pk}")
    return absolute(reverse("notices:stop", args=[token]), whom.language)


def read_stop(token: str) -> Person | Mailbox | None:
    """Whose mail a token stops; None unless this site signed it."""
    try:
        who = STOP.unsign(token)
    except BadSignature:
        return None
    model = Mailbox if who.startswith("m") else Person
    return model._default_manager.filter(pk=int(who[1:])).first()


def footing(kind: Kind | Literal["copy"], reason: str, stop: str) -> str:
    """Why this mail came, and what can be done about it."""
    if kind == "duty":
        end = _("It concerns what is asked of you, so it comes whatever you chose for news.")
    elif kind == "copy":
        end = _("To stop these copies: %(address)s") % {"address": stop}
    else:
        end = _("To stop news by mail: %(address)s") % {"address": stop}
    return f"-- \n{reason}\n{end}\n"


def headers_of(kind: Kind | Literal["copy"], whom: Person | Mailbox) -> dict[str, str]:
    """A machine wrote it (RFC 3834), in this language; what is not duty is stopped by one click
    (RFC 8058)."""
    headers = {"Auto-Submitted": "auto-generated", "Content-Language": whom.language}
    if kind != "duty":
        headers["List-Unsubscribe"] = f"<{stop_url(whom)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers
