"""Word files for the tests: with lists numbered by Word, footnotes and tracked changes."""

import io
import zipfile
from collections.abc import Iterable
from typing import Any

from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

NUMBERING = """
<w:abstractNum {ns} w:abstractNumId="{id}">
  <w:multiLevelType w:val="multilevel"/>
  {levels}
</w:abstractNum>
"""
LEVEL = (
    '<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>'
    '<w:lvlText w:val="{pattern}"/></w:lvl>'
)


class Word:
    """A Word file in the making."""

    def __init__(self) -> None:
        self.document = Document()
        self._next = 70

    def define_list(
        self, *levels: tuple[str, str], start: int = 1, restart_of: int | None = None
    ) -> int:
        """Add a list whose levels are (numFmt, lvlText); return its number."""
        root = self.document.part.numbering_part.element
        self._next += 1
        if restart_of is None:
            shapes = "".join(
                LEVEL.format(at=at, start=1 if at else start, kind=kind, pattern=pattern)
                for at, (kind, pattern) in enumerate(levels)
            )
            shape = NUMBERING.format(ns=nsdecls("w"), id=self._next, levels=shapes)
            first_num = root.find(qn("w:num"))
            first_num.addprevious(parse_xml(shape))
        override = (
            f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            if restart_of is not None
            else ""
        )
        abstract = self._next if restart_of is None else restart_of
        root.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{self._next}">'
                f'<w:abstractNumId w:val="{abstract}"/>{override}</w:num>'
            )
        )
        return self._next

    def say(
        self,
        text: str,
        *,
        style: str | None = None,
        number: int = 0,
        level: int = 0,
        bold: bool = False,
    ) -> Any:
        """Add a paragraph, in a list when ``number`` is given."""
        paragraph = self.document.add_paragraph(style=style)
        run = paragraph.add_run(text)
        run.bold = bold or None
        if number:
            properties = paragraph._p.get_or_add_pPr()
            num = OxmlElement("w:numPr")
            for tag, value in (("w:ilvl", level), ("w:numId", number)):
                child = OxmlElement(tag)
                child.set(qn("w:val"), str(value))
                num.append(child)
            properties.append(num)
        return paragraph

    def insert(self, paragraph: Any, xml: str) -> None:
        """Append raw WordprocessingML to a paragraph."""
        paragraph._p.append(parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1)))

    def save(self, extra: Iterable[tuple[str, str]] = ()) -> bytes:
        """Return the file, with further parts added as they are."""
        stream = io.BytesIO()
        self.document.save(stream)
        return repack(stream.getvalue(), dict(extra))


def repack(data: bytes, changed: dict[str, str]) -> bytes:
    """Return an archive with some of its parts replaced or added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, text in changed.items():
            new.writestr(name, text)
    return stream.getvalue()


def plain_docx(*paragraphs: str) -> bytes:
    word = Word()
    for text in paragraphs:
        word.say(text)
    return word.save()
