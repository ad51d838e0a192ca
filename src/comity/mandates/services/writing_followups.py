"""The worker's part of a follow-up report: gather, paint, keep; a step at a time.

One report is claimed by one worker. Each step is a short transaction of its own, so that
whoever waits sees how far it is, and nobody waits for a lock. A report that a worker left
behind half written is begun anew once, by whoever comes by after ``STALE``.
"""

from __future__ import annotations

import gc
import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q

from comity.documents.typesetting import TypesettingFailed

from ..followup.compose import compose
from ..followup.content import Content, from_json, to_json
from ..followup.faults import BROKEN, INTERRUPTED, TYPESETTING
from ..followup.gathering import gather, still_seen
from ..followup.painting.forms import FORMS, paint
from ..models import FollowUp, FollowUpFile
from .followups import empty

STALE = timedelta(minutes=30)
GATHERED = 10
"""Per cent of the way when everything is read; the files share the rest."""


def write_next(at: datetime) -> bool:
    """Write one report that waits; False: none does.

    What a worker cannot answer for goes on to its caller, the report being marked as failed.
    """
    follow_up = _claim(at)
    if follow_up is None:
        return False
    claim = _Claim(follow_up.pk, at)
    fault = BROKEN
    try:
        _write(follow_up, claim, at)
        fault = ""
    except _Lost:
        fault = ""
    except TypesettingFailed as failed:
        fault = f"{TYPESETTING}: {failed}"[:500]
    finally:
        if fault:
            with suppress(_Lost):
                claim.step(state=FollowUp.State.FAILED, fault=fault)
    return True


def write_waiting(at: datetime) -> None:
    """Write every report that waits: what ``comity work`` does in each round."""
    while write_next(at):
        pass


class _Lost(Exception):
    """The report was taken back, or another worker has it."""


@dataclass(frozen=True)
class _Claim:
    """A worker's hold on a report, by the instant at which it began."""

    pk: int
    at: datetime

    def step(self, **fields: object) -> None:
        """Save how far it is.

        Raises:
            _Lost
        """
        held = FollowUp.objects.filter(pk=self.pk, state=FollowUp.State.WORKING, begun_at=self.at)
        if not held.update(**fields):
            raise _Lost


@transaction.atomic
def _claim(at: datetime) -> FollowUp | None:
    """The next report that waits, or one that was left behind; it is this worker's now."""
    left_behind = Q(state=FollowUp.State.WORKING, begun_at__lt=at - STALE)
    found: FollowUp | None = (
        FollowUp.objects.filter(Q(state=FollowUp.State.WAITING) | left_behind)
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("pk")
        .first()
    )
    if found is None:
        return None
    was_left = found.state == FollowUp.State.WORKING
    if was_left and found.fault == INTERRUPTED:
        found.state = FollowUp.State.FAILED
        found.save(update_fields=["state"])
        return None
    empty(found)
    found.state, found.begun_at = FollowUp.State.WORKING, at
    found.fault = INTERRUPTED if was_left else ""
    found.save()
    return found


def _write(follow_up: FollowUp, claim: _Claim, at: datetime) -> None:
    content = gather(follow_up, at)
    if not _keep(follow_up, claim, content, at):
        return
    # What is painted is what was kept: a form can be made again from it, word for word.
    content = from_json(to_json(content))
    author = str(follow_up.owner)
    steps = list(product(FORMS, follow_up.languages))
    for number, (form, language) in enumerate(steps, start=1):
        made = paint(compose(content, language), form, author=author, at=at)
        gc.collect()  # a Word document refers to itself in circles, and is large
        with transaction.atomic():
            claim.step(progress=GATHERED + (100 - GATHERED) * number // len(steps))
            _keep_file(follow_up, language, form, made)
    claim.step(state=FollowUp.State.READY, progress=100, written_at=at, fault="")


@transaction.atomic
def _keep(follow_up: FollowUp, claim: _Claim, content: Content, at: datetime) -> bool:
    """Keep what was gathered. False: a record was narrowed meanwhile; the report waits again."""
    if still_seen(follow_up, content.records, at):
        claim.step(content=to_json(content), progress=GATHERED)
        return True
    claim.step(state=FollowUp.State.WAITING, begun_at=None)
    return False


def _keep_file(follow_up: FollowUp, language: str, form: str, made: bytes) -> None:
    one = FollowUpFile(
        follow_up=follow_up,
        language=language,
        form=form,
        size=len(made),
        sha256=hashlib.sha256(made).hexdigest(),
    )
    one.file.save(f"{secrets.token_hex(16)}.{form}", ContentFile(made))
