"""A world in which one thing of every kind is secret, and the readers who must not see it.

Every model is found by itself. A new ``Shared`` model needs a builder in ``tests/make.py``
of its own name; without one this module says so and the tests fail.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.apps import apps
from django.db import models
from i18nfield.fields import I18nCharField, I18nTextField
from i18nfield.strings import LazyI18nString

from comity.parties.access import Shared
from comity.parties.models import Body, Party, Person
from tests import make

WORD = "Quetzalcoatlus"

# Public by nature, or reached only through something that is behind a door.
OPEN = {
    "parties.party", "parties.dialogue", "parties.body", "parties.membership",
    "parties.presidency", "parties.theme", "public.homepage", "public.newsindex",
    "public.newspicture", "public.infopage", "public.dialoguepage",
}  # fmt: skip
INNER = {
    "parties.person": "shown by seats alone, which are behind a door",
    "parties.head": "one row with a hash",
    "proceedings.edition": "a number alone",
    "notices.message": "shown by the example's outbox alone; of what came back, the server's words",
    "public.pressreader": "shown to whom a link in their own mail brings, nowhere else",
    "search.found": "a copy of words; its thing is behind a door, and is asked for each hit",
    "search.due": "keys alone, shown nowhere",
    "notices.told": "keys alone, shown nowhere",
}


def our_models() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("comity.") and not model._meta.auto_created
    ]


def shared_models() -> list[type[Shared]]:
    return [model for model in our_models() if issubclass(model, Shared)]


def doored_models() -> list[type[models.Model]]:
    """Every model whose rows only some may read: it answers ``visible_to``."""
    return [model for model in our_models() if hasattr(model._default_manager, "visible_to")]


def plant(thing: models.Model) -> None:
    """Write the word into every text of a thing, with the thing's key: symbols stand once."""
    word = f"{WORD}{thing.pk}"
    for column in thing._meta.concrete_fields:
        if isinstance(column, (I18nCharField, I18nTextField)):
            setattr(thing, column.attname, LazyI18nString({"en": word, "es": word}))
        elif _is_words(column):
            setattr(thing, column.attname, word[: column.max_length or None])
    models.Model.save(thing)


def _is_words(column: models.Field) -> bool:
    special = (models.SlugField, models.EmailField, models.URLField, models.FileField)
    is_text = isinstance(column, (models.CharField, models.TextField))
    codes = {
        "currency", "language", "sha256", "media_type", "digest", "precision", "kind", "value",
        "verb", "seems", "time_zone", "extension", "place_key", "made_here",
    }  # fmt: skip
    return (
        is_text
        and not isinstance(column, special)
        and not column.choices
        and column.name not in codes
        and not column.name.endswith("_precision")
    )


