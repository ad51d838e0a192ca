"""A text as a Word file with marked changes: two revisions, or what parties want otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Literal

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from comity.clauses.tracked import (
    Amendment,
    Hand,
    Paper,
    Paragraph,
    Stamp,
    from_amendments,
    from_comparison,
    write_tracked,
)
from comity.clauses.tracked.opening import Verdict
from comity.instruments.models import Instrument
from comity.ui.locales import language_name, page_language
from comity.ui.said import said

from .frozen import Pieces, printed, with_statements
from .models import Proposal, TextRevision
from .services.proposing import KINDS

LONGEST_IN_HEADER = 60


def write_comparison(
    text: Instrument,
    first: TextRevision,
    second: TextRevision | None,
    pieces: Pieces,
    *,
    language: str,
    at: datetime,
) -> bytes:
    """The difference between two revisions; ``second`` None: the text as it is now.

    Args:
        pieces: Of the second.
    """
    with override(_speech(language)):
        hand = _hand_of(second) if second else Hand(_now(), at)
        paragraphs = from_comparison(
            printed(first.clauses, language),
            with_statements(printed(pieces, language), text),
            hand,
            _("Moved from %(number)s, and changed."),
        )
        about = _("revision %(first)s → %(second)s") % {
            "first": first.number,
            "second": second.number if second else _("as it is now"),
        }
        stamp = Stamp(text.pk, second.number if second else text.revision, language)
        return _written(text, stamp, about, paragraphs, at=at)


def write_proposals(
    text: Instrument,
    pieces: Pieces,
    proposals: Sequence[Proposal],
    *,
    language: str,
    at: datetime,
    takes_changes: bool = True,
) -> bytes:
    """The text as it is now, with published proposals as changes of their parties.

    Args:
        takes_changes: Whether who takes the file away may send it back with changes.
    """
    with override(_speech(language)):
        amendments = [_amendment(one, language) for one in proposals]
        paragraphs = from_amendments(with_statements(printed(pieces, language), text), amendments)
        parties = sorted({one.hand.author for one in amendments})
        about = (
            _("proposals of %(parties)s") % {"parties": ", ".join(parties)}
            if parties
            else _("as it is now")
        )
        stamp = Stamp(text.pk, text.revision, language)
        return _written(
            text, stamp, about, paragraphs, at=at, lead=_how_to() if takes_changes else ()
        )


def _written(
    text: Instrument,
    stamp: Stamp,
    about: str,
    paragraphs: Iterable[Paragraph],
    *,
    at: datetime,
    lead: tuple[str, ...] = (),
) -> bytes:
    title = said(text.title, stamp.language).text
    name = language_name(stamp.language, page_language())
    paper = Paper(
        stamp=stamp,
        title=title,
        label=text.tlp.words,
        header=f"{_brief(title)} · {about} · {name}",
        lead=(*_overrides(text), *lead),
        paragraphs=tuple(paragraphs),
        author=str(text.body.dialogue),
        at=at,
    )
    return write_tracked(paper)


def _overrides(text: Instrument) -> Iterator[str]:
    """That the text passed the parity gate without some languages: it says so on every paper."""
    for one in text.overrides.select_related("party"):
        names = [language_name(code, page_language()) for code in one.languages]
        yield _(
            "Not equal in every required language: %(languages)s. "
            "The presidency (%(party)s) let it pass: %(because)s"
        ) % {
            "languages": ", ".join(names),
            "party": said(one.party.name, page_language()).text,
            "because": one.because,
        }


def _brief(title: str) -> str:
    return title if len(title) <= LONGEST_IN_HEADER else f"{title[: LONGEST_IN_HEADER - 1]}…"


def _how_to() -> tuple[str, ...]:
    return (
        _("Changes are recorded in this file: write yours straight into the text."),
        _(
            "To propose a new paragraph, begin a new line where it belongs. Send the file back "
            "on the page of the text: each change becomes a proposal of your party."
        ),
    )


def _amendment(proposal: Proposal, language: str) -> Amendment:
    hand = Hand(_party(proposal, language), proposal.published_at)
    key = str(proposal.anchor_id or "")
    return Amendment(KINDS[proposal.kind], key, proposal.words, hand, proposal.reason)


def _party(proposal: Proposal, language: str) -> str:
    return said(proposal.party.name, language).text


def _hand_of(revision: TextRevision) -> Hand:
    return Hand(str(_("Revision %(number)s") % {"number": revision.number}), revision.made_at)


def _now() -> str:
    return _("The text as it is now")


def _speech(language: str) -> str:
    """The language of our own words in a file: its own, where the site speaks it."""
    spoken = {code for code, _name in settings.LANGUAGES}
    return language if language in spoken else page_language()


def settled_before(text: Instrument) -> Verdict:
    """What a file of this text left with: differences between revisions count as made, proposals
    of parties as not made."""
    made = {_as_written(hand) for hand in _hands_of_revisions(text)}
    proposed = {_as_written(hand) for hand in _hands_of_proposals(text)}

    def verdict(hand: Hand) -> Literal["accept", "reject", None]:
        if hand in made or hand.author in nows:
            return "accept"
        return "reject" if hand in proposed else None

    nows = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            nows.add(_now())
    return verdict


def _as_written(hand: Hand) -> Hand:
    """As it is read in the file: to the second, without a zone."""
    at = hand.at.astimezone(UTC).replace(tzinfo=None, microsecond=0) if hand.at else None
    return Hand(hand.author, at)


def _hands_of_revisions(text: Instrument) -> Iterator[Hand]:
    for revision in TextRevision.objects.filter(instrument=text).defer("clauses"):
        for code, _name in settings.LANGUAGES:
            with override(code):
                yield _hand_of(revision)


def _hands_of_proposals(text: Instrument) -> Iterator[Hand]:
    languages = list(text.versions.values_list("language", flat=True))
    published = Proposal.objects.of_text(text).published().select_related("position__owner")
    for proposal in published:
        for language in languages:
            yield Hand(_party(proposal, language), proposal.published_at)
