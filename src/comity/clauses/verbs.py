"""What a paragraph does: its verb class, from its opening words, in four languages.

The classes are those the secretariats of consultative processes use when they sort an adopted
text. A class is told only by a finite form, an infinitive or a noun at the opening ("Request…",
"Solicitar…", "Se acuerda…", "The Member States agree…"), after adverbs such as "also" and after a
subject; nothing else is guessed.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from comity.clauses.folding import fold
from comity.clauses.notes import without_marks
from comity.clauses.words import either, load_words

VERBS: Mapping[str, str] = MappingProxyType(
    {
        "decide": "decides or resolves something",
        "agree": "agrees on something",
        "adopt": "adopts or approves a text",
        "request": "asks an addressee for something",
        "recommend": "recommends something",
        "invite": "invites an addressee to something",
        "urge": "urges or exhorts",
        "encourage": "encourages",
        "instruct": "gives an order or a mandate",
        "call_on": "calls on an addressee, or for something",
        "commit": "binds those who speak",
        "designate": "names who shall do something",
        "establish": "sets something up",
        "convene": "calls or holds a meeting",
        "strengthen": "strengthens or improves something",
        "promote": "promotes or fosters something",
        "develop": "works something out",
        "implement": "carries something out",
        "share": "exchanges information or practice",
        "report": "presents or submits something",
        "cooperate": "works together or coordinates",
        "ensure": "guarantees or protects something",
        "continue": "goes on with something",
        "study": "examines, assesses or follows something",
        "support": "supports something",
        "offer": "offers something",
        "reaffirm": "reaffirms or reiterates",
        "recognise": "recognises or acknowledges",
        "emphasise": "underlines or highlights",
        "take_note": "takes note",
        "welcome": "welcomes",
        "thank": "thanks",
        "congratulate": "congratulates or commends",
        "concern": "expresses concern or regret",
        "condemn": "condemns or rejects",
        "declare": "declares or states",
    }
)
"""Verb class → what a paragraph of that class does. "" stands for none."""

MANDATING = frozenset(
    {
        "decide", "agree", "request", "recommend", "invite", "urge", "encourage", "instruct",
        "call_on", "commit", "designate", "establish", "convene", "strengthen", "promote",
        "develop", "implement", "share", "report", "cooperate", "ensure", "continue", "study",
        "support", "offer",
    }
)  # fmt: skip
"""The classes that ask for something to be done: a clause of one of these can make a mandate."""

DIRECTED = frozenset(
    {
        "request", "recommend", "invite", "urge", "encourage", "instruct", "call_on",
        "designate", "thank", "congratulate",
    }
)  # fmt: skip
"""The classes whose object names the addressee: "request *the secretariat* to…"."""

# What the signs of the word list stand for: the endings of regular verbs.
_ENDINGS = {
    "en": {"+": r"(?:e?s|e?d)?", "~": r"(?:es|ed|e)", "%": r"(?:y|ies|ied)"},
    "es": {
        "+": r"(?:an?|ar|amos|aron|oo|ado|aran?|aremos|arse)",
        "~": r"(?:en?|[ei]r|[ei]mos|ieron|io|ido|[ei]ran?|erse|irse)",
    },
    "fr": {"+": r"(?:e|ent|er|ons|erent|a|ees?|es|eront|era)"},
    "pt": {
        "+": r"(?:am?|ar|amos|aram|ou|ado|arao|ara|ar-se)",
        "~": r"(?:em?|[ei]r|[ei]mos|[ei]ram|i?eu|iu|ido|[ei]r-se)",
    },
}

_FUTURE = {"es": r"\1|\1an?", "pt": r"\1|\1ao|\1a"}

_FORMS = load_words("verbs")
_OPENINGS = load_words("openings")
_FINITE = {
    # What a verb after a subject may look like: never an infinitive, and no noun.
    "en": r"(?!to\b)",
    "es": r"(?!\w*(?:ar|er|ir|(?<!o)o)\b)",
    "fr": r"(?!\w*(?:er|ir|re)\b)",
    "pt": r"(?!\w*(?:ar|er|ir|(?<!ra)o)\b)",
}
# "acordó" is a verb and "acuerdo" a noun; without its accent the ending is written twice.
_PAST = re.compile(r"ó\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.;:](?:\s|$)")
_NAME = re.compile(
    r"(?:(?:The|La|El|Le|O|A|L['’])\s*)?(?!\w{4,}\.\s)[A-ZÀ-Ý][\w.'’-]+(?:,?\s+(?:[A-ZÀ-Ý][\w.'’-]*|and"
    r"|y|e|et|of|de|del|du|da|do|des|the|la|el|los|les))"
    r"{0,8}\s+(?=[a-zà-ÿ])"
)
_NOUN_BEFORE = re.compile(
    r"(?:^|[\s'])(?:l|d|le|la|les|une?|des|du|de|aux?|en|sur|pour|par|qui|the|an?|of|in"
    r"|on|for|to|with|who|which|that|el|l[oa]s|del"
    r"|al|una|sus?|por|para|con|com|que|quienes|os?|as|d[ao]s?|uma?|na|no|its|their|our"
    r"|sa|ses|leurs?)[\s']+$"
)


def verb_class(text: str, language: str) -> str:
    """Return the verb class of a paragraph from its opening words, or "" when they tell none.

    Args:
        text: The paragraph without its number.
        language: "en", "es", "fr" or "pt".
    """
    return _direct(text, language) or _after_subject(text, language)


def opens_with_verb(text: str, language: str) -> bool:
    """True when the very first words are the verb, with no subject before them."""
    return bool(_direct(text, language))


def lead_in(text: str, language: str) -> str:
    """Return the verb class of words that lead into a list ("ACUERDAN:", "…hereby agree to:"), or
    "".
    """
    folded = fold(text[-300:]).strip()
    bare = folded.rstrip(": .…")
    short = len(bare.split()) <= 4 and text.upper() == text
    if not (folded.endswith(":") or short):
        return ""
    found = _leading(language).search(bare)
    return _class_of(found)


def is_preambular(text: str, language: str) -> bool:
    """True when a paragraph opens as a preamble does: "Considering…", "Conscientes…", "Vu…"."""
    return bool(_preamble(language).match(_opening(text[:80])))


def _direct(text: str, language: str) -> str:
    return _class_of(_first(language).match(_opening(text)))


def _after_subject(text: str, language: str) -> str:
    """Return the class of the earliest finite verb after one who may speak in the text, or of the
    infinitive after a duty: "deberá *presentar*".
    """
    rest = _after_speaker(text, language)
    acts = [m for m in _finite(language).finditer(rest) if not _follows_noun_sign(rest, m)]
    for duty in _duty(language).finditer(rest):
        act = _first(language).match(rest, duty.end())
        if act and not _follows_noun_sign(rest, duty):
            acts.append(act)
    return _class_of(min(acts, key=lambda act: act.start(), default=None))


def _follows_noun_sign(rest: str, match: re.Match[str]) -> bool:
    """True when a preposition, article or relative stands before: "la note", "que apoyan"."""
    return bool(_NOUN_BEFORE.search(rest[max(0, match.start() - 20) : match.start()]))


def _class_of(match: re.Match[str] | None) -> str:
    return (match.lastgroup or "") if match else ""


def names_speaker(text: str, language: str) -> bool:
    """True when a paragraph opens with those who speak: "The Vice-Ministers…", "Nosotros, los
    países…".
    """
    return bool(_speaker(language).match(_opening(text)))


def speaks_of_itself(text: str, language: str) -> bool:
    """True when the subject of a paragraph is its text: "This Agreement…", "El presente…"."""
    itself = either(_OPENINGS[language]["itself"])
    return not names_speaker(text, language) and bool(re.match(itself, _opening(text)))


def _after_speaker(text: str, language: str) -> str:
    """Return what follows the subject in its sentence; after a name, only the next few words."""
    folded = _opening(text)
    speaker = _speaker(language).match(folded)
    if speaker:
        return _SENTENCE_END.split(folded[speaker.end() :])[0][:200]
    name = _NAME.match(text)
    if not name or speaks_of_itself(text, language) or is_preambular(text, language):
        return ""
    words = _opening(text[name.end() :]).split()
    noun = bool(_NOUN_BEFORE.search(fold(name[0])))  # "Its *mandate* shall expire"
    return " ".join(words[noun:][:4])


def _opening(text: str) -> str:
    accented = _PAST.sub("oo", without_marks(unicodedata.normalize("NFC", text[:360])))
    return fold(accented).replace("’", "'").lstrip("\"'“”«»([ \u00a0")


def _forms(language: str, verb: str) -> str:
    forms = either(_FORMS[language][verb])
    for sign, endings in _ENDINGS[language].items():
        forms = endings.join(re.split(rf"(?<=[\w\]]){re.escape(sign)}(?=$|[| )-])", forms))
    if language == "es":
        forms = re.sub(r"\bio\b", "ioo", forms)
    return fold(re.sub(r"(?<=[(|:])(er|ir)(?=[|)])", _FUTURE.get(language, r"\1"), forms))


@cache
def _all_forms(language: str) -> str:
    """Return one pattern with a group for each class, in the order of the list."""
    return "|".join(f"(?P<{verb}>{_forms(language, verb)})" for verb in _FORMS[language])


@cache
def _first(language: str) -> re.Pattern[str]:
    return re.compile(rf"{_before(language)}(?:{_all_forms(language)})(?!\w)")


@cache
def _finite(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){_FINITE[language]}(?:{_all_forms(language)})(?![\w-])")


@cache
def _duty(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{either(_OPENINGS[language]['duty'])})\s+")


@cache
def _leading(language: str) -> re.Pattern[str]:
    ending = rf"(?!\w){_listing(language)}\s*$"
    return re.compile(rf"(?:^|[\s,;(])(?:{_all_forms(language)}){ending}")


def _before(language: str) -> str:
    words = either(_OPENINGS[language]["before"])
    return rf"(?:(?:{words})(?:\s*,\s*|\s+|(?<=')))*"


def _listing(language: str) -> str:
    return rf"(?:\s+(?:{either(_OPENINGS[language]['listing'])}))*"


@cache
def _speaker(language: str) -> re.Pattern[str]:
    determiners = either(_OPENINGS[language]["determiners"])
    speakers = either(_OPENINGS[language]["speakers"])
    return re.compile(
        rf"(?:(?:{determiners})(?:\s+|(?<=')))?(?:[\w'-]+\s+){{0,4}}?(?:{speakers})\b"
    )


@cache
def _preamble(language: str) -> re.Pattern[str]:
    adverbs, openings = (either(_OPENINGS[language][key]) for key in ("adverbs", "preamble"))
    return re.compile(rf"[\"'“«(]?(?:(?:{adverbs})(?:\s+|(?<=')))?(?:{openings})(?!\w)")
