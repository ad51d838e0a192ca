"""From the content to a paper in one language: the cover, then the chapters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from comity.tlp import Label
from comity.ui.locales import language_name
from comity.ui.said import said, sort_key

from .chapters import CHAPTERS
from .content import Content, LeftOut
from .paper import Block, Facts, Items, Paper, Phrase, Text, Words, strong
from .speaking import Speaker


def compose(content: Content, language: str) -> Paper:
    """The report in ``language``. What is not there in it stands in another one, and says so."""
    with override(language):
        speaker = Speaker(_by_name(content, language), language)
        blocks = [block for chapter in CHAPTERS for block in chapter(speaker)]
        title = speaker.brief(content.title, 300)
        return Paper(
            language=language,
            title=title,
            label=content.label,
            made_on=_("made on %(day)s") % {"day": speaker.day(content.made_on)},
            cover=tuple(_cover(speaker)),
            blocks=tuple(blocks),
            contents_title=_("Contents"),
            page_words=_("page {page}"),
        )


def _by_name(content: Content, language: str) -> Content:
    """States before institutions and bodies, each as a reader of the language looks for them."""
    who = sorted(
        content.addressees,
        key=lambda one: (not one.is_state, sort_key(said(one.name, language).text)),
    )
    place = {one.key: number for number, one in enumerate(who)}
    mandates = [
        replace(one, asked=sorted(one.asked, key=lambda asked: place[asked.addressee]))
        for one in content.mandates
    ]
    return replace(content, addressees=who, mandates=mandates)


def _cover(speaker: Speaker) -> Iterator[Block]:
    yield Facts(tuple(_about(speaker)))
    yield Text(strong(_("What was left out, and why")))
    yield Items(tuple((Words(one),) for one in _left_out(speaker)))


def _about(speaker: Speaker) -> Iterator[tuple[str, Phrase]]:
    content = speaker.content
    yield _("Dialogue"), (speaker.brief(content.dialogue, 300),)
    yield _("Body"), (speaker.brief(content.body, 300),)
    if any(content.round.values()):
        yield _("Reporting round"), (speaker.brief(content.round, 300),)
    yield _("Period"), (Words(_period(speaker)),)
    yield _("For"), (Words(_readers(content)),)
    yield _("Made on"), (Words(speaker.day(content.made_on)),)


def _period(speaker: Speaker) -> str:
    since, until = speaker.day(speaker.content.since), speaker.day(speaker.content.until)
    if not since:
        return _("until %(until)s") % {"until": until}
    return _("from %(since)s to %(until)s") % {"since": since, "until": until}


def _readers(content: Content) -> str:
    """The label and, in words, who reads the report."""
    label = Label(content.label)
    who = {
        Label.CLEAR: _("everyone"),
        Label.GREEN: _("everyone with a seat in any dialogue here"),
        Label.AMBER: _("members of the dialogue"),
        Label.STRICT: _("members of the body"),
    }[label]
    if content.with_observers and label in {Label.AMBER, Label.STRICT}:
        who = _("%(readers)s, and its observers") % {"readers": who}
    return f"{label.words}: {who}"


def _left_out(speaker: Speaker) -> Iterator[str]:
    found = list(_counts(speaker.content.left_out))
    if speaker.untranslated:
        found.append(
            _(
                "%(count)s of %(all)s texts are not translated into %(language)s. They stand in "
                "the language in which they were written, and are marked."
            )
            % {
                "count": speaker.number(speaker.untranslated),
                "all": speaker.number(speaker.texts),
                "language": language_name(speaker.language, speaker.language),
            }
        )
    yield from found or [_("Nothing was left out.")]


def _counts(left: LeftOut) -> Iterator[str]:
    """One sentence for each reason; no word of what was left out."""
    sentences = [
        (left.narrower_mandates, _narrower_mandates),
        (left.narrower_reports, _narrower_reports),
        (left.narrower_replies, _narrower_replies),
        (left.unaccepted_reports, _unaccepted_reports),
        (left.unaccepted_replies, _unaccepted_replies),
    ]
    for count, sentence in sentences:
        if count:
            yield sentence(count) % {"count": count}


def _narrower_mandates(count: int) -> str:
    return ngettext(
        "%(count)s mandate is read by a narrower circle than this report.",
        "%(count)s mandates are read by a narrower circle than this report.",
        count,
    )


def _narrower_reports(count: int) -> str:
    return ngettext(
        "%(count)s report of an addressee is read by a narrower circle than this one.",
        "%(count)s reports of addressees are read by a narrower circle than this one.",
        count,
    )


def _narrower_replies(count: int) -> str:
    return ngettext(
        "%(count)s reply to the round is read by a narrower circle than this report.",
        "%(count)s replies to the round are read by a narrower circle than this report.",
        count,
    )


def _unaccepted_reports(count: int) -> str:
    return ngettext(
        "%(count)s report was submitted and is not accepted yet.",
        "%(count)s reports were submitted and are not accepted yet.",
        count,
    )


def _unaccepted_replies(count: int) -> str:
    return ngettext(
        "%(count)s reply to the round was submitted and is not accepted yet.",
        "%(count)s replies to the round were submitted and are not accepted yet.",
        count,
    )
