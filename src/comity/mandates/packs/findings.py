"""What is wrong in a pack that came back: where, what, and what to write instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .asked import Row
from .fields import label


@dataclass(frozen=True)
class Finding:
    """One thing to know, in the pack's language.

    ``mark`` and ``name`` say which answer it is about; ``kept`` holds words that were written
    and not taken over, so that their author finds them; ``take`` the same as the site keeps it,
    where its author may still have it taken over, and None where not. ``is_error``: something
    is to be done.
    """

    what: str
    write: str = ""
    place: str = ""
    row: str = ""
    field: str = ""
    is_error: bool = True
    mark: str = ""
    name: str = ""
    kept: str = ""
    take: str | None = None
    is_taken: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Finding:
        return cls(**kept)


@dataclass(frozen=True)
class Spot:
    """A cell of a file: its sheet or chapter, its row there, and whose answer it is."""

    place: str = ""
    row: str = ""
    mark: str = ""
    name: str = ""
    field: str = ""

    def finding(
        self, what: str, write: str = "", kept: str = "", *, is_error: bool = True
    ) -> Finding:
        return Finding(
            what, write, self.place, self.row, self.field, is_error, self.mark, self.name, kept
        )

    def at(self, name: str, sheet: str) -> Spot:
        return Spot(self.place, self.row, self.mark, name, label(name, sheet))


def formula(spot: Spot, kept: str) -> Finding:
    return spot.finding(
        _("A formula stands where words are asked, so its result was not taken over."),
        _("Write the words themselves, or paste them as values only."),
        kept,
    )


def formula_without_result(spot: Spot) -> Finding:
    return spot.finding(
        _("A formula stands here, and the file does not hold its result."),
        _("Write the number itself."),
    )


def result_of_formula(spot: Spot, number: str) -> Finding:
    return spot.finding(
        _("The number %(number)s is the result of a formula; it was taken over as it stands.")
        % {"number": number},
        is_error=False,
    )


def broken_cell(spot: Spot, text: str) -> Finding:
    return spot.finding(
        _("The program shows the error %(error)s in this cell.") % {"error": text},
        _("Write the answer itself."),
    )


def merged(spot: Spot, kept: str) -> Finding:
    return spot.finding(
        _("This cell was merged with others, so it cannot be told which answer is meant."),
        _("Unmerge the cells and write each answer in its own."),
        kept,
    )


def not_one_of(spot: Spot, text: str, offered: list[str]) -> Finding:
    choices = ", ".join(f"“{words}”" for words in offered)
    return spot.finding(
        _("“%(text)s” is none of the answers to choose from.") % {"text": text[:200]},
        _("Write one of: %(choices)s.") % {"choices": choices},
        text,
    )


def became_a_date(spot: Spot) -> Finding:
    return spot.finding(
        _("The program made a date of what was written here; it was not taken over."),
        _("Set the cell to the format “Text”, and write the answer again."),
    )


def became_a_share(spot: Spot) -> Finding:
    return spot.finding(
        _("The cell shows a percentage, so it cannot be told whether 0.45 or 45 is meant."),
        _("Set the cell to the format “Number”, and write the number in the unit asked."),
    )


def not_a_number(spot: Spot, text: str, unit: str) -> Finding:
    what = _("“%(text)s” is not a number.") % {"text": text}
    if unit:
        write = _("Write the number alone, in %(unit)s, as 12345 or 12345.6.") % {"unit": unit}
    else:
        write = _("Write the number alone, as 12345 or 12345.6, and its unit in the next cell.")
    return spot.finding(what, write, text)


def two_readings(spot: Spot, text: str) -> Finding:
    digits = "".join(letter for letter in text if letter.isdigit())
    return spot.finding(
        _("“%(text)s” may be read as thousands or as a fraction.") % {"text": text},
        _(
            "Write %(number)s if thousands are meant; if a fraction is meant, "
            "write one digit more, as %(more)s."
        )
        % {"number": digits, "more": f"{text}0"},
        text,
    )


def number_too_large(spot: Spot, text: str) -> Finding:
    return spot.finding(
        _("The number %(text)s is too long to be kept.") % {"text": text},
        _("Write at most 16 digits before the point and 4 behind it."),
        text,
    )


def words_too_long(spot: Spot, text: str, limit: int) -> Finding:
    return spot.finding(
        _("This answer has %(count)s characters; at most %(limit)s are kept in one answer.")
        % {"count": len(text), "limit": limit},
        _("Shorten it, or send the rest as a file of evidence."),
        text,
    )


def unit_missing(spot: Spot, number: str) -> Finding:
    return spot.finding(
        _("The number %(number)s stands without its unit.") % {"number": number},
        _("Write in the cell “Unit” what was counted or measured."),
        number,
    )


def unit_changed(spot: Spot, number: str, unit: str, asked: str) -> Finding:
    what = _("The unit asked is “%(asked)s”; “%(unit)s” stands in the file.")
    if not unit:
        what = _("The unit asked is “%(asked)s”; it was deleted from the file.")
    return spot.finding(
        what % {"asked": asked, "unit": unit},
        _("Write the number in %(asked)s, and leave the unit as it is.") % {"asked": asked},
        number,
    )


def question_changed(spot: Spot, kept: str, *, take: bool) -> Finding:
    """``take``: the answer is in words, which can be taken over as they stand."""
    found = spot.finding(
        _("What is asked was changed in the file, so this answer was not taken over."),
        _("Look at what is asked on the site, and take the answer over there if it fits."),
        kept,
    )
    return replace(found, take=kept) if take else found


def emptied(spot: Spot) -> Finding:
    return spot.finding(
        _("This cell was emptied; what stood in it is unchanged on the site."),
        _("To take the words away, write a single dash."),
        is_error=False,
    )


def twice(spot: Spot, kept: str) -> Finding:
    return spot.finding(
        _("This is asked once, and the file answers it twice in different words."),
        _("Leave one of the two, and send the file again."),
        kept,
    )


def of_another_pack(spot: Spot, kept: str) -> Finding:
    return spot.finding(
        _("This row does not belong to this pack, so its answer was not taken over."),
        _("Write the answer in the row of this pack that asks for it."),
        kept,
    )


def stray(spot: Spot, kept: str) -> Finding:
    return spot.finding(
        _("There are words in a row that asks nothing; they were not taken over."),
        _("Move them into the row of the paragraph they are about."),
        kept,
    )


def more_strays(count: int) -> Finding:
    return Finding(
        ngettext(
            "%(count)s more row holds words that do not belong to the pack.",
            "%(count)s more rows hold words that do not belong to the pack.",
            count,
        )
        % {"count": count},
        _("Send the pack back without rows of another file."),
    )


def missing(row: Row, place: str) -> Finding:
    return Spot(place, mark=row.mark).finding(
        _("“%(row)s” is no longer in the file; what the site has on it is unchanged.")
        % {"row": row.head},
        is_error=False,
    )


def too_many_rows(place: str) -> Finding:
    return Spot(place).finding(
        _("The sheet has far more rows than the pack; not all of them were read."),
        _("Delete the rows below the last question, save the file and send it again."),
    )


def columns_lost(place: str) -> Finding:
    return Spot(place).finding(
        _("The columns of this sheet can no longer be told apart; nothing in it was read."),
        _("Copy your answers into a new pack, and leave its first rows and columns as they are."),
    )


def column_lost(place: str, name: str) -> Finding:
    return Spot(place, field=name).finding(
        _("The column “%(column)s” is no longer in the sheet; what the site has is unchanged.")
        % {"column": name},
        is_error=False,
    )


def nothing_left() -> Finding:
    return Finding(
        _("Nothing of what the pack asked is left in the file."),
        _("Take a new pack, or send the file as it was before it was changed."),
    )


def nothing_new() -> Finding:
    return Finding(
        _("The file holds nothing new: the site has every answer in it already."), is_error=False
    )


def newer(spot: Spot, kept: str, take: str) -> Finding:
    found = spot.finding(
        _("The site has newer words than the pack; yours are kept here."),
        _("Compare the two, and take yours over if they are to stand."),
        kept,
    )
    return replace(found, take=take)


def refused(spot: Spot, why: str, kept: str, take: str) -> Finding:
    """The site does not take the answer now; the sentence says the next step itself."""
    return replace(spot.finding(why, kept=kept), take=take)


def nothing_to_confirm(spot: Spot) -> Finding:
    return spot.finding(
        _("The site has newer words than those confirmed in the pack; they are unchanged."),
        _("Read them on the site, and change them there if they are not right."),
    )


def other_language(spot: Spot, names: str, language: str) -> Finding:
    return spot.finding(
        _("This report was written in %(language)s, and these parts still are: %(names)s.")
        % {"language": language, "names": names},
        _("Write them again in the language of the report, or say the whole in one language."),
        is_error=False,
    )


def not_submitted(spot: Spot, why: str) -> Finding:
    return spot.finding(_("The draft is saved and not submitted.") + " " + why)


def submit_on_the_site() -> Finding:
    return Finding(
        _("What comes by e-mail is kept as drafts; nothing was submitted."),
        _("Sign in, look at the drafts and submit them there."),
    )


def round_is_closed(name: str) -> Finding:
    return Finding(
        _("The reporting round “%(round)s” is closed; what you wrote is kept as drafts.")
        % {"round": name},
        _("Ask the secretariat whether the round can still take them."),
        is_error=False,
    )
