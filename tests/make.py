"""Builders: each makes one valid thing and takes only what the test is about."""

from __future__ import annotations

import hashlib
import itertools
import secrets
import zlib
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from i18nfield.strings import LazyI18nString

from comity.campaigns.models import Campaign, Distribution, Material, MaterialFile
from comity.campaigns.places import key_of
from comity.consensus.frozen import digest_of, freeze
from comity.consensus.models import (
    Comment,
    Drafting,
    Position,
    Proposal,
    ReturnedText,
    Silence,
    SilenceAct,
    SilenceDraft,
    TextRevision,
)
from comity.consensus.models import Look as DraftingLook
from comity.delegations.models import (
    Arrangement,
    CheckIn,
    Convocation,
    Delegate,
    Delegation,
)
from comity.documents.models import Document, Rendition, Revision, SymbolSeries
from comity.helplines.models import Change, Line
from comity.instruments.models import (
    Agreement,
    Clause,
    ClauseLink,
    ClauseText,
    Footnote,
    Implementation,
    Instrument,
    Override,
    Protocol,
    Signature,
    Standing,
    Suggestion,
    Version,
)
from comity.mandates.followup.content import to_json
from comity.mandates.followup.gathering import gather
from comity.mandates.models import (
    Answer,
    Assignment,
    Citation,
    Equivalence,
    FollowUp,
    FollowUpFile,
    HandOff,
    Indicator,
    Mandate,
    Measure,
    Pack,
    Partner,
    Project,
    Question,
    Remark,
    Reply,
    Report,
    Result,
    ReturnedPack,
    Round,
)
from comity.mandates.packs.asked import Asked
from comity.mandates.packs.asked import Row as PackRow
from comity.meetings.models import AgendaItem, CalendarAddress, Look, Meeting
from comity.notices.models import Follow, Inbound, Mailbox, Message, Preference
from comity.parties.access import Reader
from comity.parties.models import (
    Body,
    Dialogue,
    Invitation,
    Membership,
    Party,
    Person,
    Presidency,
    Seat,
    Theme,
)
from comity.proceedings.models import (
    Amendment,
    Conclusions,
    Edition,
    FloorRequest,
    Kept,
    Point,
    Sitting,
)
from comity.public.models import ArchivedPage, PressReader
from comity.public.services import draft_news, name_editor
from comity.tlp import Label

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
PASSWORD = "correct horse battery staple"

_count = itertools.count(1)


def said(value: Any) -> Any:
    """English words, or a mapping language → words."""
    return LazyI18nString(value) if isinstance(value, dict) else LazyI18nString({"en": value})


def party(name: str = "", **fields: Any) -> Party:
    n = next(_count)
    fields = {"slug": f"party-{n}", "kind": "state", "code": f"P{n}"} | fields
    return Party.objects.create(name=said(name or f"Party {n}"), **fields)


def dialogue(name: str = "", **fields: Any) -> Dialogue:
    n = next(_count)
    fields = {"slug": f"dialogue-{n}"} | fields
    return Dialogue.objects.create(name=said(name or f"Dialogue {n}"), **fields)


def plenary(of: Dialogue | None = None, **fields: Any) -> Body:
    """The root body of a dialogue, made where it does not exist yet."""
    of = of or dialogue()
    found = of.bodies.filter(parent=None).first()
    return found or body(dialogue=of, parent=None, kind="plenary", **fields)


def body(name: str = "", **fields: Any) -> Body:
    """An organ; below the plenary unless ``parent=None`` is said."""
    n = next(_count)
    if "parent" not in fields:
        fields["parent"] = plenary(fields.get("dialogue"))
        fields["dialogue"] = fields["parent"].dialogue
    fields = {"slug": f"body-{n}", "kind": "network"} | fields
    return Body.objects.create(name=said(name or f"Body {n}"), **fields)


def membership(party: Party, body: Body, role: str = "member", **fields: Any) -> Membership:
    return Membership.objects.create(party=party, body=body, role=role, **fields)


def presidency(party: Party, dialogue: Dialogue, **fields: Any) -> Presidency:
    return Presidency.objects.create(party=party, dialogue=dialogue, **fields)


def person(name: str = "", **fields: Any) -> Person:
    n = next(_count)
    fields = {"email": f"person{n}@example.org", "name": name or f"Person {n}"} | fields
    return Person.objects.create_user(**fields)


