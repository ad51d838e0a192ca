"""Mandate by mandate: the paragraph, what it is measured by, and what each addressee said."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from comity.ui.locales import headed

from ... import words as names
from .. import counting
from ..content import Asked, Cited, Mandate, Said
from ..paper import Block, Facts, Heading, Items, Phrase, Text, Words, plain, strong
from ..speaking import Speaker
from .indicators import measured, value_words


def mandates(speaker: Speaker) -> list[Block]:
    if not speaker.content.mandates:
        return []
    blocks: list[Block] = [Heading(1, plain(_("Mandates")), "mandates")]
    for number, mandate in counting.numbered(speaker.content):
        blocks += _mandate(speaker, number, mandate)
    return blocks


def _mandate(speaker: Speaker, number: int, mandate: Mandate) -> Iterator[Block]:
    key = f"mandate-{number}"
    asked, title = speaker.say(mandate.action), speaker.brief(mandate.action)
    yield Heading(2, (Words(f"{number}. "), title), key)
    if asked.text != title.text:
        yield Text((Words(headed(_("What is asked")) + " ", is_bold=True), asked))
    yield Facts(tuple(_facts(speaker, mandate)))
    if any(mandate.paragraph.values()):
        yield Text((speaker.say(mandate.paragraph),), "quote")
    yield from measured(speaker, mandate, key)
    quiet = []
    for one in mandate.asked:
        if one.said is None and not one.is_support:
            quiet.append(one)
        elif one.said:
            place = f"{key}-{one.addressee.replace(':', '-')}"
            yield Heading(3, (Words(_who(speaker, one)),), place)
            yield from _said(speaker, mandate, one.said)
    if quiet:
        who = ", ".join(speaker.name(one.addressee) for one in quiet)
        yield Text((Words(headed(_("No report")) + " ", is_bold=True), Words(f"{who}.")))


def _facts(speaker: Speaker, mandate: Mandate) -> Iterator[tuple[str, Phrase]]:
    if mandate.mark:
        yield _("Text and clause"), (Words(mandate.mark),)
    yield _("Given on"), (Words(speaker.day(mandate.given_on)),)
    if mandate.due_on:
        yield _("Due on"), (Words(speaker.day(mandate.due_on)),)
    if mandate.closed_on:
        yield _("Closed on"), (Words(speaker.day(mandate.closed_on)),)
    if mandate.themes:
        themes = [speaker.brief(speaker.content.themes[code]) for code in mandate.themes]
        yield _("Themes"), tuple(_listed(themes))


def _listed(words: list[Words]) -> Iterator[Words]:
    for number, one in enumerate(words):
        if number:
            yield Words("; ")
        yield one


def _who(speaker: Speaker, asked: Asked) -> str:
    state = str(names.STATES[asked.state])
    late = f", {names.OVERDUE_WORD}" if asked.is_overdue else ""
    return f"{speaker.name(asked.addressee)}: {state}{late}"


def _said(speaker: Speaker, mandate: Mandate, said: Said) -> Iterator[Block]:
    for name, title in names.TEXTS.items():
        if text := getattr(said, name):
            yield Text((Words(f"{title}: ", is_bold=True), speaker.quote(text, said.language)))
    if said.measures:
        yield Text(strong(_("Measures")))
        yield Items(tuple(_measure(speaker, one) for one in said.measures))
    if said.values:
        yield Text(strong(_("Indicators")))
        yield Items(tuple(value_words(speaker, mandate, said, one) for one in said.values))
    if said.evidence:
        yield Text(strong(_("Evidence")))
        yield Items(tuple((speaker.say(title),) for title in said.evidence))
    yield Text((Words(_when(speaker, said)),), "note")


def _measure(speaker: Speaker, one: Cited) -> Phrase:
    title, account = speaker.quote(one.title, one.language), one.account
    if not account:
        return (title,)
    return (title, Words(": "), speaker.quote(account, one.language))


def _when(speaker: Speaker, said: Said) -> str:
    if not said.on:
        words = _("The day of the report is not known.")
    elif said.is_earlier:
        words = _("Reported on %(day)s, before the period of this report.")
    else:
        words = _("Reported on %(day)s.")
    words = words % {"day": speaker.day(said.on)} if said.on else words
    invented = _("It is invented, for the example.") if said.is_invented else ""
    return f"{words} {invented}".rstrip()
