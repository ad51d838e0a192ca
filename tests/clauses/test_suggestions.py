"""Suggestions name exactly the words of the text that made them, and are few."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.clauses.addressees import GENERAL, find_addressees
from comity.clauses.dates import find_due
from comity.clauses.themes import THEMES, find_themes
from comity.clauses.verbs import VERBS, verb_class

ADOPTED = date(2016, 12, 8)
NAMES = {"OIM": "iom", "IOM": "iom", "UNHCR": "unhcr", "México": "mx", "Mexico": "mx"}


@pytest.mark.parametrize(
    ("text", "due", "words"),
    [
        ("informe antes del 30 de junio de 2017", "2017-06-30", "antes del 30 de junio de 2017"),
        ("report by 30 June 2017 to us", "2017-06-30", "by 30 June 2017"),
        ("report by June 30, 2017", "2017-06-30", "by June 30, 2017"),
        ("no later than March 2018", "2018-03-31", "no later than March 2018"),
        ("agir d’ici fin 2025", "2025-12-31", "d’ici fin 2025"),
        ("en el primer semestre de 2017", "2017-06-30", "en el primer semestre de 2017"),
        ("pendant le premier semestre 2017", "2017-06-30", "pendant le premier semestre 2017"),
        ("in the second quarter of 2017", "2017-06-30", "in the second quarter of 2017"),
        ("avant le 1er mars 2018", "2018-03-01", "avant le 1er mars 2018"),
        ("antes de junio de 2017", "2017-05-31", "antes de junio de 2017"),
        ("até 31 de dezembro de 2026", "2026-12-31", "até 31 de dezembro de 2026"),
        ("a finales de 2018", "2018-12-31", "a finales de 2018"),
        ("by 2017-06-30", "2017-06-30", "by 2017-06-30"),
        ("in May 2017, or by June 2017", "2017-06-30", "by June 2017"),
        ("within six months", "2017-06-08", "within six months"),
        ("en un plazo de 90 días", "2017-03-08", "en un plazo de 90 días"),
        ("dans un délai de six mois", "2017-06-08", "dans un délai de six mois"),
        ("no prazo de 60 dias", "2017-02-06", "no prazo de 60 dias"),
        ("antes de finalizar el año 2017", "2017-12-31", "antes de finalizar el año 2017"),
        ("antes de que termine junio de 2017", "2017-06-30", "antes de que termine junio de 2017"),
        ("by end-2017", "2017-12-31", "by end-2017"),
        ("by the last day of June 2017", "2017-06-30", "by the last day of June 2017"),
        ("antes del 1.º de julio de 2017", "2017-07-01", "antes del 1.º de julio de 2017"),
        ("avant le premier juillet 2017", "2017-07-01", "avant le premier juillet 2017"),
        ("até o dia 30 de abril de 2017", "2017-04-30", "até o dia 30 de abril de 2017"),
        ("hasta el 30 de junio del año 2017", "2017-06-30", "hasta el 30 de junio del año 2017"),
        ("by Friday, 30 June 2017", "2017-06-30", "by Friday, 30 June 2017"),
        (
            "a más tardar al 30 de junio de 2017",
            "2017-06-30",
            "a más tardar al 30 de junio de 2017",
        ),
    ],
)
def test_a_term_gives_its_last_day(text, due, words):
    assert find_due(text, ADOPTED) == (date.fromisoformat(due), words)


@pytest.mark.parametrize(
    "text",
    [
        "antes del 31 de febrero de 2017",
        "by 31 June 2017",
        "la reunión del 30 de junio de 2017",
        "the meeting held in March 2016",
        "before 05/06/2017",
        "by 30 June 2015",
        "Agenda 2030",
    ],
)
def test_what_is_no_term_gives_no_date(text):
    assert find_due(text, ADOPTED) is None


def test_a_relative_term_needs_the_day_of_adoption():
    assert find_due("within six months") is None


def test_a_month_added_to_the_thirty_first_stays_in_its_month():
    assert find_due("within one month", date(2017, 1, 31)) == (
        date(2017, 2, 28),
        "within one month",
    )


@pytest.mark.parametrize("term", ["within 90 days", "within six weeks", "within two months"])
def test_a_term_beyond_the_last_day_of_the_calendar_gives_no_date(term):
    assert find_due(term, date.max) is None


@pytest.mark.parametrize(
    ("language", "text", "codes"),
    [
        ("es", "Solicitar a la Secretaría que informe a los países miembros", ["secretariat"]),
        ("es", "Instar a los países miembros y a la OIM a compartir datos", ["members", "iom"]),
        ("es", "Agradecer al Gobierno de México por su hospitalidad", ["mx"]),
        ("en", "Agree that the Technical Secretariat will present a report", ["secretariat"]),
        ("en", "Agree to establish a network of officials of Mexico", []),
        ("en", "Take note of the report of the Presidency Pro Tempore", []),
        ("en", "Invite UNHCR, IOM and civil society to help", ["unhcr", "iom", "civil_society"]),
        ("fr", "Demander au secrétariat, en coordination avec l’OIM, d’y", ["secretariat", "iom"]),
        ("fr", "Les États membres s’engagent à partager", ["members"]),
        ("pt", "Solicitar à Secretaria Técnica que apresente", ["secretariat"]),
    ],
)  # fmt: skip
def test_who_is_asked_is_told_from_who_is_named(language, text, codes):
    found = find_addressees(text, verb_class(text, language), NAMES)
    assert [suggestion.value for suggestion in found] == codes


def test_a_longer_name_wins_over_a_shorter():
    names = {"Network": "net", "Network on Borders": "borders"}
    found = find_addressees("Request the Network on Borders to act", "request", names)
    assert [(s.value, s.words) for s in found] == [("borders", "Network on Borders")]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("prevenir la trata de personas", ["gcm-10"]),
        ("the smuggling of migrants and border management", ["gcm-9", "gcm-11"]),
        ("la collecte de données et la protection consulaire", ["gcm-1", "gcm-14"]),
        ("retorno y reintegración", ["gcm-21"]),
        ("tráfico de pessoas", ["gcm-10"]),
        ("detención migratoria", ["gcm-13"]),
        ("envío de remesas", ["gcm-20"]),
        ("migración laboral", ["gcm-6"]),
        ("migrantes desaparecidos", ["gcm-8"]),
        ("un mécanisme d'orientation", ["gcm-12"]),
        ("échanger des alertes rapides sur les flux", []),
        ("alertas tempranas sobre flujos", []),
        ("early warnings on the smuggling of migrants", ["gcm-9"]),
        ("la hospitalidad del país", []),
        ("se trata de una visita", []),
        ("na data da assinatura", []),
    ],
)
def test_plain_words_suggest_themes(text, codes):
    assert [suggestion.value for suggestion in find_themes(text)] == codes


def test_every_objective_has_words():
    assert set(THEMES) == {f"gcm-{number}" for number in range(1, 24)}


VOCABULARY = (
    "by before antes del d’ici dans 30 31 de June junio février 2017 2018 within six months trata "
    "the Secretaría Técnica Secretariat shall y and OIM países miembros donne\u0301es ﬁn İ to"
)
SENTENCES = st.lists(st.sampled_from(VOCABULARY.split()), max_size=25).map(" ".join)


@given(SENTENCES | st.text(max_size=80), st.sampled_from(sorted(VERBS)))
def test_a_suggestion_quotes_the_text(text, verb):
    due = find_due(text, ADOPTED)
    quoted = [s.words for s in (*find_themes(text), *find_addressees(text, verb, NAMES))]
    quoted += [due[1]] if due else []
    assert all(words and words in text for words in quoted)


def test_general_addressees_have_codes_without_spaces():
    assert all(code.isidentifier() for code in GENERAL)
