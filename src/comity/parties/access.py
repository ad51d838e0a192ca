"""Who may read what: the one rule, as a query.

Pages, lists, counts, searches, files, feeds, exports, mails and the API all start from
``visible_to(reader)``. Nothing else decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comity.tlp import WATCHED, Label

if TYPE_CHECKING:
    from .models import Person

LABELS = [(label.value, label.words) for label in Label]


@dataclass(frozen=True)
class Reader:
    """Who reads, and what the seats held on that day give: sets of primary keys.

    A party's class in a seat's body decides whether the seat is in the *inner* circle
    (member, associate, secretariat) or in that of observers. In the circle of the whole
    dialogue an observer of the plenary stays an observer, even as a member of a network.
    """

    person: int | None = None
    parties: frozenset[int] = frozenset()
    bodies: frozenset[int] = frozenset()
    bodies_observed: frozenset[int] = frozenset()
    dialogues: frozenset[int] = frozenset()
    dialogues_observed: frozenset[int] = frozenset()
    secretariats: frozenset[int] = frozenset()
    """Dialogues whose secretariat the reader is part of."""
    presidencies: frozenset[int] = frozenset()
    """Dialogues that the reader's party presides over, where the reader sits in the plenary."""
    drafts: frozenset[tuple[int, int]] = frozenset()
    """(party, dialogue) in which the reader edits what the party has not yet shared."""
    administered: frozenset[int] = frozenset()
    """Parties whose seats the reader administers."""

    @property
    def is_seated(self) -> bool:
        return bool(self.parties)

    @property
    def led(self) -> frozenset[int]:
        """Dialogues of whose secretariat or presidency the reader is."""
        return self.secretariats | self.presidencies

    def leads(self, dialogue: int) -> bool:
        return dialogue in self.led

    @classmethod
    def of(cls, person: Person | Any, on: date) -> Reader:
        """The reader a person is on a day. Ended seats and inactive persons give nothing."""
        if not getattr(person, "is_authenticated", False) or not person.is_active:
            return ANYONE
        held = _held(person, on)
        return cls(
            person=person.pk,
            parties=frozenset(one.party for one in held),
            bodies=frozenset(one.body for one in held if one.is_inner),
            bodies_observed=frozenset(one.body for one in held if not one.is_inner),
            dialogues=frozenset(one.dialogue for one in held if one.is_inner_of_dialogue),
            dialogues_observed=frozenset(
                one.dialogue for one in held if not one.is_inner_of_dialogue
            ),
            secretariats=frozenset(one.dialogue for one in held if one.role == "secretariat"),
            presidencies=_presidencies(held, on),
            drafts=frozenset((one.party, one.dialogue) for one in held),
            administered=frozenset(one.party for one in held if one.is_administrator),
        )

    @classmethod
    def in_circle(cls, label: Label, body: Any, *, with_observers: bool) -> Reader:
        """Any reader of a circle: sees what every one of them sees, and nothing more.

        It stands for nobody: what a person, a party or an office reads besides is not in it.

        Raises:
            ValueError: TLP:RED has no circle, only the recipients it names.
        """
        if label is Label.RED:
            raise ValueError("TLP:RED is read by its named recipients; it has no circle.")
        if label is Label.CLEAR:
            return ANYONE
        nobody = cls(person=0, parties=frozenset({0}))
        if label is Label.GREEN:
            return nobody
        if label is Label.STRICT:
            of_body = frozenset({int(body.pk)})
            if with_observers:
                nobody = replace(nobody, bodies_observed=of_body)
            else:
                nobody = replace(nobody, bodies=of_body)
            # A member of a network may be an observer of the plenary, and reads there as one.
            with_observers = with_observers or body.parent_id is not None
        of_dialogue = frozenset({int(body.dialogue_id)})
        if with_observers:
            return replace(nobody, dialogues_observed=of_dialogue)
        return replace(nobody, dialogues=of_dialogue)


ANYONE = Reader()


