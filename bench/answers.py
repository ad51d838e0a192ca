"""How long does it take to say which of 5,000 open assignments a measure could answer, and why?

    python bench/answers.py

Makes a party with 5,000 open assignments in two dialogues in a scratch home, each mandate in
English, Spanish and French with two themes, and a measure in Spanish; then asks for the matches as
its page does (reading, comparing, ordering). Beside it stands what one would write first: every
text taken apart and folded word by word, in a loop over the same rows. Medians.
"""

# ruff: noqa: E402 - the scratch home is chosen before Django reads its settings
from __future__ import annotations

import gc
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ASSIGNMENTS, ROUNDS = 5_000, 9
PROMISED = 0.2
"""Seconds."""

sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
os.environ["DJANGO_SETTINGS_MODULE"] = "comity.config.settings"
HOME = Path(tempfile.mkdtemp(prefix="comity-bench-"))
os.environ["COMITY_HOME"] = str(HOME)
os.environ["COMITY_EXAMPLE"] = ""

import django

django.setup()

from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from comity.mandates.likeness import stems_of
from comity.mandates.models import Assignment, Mandate, Measure
from comity.mandates.services.suggesting import matches
from comity.parties.access import Reader
from tests import make

settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}

WORDS = {
    "en": "train officers prosecutors judges border helpline campaign data share register protocol "
    "smuggling trafficking victims return children consular documents visas coordinate",
    "es": "capacitar agentes fiscales jueces frontera línea campaña datos compartir registro "
    "protocolo tráfico trata víctimas retorno niñez consular documentos visados coordinar",
    "fr": "former agents procureurs juges frontière ligne campagne données partager registre "
    "protocole trafic traite victimes retour enfants consulaire documents visas coordonner",
}
ACCOUNT = """Sesenta fiscales, jueces y agentes de las delegaciones fronterizas siguieron un curso
de cinco días sobre trata y tráfico, con un protocolo de atención a víctimas. El manual se imprimió
en dos lenguas y cada oficina nombró a una persona que responde por las consultas del registro. La
alba1007 y la cora1100 participaron, con fondos de la dani1200 y materiales de la elmi1300."""
RARE = [
    f"{head}{tail}" for head in ("alba", "cora", "dani", "elmi") for tail in range(1_000, 1_400)
]


def text(language: str, chance: random.Random) -> str:
    words = chance.choices(WORDS[language].split(), k=6) + chance.choices(RARE, k=14)
    return " ".join(words).capitalize() + "."


class Ministry:
    """A focal point who sits in two dialogues, in which 5,000 things are asked."""

    def __init__(self) -> None:
        call_command("migrate", run_syncdb=True, verbosity=0)
        chance = random.Random(7)
        self.party = make.party("Republic")
        bodies = [make.plenary(), make.plenary()]
        person = make.seat(of=self.party, body=bodies[0]).person
        make.seat(person, of=self.party, body=bodies[1])
        self.themes = [make.theme() for _number in range(40)]
        clauses = [make.clause(make.instrument(body=body, label="AMBER")) for body in bodies]
        mandates = Mandate.objects.bulk_create(
            Mandate(
                clause=clauses[number % 2], body=bodies[number % 2], owner=self.party,
                action=make.said({language: text(language, chance) for language in WORDS}),
                given_on=make.TODAY, label="AMBER", shared_at=make.NOW,
            )
            for number in range(ASSIGNMENTS)
        )  # fmt: skip
        Assignment.objects.bulk_create(
            Assignment(mandate=mandate, party=self.party) for mandate in mandates
        )
        through = Mandate.themes.through
        through.objects.bulk_create(
            through(mandate_id=mandate.pk, theme_id=theme.pk)
            for mandate in mandates
            for theme in chance.sample(self.themes, 2)
        )
        self.measure = make.measure(
            "Curso para fiscales y jueces", owner=self.party, body=bodies[0], language="es",
            account=ACCOUNT, themes=self.themes[:2],
        )  # fmt: skip
        self.reader = Reader.of(person, make.TODAY)


def plain_loop(measure: Measure, reader: Reader) -> list[int]:
    """Each assignment with its mandate and themes, each text folded by itself."""
    wanted = set(stems_of(f"{measure.title} {measure.account}"))
    themes = set(measure.themes.values_list("pk", flat=True))
    found = []
    asked = Assignment.objects.visible_to(reader).open().filter(party=measure.owner)
    for one in asked.select_related("mandate").prefetch_related("mandate__themes"):
        texts = one.mandate.action.data.values()
        common = max(len(wanted & set(stems_of(words))) for words in texts)
        same = themes & {theme.pk for theme in one.mandate.themes.all()}
        if common > 1 or same:
            found.append((len(same), common, one.pk))
    return [key for _same, _common, key in sorted(found, reverse=True)]


def median(act: Callable[[], object], rounds: int, clock: Callable[[], float]) -> float:
    """Seconds."""
    times = []
    for _round in range(rounds):
        begun = clock()
        act()
        times.append(clock() - begun)
    return statistics.median(times)


def main() -> int:
    try:
        here = Ministry()
        gc.collect()
        gc.freeze()  # as the server does, once everything is loaded
        count = len(matches(here.measure, here.reader))
        ours = median(lambda: matches(here.measure, here.reader), ROUNDS, time.perf_counter)
        plain = median(lambda: plain_loop(here.measure, here.reader), 3, time.perf_counter)
    finally:
        shutil.rmtree(HOME, ignore_errors=True)
    print(f"{ASSIGNMENTS} open assignments, {count} could be answered")
    print(f"suggested in {ours * 1000:.0f} ms (promised {PROMISED * 1000:.0f} ms)")
    print(f"a plain loop takes {plain * 1000:.0f} ms, {plain / ours:.1f} times as long")
    return 0 if ours <= PROMISED else 1


if __name__ == "__main__":
    sys.exit(main())