def seat(
    person_: Person | None = None,
    *,
    of: Party | None = None,
    body: Body | None = None,
    as_: str = "member",
    **fields: Any,
) -> Seat:
    """A seat; the party becomes ``as_`` (member, observer …) in the body if it is nothing yet."""
    of = of or party()
    body = body or plenary()
    if not Membership.objects.filter(party=of, body=body).exists():
        membership(of, body, as_)
    fields = {"role": "focal_point"} | fields
    return Seat.objects.create(person=person_ or person(), party=of, body=body, **fields)


def delegate(**fields: Any) -> Person:
    """A person with one current seat."""
    return seat(**fields).person


def secretary(body: Body, party_: Party | None = None) -> Person:
    """A person of the dialogue's secretariat."""
    office = body.dialogue.bodies.filter(kind="secretariat").first() or make_office(body)
    held = office.memberships.filter(role="secretariat").first()
    return seat(
        of=party_ or (held.party if held else party()), body=office, as_="secretariat"
    ).person


def make_office(body_: Body) -> Body:
    return body(
        "Secretariat", kind="secretariat", dialogue=body_.dialogue, parent=plenary(body_.dialogue)
    )


def reader(person: Person | None, on: date = TODAY) -> Reader:
    return Reader.of(person, on)


def theme(code: str = "", **fields: Any) -> Theme:
    n = next(_count)
    code = code or f"theme-{n}"
    return Theme.objects.create(code=code, name=said(fields.pop("name", code)), **fields)


def _circle(fields: dict[str, Any]) -> dict[str, Any]:
    """Label, audience and owner, shared unless the test says other."""
    fields.setdefault("label", "CLEAR")
    fields["body"] = fields.get("body") or plenary()
    fields["owner"] = fields.get("owner") or party()
    fields.setdefault("shared_at", NOW)
    return fields


def document(title: str = "A document", **fields: Any) -> Document:
    return Document.objects.create(title=said(title), **_circle(fields))


def rendition(
    document_: Document | None = None,
    language: str = "en",
    content: bytes = b"Words.",
    name: str = "words.txt",
    media_type: str = "text/plain",
) -> Rendition:
    document_ = document_ or document()
    revision, _made = Revision.objects.get_or_create(
        document=document_, number=0, defaults={"made_at": NOW}
    )
    made = Rendition(
        revision=revision,
        language=language,
        name=name,
        media_type=media_type,
        size=len(content),
        sha256="0" * 64,
    )
    made.file.save(name, ContentFile(content))
    return made


def meeting(title: str = "A meeting", **fields: Any) -> Meeting:
    fields = {"slug": f"meeting-{next(_count)}", "starts_on": TODAY} | fields
    made = Meeting.objects.create(title=said(title), **_circle(fields))
    made.bodies.add(made.body)
    return made


def agenda_item(title: str = "An item", **fields: Any) -> AgendaItem:
    of = fields.pop("meeting", None) or meeting(body=fields.get("body"))
    fields.setdefault("body", of.body)
    fields.setdefault("owner", of.owner)
    return AgendaItem.objects.create(meeting=of, title=said(title), **_circle(fields))


def instrument(title: str = "A declaration", **fields: Any) -> Instrument:
    """Adopted, shared and CLEAR unless the test says other."""
    fields = {"slug": f"text-{next(_count)}", "kind": "declaration"} | fields
    if fields.pop("adopted", True):
        fields = {"adopted_on": TODAY, "adopted_at": NOW} | fields
    else:
        fields = {"shared_at": None} | fields
    made = Instrument.objects.create(title=said(title), **_circle(fields))
    Version.objects.create(instrument=made, language="en", is_first=True, is_equal=True)
    return made


def clause(
    instrument_: Instrument | None = None, text: str | dict[str, str] = "Do it.", **fields: Any
) -> Clause:
    of = instrument_ or instrument()
    position = of.clauses.count() + 1
    fields = {"position": position, "number": f"{position}.", "verb": "request"} | fields
    made = Clause.objects.create(instrument=of, **fields)
    texts = text if isinstance(text, dict) else {"en": text}
    for language, words in texts.items():
        ClauseText.objects.create(clause=made, language=language, text=words)
    return made


def agreement(instrument_: Instrument | None = None, **fields: Any) -> Agreement:
    """In force for long, with nothing known of its end."""
    fields = {"in_force_on": date(2018, 9, 4)} | fields
    of = instrument_ or instrument("An agreement", kind="agreement")
    return Agreement.objects.create(instrument=of, **fields)


