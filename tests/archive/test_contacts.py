"""Whom a page says to ask."""

from __future__ import annotations

import pytest

from comity.archive import Contact
from comity.archive.contacts import contacts_of


@pytest.mark.parametrize(
    ("words", "contacts"),
    [
        (
            "For more information, please contact Ana Ruiz, Regional Office, Tel: +506 2212 5300, "
            "Email: ana@example.org",
            [Contact("Ana Ruiz", "Regional Office", "ana@example.org", "+506 2212 5300")],
        ),
        (
            "Pour plus d’informations, veuillez contacter Jorge Díaz, Bureau régional, "
            "Email: jorge@example.org, Tel: +506 22125300",
            [Contact("Jorge Díaz", "Bureau régional", "jorge@example.org", "+506 22125300")],
        ),
        (
            "ou contacter Jorge Peña : jorge@example.org ou César León Tél. + 502 2410 0012 "
            "E-mail : cesar@example.org",
            [
                Contact("Jorge Peña", "", "jorge@example.org", ""),
                Contact("César León", "", "cesar@example.org", "+ 502 2410 0012"),
            ],
        ),
        ("Write to office@example.org.", [Contact("", "", "office@example.org", "")]),
        ("Nobody is named here.", []),
    ],
)
def test_name_role_address_and_number(words, contacts):
    assert list(contacts_of([words])) == contacts


def test_one_address_is_one_contact():
    assert len(contacts_of(["Ask ana@example.org.", "Again: ana@example.org."])) == 1
