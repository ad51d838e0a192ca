"""A party brings in its own text, and says which of its clauses answer which regional ones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from comity.instruments.models import Clause, ClauseLink, Implementation, Instrument, Protocol
from comity.instruments.protocol_rules import NotOfThisText, require_regional
from comity.instruments.rules import require_speaker
from comity.parties import ledger
from comity.parties.dates import PartialDate, Precision, day_of
from comity.parties.models import Party, Person
from comity.tlp import Label

from .importing import Upload, keep_text


def register_national(
    regional: Instrument,
    party: Party,
    *,
    kind: str,
    language: str,
    upload: Upload,
    by: Person,
    at: datetime,
    title: str = "",
    law: str = "",
    adopted_on: PartialDate | None = None,
    in_force: PartialDate | None = None,
    label: Label = Label.AMBER,
    with_observers: bool = False,
    source: str = "",
) -> Instrument:
    """Read a party's own text into clauses, as one that carries out a regional text.

    It is its party's alone until a speaker of the party offers it; another person publishes it.

    Args:
        kind: An ``Implementation.Kind``.
        law: The act or decree by which the party adopted it.

    Raises:
        NotTheSpeaker, NotAProtocol.
        TextIsUnreadable: nothing is written.
    """
    require_regional(regional)
    require_speaker(by, party, regional.body.dialogue, day_of(at))
    text = Instrument(
        kind=regional.kind, label=label, body=regional.body, owner=party, author=by,
        with_observers=with_observers, source=source, is_national=True,
    )  # fmt: skip
    with transaction.atomic():
        keep_text(text, language, upload, by=by, at=at, title=title, adopted_on=adopted_on)
        Protocol.objects.create(
            instrument=text,
            law=law.strip(),
            in_force_on=in_force.first if in_force else None,
            in_force_precision=in_force.precision if in_force else Precision.DAY,
        )
        made = Implementation.objects.create(national=text, regional=regional, kind=kind)
        _write("registered", made, by, at, kind=kind)
    return text


@transaction.atomic
def link_clauses(
    implementation: Implementation,
    pairs: Iterable[tuple[Clause, Clause]],
    *,
    by: Person,
    at: datetime,
    note: str = "",
    language: str = "",
) -> list[ClauseLink]:
    """Say that national clauses answer regional ones: (regional, national), all at once.

    Two that are linked already keep their link, and take the note.

    Raises:
        NotTheSpeaker, NotOfThisText.
    """
    implementation = _locked(implementation, by, at)
    made = []
    for regional, national in pairs:
        _require_pair(implementation, regional, national)
        link, _new = ClauseLink.objects.update_or_create(
            implementation=implementation,
            regional=regional,
            clause=national,
            defaults={"note": note.strip(), "language": language},
        )
        made.append(link)
    keys = [[link.regional_id, link.clause_id] for link in made]
    _write("linked", implementation, by, at, clauses=keys)
    return made


@transaction.atomic
def unlink_clauses(link: ClauseLink, *, by: Person, at: datetime) -> None:
    """Take back that one clause answers another; done twice, it is done once.

    Raises:
        NotTheSpeaker.
    """
    implementation = _locked(link.implementation, by, at)
    gone, _kinds = implementation.links.filter(pk=link.pk).delete()
    if gone:
        keys = [[link.regional_id, link.clause_id]]
        _write("unlinked", implementation, by, at, clauses=keys)


def _locked(implementation: Implementation, by: Person, at: datetime) -> Implementation:
    found = Implementation.objects.select_for_update(of=("self",)).select_related(
        "national__owner", "national__body__dialogue"
    )
    implementation = found.get(pk=implementation.pk)
    text = implementation.national
    require_speaker(by, text.owner, text.body.dialogue, day_of(at))
    return implementation


def _require_pair(implementation: Implementation, regional: Clause, national: Clause) -> None:
    if (
        regional.instrument_id != implementation.regional_id
        or national.instrument_id != implementation.national_id
    ):
        raise NotOfThisText(
            _("One of the two clauses is not in the texts compared here. Choose one from the list.")
        )


def _write(
    act: str, implementation: Implementation, by: Person, at: datetime, **facts: object
) -> None:
    """On the national text, in whose circle it is read."""
    text = implementation.national
    facts = {"regional": implementation.regional_id, **facts}
    ledger.write(f"implementation.{act}", text, by=by, at=at, party=text.owner, facts=facts)