def signature(agreement_: Agreement | None = None, **fields: Any) -> Signature:
    fields["party"] = fields.get("party") or party()
    fields = {"signed_on": date(2018, 9, 4), "signatory": "The Secretary General"} | fields
    return Signature.objects.create(agreement=agreement_ or agreement(), **fields)


def suggestion(clause_: Clause | None = None, **fields: Any) -> Suggestion:
    fields = {"kind": "theme", "value": "gcm-1", "words": "it"} | fields
    return Suggestion.objects.create(clause=clause_ or clause(), **fields)


def mandate(action: str = "Report on it", **fields: Any) -> Mandate:
    of = fields.pop("clause", None) or clause(instrument(body=fields.get("body")))
    fields.setdefault("body", of.instrument.body)
    fields.setdefault("owner", of.instrument.owner)
    themes = fields.pop("themes", [])
    fields = {"given_on": TODAY} | fields
    made = Mandate.objects.create(clause=of, action=said(action), **_circle(fields))
    made.themes.set(themes)
    return made


def assignment(mandate_: Mandate | None = None, **fields: Any) -> Assignment:
    if not fields.get("body"):
        fields["party"] = fields.get("party") or party()
    return Assignment.objects.create(mandate=mandate_ or mandate(), **fields)


def report(assignment_: Assignment | None = None, **fields: Any) -> Report:
    """Accepted and shared unless the test says other."""
    of = assignment_ or assignment()
    fields = {
        "state": "accepted",
        "status": "under_way",
        "language": "en",
        "progress": "Begun.",
        "owner": of.party or of.mandate.owner,
        "body": of.mandate.body,
        "label": of.mandate.label,
        "reported_on": TODAY,
    } | fields
    if fields["state"] != "accepted":
        fields = {"shared_at": None} | fields
    return Report.objects.create(assignment=of, **_circle(fields))


def remark(report_: Report, text: str = "Please add the date.", **fields: Any) -> Remark:
    fields = {"by": person(), "at": NOW} | fields
    return Remark.objects.create(report=report_, text=text, **fields)


def measure(title: str = "A training course", **fields: Any) -> Measure:
    """Shared and CLEAR unless the test says other."""
    themes = fields.pop("themes", [])
    fields = {"kind": "training", "language": "en", "changed_at": NOW} | fields
    made = Measure.objects.create(title=title, **_circle(fields))
    made.themes.set(themes)
    return made


def citation(report_: Report | None = None, measure_: Measure | None = None) -> Citation:
    """The measure's words, as they are now, in the report."""
    into = report_ or report()
    of = measure_ or measure(owner=into.owner, body=into.body, label=into.label)
    return Citation.objects.create(
        report=into, measure=of, title=of.title, account=of.account, language=of.language,
        stamp=of.stamp, cited_at=NOW, cited_by=person(),
    )  # fmt: skip


def equivalence(first: Mandate, second: Mandate, **fields: Any) -> Equivalence:
    first, second = sorted([first, second], key=lambda one: one.pk)
    fields = {"linked_by": person(), "linked_at": NOW} | fields
    return Equivalence.objects.create(first=first, second=second, **fields)


def indicator(mandate_: Mandate | None = None, name: str = "Calls", **fields: Any) -> Indicator:
    """From 40 in 2019 to 80 in 2030, more is better."""
    fields = {
        "unit": said("calls"),
        "baseline": Decimal(40),
        "baseline_year": 2019,
        "target": Decimal(80),
        "target_year": 2030,
    } | fields
    return Indicator.objects.create(mandate=mandate_ or mandate(), name=said(name), **fields)


def hand_off(report_: Report, words: str = "Words.", **fields: Any) -> HandOff:
    """Progress, lent for a week."""
    fields = {
        "parts": ["progress"],
        "words": {"progress": words},
        "email": "colleague@example.org",
        "language": "en",
        "digest": secrets.token_hex(32),
        "handed_by": person(),
        "handed_at": timezone.now(),
        "expires_at": timezone.now() + timedelta(days=7),
    } | fields
    return HandOff.objects.create(report=report_, **fields)


def invitation(party: Party, **fields: Any) -> Invitation:
    fields = {
        "body": plenary(),
        "role": "officer",
        "email": "new@example.org",
        "language": "en",
        "digest": f"{next(_count):064d}",
        "invited_at": NOW,
        "expires_at": datetime(2026, 3, 16, tzinfo=UTC),
    } | fields
    fields["invited_by"] = fields.get("invited_by") or person()
    return Invitation.objects.create(party=party, **fields)


