"""Texts in our own words that look like those that dialogues adopt."""

RCM_ES = """DECLARACIÓN DE LA REUNIÓN VICEMINISTERIAL

Reunidos en la ciudad de San Marcos los días 8 y 9 de noviembre de 2016, los Viceministros y Jefes de Delegación de los países miembros;

Considerando que la movilidad de las personas exige respuestas comunes, conforme al artículo 13. De igual modo se recuerda la declaración anterior;

Reconociendo la labor de la Presidencia Pro Témpore y el aporte de 1.5 millones de dólares de los cooperantes;

Conscientes de la situación de la niñez migrante no acompañada;

ACUERDAN:

Trata de personas

1. Fortalecer la cooperación entre las autoridades nacionales para prevenir la trata de personas y asistir a sus víctimas.
2. Solicitar a la Secretaría Técnica que presente, antes del 30 de junio de 2017, una propuesta de campaña regional de información con:
a) un número de ayuda para cada país;
b) materiales para radio y televisión; y
c) un calendario.
3. Instar a los países miembros y a la OIM a compartir datos sobre el tráfico ilícito de migrantes.

Protección consular

4. Tomar nota del informe de la Red de Funcionarios de Enlace de Protección Consular.
5. Encomendar a la Presidencia Pro Témpore la convocatoria de un taller en el primer semestre de 2017.
6. Agradecer al pueblo y al Gobierno de Guatemala por su hospitalidad.

Dado en la ciudad de San Marcos, el 9 de noviembre de 2016.
"""

RCGM_EN = """CONCLUSIONS OF THE REGIONAL CONSULTATION GROUP

The Regional Consultation Group met in Port Sand on 4 and 5 May 2017.

A. Follow-up to the plan of action

1. The Group took note of the report of the Technical Secretariat on the plan of action.

2. The Group agreed to:
(a) review the indicators of the plan, taking art. 2.1 of the terms of reference into account;
(b) send comments to the Technical Secretariat by 15 July 2017; and
(c) consider the matter again at its next meeting.

B. Return and reintegration

3. The Group recommended that the Vice-Ministers approve the guidelines on the return of unaccompanied children.

4. Delegations were invited to present good practices, namely:
(i) on reception;
(ii) on family tracing; and
(iii) on reintegration into schools.

5. The Group thanked Canada and Mexico for their presentations.

C. Other matters

6. UNHCR and IOM offered to support a workshop within six months.
"""

SUMMIT_EN = """COMMITMENT OF THE HEADS OF STATE AND GOVERNMENT

Transparency and accountability

49. We reaffirm our commitment to open government and to access to public information.

50. Strengthen the capacity of investigators, prosecutors and judges in accordance with paragraph 12. In doing so, account will be taken of national law.

Cooperation and follow-up

51. Request the institutions of the Joint Summit Working Group to give technical support to the implementation of these commitments and to report on it no later than March 2020.

52. Instruct our national coordinators to share information on what was done by the end of 2019.
"""

PARLATINO_ES = """ACUERDO DE COOPERACIÓN

Las Partes, deseosas de ampliar su colaboración, han convenido lo siguiente:

Artículo 1
Objeto
El presente Acuerdo tiene por objeto establecer un marco de cooperación entre las Partes en materia de migración y desarrollo.

Artículo 2
Obligaciones de las Partes
1. Las Partes intercambiarán información sobre la trata de personas y el tráfico ilícito de migrantes.
2. Las Partes promoverán proyectos conjuntos:
a) de capacitación; y
b) de armonización legislativa.

Artículo 3
Las Partes designarán puntos focales dentro de los treinta días siguientes a la firma, según lo dispuesto en el Artículo 2 del presente Acuerdo.

Artículo 4
Vigencia
El presente Acuerdo entrará en vigor en la fecha de su firma.
"""

CMC_FR = """DÉCISIONS DE LA RÉUNION

Les représentants des États et territoires participants,

Reconnaissant l’importance d’une approche commune,

Rappelant la décision prise en janvier 2016,

DÉCIDENT :

PREMIÈREMENT : D’établir un réseau technique sur le trafic illicite de migrants.

DEUXIÈMEMENT : De demander au secrétariat technique, en coordination avec l’OIM, de mettre en ligne une plateforme d’ici fin 2017.

TROISIÈMEMENT : D’inviter les pays membres à désigner des points focaux dans un délai de six mois.
"""

SACM_PT = """DECLARAÇÃO DA CONFERÊNCIA

Considerando a importância da livre circulação de pessoas;

Reafirmando os compromissos assumidos;

DECIDEM:

I. Dados e estatísticas

1º Solicitar à Secretaria Técnica que elabore um relatório sobre dados migratórios até 31 de dezembro de 2026.

2º Instar os países membros a compartilhar informações sobre tráfico de pessoas.

II. Integração

3º Agradecer ao Governo do Brasil pela organização da reunião.
"""

UNNUMBERED_EN = """RESOLUTION ON MIGRATION AND DISASTERS

The Conference,

Recognizing that storms know no border,

Recalling its earlier resolutions,

Requests the Secretariat to prepare a draft regional protocol by 31 March 2018;

Urges member states to name focal points;

Decides to return to the matter at its next session.
"""

ONE_LINE_EN = (
    "The Vice-Ministers agree to: 1. Strengthen border management under art. 2. Of the plan the "
    "first phase ends in 2017. 2. Request the Secretariat to report by 30 June 2017, see paragraph "
    "3. In that report, costs of 1.5 million are explained. 3. Thank the Government of Panama."
)

ALL = {
    "rcm_es": (RCM_ES, "es"),
    "rcgm_en": (RCGM_EN, "en"),
    "summit_en": (SUMMIT_EN, "en"),
    "parlatino_es": (PARLATINO_ES, "es"),
    "cmc_fr": (CMC_FR, "fr"),
    "sacm_pt": (SACM_PT, "pt"),
    "unnumbered_en": (UNNUMBERED_EN, "en"),
    "one_line_en": (ONE_LINE_EN, "en"),
}
