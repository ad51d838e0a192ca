"""The XML parts of an office file. What damages them is told; nothing outside them is read.

openpyxl and python-docx write packs but do not read them: they fail in many ways on files that
other programs made, know nothing of the strict form of the standard, and read either everything
or no merged cells.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

LARGEST = 60 * 1024 * 1024
"""Bytes of one part, unpacked."""
DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError,
    RuntimeError, ValueError,
)  # fmt: skip
"""What zipfile raises on bytes that are no archive any more, or one with a password."""
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "huge_tree": False,
    "load_dtd": False,
}


class Damaged(Exception):
    """The file cannot be read as what it is."""


class Parts:
    """The parts of one file by name, read when asked for."""

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except DAMAGE as error:
            raise Damaged from error
        self._names = set(self._archive.namelist())

    def read(self, name: str) -> bytes:
        """Empty where there is no such part.

        Raises:
            Damaged: it cannot be unpacked, or is larger than any pack's.
        """
        if name not in self._names:
            return b""
        try:
            if self._archive.getinfo(name).file_size > LARGEST:
                raise Damaged
            return self._archive.read(name)
        except DAMAGE as error:
            raise Damaged from error

    def tree(self, name: str) -> Any | None:
        """The root of a part; None where there is no such part. Raises Damaged."""
        content = self.read(name)
        if not content:
            return None
        try:
            return etree.fromstring(content, etree.XMLParser(**_SAFE))
        except etree.XMLSyntaxError as error:
            raise Damaged from error

    def elements(self, name: str, *tags: str) -> Iterator[Any]:
        """Elements of a part as they end, however large it is; each is let go afterwards."""
        try:
            yield from _elements(self.read(name), tags)
        except etree.XMLSyntaxError as error:
            raise Damaged from error

    def related(self, name: str) -> dict[str, str]:
        """Id → name of the parts to which a part refers."""
        folder, base = posixpath.split(name)
        root = self.tree(f"{folder}/_rels/{base}.rels")
        if root is None:
            return {}
        targets = {one.get("Id", ""): one.get("Target", "") for one in root.iter("{*}Relationship")}
        return {
            key: posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            for key, target in targets.items()
        }

    def main(self) -> str:
        """The part a reader begins with."""
        root = self.tree("_rels/.rels")
        targets = [] if root is None else list(root.iter("{*}Relationship"))
        found = [
            one.get("Target", "").lstrip("/")
            for one in targets
            if one.get("Type", "").endswith("/officeDocument")
        ]
        return found[0] if found else ""

    def properties(self) -> dict[str, str]:
        """The custom properties of the file."""
        root = self.tree("docProps/custom.xml")
        if root is None:
            return {}
        return {one.get("name", ""): "".join(one.itertext()) for one in root.iter("{*}property")}


def _elements(content: bytes, tags: tuple[str, ...]) -> Iterator[Any]:
    if not content:
        return
    wanted = [f"{{*}}{tag}" for tag in tags]
    for _event, element in etree.iterparse(io.BytesIO(content), tag=wanted, **_SAFE):
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def name_of(element: Any) -> str:
    """The local name: the strict form of the standard has other namespaces."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """An attribute by its local name, in whatever namespace."""
    for key, value in element.attrib.items():
        if etree.QName(key).localname == name:
            return str(value)
    return ""


def unescaped(text: str) -> str:
    """``_x000D_``: how a workbook writes what XML would lose (ECMA-376 part 1, 22.9.2.19)."""
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)
