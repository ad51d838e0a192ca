"""Joining, splitting and correcting clauses, each once, for somebody who saw the text as it was.

``stamp`` is the instrument's as the reviewer's page showed it. Joining and
splitting move words and lose none; only ``correct`` changes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from comity.clauses import LANGUAGES, verb_class
from comity.clauses.number import find_label
from comity.instruments.models import Clause, ClauseText, Instrument
from comity.instruments.rules import NoPlaceToSplit, WordsAreNegotiated
from comity.parties.models import Person
from comity.ui.locales import language_name, page_language

from .desk import clause_of, closed, opened
from .pieces import above, hand_over, require_no_footnotes, span, vanish_if_empty


@transaction.atomic
def join(clause: Clause, *, by: Person, at: datetime, stamp: int) -> Clause:
    """Join a clause with the one before it, in every language, and return the one that stays.

    The number of the second goes back into its text, where it was printed. Suggestions come along.

    Raises:
        NothingAbove, and what ``opened`` raises.
    """
    text = opened(clause.instrument, stamp=stamp, by=by, at=at)
    second = clause_of(text, clause)
    first = above(text, second)
    languages = _append(first, second)
    hand_over(second, first)
    facts = {"clause": first.pk, "joined": second.pk}
    second.delete()
    closed(text, "clause.joined", by=by, at=at, facts=facts, unequal=languages)
    return first


def _append(first: Clause, second: Clause) -> list[str]:
    """Put the words of the second behind those of the first; return the languages touched."""
    kept = {said.language: said for said in first.texts.all()}
    moved = list(second.texts.all())
    for said in moved:
        words = f"{second.number} {said.text}".strip()
        if own := kept.get(said.language):
            own.text = f"{own.text}\n{words}"
            own.first_read, own.last_read = span(own, said)
            own.save()
        else:
            said.clause, said.text = first, words
            said.save()
    return [said.language for said in moved]


@transaction.atomic
def split(
    clause: Clause, *, places: Mapping[str, int], by: Person, at: datetime, stamp: int
) -> Clause:
    """Split a clause in two and return the second.

    Args:
        places: Language → position in its text, in characters, where the second begins. A
            language without a place stays whole, with the first.

    A number at the head of the second becomes its number. Suggestions go where their words are.

    Raises:
        NoPlaceToSplit, and what ``opened`` raises.
    """
    text = opened(clause.instrument, stamp=stamp, by=by, at=at)
    first = clause_of(text, clause)
    parts = _parts(first, places)
    text.clauses.filter(position__gt=first.position).update(position=F("position") + 1)
    second = Clause(
        instrument=text, position=first.position + 1, kind=first.kind, depth=first.depth
    )
    _cut(first, second, parts)
    _part_suggestions(first, second)
    facts = {"clause": first.pk, "made": second.pk, "languages": sorted(parts)}
    closed(text, "clause.split", by=by, at=at, facts=facts, unequal=parts)
    return second


_Parts = dict[str, tuple[ClauseText, str, str]]


def _parts(clause: Clause, places: Mapping[str, int]) -> _Parts:
    parts: _Parts = {}
    for said in clause.texts.all():
        if said.language not in places:
            continue
        place = places[said.language]
        before, after = said.text[:place].rstrip(), said.text[place:].lstrip()
        if place < 0 or not before or not after:
            raise NoPlaceToSplit(
                _(
                    "The text would be cut at its beginning or end, so one part would be empty. "
                    "Choose a place between two words."
                )
            )
        parts[said.language] = (said, before, after)
    if not parts:
        raise NoPlaceToSplit(
            _("No place is marked. Mark where the second clause begins, in at least one language.")
        )
    return parts


def _cut(first: Clause, second: Clause, parts: _Parts) -> None:
    """Write the two clauses. The number at the second's head is taken where it is printed."""
    labels = {language: find_label(after) for language, (_said, _b, after) in parts.items()}
    printed = next((label.printed for label in labels.values() if label), "")
    second.number = printed[: Clause._meta.get_field("number").max_length]
    language, (_said, _before, words) = next(iter(parts.items()))
    second.save()
    for language, (said, before, after) in parts.items():
        label = labels[language]
        taken = label is not None and label.printed == second.number and label.end < len(after)
        words = after[label.end :] if label and taken else after
        ClauseText.objects.create(
            clause=second,
            language=language,
            text=words,
            first_read=said.first_read,
            last_read=said.last_read,
        )
        said.text = before
        said.save()
        second.verb = second.verb or _verb(second, words, language)
    second.save(update_fields=["verb"])