def follow(person: Person, body: Body) -> Follow:
    return Follow.objects.create(person=person, body=body)


def preference(person: Person, rhythm: str = "daily", **fields: Any) -> Preference:
    fields = {"digested_at": NOW} | fields
    return Preference.objects.create(person=person, rhythm=rhythm, **fields)


def mailbox(party: Party, dialogue: Dialogue, **fields: Any) -> Mailbox:
    """Confirmed unless the test says other."""
    fields = {
        "address": f"office{next(_count)}@example.org",
        "language": "en",
        "added_at": NOW,
        "confirmed_at": NOW,
    } | fields
    fields["added_by"] = fields.get("added_by") or person()
    return Mailbox.objects.create(party=party, dialogue=dialogue, **fields)


def inbound(person_: Person, subject: str = "A mail", **fields: Any) -> Inbound:
    """A mail to the person's own signed address, whose text was taken."""
    fields = {"kind": "report", "key": "1", "at": NOW, "size": 9, "state": "taken"} | fields
    digest = f"{next(_count):064}"
    return Inbound.objects.create(person=person_, subject=subject, digest=digest, **fields)


def message(subject: str = "A message", **fields: Any) -> Message:
    fields = {"sender": "a@example.org", "to": ["b@example.org"], "queued_at": NOW} | fields
    return Message.objects.create(subject=subject, **{"text": "Words."} | fields)


def pack(party_: Party | None = None, question: str = "Report on it.", **fields: Any) -> Pack:
    """A pack that asks one thing, of a mandate that is not there."""
    of = party_ or party()
    fields = {"form": "xlsx", "language": "en", "made_at": NOW} | fields
    fields["dialogue"] = fields.get("dialogue") or dialogue()
    fields["made_by"] = fields.get("made_by") or person()
    made = Pack(party=of, **fields)
    rows = (PackRow("assignment", 0, question, question, said={"progress": question}),)
    asked = Asked(
        str(made.key), of.pk, "Party", "Dialogue", made.language, "TLP:AMBER", "2026-03-02",
        rows=rows,
    )  # fmt: skip
    made.asked = asked.as_json()
    made.save()
    return made


def returned_pack(of: Pack | None = None, **fields: Any) -> ReturnedPack:
    fields = {"name": "pack.xlsx", "way": "upload", "sha256": "0" * 64, "returned_at": NOW} | fields
    made = ReturnedPack(pack=of or pack(), returned_by=person(), **fields)
    made.file.save("pack.xlsx", ContentFile(b"Words."))
    return made


def follow_up(title: str = "A follow-up report", **fields: Any) -> FollowUp:
    """Written from what its readers may see now, and shared unless the test says other."""
    fields = {"until": TODAY, "languages": ["en"], "state": "ready", "written_at": NOW} | fields
    made = FollowUp.objects.create(title=said(title), **_circle(fields))
    if made.state == "ready" and made.tlp is not Label.RED:
        made.content = to_json(gather(made, NOW))
        made.save()
    return made


def follow_up_file(follow_up_: FollowUp | None = None, content: bytes = b"Words.") -> FollowUpFile:
    of = follow_up_ or follow_up()
    made = FollowUpFile(
        follow_up=of, language="en", form="html", size=len(content), sha256="0" * 64
    )
    made.file.save("follow-up.html", ContentFile(content))
    return made


def round_(title: str = "A round", **fields: Any) -> Round:
    """Open and shared unless the test says other; it asks no mandate before it is given some."""
    fields = {
        "since": date(2025, 1, 1),
        "until": date(2025, 12, 31),
        "deadline_on": date(2026, 3, 31),
        "opened_at": NOW,
    } | fields
    mandates = fields.pop("mandates", [])
    made = Round.objects.create(title=said(title), **_circle(fields))
    made.mandates.set(mandates)
    return made


def question(of: Round | None = None, words: Any = "How many?", **fields: Any) -> Question:
    return Question.objects.create(round=of or round_(), words=said(words), **fields)


def reply(of: Round | None = None, **fields: Any) -> Reply:
    """Accepted and shared unless the test says other."""
    of = of or round_()
    fields = {"state": "accepted", "language": "en", "body": of.body, "label": of.label} | fields
    if fields["state"] != "accepted":
        fields = {"shared_at": None} | fields
    return Reply.objects.create(round=of, **_circle(fields))