@dataclass
class World:
    """One secret body with its owner; things of every kind under the label; the readers."""

    label: str = "AMBER+STRICT"
    body: Body = field(init=False)
    owner: Party = field(init=False)
    author: Person = field(init=False)
    things: dict[str, models.Model] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.body = make.body("A network")
        self.owner = make.party("The owner")
        self.author = make.delegate(of=self.owner, body=self.body, is_administrator=True)
        self.circle = {
            "body": self.body, "owner": self.owner, "label": self.label, "author": self.author,
        }  # fmt: skip
        self._build()
        for thing in self.things.values():
            plant(thing)

    def _build(self) -> None:
        """One thing of every kind, each hanging from the others as in life."""
        document = make.document(**self.circle)
        meeting = make.meeting(**self.circle)
        item = make.agenda_item(meeting=meeting, **self.circle)
        item.documents.add(document)
        instrument = make.instrument(meeting=meeting, **self.circle)
        agreement = make.agreement(instrument)
        clause = make.clause(instrument)
        mandate = make.mandate(clause=clause, **self.circle)
        assignment = make.assignment(mandate, party=self.owner)
        report = make.report(assignment, **self.circle)
        report.evidence.add(document)
        measure = make.measure(amount=1, currency="USD", **self.circle)
        measure.evidence.add(document)
        citation = make.citation(report, measure)
        equivalence = make.equivalence(mandate, make.mandate(clause=clause, **self.circle))
        follow_up = make.follow_up(**self.circle)
        project = make.project(**self.circle)
        project.clauses.add(clause)
        round_ = make.round_(mandates=[mandate], **self.circle)
        reply = make.reply(round_, **self.circle)
        answer = make.answer(reply)
        answer.evidence.add(document)
        delegation = make.delegation(meeting, party=self.owner)
        nominee = make.nominee(delegation, email="quetzalcoatlus@example.org")
        plant(make.arrangement(nominee))
        make.checked_in(nominee)
        sitting = make.sitting(meeting, current=item)
        floor = make.floor_request(sitting, party=self.owner)
        conclusions = make.conclusions(meeting, **self.circle)
        point = make.point(conclusions, item=item)
        protocol = make.instrument(kind="protocol", **self.circle)
        national = make.national(protocol, **self.circle)
        carried_out = national.implementations.get()
        self.regional_clause = make.clause(protocol)
        link = make.clause_link(carried_out, regional=self.regional_clause)
        self.protocol, self.national = protocol, national
        drafting = make.drafting(instrument, **self.circle)
        position = make.position(drafting, statement="Words.", **self.circle)
        silence = make.silence(drafting)
        plant(make.silence_draft(silence))
        made = [
            silence, make.silence_act(silence),
            make.footnote(clause, party=self.owner), make.override(instrument),
            sitting, floor, conclusions, point, make.amendment(point, party=self.owner),
            make.kept(conclusions, by=self.insider()),
            make.protocol(protocol), carried_out, link, make.standing(protocol, **self.circle),
            document, make.rendition(document, content=WORD.encode()), document.revisions.get(),
            meeting, item, instrument, agreement, make.signature(agreement, party=self.owner),
            instrument.versions.get(), clause, clause.texts.get(), make.suggestion(clause),
            mandate, assignment, report, make.remark(report), make.indicator(mandate),
            measure, citation, equivalence,
            project, make.partner(project, party=self.owner), make.result(project),
            follow_up, make.follow_up_file(follow_up, WORD.encode()),
            round_, reply, answer, answer.question, delegation, nominee,
            drafting, position, make.proposal(position, clause=clause),
            make.comment(position, clause=clause),
            make.text_revision(instrument, clauses=[]),
            (line := make.line(self.owner, confirmed_on=None)),
            make.change(line, said=make.line_facts(WORD)),
            make.archived(dialogue=self.body.dialogue, paragraphs=[WORD], left_out=[WORD]),
        ]  # fmt: skip
        made += self._campaign()
        self.things = {thing._meta.label_lower: thing for thing in made}
        for text in (protocol, national, self.regional_clause.texts.get(), link.clause.texts.get()):
            plant(text)
        self.draft = make.instrument(adopted=False, offered_at=make.NOW, **self.circle)
        plant(self.draft)
        plant(make.inbound(self.author))  # for the eyes of its sender alone
        self.draft_clause = make.clause(self.draft, WORD)

    def _campaign(self) -> list[models.Model]:
        """In preparation, with everything that hangs on it."""
        office = make.make_office(self.body)
        campaign = make.campaign(
            dialogue=self.body.dialogue, released_at=None, offered_at=make.NOW,
            waiting={"title": {"en": WORD}, "slogan": {"en": WORD}, "purpose": {"en": WORD},
                     "starts_on": None, "ends_on": None, "themes": []},
        )  # fmt: skip
        material = make.material(campaign, released_at=None, offered_at=make.NOW)
        country = make.party("The country")
        make.membership(country, self.body.parent)
        make.membership(make.party("The office"), office, "secretariat")
        return [
            campaign, material, make.material_file(material, WORD.encode()),
            make.handed_out(campaign, material=material, made_here="", country=country),
        ]  # fmt: skip

    def outsiders(self) -> dict[str, Person | None]:
        """Readers from whom everything here is hidden."""
        return {
            "anyone": None,
            "an observer of the body": make.delegate(body=self.body, as_="observer"),
            "a member of the plenary": make.delegate(body=self.body.parent),
        }

    def insider(self) -> Person:
        if not hasattr(self, "_insider"):
            self._insider = make.secretary(self.body)
        return self._insider
