"""A small register for the tests, with names in several languages."""

from __future__ import annotations

from comity.archive import Known, Register


def state(key: str, *names: str) -> Known:
    return Known("party", key, names[0], names, is_state=True)


STATES = [
    state("belize", "Belize", "Belice"),
    state("canada", "Canada", "Canadá"),
    state("costa-rica", "Costa Rica"),
    state("dominican-republic", "Dominican Republic", "República Dominicana"),
    state("el-salvador", "El Salvador"),
    state("guatemala", "Guatemala"),
    state("honduras", "Honduras"),
    state("trinidad-and-tobago", "Trinidad and Tobago", "Trinité-et-Tobago"),
]
RCM = Known(
    "dialogue", "crm", "Regional Conference on Migration",
    ("Regional Conference on Migration", "Conférence régionale sur les migrations"),
    ("RCM", "CRM"), members=11, founded=1996,
)  # fmt: skip
FOURTEENTH = Known(
    "meeting", "crm-xiv", "XIV Regional Conference on Migration",
    ("XIV Regional Conference on Migration", "XIVe Conférence régionale sur les migrations"),
)  # fmt: skip
BORDERS = Known(
    "body", "cmc-borders", "Network on Border Management",
    ("Network on Border Management", "Réseau sur la gestion des frontières"),
)  # fmt: skip
IOM = Known("party", "iom", "International Organization for Migration", (), ("IOM", "OIM"))
PORT = Known("place", "Port of Spain", "Port of Spain", ("Port of Spain", "Port-d’Espagne"))
REGISTER = Register.of([*STATES, RCM, FOURTEENTH, BORDERS, IOM, PORT])
