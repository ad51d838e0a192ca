"""Opening the archive that a .docx is, without trusting it: counts and sizes are checked before
anything is unpacked.
"""

import io
import struct
import zipfile
import zlib

from lxml import etree

from comity.clauses.unreadable import Unreadable

MOST_ENTRIES = 4000
MOST_UNPACKED = 150 * 1024 * 1024
MOST_XML = 60 * 1024 * 1024
HIGHEST_RATIO = 250
"""Times a part may grow when unpacked, once it is larger than a megabyte; text grows 10 to 40
times.
"""

_ARCHIVES = (".zip", ".7z", ".rar", ".gz", ".bz2", ".xz", ".tar")
_END = struct.Struct("<4s4H2LH")


class Parts:
    """The parts of a .docx, read one by one."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open the archive.

        Raises:
            Unreadable: "bomb", "password", "macros", "broken" or "not_what_it_says".
        """
        self._name = name
        if _declared_entries(data) > MOST_ENTRIES:
            raise Unreadable("bomb", name)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Unreadable("broken", name, kind=".docx") from error
        self._check_entries()
        self._check_content()

    def names(self, start: str) -> list[str]:
        return [n for n in self._zip.namelist() if n.startswith(start)]

    def xml(self, part: str) -> etree._Element | None:
        """Return the root of a part, or None when the archive has no such part.

        Raises:
            Unreadable: "bomb", "unsafe_xml" or "broken".
        """
        data = self._read(part)
        if data is None:
            return None
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
            load_dtd=False,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            unsafe = b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data
            raise Unreadable(
                "unsafe_xml" if unsafe else "broken", self._name, kind=".docx"
            ) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise Unreadable("unsafe_xml", self._name)
        return root

    def _read(self, part: str) -> bytes | None:
        try:
            with self._zip.open(part) as stream:
                data = stream.read(MOST_XML + 1)
        except KeyError:
            return None
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            OSError,
            ValueError,  # its directory says that a part begins before the archive does
        ) as error:
            raise Unreadable("broken", self._name, kind=".docx") from error
        if len(data) > MOST_XML:
            raise Unreadable("bomb", self._name)
        return data

    def _check_entries(self) -> None:
        entries = self._zip.infolist()
        if any(e.flag_bits & 1 for e in entries):
            raise Unreadable("password", self._name)
        too_much = sum(e.file_size for e in entries) > MOST_UNPACKED
        if too_much or len(entries) > MOST_ENTRIES or any(map(_is_suspicious, entries)):
            raise Unreadable("bomb", self._name)
        if len({e.filename for e in entries}) < len(entries):
            raise Unreadable("broken", self._name, kind=".docx")

    def _check_content(self) -> None:
        types = self._read("[Content_Types].xml") or b""
        if b"macroEnabled" in types or any("vbaproject" in n.lower() for n in self._zip.namelist()):
            raise Unreadable("macros", self._name)
        if b"wordprocessingml" not in types or not self.names("word/document"):
            raise Unreadable("not_what_it_says", self._name, kind=".docx")


def _is_suspicious(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename.lower()
    grows = entry.file_size > 1_000_000 and entry.file_size > HIGHEST_RATIO * max(
        entry.compress_size, 1
    )
    climbs = name.startswith("/") or ".." in name.replace("\\", "/").split("/")
    return grows or climbs or name.endswith(_ARCHIVES)


def _declared_entries(data: bytes) -> int:
    """Return how many entries the archive says it has, before its directory is read."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if at < 0 or at + _END.size > len(data):
        return 0
    return int(_END.unpack_from(data, at)[4])