def answer(to: Reply, question_: Question | None = None, **fields: Any) -> Answer:
    question_ = question_ or question(to.round)
    return Answer.objects.create(reply=to, question=question_, **{"text": "Words."} | fields)


def project(title: str = "A project", **fields: Any) -> Project:
    return Project.objects.create(title=said(title), **_circle(fields))


def partner(project_: Project | None = None, **fields: Any) -> Partner:
    fields["party"] = fields.get("party") or party()
    return Partner.objects.create(project=project_ or project(), **fields)


def result(project_: Project | None = None, words: str = "A handbook", **fields: Any) -> Result:
    return Result.objects.create(project=project_ or project(), words=said(words), **fields)


# --- Delegations


def convocation(meeting_: Meeting | None = None, **fields: Any) -> Convocation:
    return Convocation.objects.create(meeting=meeting_ or meeting(), **fields)


def delegation(meeting_: Meeting | None = None, **fields: Any) -> Delegation:
    """Of a member that said it comes, unless the test says other."""
    of = meeting_ or meeting()
    fields = {"role": "member", "answer": "coming", "invited_at": NOW} | fields
    fields["party"] = fields.get("party") or party()
    if not Convocation.objects.filter(meeting=of).exists():
        convocation(of)
    return Delegation.objects.create(meeting=of, **fields)


def nominee(delegation_: Delegation | None = None, name: str = "", **fields: Any) -> Delegate:
    """An approved adviser unless the test says other."""
    fields = {"state": "approved"} | fields
    fields.setdefault("was_approved", fields["state"] == "approved")
    return Delegate.objects.create(
        delegation=delegation_ or delegation(), name=name or f"Delegate {next(_count)}", **fields
    )


def arrangement(delegate_: Delegate | None = None, **fields: Any) -> Arrangement:
    fields = {"diet": "no nuts", "written_at": NOW} | fields
    return Arrangement.objects.create(delegate=delegate_ or nominee(), **fields)


def checked_in(delegate_: Delegate | None = None, at: datetime = NOW, **fields: Any) -> CheckIn:
    fields = {"key": f"key-{next(_count)}", "received_at": at, "counts_at": at} | fields
    fields["by"] = fields.get("by") or person()
    return CheckIn.objects.create(delegate=delegate_ or nominee(), **fields)


# M2: calendars, what is new, symbols


def calendar_address(person_: Person | None = None, **fields: Any) -> CalendarAddress:
    fields = {"key": secrets.token_hex(16), "opened_at": NOW} | fields
    return CalendarAddress.objects.create(person=person_ or person(), **fields)


def look(person_: Person | None = None, meeting_: Meeting | None = None, **fields: Any) -> Look:
    fields = {"looked_at": NOW} | fields
    return Look.objects.create(person=person_ or person(), meeting=meeting_ or meeting(), **fields)


def symbol_series(body_: Body | None = None, pattern: str = "CMC/{year}/{number}") -> SymbolSeries:
    return SymbolSeries.objects.create(body=body_ or plenary(), pattern=pattern)


# The day itself and the conclusions


def sitting(meeting_: Meeting | None = None, **fields: Any) -> Sitting:
    """In course; at an item of the meeting where ``current`` is said."""
    fields = {"started_at": NOW} | fields
    made = Sitting.objects.create(meeting=meeting_ or meeting(), **fields)
    Edition.objects.create(sitting=made)
    return made


def floor_request(sitting_: Sitting | None = None, **fields: Any) -> FloorRequest:
    """Of a member, on the item in course, waiting."""
    of = sitting_ or sitting()
    fields["item"] = fields.get("item") or of.current or agenda_item(meeting=of.meeting)
    fields["party"] = fields.get("party") or party()
    fields = {"role": "member", "requested_at": NOW} | fields
    return FloorRequest.objects.create(sitting=of, **fields)


def conclusions(meeting_: Meeting | None = None, title: str = "Conclusions", **fields: Any) -> Any:
    """Circulated for a week, unless the test says other."""
    of = meeting_ or meeting(body=fields.get("body"), label="AMBER")
    fields = {
        "label": "AMBER", "body": of.body, "owner": of.owner, "circulated_at": NOW,
        "deadline_at": NOW + timedelta(days=7),
    } | fields  # fmt: skip
    return Conclusions.objects.create(meeting=of, title=said(title), **_circle(fields))


