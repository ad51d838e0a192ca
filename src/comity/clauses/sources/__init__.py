"""Taking a file apart: bytes and a name in, blocks out; anything that is not what it says is
refused.
"""

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from comity.clauses.blocks import Source
from comity.clauses.sources.kinds import check_kind
from comity.clauses.sources.pdf import take_apart_pdf
from comity.clauses.sources.plain import take_apart_bytes, take_apart_markdown
from comity.clauses.sources.web import take_apart_html
from comity.clauses.sources.word import take_apart_docx
from comity.clauses.unreadable import Unreadable, shown

MOST_BYTES = 25 * 1024 * 1024

_READERS: Mapping[str, Callable[[bytes, str], Source]] = MappingProxyType(
    {
        "docx": take_apart_docx,
        "pdf": take_apart_pdf,
        "html": take_apart_html,
        "htm": take_apart_html,
        "txt": take_apart_bytes,
        "md": take_apart_markdown,
    }
)
KINDS = tuple(_READERS)
"""The kinds of file that are read, as the ends of their names."""


def take_apart(data: bytes, name: str) -> Source:
    """Return the blocks of a file.

    Args:
        data: The whole file, at most 25 MB.
        name: Its name; the end of it says what kind of file it claims to be.

    Raises:
        Unreadable: the file is too large, of another kind, not what it says, protected, unsafe or
            empty.
    """
    kind = PurePosixPath(shown(name)).suffix.lower().lstrip(".")
    if kind not in _READERS:
        raise Unreadable("unknown_kind", name)
    if len(data) > MOST_BYTES:
        raise Unreadable("too_large", name, limit=str(MOST_BYTES // 1024 // 1024))
    if not data.strip(b"\0 \t\r\n"):
        raise Unreadable("empty", name)
    check_kind(data, name, kind)
    source = _READERS[kind](data, name)
    if not any(block.text.strip() for block in source.blocks):
        raise Unreadable("empty", name)
    return source