def _verb(clause: Clause, words: str, language: str) -> str:
    """The verb class of a clause; headings and preambles have none."""
    if clause.kind != Clause.Kind.CLAUSE or language not in LANGUAGES:
        return ""
    return verb_class(words, language)


def _part_suggestions(first: Clause, second: Clause) -> None:
    left = "\n".join(first.texts.values_list("text", flat=True))
    right = "\n".join(second.texts.values_list("text", flat=True))
    going = [
        one
        for one in first.suggestions.all()
        if one.words and one.words not in left and one.words in right
    ]
    hand_over(first, second, going)


@dataclass(frozen=True)
class Correction:
    """What a reviewer wants otherwise; None and languages not named stay as they are.

    An empty text takes the words of that language out of the clause.
    """

    number: str | None = None
    kind: str | None = None
    depth: int | None = None
    verb: str | None = None
    texts: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def correct(
    clause: Clause, correction: Correction, *, by: Person, at: datetime, stamp: int
) -> Clause | None:
    """Change the number, kind, depth, verb or words of a clause.

    While the parties draft the text, the words of its first language are theirs.

    Returns:
        The clause; None when it was left without a word and is gone.

    Raises:
        WordsAreNegotiated; ClauseBearsFootnotes: its words would go; and what ``opened`` raises.
    """
    text = opened(clause.instrument, stamp=stamp, by=by, at=at)
    found = clause_of(text, clause)
    changed = _correct_fields(found, correction)
    languages = _correct_words(text, found, correction.texts)
    _require_agreed(text, languages)
    if not changed and not languages:
        return found
    facts = {"clause": found.pk, "changed": changed, "languages": languages}
    gone = vanish_if_empty(found)
    closed(text, "clause.corrected", by=by, at=at, facts=facts, unequal=languages)
    return None if gone else found


def _require_agreed(text: Instrument, languages: list[str]) -> None:
    """Raises WordsAreNegotiated; the correction is then undone as a whole."""
    first = text.versions.get(is_first=True).language
    if text.is_circulated and first in languages:
        raise WordsAreNegotiated(
            _(
                "“%(text)s” is in drafting, so its words in %(language)s change only by proposals "
                "that the room takes. Correct the other languages here, or propose the change."
            )
            % {"text": text, "language": language_name(first, page_language())}
        )


def _correct_fields(clause: Clause, correction: Correction) -> list[str]:
    changed = []
    for name in ("number", "kind", "depth", "verb"):
        wanted = getattr(correction, name)
        if wanted is not None and wanted != getattr(clause, name):
            setattr(clause, name, wanted)
            changed.append(name)
    if changed:
        clause.save(update_fields=changed)
    return changed


def _correct_words(text: Instrument, clause: Clause, texts: Mapping[str, str]) -> list[str]:
    known = set(text.versions.values_list("language", flat=True))
    first = text.versions.filter(is_first=True).values_list("language", flat=True).first()
    said = {one.language: one for one in clause.texts.all()}
    changed = []
    for language, typed in texts.items():
        words = typed.replace("\r\n", "\n").strip()
        own = said.get(language)
        if language not in known or words == (own.text if own else ""):
            continue
        if not words and own:
            if language == first:
                require_no_footnotes(clause)
            own.delete()
        else:
            ClauseText.objects.update_or_create(
                clause=clause, language=language, defaults={"text": words}
            )
        changed.append(language)
    return sorted(changed)