def point(conclusions_: Conclusions | None = None, text: Any = "Agreed.", **fields: Any) -> Point:
    of = conclusions_ or conclusions()
    fields = {"position": of.points.count() + 1} | fields
    return Point.objects.create(conclusions=of, text=said(text), **fields)


def amendment(point_: Point | None = None, text: str = "Agreed in part.", **fields: Any) -> Any:
    """A replacement of the point, open."""
    of = point_ or point()
    fields["party"] = fields.get("party") or party()
    fields = {"act": "replace", "reason": "Clearer.", "proposed_at": NOW} | fields
    return Amendment.objects.create(conclusions=of.conclusions, point=of, text=said(text), **fields)


def kept(conclusions_: Conclusions | None = None, **fields: Any) -> Kept:
    fields = {"place": "new", "kept_at": NOW, "words": {"text_en": "Half"}} | fields
    fields["by"] = fields.get("by") or person()
    return Kept.objects.create(conclusions=conclusions_ or conclusions(), **fields)


# Part T1: drafting.


def drafting(instrument_: Instrument | None = None, **fields: Any) -> Drafting:
    """Of a text circulated to the members under AMBER, unless the test says other."""
    of = instrument_ or instrument(adopted=False, shared_at=NOW, label="AMBER")
    fields = {"opened_at": NOW, "mode": "members_only"} | fields
    fields["opened_by"] = fields.get("opened_by") or person()
    circle = {"body": of.body, "owner": of.owner, "label": of.label}
    circle |= {"with_observers": of.with_observers}
    return Drafting.objects.create(instrument=of, **_circle(circle | fields))


def position(drafting_: Drafting | None = None, **fields: Any) -> Position:
    """Published unless the test says other; in the circle of its text."""
    of = drafting_ or drafting()
    text = of.instrument
    fields = {
        "body": text.body, "label": of.label, "with_observers": of.with_observers
    } | fields  # fmt: skip
    return Position.objects.create(drafting=of, **_circle(fields))


def proposal(position_: Position | None = None, words: str = "Do more.", **fields: Any) -> Proposal:
    """Published, to replace a clause, unless the test says other."""
    of = position_ or position()
    fields.setdefault("clause", None)
    if fields["clause"] is None and fields.get("kind", "replace") != "insert":
        fields["clause"] = clause(of.drafting.instrument)
    fields = {"kind": "replace", "before": "Do it.", "state": "published"} | fields
    published = None if fields["state"] == "draft" else NOW
    fields = {"language": "en", "written_at": NOW, "published_at": published} | fields
    fields["written_by"] = fields.get("written_by") or person()
    return Proposal.objects.create(position=of, words=words, **fields)


def comment(position_: Position | None = None, words: str = "Why so?", **fields: Any) -> Comment:
    """Published unless the test says other."""
    of = position_ or position()
    fields["clause"] = fields.get("clause") or clause(of.drafting.instrument)
    fields = {"language": "en", "written_at": NOW, "published_at": NOW} | fields
    fields["written_by"] = fields.get("written_by") or person()
    return Comment.objects.create(position=of, words=words, **fields)


def drafting_look(person_: Person, drafting_: Drafting | None = None) -> DraftingLook:
    of = drafting_ or drafting()
    return DraftingLook.objects.create(person=person_, drafting=of, at=NOW)


def text_revision(instrument_: Instrument | None = None, **fields: Any) -> TextRevision:
    """Of the text as it is now; kept as adopted unless the test says other."""
    of = instrument_ or instrument()
    pieces = freeze(of)
    number = of.revisions.count() + 1
    fields = {"number": number, "why": "adopted", "made_at": NOW, "clauses": pieces} | fields
    languages = list(of.versions.values_list("language", flat=True))
    fields = {"languages": languages, "digest": digest_of(fields["clauses"])} | fields
    made = TextRevision.objects.create(instrument=of, **fields)
    Instrument.objects.filter(pk=of.pk).update(revision=made.number)
    return made


def returned_text(drafting_: Drafting | None = None, **fields: Any) -> ReturnedText:
    """With nothing read out of it, unless the test says other."""
    read = {"changes": [], "unplaced": [], "comments": [], "marked": 0}
    fields = {"language": "en", "name": "words.docx", "returned_at": NOW, "read": read} | fields
    fields["party"] = fields.get("party") or party()
    fields["returned_by"] = fields.get("returned_by") or person()
    made = ReturnedText(drafting=drafting_ or drafting(), sha256=secrets.token_hex(32), **fields)
    made.file.save(made.name, ContentFile(b"Words."), save=False)
    made.save()
    return made


