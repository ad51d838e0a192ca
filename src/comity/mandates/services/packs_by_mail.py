"""A pack that comes back as an answer to a mail: taken like an upload, and answered in words."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comity.notices.inbound import Answer, Mail
from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Person
from comity.refusals import Refusal

from ..models import Pack, ReturnedPack
from ..packs.findings import Finding
from ..packs.opening import might_be_pack
from .packs import TakenBack, take_back

MOST_LINES = 40
"""Findings told in the mail; the page has all."""


class NothingAttached(Refusal):
    """A pack is sent back as a file."""


class NoneTaken(Refusal):
    """Of what was attached nothing could be taken."""


def by_mail(key: str, mail: Mail, *, person: Person, at: datetime) -> Answer:
    """Take back the packs attached to a reply.

    Args:
        key: Of the pack whose address was answered. The pack in the file counts; this one is
            for a file that lost its mark.

    Raises:
        NothingAttached, NoneTaken: with a sentence for each file.
    """
    files = [file for file in mail.attachments if might_be_pack(file.name, file.content)]
    if not files:
        raise NothingAttached(
            _(
                "No filled pack was attached to your mail. Attach the Excel workbook (.xlsx) or "
                "the Word document (.docx) that you filled, and send it again."
            )
        )
    expected = _expected(key, person, at)
    taken: list[TakenBack] = []
    lines: list[str] = []
    for file in files:
        try:
            one = take_back(
                file.name, file.content, by=person, at=at, way=ReturnedPack.Way.MAIL,
                expected=expected,
            )  # fmt: skip
        except Refusal as refusal:
            lines.append(str(refusal))
        else:
            taken.append(one)
            lines += in_words(one)
    if not taken:
        raise NoneTaken("\n".join(lines))
    return Answer("\n".join(lines), taken[0].returned.get_absolute_url())


def _expected(key: str, person: Person, at: datetime) -> Pack | None:
    if not key.isdecimal():
        return None
    mine = Pack.objects.visible_to(Reader.of(person, day_of(at)))
    found: Pack | None = mine.filter(pk=int(key)).first()
    return found


def in_words(one: TakenBack) -> list[str]:
    """What became of a pack, and what is to be put right, a line each."""
    returned = one.returned
    lines = [summary(one)]
    told = [Finding.from_json(kept) for kept in returned.findings]
    lines += [_line(finding) for finding in told[:MOST_LINES]]
    if len(told) > MOST_LINES:
        lines.append(_("The page shows all of them."))
    return lines


def summary(one: TakenBack) -> str:
    """What became of a pack, in one sentence or two."""
    returned = one.returned
    if one.is_again:
        return _("“%(name)s” came before and holds nothing new; nothing was changed.") % {
            "name": returned.name
        }
    count = sum(len(names) for names in returned.taken.values())
    taken = ngettext(
        "From “%(name)s” %(count)s answer was taken over, as a draft.",
        "From “%(name)s” %(count)s answers were taken over, as drafts.",
        count,
    )
    said = [taken % {"name": returned.name, "count": count}]
    if errors := sum(1 for kept in returned.findings if kept["is_error"]):
        wrong = ngettext(
            "%(count)s thing is to be put right.", "%(count)s things are to be put right.", errors
        )
        said.append(wrong % {"count": errors})
    return " ".join(said)


def _line(finding: Finding) -> str:
    row = _("row %(row)s") % {"row": finding.row} if finding.row else ""
    where = ", ".join(filter(None, (finding.place, row, finding.field)))
    words = " ".join(filter(None, (finding.what, finding.write)))
    return f"– {where}: {words}" if where else f"– {words}"
