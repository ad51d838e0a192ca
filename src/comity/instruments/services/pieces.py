"""What all verbs of the review need: neighbours, spans of the source, suggestions that move."""

from __future__ import annotations

from django.utils.translation import gettext as _

from comity.instruments.models import Clause, ClauseText, Footnote, Instrument, Suggestion
from comity.instruments.rules import ClauseBearsFootnotes, NothingAbove


def above(text: Instrument, clause: Clause) -> Clause:
    above = text.clauses.filter(position__lt=clause.position).last()
    if above is None:
        raise NothingAbove(
            _(
                "This is the first paragraph of the text, so there is none above it. "
                "Choose a later one."
            )
        )
    return above


def span(*texts: ClauseText) -> tuple[int | None, int | None]:
    """The paragraphs of the source that lie in any of these texts."""
    firsts = [said.first_read for said in texts if said.first_read is not None]
    lasts = [said.last_read for said in texts if said.last_read is not None]
    return min(firsts, default=None), max(lasts, default=None)


def move_words(said: ClauseText, to: Clause) -> None:
    """Give the words of one language to another clause. What parties put on the words of the
    first language goes with them."""
    follow_words(said, to)
    said.clause = to
    said.save(update_fields=["clause"])


def follow_words(said: ClauseText, to: Clause) -> None:
    """Carry the footnotes of a clause to where its words of the first language go."""
    if to.instrument.versions.filter(is_first=True, language=said.language).exists():
        Footnote.objects.filter(clause=said.clause_id).update(clause=to)


def require_no_footnotes(clause: Clause) -> None:
    """Raises ClauseBearsFootnotes: the clause, or its words in the first language, would go."""
    parties = {str(one.party) for one in clause.footnotes.select_related("party")}
    if parties:
        raise ClauseBearsFootnotes(
            _(
                "%(parties)s put a footnote or a reservation on this clause, and it stays there. "
                "Change the words of the clause instead, or join it with its neighbour."
            )
            % {"parties": ", ".join(sorted(parties))}
        )


def hand_over(clause: Clause, to: Clause, suggestions: list[Suggestion] | None = None) -> None:
    """Move suggestions; where both clauses have the same, an accepted one wins. Where all go,
    what parties put on the clause goes too."""
    if suggestions is None:
        Footnote.objects.filter(clause=clause).update(clause=to)
    there = {(one.kind, one.value): one for one in to.suggestions.all()}
    moving = clause.suggestions.all() if suggestions is None else suggestions
    for one in moving:
        same = there.get((one.kind, one.value))
        if same is None:
            one.clause = to
            one.save(update_fields=["clause"])
        elif one.state == Suggestion.State.ACCEPTED:
            same.state = one.state
            same.save(update_fields=["state"])


def vanish_if_empty(clause: Clause, heir: Clause | None = None) -> bool:
    """Remove a clause without a word; its suggestions go to the heir, if any."""
    # Asked anew: what was fetched with the clause may have been moved since.
    if ClauseText.objects.filter(clause=clause).exists():
        return False
    if heir:
        hand_over(clause, heir)
    require_no_footnotes(clause)
    clause.delete()
    return True
