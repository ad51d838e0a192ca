"""The press list: asking, confirming, leaving, and telling of a note."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import override

from comity.notices.letters import Notice
from comity.notices.services import queue_all
from comity.parties import ledger
from comity.parties.models import Dialogue

from ..models import NewsPage, PressReader

AGAIN_AFTER = timedelta(hours=1)
"""An address gets no second mail sooner, whatever is asked for it: the form is no way to pester."""
CONFIRM, LEAVE = Signer(salt="comity.public.confirm"), Signer(salt="comity.public.leave")


@transaction.atomic
def ask_for_news(
    email: str, language: str, *, dialogue: Dialogue | None, at: datetime
) -> PressReader:
    """Write to an address to ask whether it wants the news. Nothing else comes before it says so.

    Who is on the list already is not written to again, and whoever asks is not told so: the page
    says the same to everyone.
    """
    email = email.lower()
    of_late = PressReader.objects.filter(email=email, written_at__gt=at - AGAIN_AFTER).exists()
    reader, _is_new = PressReader.objects.get_or_create(
        email=email, language=language, dialogue=dialogue, defaults={"asked_at": at}
    )
    if not (of_late or reader.is_confirmed):
        reader.written_at = at
        reader.save(update_fields=["written_at"])
        _queue([_letter(reader, "confirm", {"url": confirm_url(reader)}, kind="duty")], at)
        ledger.write("press.asked", reader, by=None, at=at)
    return reader


@transaction.atomic
def confirm(reader: PressReader, *, at: datetime) -> None:
    """The holder of the address wants the news. Doing it twice is doing it once."""
    waiting = PressReader.objects.filter(pk=reader.pk, confirmed_at=None)
    if waiting.update(confirmed_at=at):
        reader.confirmed_at = at
        ledger.write("press.confirmed", reader, by=None, at=at)


@transaction.atomic
def leave(reader: PressReader, *, at: datetime) -> None:
    """Forget an address: nothing of it stays but that a row of that number left."""
    ledger.write("press.left", reader, by=None, at=at)
    reader.delete()


@transaction.atomic
def forget_unconfirmed(at: datetime) -> int:
    """Forget addresses that nobody confirmed within a week."""
    return int(PressReader.objects.forgotten(at).delete()[0])


def tell_press(note: NewsPage, *, at: datetime) -> int:
    """Write of a published note to those who read its language; returns to how many."""
    readers = PressReader.objects.confirmed().of(note.language, note.dialogue)
    emails: dict[str, PressReader] = {}
    for reader in readers.order_by("-dialogue"):
        emails.setdefault(reader.email, reader)
    url = settings.ORIGIN + note.get_absolute_url()
    page = {"note": note, "url": url}
    _queue([_letter(one, "note", page, kind="news") for one in emails.values()], at)
    return len(emails)


def confirm_url(reader: PressReader) -> str:
    return _url("press:confirm", reader, CONFIRM.sign(str(reader.pk)))


def leave_url(reader: PressReader) -> str:
    return _url("press:leave", reader, LEAVE.sign(str(reader.pk)))


def _url(name: str, reader: PressReader, token: str) -> str:
    return settings.ORIGIN + reverse(name, args=[reader.language, token])


def asked_by(token: str) -> PressReader | None:
    """Whose address a link confirms; None unless this site signed it."""
    return _read(CONFIRM, token)


def left_by(token: str) -> PressReader | None:
    return _read(LEAVE, token)


def is_ours(token: str) -> bool:
    """Whether a link of this site to leave: also of somebody who has left already."""
    try:
        LEAVE.unsign(token)
    except BadSignature:
        return False
    return True


def _read(signer: Signer, token: str) -> PressReader | None:
    try:
        key = signer.unsign(token)
    except BadSignature:
        return None
    return PressReader.objects.filter(pk=int(key)).first()


def _queue(letters: list[Notice], at: datetime) -> None:
    if letters:
        queue_all(letters, at=at)


def _letter(reader: PressReader, name: str, page: dict[str, Any], *, kind: Any) -> Notice:
    """In the language that the reader chose; the first line of the template is the subject."""
    headers = {"Auto-Submitted": "auto-generated", "Content-Language": reader.language}
    page = {"reader": reader, "leave_url": leave_url(reader)} | page
    if kind == "news":
        headers["List-Unsubscribe"] = f"<{leave_url(reader)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    with override(reader.language):
        template = get_template(f"public/mail/{name}.txt").template  # type: ignore[attr-defined]
        subject, _line, text = template.render(Context(page, autoescape=False)).partition("\n")
    return Notice(subject, text.strip() + "\n", to=[reader.email], kind=kind, headers=headers)
