"""The verb class comes from the opening words, in four languages."""

import pytest

from comity.clauses.verbs import (
    DIRECTED,
    MANDATING,
    VERBS,
    is_preambular,
    lead_in,
    opens_with_verb,
    verb_class,
)
from comity.clauses.words import load_words


@pytest.mark.parametrize(
    ("language", "text", "verb"),
    [
        ("es", "Solicitar a la Secretaría Técnica que prepare", "request"),
        ("es", "Se acuerda crear una red", "agree"),
        ("es", "Los países miembros acuerdan fortalecer", "agree"),
        ("es", "Agradecer al Gobierno de México por", "thank"),
        ("es", "Expresar su agradecimiento a la OIM", "thank"),
        ("es", "Tomar nota con satisfacción del informe", "take_note"),
        ("es", "Asimismo, exhortan a los Estados", "urge"),
        ("es", "Expresar su preocupación por", "concern"),
        ("es", "Las Partes se comprometen a compartir", "commit"),
        ("es", "Encomendar a la Presidencia", "instruct"),
        ("es", "Dar la bienvenida a los nuevos miembros", "welcome"),
        ("es", "Las Partes del presente Acuerdo cooperarán", "cooperate"),
        ("es", "Hacer un llamado a los Estados", "call_on"),
        ("es", "Aprobar el Plan de Acción", "adopt"),
        ("es", "El Grupo acordó crear una red", "agree"),
        ("es", "México ofreció ser sede", "offer"),
        ("es", "Acuerdo marco entre las Partes", ""),
        ("es", "Artículo transitorio", ""),
        ("es", "La próxima cita será en mayo", ""),
        ("en", "Request the Secretariat to report", "request"),
        ("en", "We also thank the host", "thank"),
        ("en", "Recognise the efforts of the host", "recognise"),
        ("en", "Emphasizes the need for data", "emphasise"),
        ("en", "Authorise the Secretariat to sign", "instruct"),
        ("es", "Diseñar una campaña regional", "develop"),
        ("en", "The Member States agree to act", "agree"),
        ("en", "It was agreed to act", "agree"),
        ("en", "To establish a network", "establish"),
        ("en", "Express their deep concern at", "concern"),
        ("en", "The Parties shall exchange information", "share"),
        ("en", "Delegations were invited to comment", "invite"),
        ("en", "UNHCR and IOM offered to help", "offer"),
        ("en", "Call upon all States", "call_on"),
        ("en", "Migration is a fact of life", ""),
        ("fr", "Les participants ont convenu de créer un réseau", "agree"),
        ("fr", "Demande au Secrétariat de préparer", "request"),
        ("fr", "Les États membres s’engagent à partager", "commit"),
        ("fr", "Prient instamment les États", "urge"),
        ("fr", "Mettre en place un réseau", "establish"),
        ("fr", "D’inviter les pays membres", "invite"),
        ("fr", "Rappelle que la réunion", "reaffirm"),
        ("fr", "Condamne toute violence", "condemn"),
        ("pt", "Solicitar à Secretaria Técnica", "request"),
        ("pt", "Os Estados membros concordam em agir", "agree"),
        ("pt", "Comprometem-se a compartilhar", "commit"),
        ("pt", "As Partes trocarão informações", "share"),
        ("pt", "Comprometemo-nos a cooperar", "commit"),
        ("pt", "Congratulamo-nos com o progresso", "welcome"),
        ("es", "La Secretaría Técnica deberá presentar un plan", "report"),
        ("fr", "Les Parties doivent échanger les données", "share"),
        ("pt", "A Secretaria deverá apresentar um plano", "report"),
        ("es", "Las delegaciones que deben informar", ""),
        ("es", "Las Partes acuerdan que la Secretaría deberá informar", "agree"),
        ("es", "Queda aprobado el presupuesto", "adopt"),
        ("pt", "Fica criado o grupo", "establish"),
        ("es", "Hacer un atento llamado a los países", "call_on"),
        ("es", "Dar la más cordial bienvenida a Belice", "welcome"),
        ("en", "Its mandate shall expire on 31 December", ""),
        ("en", "Agreement was reached on the plan", "agree"),
        ("es", "El presente Acuerdo establece las reglas", ""),
        ("en", "This Agreement establishes the rules", ""),
        ("fr", "Le présent Accord établit les règles", ""),
        ("es", "La presente Reunión acuerda crear una red", "agree"),
        ("es", "Objeto. El presente protocolo establece las reglas", ""),
        ("es", "El Grupo acordo\u0301 crear una red", "agree"),
        ("pt", "Instar os países membros", "urge"),
    ],
)
def test_the_opening_words_tell_the_verb(language, text, verb):
    assert verb_class(text, language) == verb


def test_every_language_has_words_for_every_class():
    for classes in load_words("verbs").values():
        assert set(classes) == set(VERBS)


def test_mandating_and_directed_classes_are_classes():
    assert set(VERBS) >= MANDATING | DIRECTED
    assert not MANDATING & {"thank", "take_note", "welcome", "recognise", "reaffirm"}


@pytest.mark.parametrize(
    ("language", "text", "verb"),
    [
        ("es", "ACUERDAN:", "agree"),
        ("es", "DECIDEN", "decide"),
        ("es", "Por lo anterior, los Viceministros, en Managua, acuerdan lo siguiente:", "agree"),
        ("es", "HAN CONVENIDO LO SIGUIENTE:", "agree"),
        ("en", "DECIDE TO:", "decide"),
        ("en", "Have agreed as follows:", "agree"),
        ("en", "Have reached the following understanding:", "agree"),
        ("es", "ADOPTAN LA SIGUIENTE DECLARACIÓN:", "adopt"),
        ("fr", "ONT ADOPTÉ LA PRÉSENTE DÉCISION :", "adopt"),
        ("fr", "DÉCIDENT :", "decide"),
        ("fr", "CONVIENNENT :", "agree"),
        ("fr", "Sont convenus de ce qui suit :", "agree"),
        ("pt", "DECIDEM:", "decide"),
        ("pt", "Acordam o seguinte:", "agree"),
        ("es", "Para más información:", ""),
        ("en", "The following documents are listed:", ""),
    ],
)
def test_a_lead_in_is_known_by_its_last_verb(language, text, verb):
    assert lead_in(text, language) == verb


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Recognizing that"),
        ("en", "Deeply concerned by"),
        ("es", "Considerando que"),
        ("es", "Conscientes de"),
        ("fr", "Se félicitant de"),
        ("fr", "Vu la décision"),
        ("pt", "Tendo em conta"),
    ],
)
def test_a_preamble_is_known_by_its_opening(language, text):
    assert is_preambular(text, language)
    assert not opens_with_verb(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "During the talks"), ("fr", "Pendant la réunion"), ("es", "Cuando llegó")],
)
def test_words_that_only_look_preambular_are_not(language, text):
    assert not is_preambular(text, language)
