"""How long reading a text of 60 pages takes, beside merely getting its words out.

Run from the project's root: ``python -m bench.clauses``. Prints a table: for each kind of file
the seconds to
read it into clauses, the seconds of a plain extraction, and their ratio (medians of five, taken
in turns).
"""

import io
import time
import zipfile
from collections.abc import Callable
from functools import partial
from statistics import median

import docx
import pypdfium2
from lxml import etree, html

from comity.clauses import read
from tests.clauses.make_pdf import Row, column, make_pdf

PAGES = 60
ROUNDS = 5
CLAUSE = (
    "Solicitar a la Secretaría Técnica que presente, antes del 30 de junio de 2027, un "
    "informe sobre "
    "la trata de personas y el tráfico ilícito de migrantes en la región, con los datos que hayan "
    "enviado los países miembros y las organizaciones internacionales que los acompañan, y que lo "
    "ponga en conocimiento de la Presidencia Pro Témpore para su examen en la próxima reunión."
)
WIDTH = 90


def clauses() -> list[str]:
    """Return some 60 pages of numbered clauses under headings, about 450 words a page."""
    texts = []
    for number in range(1, PAGES * 7 + 1):
        if number % 14 == 1:
            texts.append(f"TEMA {number // 14 + 1}")
        texts.append(f"{number}. {CLAUSE}")
    return texts


def as_docx(texts: list[str]) -> bytes:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_pdf(texts: list[str]) -> bytes:
    lines = [line for text in texts for line in (*wrapped(text), "")]
    size = -(-len(lines) // PAGES)
    pages = []
    for at in range(PAGES):
        body = "\n".join(lines[at * size : (at + 1) * size])
        header, footer = Row("Declaración final", 40, size=9), Row(f"Página {at + 1}", 810, size=9)
        pages.append([header, *column(body, top=80, step=12, size=9), footer])
    return make_pdf(pages)


def wrapped(text: str) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) >= WIDTH:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return [*lines, line]


def as_html(texts: list[str]) -> bytes:
    body = "".join(f"<p>{text}</p>" for text in texts)
    return f"<html><meta charset=utf-8><body>{body}</body></html>".encode()


def as_text(texts: list[str]) -> bytes:
    return "\n\n".join("\n".join(wrapped(text)) for text in texts).encode()


def plain_docx(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return "".join(root.itertext())


def plain_pdf(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "".join(page.get_textpage().get_text_range() for page in document)


def plain_html(data: bytes) -> str:
    return html.document_fromstring(data).text_content()


def plain_text(data: bytes) -> str:
    return data.decode()


KINDS: dict[str, tuple[Callable[[list[str]], bytes], Callable[[bytes], str]]] = {
    "docx": (as_docx, plain_docx),
    "pdf": (as_pdf, plain_pdf),
    "html": (as_html, plain_html),
    "txt": (as_text, plain_text),
}


def seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def main() -> None:
    texts = clauses()
    words = sum(len(text.split()) for text in texts)
    print(f"{PAGES} pages, {len(texts)} paragraphs, {words} words")
    print(f"{'kind':6}{'clauses':>8}{'read s':>9}{'plain s':>9}{'ratio':>8}")
    for kind, (make, plain) in KINDS.items():
        data = make(texts)
        found = len(read(data, f"text.{kind}").clauses)
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(seconds(partial(read, data, f"text.{kind}")))
            theirs.append(seconds(partial(plain, data)))
        ratio = median(ours) / median(theirs)
        print(f"{kind:6}{found:8}{median(ours):9.3f}{median(theirs):9.4f}{ratio:8.0f}")


if __name__ == "__main__":
    main()