# --- Protocols


def protocol(instrument_: Instrument | None = None, **fields: Any) -> Protocol:
    """What is known of the life of a text."""
    of = instrument_ or instrument("A protocol", kind="protocol")
    return Protocol.objects.create(instrument=of, **fields)


def national(regional: Instrument | None = None, title: str = "A law", **fields: Any) -> Instrument:
    """A party's own text that implements a regional one; adopted and shared unless said other."""
    of = regional or instrument("A regional protocol", kind="protocol")
    fields = {"kind": of.kind, "body": of.body, "is_national": True} | fields
    made = instrument(title, **fields)
    implementation(made, of)
    return made


def implementation(
    national_: Instrument | None = None, regional: Instrument | None = None, **fields: Any
) -> Implementation:
    own = national_ or instrument("A law", kind="protocol", is_national=True)
    of = regional or instrument("A regional protocol", kind="protocol", body=own.body)
    return Implementation.objects.create(national=own, regional=of, **fields)


def clause_link(of: Implementation | None = None, **fields: Any) -> ClauseLink:
    of = of or implementation()
    fields["clause"] = fields.get("clause") or clause(of.national)
    fields["regional"] = fields.get("regional") or clause(of.regional)
    return ClauseLink.objects.create(implementation=of, **fields)


def standing(regional: Instrument | None = None, stage: str = "adopted", **fields: Any) -> Standing:
    """Shared and CLEAR unless the test says other."""
    of = regional or instrument("A regional protocol", kind="protocol", body=fields.get("body"))
    fields = {"body": of.body, "since_on": date(2024, 5, 1), "stated_at": NOW} | fields
    return Standing.objects.create(regional=of, stage=stage, **_circle(fields))


def silence(drafting_: Drafting | None = None, **fields: Any) -> Silence:
    """Running, with an hour left and nobody asked, unless the test says other."""
    fields = {"opened_at": NOW, "ends_at": NOW + timedelta(hours=1), "languages": ["en"]} | fields
    fields.setdefault("first_ends_at", fields["ends_at"])
    fields["opened_by"] = fields.get("opened_by") or person()
    return Silence.objects.create(drafting=drafting_ or drafting(), **fields)


def silence_act(silence_: Silence | None = None, words: str = "We object.", **fields: Any) -> Any:
    fields = {"kind": "explain", "language": "en", "at": NOW} | fields
    fields["party"] = fields.get("party") or party()
    fields["by"] = fields.get("by") or person()
    return SilenceAct.objects.create(silence=silence_ or silence(), words=words, **fields)


# Part T3: silence, footnotes, the parity gate.


def silence_draft(silence_: Silence | None = None, words: str = "We …", **fields: Any) -> Any:
    fields = {"kind": "break", "language": "en", "at": NOW} | fields
    fields["party"] = fields.get("party") or party()
    fields["person"] = fields.get("person") or person()
    return SilenceDraft.objects.create(silence=silence_ or silence(), words=words, **fields)


def footnote(clause_: Clause | None = None, words: Any = "Not for us.", **fields: Any) -> Footnote:
    """Released, unless the test says other."""
    fields = {"kind": "footnote", "added_at": NOW, "released_at": NOW} | fields
    fields["party"] = fields.get("party") or party()
    fields["added_by"] = fields.get("added_by") or person()
    return Footnote.objects.create(clause=clause_ or clause(), words=said(words), **fields)


def override(instrument_: Instrument | None = None, **fields: Any) -> Override:
    fields = {"because": "It is urgent.", "language": "en", "languages": ["fr"], "at": NOW} | fields
    fields["party"] = fields.get("party") or party()
    fields["by"] = fields.get("by") or person()
    return Override.objects.create(instrument=instrument_ or instrument(), **fields)


# Helplines.

NUMBER = {"way": "call", "written": "555-0100", "is_free": True, "from_abroad": False}


def line(of: Party | None = None, name: Any = "The line", **fields: Any) -> Line:
    """Confirmed today for 90 days, open day and night, unless the test says other."""
    fields = {
        "numbers": [NUMBER], "hours": {"always": True}, "languages": ["en"],
        "released_at": NOW, "confirmed_on": TODAY,
    } | fields  # fmt: skip
    if fields["confirmed_on"]:
        fields.setdefault("confirmed_until", fields["confirmed_on"] + timedelta(days=90))
    return Line.objects.create(party=of or party(), name=said(name), **fields)


