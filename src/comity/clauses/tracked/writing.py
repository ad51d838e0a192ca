"""A Word file in which changes stand as Word marks them, to be accepted, refused and continued.

Each change names its author and its time; whole paragraphs that came or went have a marked end;
each clause stands in a bookmark that names it. Source: ECMA-376 part 1, 17.13.5 (revisions),
17.13.6 (bookmarks), 17.13.4 (comments).
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape
from itertools import count

from comity.clauses.tracked.package import SETTINGS, R, W, pack, styles
from comity.clauses.tracked.paper import (
    END,
    OURS,
    Hand,
    Note,
    Paper,
    Paragraph,
    Place,
    Span,
    digest_of,
)

DEEPEST = 5
DEEPEST_HEADING = 4
LONGEST_AUTHOR = 100
_TAGS = {"added": "ins", "removed": "del"}
_MOVES = {"added": "moveTo", "removed": "moveFrom"}
PROPERTY = "Comity"
"""The property of the file that names it again, for programs that lose bookmarks."""


def write_tracked(paper: Paper) -> bytes:
    """Return the paper as a ``.docx``."""
    writer = _Writer()
    body = writer.body(paper)
    return pack(
        {
            "word/document.xml": f"<w:document {W} {R}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": styles(paper.language),
            "word/settings.xml": SETTINGS,
            "word/comments.xml": f"<w:comments {W}>{''.join(writer.comments)}</w:comments>",
            "word/header1.xml": f"<w:hdr {W}>{_header(paper)}</w:hdr>",
            "word/footer1.xml": f"<w:ftr {W}>{_FOOTER}</w:ftr>",
            "docProps/core.xml": _core(paper),
            "docProps/custom.xml": _custom(paper),
        }
    )


def words(text: str) -> str:
    """Escaped, without what XML cannot hold."""
    return escape("".join(c for c in text if c in "\t\n" or (c >= " " and not _is_no_xml(c))))


def _is_no_xml(char: str) -> bool:
    return "\ud800" <= char <= "\udfff" or char in "\ufffe\uffff"


def _signed(hand: Hand) -> str:
    at = f' w:date="{_instant(hand.at)}"' if hand.at else ""
    return f'w:author="{words(hand.author)[:LONGEST_AUTHOR]}"{at}'


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class _Writer:
    """Counts what must be counted through a whole document."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self.comments: list[str] = []
        self._moves: set[tuple[str, str]] = set()

    def body(self, paper: Paper) -> str:
        lead = "".join(
            self._ours(line, "Lead", f"{OURS}lead{at}") for at, line in enumerate(paper.lead)
        )
        text = "".join(self._paragraph(one) for one in paper.paragraphs)
        # The last end of a text is nobody's change: what went before it can go as a whole.
        return (
            self._ours(paper.title, "Title", paper.stamp.name)
            + lead
            + text
            + self._ours("", "Clause1", END)
            + _SECTION
        )

    def _ours(self, text: str, style: str, bookmark: str) -> str:
        """A paragraph that is no part of the text, and says so."""
        return _paragraph_xml(style, "", self._bookmarked(_run(text, "t"), bookmark))

    def _bookmarked(self, inner: str, name: str) -> str:
        number = next(self._numbers)
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )

    def _paragraph(self, one: Paragraph) -> str:
        inner = "".join(self._span(span) for span in one.spans)
        if one.key:
            inner = self._bookmarked(inner, Place(one.key, digest_of(one.base)).name)
        if one.mark.move:
            inner = self._moved(inner, one.mark)
        inner += "".join(self._comment(note) for note in one.notes)
        return _paragraph_xml(_style_of(one), self._end(one.mark), inner) + "".join(
            self._ours(f"{mark} {text}", "Note", f"{OURS}note{next(self._numbers)}")
            for mark, text in one.footnotes
        )

    def _span(self, span: Span) -> str:
        if span.hand is None:
            return _run(span.text, "t")
        tag = (_MOVES if span.move else _TAGS)[span.state]
        letters = "delText" if tag == "del" else "t"
        return (
            f'<w:{tag} w:id="{next(self._numbers)}" {_signed(span.hand)}>'
            f"{_run(span.text, letters)}</w:{tag}>"
        )

    def _end(self, mark: Span) -> str:
        """The properties of the end of a paragraph that came or went as a whole."""
        if mark.hand is None:
            return ""
        tag = (_MOVES if mark.move else _TAGS)[mark.state]
        return f'<w:rPr><w:{tag} w:id="{next(self._numbers)}" {_signed(mark.hand)}/></w:rPr>'

    def _moved(self, inner: str, mark: Span) -> str:
        tag, number = _MOVES[mark.state], next(self._numbers)
        signed = _signed(mark.hand) if mark.hand else ""
        return (
            f'<w:{tag}RangeStart w:id="{number}" w:name="{mark.move}" {signed}/>{inner}'
            f'<w:{tag}RangeEnd w:id="{number}"/>'
        )

    def _comment(self, note: Note) -> str:
        number = len(self.comments)
        said = "".join(
            _paragraph_xml("CommentText", "", _run(line, "t")) for line in note.words.split("\n")
        )
        initials = words("".join(part[0] for part in note.hand.author.split()[:3]))
        self.comments.append(
            f'<w:comment w:id="{number}" {_signed(note.hand)} w:initials="{initials}">'
            f"{said}</w:comment>"
        )
        return (
            f'<w:commentRangeStart w:id="{number}"/><w:commentRangeEnd w:id="{number}"/>'
            f'<w:r><w:commentReference w:id="{number}"/></w:r>'
        )


