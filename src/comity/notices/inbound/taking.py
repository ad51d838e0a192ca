"""A mail is kept as it came, then handed to its room, then answered: nothing is lost between."""

from __future__ import annotations

import hashlib
import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import override

from comity.parties.models import Person
from comity.refusals import Refusal

from ..models import Inbound
from . import answering, bounces, reading
from .addresses import Signed
from .kinds import Answer, Mail, handler_of

log = logging.getLogger(__name__)

State = Inbound.State
LARGEST = 35 * 1024 * 1024
"""Bytes of a whole mail: 25 MB of files as mail writes them (base64 takes a third more)."""
MOST_A_DAY = 40
"""Mails to one address in a day; what comes beyond is not taken now."""
MOST_ANSWERS_A_DAY = 15
"""Of those, how many are answered: an absence note that does not say what it is asks for ever."""
FIRST_PAUSE, MOST_TRIES = timedelta(minutes=2), 6


class TooMany(Refusal):
    """So many mails came to one address today that no more is taken."""


class TooLarge(Refusal):
    """A mail holds more than is taken."""


def keep(signed: Signed, raw: bytes, *, at: datetime, size: int = 0) -> Inbound:
    """Keep a mail to a signed address. The same bytes are kept once, however often they come.

    Args:
        raw: The whole mail, or its headers where it is too large to be asked for.
        size: Bytes of the whole mail, where ``raw`` is not all of it.

    Raises:
        TooMany: the address took as many as it may in a day.
    """
    said = f"{signed.kind}-{signed.person}-{signed.key}\n".encode()
    digest = hashlib.sha256(said + raw).hexdigest()
    if kept := Inbound.objects.filter(digest=digest).first():
        return kept
    if _came_lately(signed, at) >= MOST_A_DAY:
        raise TooMany(_("This address takes no more mail today. Send it again tomorrow."))
    return _store(signed, raw, digest, size or len(raw), at)


def _came_lately(signed: Signed, at: datetime) -> int:
    lately = Inbound.objects.filter(at__gt=at - timedelta(days=1))
    return lately.filter(kind=signed.kind, key=signed.key, person=signed.person or None).count()


def _store(signed: Signed, raw: bytes, digest: str, size: int, at: datetime) -> Inbound:
    message = reading.parse(raw)
    person = Person.objects.filter(pk=signed.person).first() if signed.person else None
    sender = reading.sender_of(message)
    row = Inbound(
        kind=signed.kind,
        key=signed.key,
        person=person,
        at=at,
        sender=sender,
        is_from_another=person is not None and sender != person.email.lower(),
        subject=reading.header(message, "Subject")[:500],
        size=size,
        digest=digest,
    )
    row.file.save(f"inbound/{at:%Y-%m}/{secrets.token_hex(16)}.eml", ContentFile(raw), save=False)
    with transaction.atomic():
        kept, is_new = Inbound.objects.get_or_create(
            digest=digest, defaults={name: getattr(row, name) for name in _FIELDS}
        )
    if not is_new:  # it came twice in one instant
        row.file.delete(save=False)
    return kept


_FIELDS = ("kind", "key", "person", "at", "sender", "is_from_another", "subject", "size", "file")


def answer_waiting(*, at: datetime, limit: int = 20) -> int:
    """Hand on what was kept and answer it; returns how many mails were settled.

    A mail is claimed before it is read. What fails is logged and tried again later, six times in
    two hours; then the person is told that it could not be read.
    """
    waiting = list(Inbound.objects.waiting(at)[:limit])
    return sum(_settle(row, at) for row in waiting if _claim(row, at))


def _claim(row: Inbound, at: datetime) -> bool:
    """Take the mail for this process; whether nobody was faster."""
    unclaimed = Inbound.objects.filter(pk=row.pk, tries=row.tries, state=State.WAITING)
    row.tries += 1
    row.next_try_at = at + FIRST_PAUSE * 2 ** (row.tries - 1)
    return bool(unclaimed.update(tries=row.tries, next_try_at=row.next_try_at))


def _settle(row: Inbound, at: datetime) -> bool:
    """Hand one mail on, outside any transaction of ours: reading a large file must not keep
    others from writing."""
    with override(row.person.language if row.person else settings.LANGUAGE_CODE):
        try:
            outcome = _outcome(row, at)
        except Exception:  # whatever a handler stumbles over: the mails behind are handed on
            log.exception("The mail %s could not be handed on.", row.pk)
            if row.tries < MOST_TRIES:
                return False
            outcome = _unreadable()
        _note(row, outcome, at)
    return True


@dataclass(frozen=True)
class _Outcome:
    """What became of a mail; without ``mail`` nobody is answered."""

    state: str
    answer: Answer
    mail: Mail | None = None


def _outcome(row: Inbound, at: datetime) -> _Outcome:
    with row.file.open() as file:
        raw = file.read()
    if row.kind == bounces.KIND:
        is_bounce = bounces.note_bounce(row.key, reading.parse(raw), at=at)
        return _Outcome(State.TAKEN if is_bounce else State.LEFT, Answer(""))
    mail = reading.read(raw)
    handler = handler_of(row.kind)
    person = row.person
    if mail.is_automatic or handler is None or person is None or not person.is_active:
        return _Outcome(State.LEFT, Answer(""))
    try:
        _require_whole(row)
        answer = handler(row.key, mail, person=person, at=at)
    except Refusal as refusal:
        return _Outcome(State.REFUSED, Answer(str(refusal)), mail)
    return _Outcome(State.TAKEN, answer if isinstance(answer, Answer) else Answer(answer), mail)


def _require_whole(row: Inbound) -> None:
    if row.size > LARGEST:
        raise TooLarge(
            _(
                "Your mail has %(size)s, and at most %(limit)s are taken by mail. Send fewer or "
                "smaller files, or sign in and upload them."
            )
            % {"size": filesizeformat(row.size), "limit": filesizeformat(LARGEST)}
        )


def _unreadable() -> _Outcome:
    words = _(
        "Your mail is kept, but what is attached could not be read here. Please sign in and upload "
        "the file on its page."
    )
    return _Outcome(State.REFUSED, Answer(words), Mail("", "", "", ()))


@transaction.atomic
def _note(row: Inbound, outcome: _Outcome, at: datetime) -> None:
    """Write down what became of the mail, and answer in the same transaction."""
    row.state, row.words, row.next_try_at = outcome.state, outcome.answer.words, None
    row.save(update_fields=["state", "words", "next_try_at"])
    signed = Signed(row.kind, row.person_id or 0, row.key)
    if outcome.mail and _came_lately(signed, at) <= MOST_ANSWERS_A_DAY:
        answering.tell_outcome(row, outcome.answer, outcome.mail.message_id)