@dataclass(frozen=True)
class _Held:
    """A seat with the class its party has in the seat's body and in the plenary."""

    party: int
    body: int
    dialogue: int
    is_in_plenary: bool
    is_administrator: bool
    role: str | None = None
    role_in_plenary: str | None = None

    @property
    def is_inner(self) -> bool:
        return self.role != "observer"

    @property
    def is_inner_of_dialogue(self) -> bool:
        if self.role == "secretariat":
            return True
        return self.is_inner and self.role_in_plenary != "observer"


def _held(person: Person, on: date) -> list[_Held]:
    """The seats that give something: their party has a class in their body."""
    # These questions fill sets; an order would join half the tables, at every request.
    rows = person.seats.current(on).order_by().values_list(
        "party", "body", "body__dialogue", "body__parent", "is_administrator"
    )  # fmt: skip
    seats = [
        _Held(party, body, dialogue, parent is None, is_administrator)
        for party, body, dialogue, parent, is_administrator in rows
    ]
    roles = _roles({one.party for one in seats}, on)
    held = [
        replace(
            one,
            role=roles.get((one.party, one.body)),
            role_in_plenary=roles.get((one.party, ("plenary", one.dialogue))),
        )
        for one in seats
    ]
    return [one for one in held if one.role]


_INNERMOST = ["secretariat", "member", "associate", "observer"]


def _roles(parties: set[int], on: date) -> dict[tuple[int, Any], str]:
    """(party, body) → class on that day; (party, ("plenary", dialogue)) → class in the root."""
    if not parties:
        return {}
    rows = (
        apps.get_model("parties", "Membership")
        .objects.current(on)
        .filter(party__in=parties)
        .order_by()
        .values_list("party", "body", "body__dialogue", "body__parent", "role")
    )
    roles: dict[tuple[int, Any], str] = {}
    for party, body, dialogue, parent, role in rows:
        keys: list[tuple[int, Any]] = [(party, body)]
        if parent is None:
            keys.append((party, ("plenary", dialogue)))
        for key in keys:
            roles[key] = min(role, roles.get(key, role), key=_INNERMOST.index)
    return roles


def _presidencies(held: list[_Held], on: date) -> frozenset[int]:
    in_plenary = {(one.party, one.dialogue) for one in held if one.is_in_plenary}
    if not in_plenary:
        return frozenset()
    chairs = (
        apps.get_model("parties", "Presidency")
        .objects.current(on)
        .filter(party__in={party for party, _dialogue in in_plenary})
        .order_by()
        .values_list("party", "dialogue")
    )
    return frozenset(dialogue for party, dialogue in chairs if (party, dialogue) in in_plenary)


class SharedQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> Self:
        """What the reader may read, and nothing else. Source: TLP 2.0, DESIGN "Who may see"."""
        return self.filter(readable(reader, cast("type[Shared]", self.model)))


def readable(reader: Reader, model: type[Shared]) -> Q:
    """What is shared with a circle the reader is in; and what, not shared yet, is the reader's.

    A circle that the reader holds no key to is left out of the query: it could match nothing.
    """
    shared = Q(shared_at__isnull=False)
    if not reader.is_seated:
        return shared & Q(label=Label.CLEAR)
    circles = [
        Q(label__in=[Label.CLEAR, Label.GREEN]),
        *_inside(Label.AMBER, "body__dialogue", reader.dialogues, reader.dialogues_observed),
        *_inside(Label.STRICT, "body", reader.bodies, reader.bodies_observed),
        Q(label=Label.RED, pk__in=_named(reader, model)),
        ~Q(label=Label.RED) & Q(owner__in=reader.parties),
    ]
    if reader.secretariats:
        circles.append(~Q(label=Label.RED) & Q(body__dialogue__in=reader.secretariats))
    return shared & reduce(or_, circles) | reduce(or_, _unshared(reader, model))


def _inside(
    label: Label, place: str, inner: frozenset[int], observed: frozenset[int]
) -> Iterator[Q]:
    """Records under a label in the places of the inner circle, and in those of observers."""
    if inner:
        yield Q(label=label, **{f"{place}__in": inner})
    if observed:
        yield Q(label=label, with_observers=True, **{f"{place}__in": observed})


