"""How long comparing two versions of a text of 400 clauses takes, beside plain difflib.

Run from the project's root: ``python -m bench.compare``. Prints a table: for each way in which the
second version differs the milliseconds of ``comity.clauses.compare`` (which clause became which,
which moved, every changed word marked), those of plain difflib over the words of the clauses that
stand in the same places, which finds no clause that moved, and their ratio (medians of five, taken
in turns).
"""

import difflib
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from statistics import median

from comity.clauses import compare

CLAUSES = 400
ROUNDS = 5
WORDS = [
    "acordar",
    "solicitar",
    "la",
    "Secretaría",
    "Técnica",
    "que",
    "presente",
    "un",
    "informe",
    "sobre",
    "trata",
    "de",
    "personas",
    "y",
    "tráfico",
    "ilícito",
    "migrantes",
    "en",
    "región",
    "con",
    "los",
    "datos",
    "hayan",
    "enviado",
    "países",
    "miembros",
    "las",
    "organizaciones",
    "internacionales",
    "acompañan",
    "ponga",
    "conocimiento",
    "Presidencia",
    "Pro",
    "Témpore",
    "para",
    "su",
    "examen",
    "próxima",
    "reunión",
    "protección",
    "fronteras",
    "retorno",
    "digno",
    "niñez",
    "mujeres",
    "empleo",
    "consulares",
    "cooperación",
    "fortalecer",
    "mecanismos",
    "intercambio",
    "buenas",
    "prácticas",
    "antes",
    "del",
    "plazo",
    "previsto",
]


@dataclass(frozen=True)
class Clause:
    number: str
    text: str


Text = list[Clause]


def text(dice: random.Random) -> Text:
    """Return clauses of 30 to 90 words out of 60 different ones: more alike than real ones are."""
    return [
        Clause(f"{at}.", " ".join(dice.choices(WORDS, k=dice.randint(30, 90))) + ".")
        for at in range(1, CLAUSES + 1)
    ]


def edited(first: Text, dice: random.Random, share: float) -> Text:
    """Return the text with some words of a share of its clauses changed, and some moved."""
    second = [_edit(one, dice) if dice.random() < share else one for one in first]
    for _ in range(20):
        second.insert(dice.randrange(len(second)), second.pop(dice.randrange(len(second))))
    del second[50:60]
    second[200:200] = text(dice)[:10]
    return [Clause(f"{at}.", one.text) for at, one in enumerate(second, 1)]


def _edit(clause: Clause, dice: random.Random) -> Clause:
    words = clause.text.split()
    for _ in range(3):
        words[dice.randrange(len(words))] = dice.choice(WORDS)
    words.insert(dice.randrange(len(words)), "siempre")
    return Clause(clause.number, " ".join(words))


def plain(first: Text, second: Text) -> None:
    """The least that marks words: each pair of clauses in its place, through difflib."""
    for one, other in zip(first, second, strict=False):
        difflib.SequenceMatcher(None, one.text.split(), other.text.split(), False).get_opcodes()


def milliseconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return 1000 * (time.perf_counter() - start)


def main() -> None:
    dice = random.Random(7)
    first = text(dice)
    cases = {
        "a tenth changed": edited(first, dice, 0.1),
        "all changed": edited(first, dice, 1),
        "another text": text(dice),
    }
    print(f"{CLAUSES} clauses, {sum(len(one.text.split()) for one in first)} words")
    print(f"{'second version':18}{'compare ms':>12}{'difflib ms':>12}{'ratio':>8}")
    for name, second in cases.items():
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(milliseconds(partial(compare, first, second)))
            theirs.append(milliseconds(partial(plain, first, second)))
        ratio = median(ours) / median(theirs)
        print(f"{name:18}{median(ours):12.0f}{median(theirs):12.0f}{ratio:8.2f}")


if __name__ == "__main__":
    main()
