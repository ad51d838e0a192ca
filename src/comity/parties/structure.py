"""The verb that brings rows into the site: what is new is added, what changed is changed.

Each thing is found again by its slug or code, a term by its party and its days. Nothing is
removed: what is no longer in the files stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from . import ledger
from .dates import PartialDate, Precision, Term
from .models import (
    SILENCE_HOURS,
    Body,
    Dialogue,
    Membership,
    Party,
    Person,
    Presidency,
    Theme,
)
from .rows import Row, said, term, web

Thing = TypeVar("Thing", Party, Dialogue, Body, Theme)
Named = TypeVar("Named", Party, Dialogue, Body)
Lasting = TypeVar("Lasting", Membership, Presidency)

LINKS = ("party", "dialogue", "body", "parent")
NO_TERM = {
    "since": None,
    "since_precision": Precision.DAY,
    "until": None,
    "until_precision": Precision.DAY,
}


@dataclass(frozen=True)
class Change:
    """What became of one row: nothing, where it is as it was."""

    table: str
    name: str
    is_new: bool
    fields: tuple[str, ...]


@transaction.atomic
def bring_in(rows: dict[str, list[Row]], *, by: Person | None, at: datetime) -> list[Change]:
    """Add and change what the rows say, each change one ledger entry; what came of each row.

    Raises:
        WrittenOtherwise: a row names what is not there, or breaks a rule of the things.
    """
    kept = list(_bring_in(rows))
    for thing, change in kept:
        if change.is_new or change.fields:
            act = "structure.added" if change.is_new else "structure.changed"
            owner = thing if isinstance(thing, Party) else None
            facts = {"name": change.name, "fields": list(change.fields)}
            ledger.write(act, thing, by=by, at=at, owner=owner, facts=facts)
    _require_plenaries(rows["dialogue"])
    return [change for _thing, change in kept]


def _bring_in(rows: dict[str, list[Row]]) -> Iterator[tuple[models.Model, Change]]:
    """A table before those that name it; earlier terms before later ones."""
    for row in rows["party"]:
        yield _party(row)
    for row in rows["dialogue"]:
        yield _dialogue(row)
    for row in rows["body"]:
        yield _body(row)
    for row in sorted(rows["membership"], key=_begins):
        yield from _memberships(row)
    for row in sorted(rows["presidency"], key=_begins):
        yield _presidency(row)
    for row in rows["theme"]:
        yield _theme(row)


def _begins(row: Row) -> date:
    return term(row.values).get("since") or date.min


def _party(row: Row) -> tuple[Party, Change]:
    fields = {
        "kind": row.values["kind"],
        "code": row.values.get("code", ""),
        "name": said(row.values["name"]),
        "acronym": said(row.values.get("acronym")),
        "parent": _named(Party, row, "parent"),
    }
    return _keep(_found(Party, row, "slug"), fields, row)


def _dialogue(row: Row) -> tuple[Dialogue, Change]:
    founded = PartialDate.read(str(row.values["founded"])) if "founded" in row.values else None
    fields = {
        "name": said(row.values["name"]),
        "acronym": said(row.values.get("acronym")),
        "about": said(_together(row.values.get("about"), row.values.get("decision_rule"))),
        "languages": row.values["languages"],
        "founded_on": founded.first if founded else None,
        "founded_precision": founded.precision if founded else Precision.YEAR,
        "position": row.number,
        "source": web(row.values.get("source", "")),
    }
    return _keep(_found(Dialogue, row, "slug"), fields, row)


def _together(*texts: dict[str, str] | None) -> dict[str, str]:
    """Paragraphs one below the other in each language."""
    given = [text for text in texts if text]
    languages = dict.fromkeys(language for text in given for language in text)
    return {
        language: "\n\n".join(text[language] for text in given if language in text)
        for language in languages
    }


def _body(row: Row) -> tuple[Body, Change]:
    body = _found(Body, row, "slug")
    fields = {
        "kind": row.values["kind"],
        "name": said(row.values["name"]),
        "about": said(row.values.get("about")),
        "dialogue": _named(Dialogue, row, "dialogue"),
        "parent": _named(Body, row, "parent"),
        "required_languages": row.values.get("required_languages", []),
        "silence_hours": row.values.get("silence_hours", SILENCE_HOURS),
        "source": web(row.values.get("source", "")),
    }
    _require_place(body, fields["dialogue"], fields["parent"], row)
    return _keep(body, fields, row)


def _require_place(body: Body, dialogue: Dialogue, parent: Body | None, row: Row) -> None:
    """A body keeps its dialogue, for its records are read there; its tree has no circle."""
    if body.pk and body.dialogue_id != dialogue.pk:
        words = _("this body is of %(dialogue)s already. Give a new body a slug of its own.")
        raise row.refusal("dialogue", words % {"dialogue": body.dialogue.slug})
    if parent and parent.dialogue_id != dialogue.pk:
        words = _("%(parent)s is of another dialogue. Name a body of %(dialogue)s.")
        raise row.refusal("parent", words % {"parent": parent.slug, "dialogue": dialogue.slug})
    above = parent
    while above:
        if above.pk == body.pk:
            words = _("a body is not below itself. Name another body, or none for the plenary.")
            raise row.refusal("parent", words)
        above = above.parent


def _memberships(row: Row) -> Iterator[tuple[Membership, Change]]:
    body = _named(Body, row, "body")
    for slug in row.values["parties"]:
        party = _thing(Party, row, "parties", slug)
        fields = {
            "role": row.values["role"],
            "note": said(row.values.get("note")),
            "source": web(row.values.get("source", "")),
            **NO_TERM,
            **term(row.values),
        }
        there = Membership.objects.filter(body=body, party=party)
        membership = _same_term(there, fields, row) or Membership(body=body, party=party)
        yield _keep(membership, fields, row, f"{body.slug} {slug}")


def _presidency(row: Row) -> tuple[Presidency, Change]:
    dialogue, party = _named(Dialogue, row, "dialogue"), _named(Party, row, "party")
    fields = {"source": web(row.values.get("source", "")), **NO_TERM, **term(row.values)}
    there = Presidency.objects.filter(dialogue=dialogue, party=party)
    presidency = _same_term(there, fields, row) or Presidency(dialogue=dialogue, party=party)
    return _keep(presidency, fields, row, f"{dialogue.slug} {party.slug}")


def _same_term(there: models.QuerySet[Lasting], fields: dict[str, Any], row: Row) -> Lasting | None:
    """The term a row speaks of: it begins the same day, or shares days and class with it.

    Another class in the same days is no correction but a loss of what was: it is refused.
    """
    terms = list(there)
    for one in terms:
        if one.since == fields["since"]:
            return one
    for one in terms:
        if _share_days(one, fields):
            if getattr(one, "role", None) == fields.get("role"):
                return one
            words = _(
                "%(term)s has the same days in another class. Keep its row, with an until, "
                "and write a second row that begins the day after."
            )
            raise row.refusal("since", words % {"term": one})
    return None


def _share_days(one: Term, fields: dict[str, Any]) -> bool:
    begins, ends = fields["since"] or date.min, fields["until"] or date.max
    return (one.since or date.min) <= ends and begins <= (one.until or date.max)


def _theme(row: Row) -> tuple[Theme, Change]:
    fields = {
        "name": said(row.values["name"]),
        "position": row.number,
        "dialogue": _named(Dialogue, row, "dialogue"),
    }
    return _keep(_found(Theme, row, "code"), fields, row)


def _found(model: type[Thing], row: Row, key: str) -> Thing:
    """The thing of that slug or code here, or a new one."""
    named = {key: row.values[key]}
    return model.objects.filter(**named).first() or model(**named)


def _named(model: type[Named], row: Row, key: str) -> Any:
    """What a row names at a key; None where the key is absent."""
    return _thing(model, row, key, row.values[key]) if key in row.values else None


def _thing(model: type[Named], row: Row, key: str, slug: str) -> Named:
    found = model.objects.filter(slug=slug).first()
    if found is None:
        words = _(
            "there is no [[%(table)s]] “%(slug)s” here, nor above in the files. "
            "Write the slug of one, or put its row first."
        )
        table = model.__name__.lower()
        raise row.refusal(key, words % {"table": table, "slug": slug})
    return found


def _keep(thing: Any, fields: dict[str, Any], row: Row, name: str = "") -> tuple[Any, Change]:
    """Save what is new or other than it was."""
    is_new = thing.pk is None
    other = [key for key in fields if is_new or _bare(getattr(thing, key)) != _bare(fields[key])]
    for key in other:
        setattr(thing, key, fields[key])
    if other:
        _require_valid(thing, row)
        thing.save()
    return thing, Change(row.table, name or row.name, is_new, () if is_new else tuple(other))


def _bare(value: Any) -> Any:
    """A text in several languages compares by what it holds."""
    return getattr(value, "data", value) or None


def _require_valid(thing: models.Model, row: Row) -> None:
    """What the fields and constraints of the thing ask, said at the key where it is known."""
    try:
        thing.clean_fields(exclude=LINKS)
        thing.validate_constraints()
    except ValidationError as fault:
        key, words = next(iter(fault.message_dict.items()))
        raise row.refusal("slug" if key == "__all__" else key, words[0]) from fault


def _require_plenaries(rows: list[Row]) -> None:
    for row in rows:
        if not Body.objects.filter(dialogue__slug=row.values["slug"], parent=None).exists():
            words = _("this dialogue has no plenary. Write a [[body]] of it that has no parent.")
            raise row.refusal("slug", words)
