"""What the parties answered to the questions of a round."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext as _

from ..content import Answer, Question
from ..paper import Block, Cell, Grid, Heading, Text, Words, plain
from ..speaking import Speaker


def answers(speaker: Speaker) -> list[Block]:
    questions = speaker.content.questions
    if not questions:
        return []
    blocks: list[Block] = [Heading(1, plain(_("Answers to the questions")), "answers")]
    for number, question in enumerate(questions, start=1):
        asked, title = speaker.say(question.words), speaker.brief(question.words)
        blocks.append(Heading(2, (Words(f"{number}. "), title), f"question-{number}"))
        if asked.text != title.text:
            blocks.append(Text((asked,), "quote"))
        blocks += _answered(speaker, question)
    return blocks


def _answered(speaker: Speaker, question: Question) -> list[Block]:
    if not question.answers:
        return [Text(plain(_("No answer that the readers of this report may read.")))]
    rows = tuple(
        (Cell((Words(speaker.name(one.addressee)),)), _cell(speaker, question, one))
        for one in question.answers
    )
    grid = Grid(_("Answers"), (Words(_("Party")), Words(_("Answer"))), rows, (1, 3))
    if question.kind not in {"choice", "yes_no"}:
        return [grid]
    counts = Counter(_words(speaker, question, one).text for one in question.answers)
    said = "; ".join(f"{words}: {speaker.number(count)}" for words, count in counts.most_common())
    return [Text((Words(f"{said}."),)), grid]


def _cell(speaker: Speaker, question: Question, answer: Answer) -> Cell:
    return Cell((_words(speaker, question, answer),), is_number=question.kind == "number")


def _words(speaker: Speaker, question: Question, answer: Answer) -> Words:
    match question.kind:
        case "yes_no":
            return Words(_("yes") if answer.value == "yes" else _("no"))
        case "number":
            unit = speaker.brief(question.unit, 60).text
            return Words(f"{speaker.number(answer.value)} {unit}".strip())
        case "choice":
            return _choice(speaker, question, int(answer.value))
    return speaker.quote(answer.value, answer.language)


def _choice(speaker: Speaker, question: Question, number: int) -> Words:
    shown = speaker.brief(
        {code: _line(text, number) for code, text in question.choices.items()}, 200
    )
    return shown if shown.text else Words(str(number))


def _line(text: str, number: int) -> str:
    lines = text.split("\n")
    return lines[number - 1].strip() if 0 < number <= len(lines) else ""