def _style_of(one: Paragraph) -> str:
    if one.kind == "heading":
        return f"Heading{min(max(one.depth, 1), DEEPEST_HEADING)}"
    if one.kind in {"preamble", "paragraph"}:
        return "Preamble"
    return f"Clause{min(max(one.depth, 1), DEEPEST)}"


def _paragraph_xml(style: str, end: str, inner: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{end}</w:pPr>{inner}</w:p>'


def _run(text: str, letters: str) -> str:
    """One run; lines and tabs as Word has them."""
    if not text:
        return ""
    parts = "<w:br/>".join(
        "<w:tab/>".join(_letters(part, letters) for part in line.split("\t"))
        for line in text.split("\n")
    )
    return f"<w:r>{parts}</w:r>"


def _letters(text: str, letters: str) -> str:
    return f'<w:{letters} xml:space="preserve">{words(text)}</w:{letters}>' if text else ""


def _header(paper: Paper) -> str:
    label = f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{words(paper.label)}</w:t></w:r>'
    return _paragraph_xml("Header", "", f"{_run(paper.header, 't')}<w:r><w:tab/></w:r>{label}")


_FOOTER = _paragraph_xml(
    "Footer",
    "",
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE '
    '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
)
_SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rHeader"/>'
    '<w:footerReference w:type="default" r:id="rFooter"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1134" w:bottom="1247" '
    'w:left="1134" w:header="680" w:footer="567" w:gutter="0"/></w:sectPr>'
)


def _core(paper: Paper) -> str:
    at = _instant(paper.at)
    kinds = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{at}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        "<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{words(paper.title)}</dc:title><dc:subject>{words(paper.label)}</dc:subject>"
        f"<dc:creator>{words(paper.author)}</dc:creator>"
        f"<dc:language>{words(paper.language)}</dc:language>{kinds}</cp:coreProperties>"
    )


def _custom(paper: Paper) -> str:
    keys = _keys(paper.paragraphs)
    return (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{PROPERTY}">'
        f"<vt:lpwstr>{paper.stamp.name} {keys}</vt:lpwstr></property></Properties>"
    )


def _keys(paragraphs: Iterable[Paragraph]) -> str:
    return " ".join(Place(one.key, digest_of(one.base)).name for one in paragraphs if one.key)
