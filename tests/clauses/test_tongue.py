from pathlib import Path

import pytest

from comity.clauses import clearly_in

SAMPLES = Path(__file__).parent / "samples"
HAITIAN = """Tout moun fèt lib, egal ego pou diyite kou wè dwa. Nou gen la rezon ak la konsyans epi
nou fèt pou nou aji youn ak lòt ak yon lespri fratènite. Chak moun gen tout dwa ak tout libète ki
nan deklarasyon sa a, san okenn distenksyon, tankou ras sèks, lang, relijyon, opinyon politik
oswa tout lòt opinyon. Yo pa dwe kenbe pèsonn nan esklavaj, e yo pa ka fè moun mal nan peyi a."""
DUTCH = """Alle mensen worden vrij en gelijk in waardigheid en rechten geboren. Zij zijn begiftigd
met verstand en geweten, en behoren zich jegens elkander in een geest van broederschap te gedragen.
Een ieder heeft aanspraak op alle rechten en vrijheden, in deze Verklaring opgesomd, zonder enig
onderscheid van welke aard ook, zoals ras, kleur, geslacht, taal, godsdienst of de status van het
land of gebied waartoe iemand behoort."""


@pytest.mark.parametrize(
    ("name", "language"),
    [("summit_en.txt", "en"), ("rcgm_en.txt", "en"), ("rcm_es.txt", "es"),
     ("parlatino_es.txt", "es"), ("sacm_pt.txt", "pt"), ("cmc_fr.txt", "fr")],
)  # fmt: skip
def test_real_texts_are_clearly_in_their_language(name, language):
    assert clearly_in((SAMPLES / name).read_text()) == language


@pytest.mark.parametrize(("text", "language"), [(HAITIAN, "ht"), (DUTCH, "nl")])
def test_the_smaller_languages_are_told_apart_too(text, language):
    assert clearly_in(text) == language


def _both():
    return "\n".join((SAMPLES / name).read_text()[:700] for name in ("rcm_es.txt", "summit_en.txt"))


@pytest.mark.parametrize(
    "text",
    ["", "The decision.", "12 345 | 67 | 89 " * 200, "Belize Cuba Haiti Peru " * 50, _both()],
)
def test_what_leaves_a_doubt_gets_no_answer(text):
    assert clearly_in(text) == ""
