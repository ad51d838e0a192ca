"""A declaration for the journeys, in our own words, as Word files."""

from __future__ import annotations

from pathlib import Path

from docx import Document

SPANISH = [
    ("Title", "Declaración de la reunión de prueba"),
    ("", "Considerando que los datos y la atención consular protegen a las personas migrantes,"),
    ("", "ACUERDAN:"),
    (
        "",
        "1. Solicitar a Guatemala que presente un informe sobre la atención consular "
        "antes del 30 de junio de 2027.",
    ),
    (
        "",
        "2. Solicitar a Guatemala que comparta con los países miembros los datos migratorios "
        "de su frontera.",
    ),
    ("", "3. Agradecer al Gobierno de Panamá su hospitalidad."),
]
ENGLISH = [
    ("Title", "Declaration of the trial meeting"),
    ("", "Considering that data and consular care protect migrants,"),
    ("", "AGREE:"),
    ("", "1. To request Guatemala to submit a report on consular care by 30 June 2027."),
    (
        "",
        "2. To request Guatemala to share with the member countries the migration data of its "
        "border.",
    ),
    ("", "3. To thank the Government of Panama for its hospitality."),
]


def word_file(path: Path, paragraphs: list[tuple[str, str]]) -> Path:
    document = Document()
    for style, words in paragraphs:
        document.add_paragraph(words, style=style or None)
    document.save(str(path))
    return path