def line_facts(name: Any = "The line", **facts: Any) -> dict[str, Any]:
    """What somebody proposes to say of a line."""
    return {
        "name": name if isinstance(name, dict) else {"en": name}, "run_by": {},
        "numbers": [NUMBER], "time_zone": "UTC", "hours": {"always": True}, "languages": ["en"],
        "serves": [], "services": [], "steps": [], "note": {}, "caution": {}, "confirm_every": 90,
    } | facts  # fmt: skip


def change(of: Line | None = None, by: Person | None = None, **fields: Any) -> Change:
    """Proposed, and waiting for a second person."""
    it = of or line()
    fields = {"party": it.party, "kind": "change", "proposed_at": NOW} | fields
    fields.setdefault("said", line_facts())
    return Change.objects.create(line=it, proposed_by=by or person(), **fields)


# Part site: the public pages.


def news(title: str = "A note", language: str = "en", **fields: Any) -> Any:
    """A draft, unless the test says live=True."""
    live = fields.pop("live", False)
    fields = {"paragraphs": ["Words."], "on": date(2026, 3, 5), "by": None, "at": NOW} | fields
    page = draft_news(title, language, **fields)
    if live:
        page.get_latest_revision().publish()
        page.refresh_from_db()
    return page


def editor(name: str = "An editor") -> Any:
    """Somebody who edits the public pages."""
    made = person(name)
    name_editor(made, is_one=True, by=None, at=NOW)
    return Person.objects.get(pk=made.pk)


def press_reader(email: str = "press@example.org", **fields: Any) -> PressReader:
    """Confirmed, unless the test says other."""
    fields = {"language": "en", "asked_at": NOW, "confirmed_at": NOW} | fields
    return PressReader.objects.create(email=email, **fields)


# Campaigns.


def campaign(title: Any = "A campaign", **fields: Any) -> Campaign:
    """Released, unless the test says other."""
    fields = {"made_at": NOW, "released_at": NOW, "slogan": said("Call.")} | fields
    fields["dialogue"] = fields.get("dialogue") or plenary().dialogue
    fields.setdefault("slug", f"campaign-{next(_count)}")
    return Campaign.objects.create(title=said(title), **fields)


def material(of: Campaign | None = None, title: Any = "A spot", **fields: Any) -> Material:
    """Released, unless the test says other; it has no file."""
    fields = {"kind": "radio", "licence": "cc-by", "made_at": NOW, "released_at": NOW} | fields
    return Material.objects.create(campaign=of or campaign(), title=said(title), **fields)


def material_file(
    of: Material | None = None, content: bytes = b"RIFF....WAVE", **fields: Any
) -> MaterialFile:
    fields = {
        "language": "en", "name": "spot.wav", "media_type": "audio/wav", "extension": "wav",
        "size": len(content), "sha256": hashlib.sha256(content).hexdigest(),
        "crc32": zlib.crc32(content), "added_at": NOW,
    } | fields  # fmt: skip
    it = MaterialFile(material=of or material(), **fields)
    it.file.save(f"campaigns/{it.sha256}-{next(_count)}", ContentFile(content), save=False)
    it.save()
    return it


def handed_out(of: Campaign | None = None, place: str = "A town", **fields: Any) -> Distribution:
    """Of the poster that this site prints, unless the test says other."""
    fields = {"on": TODAY, "count": 1, "at": NOW, "place_key": key_of(place)} | fields
    if "material" not in fields:
        fields.setdefault("made_here", "poster")
    fields["country"] = fields.get("country") or party()
    fields["party"] = fields.get("party") or fields["country"]
    return Distribution.objects.create(campaign=of or campaign(), place=place, **fields)


# Part arch: the archive.


def archived(title: str = "An old page", **fields: Any) -> ArchivedPage:
    """Read, and not decided yet."""
    n = next(_count)
    fields = {"sha256": f"{n:064x}", "digest": f"{n:064x}", "file": f"{n}.html"} | fields
    fields = {"language": "en", "paragraphs": ["Words."], "arrived_at": NOW} | fields
    fields["dialogue"] = fields.get("dialogue") or dialogue()
    return ArchivedPage.objects.create(title=title, **fields)
