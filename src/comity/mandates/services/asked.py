"""Whom and what a round asks, worked out when it opens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from comity.parties.access import Reader
from comity.parties.models import Body, Membership, Party, Theme
from comity.tlp import Label

from ..models import Mandate, Round
from . import round_rules

Role = Membership.Role


def mandates_for(round_: Round, reader: Reader) -> list[Mandate]:
    """Open and shared mandates of the body's dialogue: of the round's texts where it names any,
    on its themes where it names any; with neither none. As far as the reader may see them."""
    texts, themes = list(round_.instruments.all()), list(round_.themes.all())
    if not texts and not themes:
        return []
    seen = Mandate.objects.visible_to(reader).open().exclude(label=Label.RED)
    found = seen.filter(shared_at__isnull=False, body__dialogue=round_.body.dialogue_id)
    if texts:
        found = found.filter(clause__instrument__in=texts)
    if themes:
        found = found.filter(pk__in=_on_themes(themes))
    return list(found)


def _on_themes(themes: Sequence[Theme]) -> set[int]:
    """Mandates on the themes or on a part of them, two steps down."""
    parts = Q(theme__in=themes) | Q(theme__parent__in=themes) | Q(theme__parent__parent__in=themes)
    return set(Mandate.themes.through.objects.filter(parts).values_list("mandate", flat=True))


def asked_parties(round_: Round, mandates: Sequence[Mandate], on: date) -> dict[Party, bool]:
    """Party → whether it is asked as an institution, in a stream of its own."""
    held = Membership.objects.current(on).filter(body__dialogue=round_.body.dialogue_id)
    addressed = Party.objects.filter(
        assignments__mandate__in=mandates, assignments__is_support=False
    )
    # Who has left the dialogue is asked no more.
    addressed = addressed.filter(pk__in=held.values("party")).distinct()
    asked = dict.fromkeys(addressed.order_by("slug"), False)
    if round_.questions.exists():
        members = held.filter(body=round_.body, role__in=[Role.MEMBER, Role.ASSOCIATE])
        asked |= dict.fromkeys(_parties(members), False)
    if round_.with_institutions:
        others = held.exclude(role=Role.SECRETARIAT)
        asked |= dict.fromkeys(_parties(others, kind=Party.Kind.INSTITUTION), True)
    if not asked:
        raise round_rules.NobodyToAsk(
            _(
                "“%(round)s” asks nobody: no party is asked by its mandates, and its body has no "
                "members. Choose other texts or themes, or another body."
            )
            % {"round": round_rules.round_named(round_)}
        )
    return asked


def _parties(held: object, **fields: object) -> list[Party]:
    found = Party.objects.filter(memberships__in=held, **fields)  # type: ignore[misc]
    return list(found.distinct().order_by("slug"))


def require_readers(round_: Round, parties: Sequence[Party], on: date) -> None:
    """Every party that is asked may read the round. Raises NobodyToAsk."""
    classes = _classes(round_, on)
    blind = [one for one in parties if not _reads(round_, classes.get(one.pk, {}))]
    if blind:
        raise round_rules.NobodyToAsk(
            _(
                "Under %(label)s these parties could not read what they are asked: %(parties)s. "
                "Choose a wider label, or let observers read it too."
            )
            % {"label": round_.tlp.words, "parties": ", ".join(map(str, blind))}
        )


def _classes(round_: Round, on: date) -> dict[int, dict[int, str]]:
    """Party → body → its class there."""
    rows = Membership.objects.current(on).filter(body__dialogue=round_.body.dialogue_id)
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for party, body, role in rows.values_list("party", "body", "role"):
        found[party][body] = role
    return found


def _reads(round_: Round, classes: dict[int, str]) -> bool:
    """Whether a seat of the party would be in the circle: see ``Reader.of``."""
    if round_.tlp is Label.GREEN:
        return bool(classes)
    if round_.tlp is Label.STRICT:
        role = classes.get(round_.body_id)
        return role is not None and (role != Role.OBSERVER or round_.with_observers)
    plenary = Body.objects.filter(dialogue=round_.body.dialogue_id, parent=None).first()
    if plenary and classes.get(plenary.pk) == Role.OBSERVER:
        return round_.with_observers
    return any(role != Role.OBSERVER or round_.with_observers for role in classes.values())