def _named(reader: Reader, model: type[Shared]) -> models.QuerySet:
    """Keys of the records that name the reader as a recipient."""
    rows = model.recipients.through.objects.filter(person_id=reader.person)  # type: ignore[attr-defined]
    return rows.values(f"{model._meta.model_name}_id")


def _unshared(reader: Reader, model: type[Shared]) -> Iterator[Q]:
    """What the reader wrote under RED, what was offered to the reader's office, and what the
    reader's own parties are preparing, in the dialogue it is meant for."""
    yield Q(label=Label.RED, author=reader.person, owner__in=reader.parties)
    if offices := _offered_to(reader, model):
        offered = Q(shared_at__isnull=True, offered_at__isnull=False)
        yield ~Q(label=Label.RED) & offered & Q(body__dialogue__in=offices)
    for party, dialogue in sorted(reader.drafts):
        yield ~Q(label=Label.RED) & Q(owner=party, body__dialogue=dialogue)


def _offered_to(reader: Reader, model: type[Shared]) -> frozenset[int]:
    """The dialogues in which the reader receives what is offered."""
    if model.offered_to_presidency:
        return reader.led
    return reader.secretariats


class Shared(models.Model):
    """A record with a label. It is *prepared* (both instants empty), then *offered* to the
    dialogue's secretariat, then *shared* with the circle of its label.
    """

    label = models.CharField(_("label"), max_length=12, choices=LABELS, default=Label.AMBER)
    body = models.ForeignKey(
        "parties.Body", models.PROTECT, related_name="+", verbose_name=_("audience")
    )
    owner = models.ForeignKey(
        "parties.Party", models.PROTECT, related_name="+", verbose_name=_("owner")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("author"),
    )
    with_observers = models.BooleanField(_("with observers"), default=False)
    recipients = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("recipients")
    )
    offered_to_presidency: ClassVar[bool] = False
    """Whether what is offered goes to the presidency too, and not to the secretariat alone."""
    neutral_title: ClassVar[Any] = _("A record under %(label)s")
    """What a watched record of this kind is called in passing."""
    title: Any

    offered_at = models.DateTimeField(_("offered"), null=True, blank=True, editable=False)
    shared_at = models.DateTimeField(_("shared"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        raise NotImplementedError

    @property
    def is_shared(self) -> bool:
        return self.shared_at is not None

    @property
    def tlp(self) -> Label:
        return Label(self.label)

    @property
    def is_watched(self) -> bool:
        """Whether every reading of it is written down."""
        return self.tlp in WATCHED

    @property
    def passing_title(self) -> Any:
        """The title in lists, mails and wherever else opening the page is not reading the record;
        of a watched one only that there is something to open."""
        return self.neutral_title % {"label": self.tlp.words} if self.is_watched else self.title

    def preparers(self) -> set[int | None]:
        """Keys of the persons who made what would be published: another one publishes it."""
        return {self.author_id}

    @property
    def circle_url(self) -> str:
        """Where its owner narrows or widens the circle."""
        return reverse("parties:circle", args=[self._meta.label_lower, self.pk])

    def takes_circle_of(self, other: Shared) -> None:
        """Carry the same label, audience, owner and switch as ``other`` (not its recipients)."""
        self.label, self.body, self.owner = other.label, other.body, other.owner
        self.with_observers = other.with_observers
        self.shared_at, self.offered_at = other.shared_at, other.offered_at

    def circle_facts(self) -> dict[str, Any]:
        """Everything that decides who reads it, as the ledger keeps it before and after."""
        return {
            "label": str(self.label),
            "with_observers": self.with_observers,
            "recipients": sorted(self.recipients.values_list("pk", flat=True)),
            "body": self.body_id,
            "owner": self.owner_id,
            "offered_at": self.offered_at.isoformat() if self.offered_at else None,
            "shared_at": self.shared_at.isoformat() if self.shared_at else None,
        }
