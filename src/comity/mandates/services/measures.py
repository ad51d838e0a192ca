"""What a party has done, recorded once: written, changed, shared, and the files that show it.

Typing is not an act: the ledger holds that a measure was recorded and shared, each change of
one that others read already, and what evidence came and went.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from i18nfield.strings import LazyI18nString

from comity.documents import services as documents
from comity.documents import sharing
from comity.documents.files import Upload
from comity.documents.models import Document
from comity.parties import ledger
from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Body, Party, Person, Theme
from comity.parties.registry import Limit
from comity.refusals import Conflict, Refusal
from comity.tlp import Label

from ..models import Measure
from . import rules
from .circles import keep_evidence_alike

FIELDS = (
    "kind", "language", "title", "account", "office", "started_on", "started_precision",
    "ended_on", "ended_precision", "amount", "currency",
)  # fmt: skip
CIRCLES = tuple(label for label in Label if label is not Label.RED)
BECAUSE_OF_PARTY = gettext_lazy("a measure is the record of its party, read by all its seats")


class NotItsParty(Refusal):
    """Only a party's seats record what it has done."""


class KeptFromItsParty(Refusal):
    """A measure under TLP:RED would be lost with the seat of its author."""


class ReadMeanwhile(Conflict):
    """What others read is changed by a button, not while it is typed."""


def limit_of_measure(_measure: Measure) -> Limit:
    return Limit(Label.CLEAR, True, BECAUSE_OF_PARTY, narrowest=Label.STRICT)


def keeps(party: int, dialogue: int, reader: Reader) -> bool:
    """Whether the reader records the measures of a party that are meant for a dialogue."""
    return (party, dialogue) in reader.drafts


@transaction.atomic
def record_measure(
    owner: Party,
    body: Body,
    *,
    by: Person,
    at: datetime,
    kind: str,
    language: str,
    title: str,
    label: Label,
    with_observers: bool = False,
) -> Measure:
    """Begin the record of something a party has done; until it is shared its party alone reads it.

    Args:
        body: The audience once it is shared.

    Raises:
        NotItsParty: ``by`` has no seat of the party in that dialogue.
        KeptFromItsParty: ``label`` is TLP:RED.
    """
    _require_keeper(owner, body, by, at)
    if label is Label.RED:
        raise KeptFromItsParty(
            _("A measure is the record of its party, read by all its seats. Choose another label.")
        )
    measure = Measure.objects.create(
        owner=owner,
        body=body,
        author=by,
        kind=kind,
        language=language,
        title=title,
        label=label,
        with_observers=with_observers,
        changed_at=at,
    )
    measure.drafters.add(by)
    ledger.write("measure.recorded", measure, by=by, at=at, party=owner, facts={"kind": kind})
    return measure


def _require_keeper(owner: Party, body: Body, by: Person, at: datetime) -> None:
    if not keeps(owner.pk, body.dialogue_id, Reader.of(by, day_of(at))):
        raise NotItsParty(
            _(
                "Only %(party)s records what it has done, through its seats in %(dialogue)s. "
                "Ask one of them to do this."
            )
            % {"party": owner, "dialogue": body.dialogue}
        )


@transaction.atomic
def change_measure(
    measure: Measure,
    *,
    by: Person,
    at: datetime,
    stamp: int,
    sitting: str = "",
    while_typing: bool = False,
    themes: Iterable[Theme] | None = None,
    **words: Any,
) -> Measure:
    """Change what a measure says; no report that cites it is rewritten.

    What everyone reads under TLP:CLEAR is with its party again, until another person publishes
    the new words. What a narrower circle reads says the new words at once.

    Args:
        stamp, sitting: As in ``reporting.save_draft``.
        while_typing: Kept by the page itself, not by a button.
        words: Any of ``FIELDS``.

    Raises:
        NotItsParty.
        ChangedMeanwhile: somebody else saved it since.
        ReadMeanwhile: it was shared while it was typed.
    """
    measure = _held(measure)
    _require_keeper(measure.owner, measure.body, by, at)
    if while_typing and measure.is_shared:
        raise ReadMeanwhile(
            _("“%(measure)s” was shared since you opened it. Save your change with the button.")
            % {"measure": measure}
        )
    _require_fresh(measure, stamp, sitting)
    was_shared = measure.is_shared
    for name in FIELDS:
        setattr(measure, name, words.get(name, getattr(measure, name)))
    # Whoever is to publish must have read these words.
    measure.offered_at = None
    if measure.tlp is Label.CLEAR:
        measure.shared_at = None
    measure.stamp, measure.sitting, measure.changed_at = measure.stamp + 1, sitting, at
    measure.save()
    measure.drafters.add(by)
    if themes is not None:
        measure.themes.set(themes)
    if was_shared:
        facts = {"stamp": measure.stamp, "is_shared": measure.is_shared}
        ledger.write("measure.changed", measure, by=by, at=at, party=measure.owner, facts=facts)
    keep_evidence_alike(measure, by, at)
    return measure


def _held(measure: Measure) -> Measure:
    locked = Measure.objects.select_for_update(of=("self",))
    return locked.select_related("owner", "body__dialogue").get(pk=measure.pk)


def _require_fresh(measure: Measure, stamp: int, sitting: str) -> None:
    is_own = bool(sitting) and measure.sitting == sitting
    if measure.stamp != stamp and not is_own:
        raise rules.ChangedMeanwhile(
            _(
                "Somebody else saved this measure since you opened it. What you typed is still "
                "here, beside what they saved. Save again to keep yours."
            )
        )


@transaction.atomic
def share_measure(measure: Measure, *, by: Person, at: datetime) -> bool:
    """Share a measure with the circle of its label, and its evidence with it.

    Returns:
        Whether it is shared; False: it is offered and waits for another person to publish it.

    Raises:
        What ``documents.sharing.share`` raises.
    """
    is_shared = sharing.share(measure, by=by, at=at)
    keep_evidence_alike(_held(measure), by, at)
    return is_shared


@transaction.atomic
def add_evidence(measure: Measure, upload: Upload, *, by: Person, at: datetime) -> Document:
    """Attach a file to a measure; it is in the measure's circle from then on.

    A file added to what everyone reads takes the measure back to its party, as a change does.

    Raises:
        NotItsParty.
    """
    measure = _held(measure)
    _require_keeper(measure.owner, measure.body, by, at)
    document = documents.add_document(
        title=LazyI18nString({measure.language: upload.name}),
        body=measure.body,
        owner=measure.owner,
        by=by,
        at=at,
        label=measure.label,
        with_observers=measure.with_observers,
        files={measure.language: upload},
    )
    measure.evidence.add(document)
    measure.offered_at = None
    if measure.tlp is Label.CLEAR:
        measure.shared_at = None
    measure.save()
    facts = {"document": document.pk}
    ledger.write("measure.evidence_added", measure, by=by, at=at, party=measure.owner, facts=facts)
    keep_evidence_alike(measure, by, at)
    return document


@transaction.atomic
def remove_evidence(measure: Measure, document: Document, *, by: Person, at: datetime) -> None:
    """Take a file off a measure. Not shared on its own it goes back to its party; what was
    shared stays where it is.

    Raises:
        NotItsParty.
    """
    measure = _held(measure)
    _require_keeper(measure.owner, measure.body, by, at)
    measure.evidence.remove(document)
    document = Document.objects.select_for_update().get(pk=document.pk)
    document.offered_at = None
    document.save()
    facts = {"document": document.pk}
    ledger.write(
        "measure.evidence_removed", measure, by=by, at=at, party=measure.owner, facts=facts
    )
