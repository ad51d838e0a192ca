"""The fixed parts of a Word file: its styles, its settings, and how the parts belong together.

Source: ECMA-376 parts 1 and 2.
"""

import io
import zipfile
from collections.abc import Mapping
from html import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_CORE_REL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_WRITTEN = (1980, 1, 1, 0, 0, 0)
"""The earliest an archive can say: when a file was made stands in its properties."""

_PARTS = {
    "word/document.xml": _WORDML + "document.main+xml",
    "word/styles.xml": _WORDML + "styles+xml",
    "word/settings.xml": _WORDML + "settings+xml",
    "word/comments.xml": _WORDML + "comments+xml",
    "word/header1.xml": _WORDML + "header+xml",
    "word/footer1.xml": _WORDML + "footer+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
_OF_DOCUMENT = {
    "rStyles": ("styles", "styles.xml"),
    "rSettings": ("settings", "settings.xml"),
    "rComments": ("comments", "comments.xml"),
    "rHeader": ("header", "header1.xml"),
    "rFooter": ("footer", "footer1.xml"),
}

SETTINGS = (
    f'<w:settings {W}><w:trackRevisions/><w:defaultTabStop w:val="567"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)
"""Tracking is on when the file opens."""

_INK, _ACCENT, _SOFT = "1C2429", "0C5A64", "545C61"
_HANG = 680
"""Twentieths of a point between the number of a clause and its words."""


def styles(language: str) -> str:
    """The looks of a text, so that whoever goes on writing in it changes one once."""
    parts = [
        f"<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/>'
        f'<w:color w:val="{_INK}"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
        f'<w:lang w:val="{escape(language)}"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="0" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>",
        _style("Normal", "Normal", "", "", is_default=True),
        _style("Title", "Title", _space(0, 160), f'<w:b/><w:color w:val="{_ACCENT}"/>' + _size(40)),
        _style("Lead", "Lead", _space(0, 80), f'<w:color w:val="{_SOFT}"/>' + _size(19)),
        _style("Preamble", "Preamble", _space(0, 160), ""),
        _style("Note", "Note", _space(0, 120) + '<w:ind w:left="680"/>', _size(18)),
        _style("Header", "header", "<w:tabs>" + _tab("right", 9638) + "</w:tabs>", _size(18)),
        _style(
            "Footer", "footer", '<w:jc w:val="right"/>', f'<w:color w:val="{_SOFT}"/>' + _size(17)
        ),
        _style("CommentText", "annotation text", "", _size(20)),
    ]
    for level, size in ((1, 30), (2, 26), (3, 23), (4, 22)):
        look = f'<w:b/><w:color w:val="{_ACCENT if level < 3 else _INK}"/>' + _size(size)
        outline = f'<w:keepNext/>{_space(280, 100)}<w:outlineLvl w:val="{level - 1}"/>'
        parts.append(_style(f"Heading{level}", f"heading {level}", outline, look))
    for depth in range(1, 6):
        left = _HANG * depth
        indent = (
            "<w:tabs>"
            + _tab("left", left)
            + "</w:tabs>"
            + _space(0, 140)
            + f'<w:ind w:left="{left}" w:hanging="{_HANG}"/>'
        )
        parts.append(_style(f"Clause{depth}", f"Clause {depth}", indent, ""))
    return "".join(parts) + "</w:styles>"


def _style(key: str, name: str, paragraph: str, run: str, *, is_default: bool = False) -> str:
    default = ' w:default="1"' if is_default else ""
    based = "" if is_default else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{key}"><w:name w:val="{name}"/>{based}'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _space(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _tab(kind: str, at: int) -> str:
    return f'<w:tab w:val="{kind}" w:pos="{at}"/>'


def pack(parts: Mapping[str, str]) -> bytes:
    """Return the file; the same parts always make the same bytes."""
    whole = {"[Content_Types].xml": _types(), "_rels/.rels": _package_relations()}
    whole |= {"word/_rels/document.xml.rels": _document_relations(), **parts}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in whole.items():
            entry = zipfile.ZipInfo(name, _WRITTEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, _HEAD + xml)
    return stream.getvalue()


def _types() -> str:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in _PARTS.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(rows: Mapping[str, tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>'
        for key, (kind, target) in rows.items()
    )
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{inner}</Relationships>"
    )


def _package_relations() -> str:
    return _relations(
        {
            "rDocument": (_REL + "officeDocument", "word/document.xml"),
            "rCore": (_CORE_REL, "docProps/core.xml"),
            "rCustom": (_REL + "custom-properties", "docProps/custom.xml"),
        }
    )


def _document_relations() -> str:
    return _relations({key: (_REL + kind, part) for key, (kind, part) in _OF_DOCUMENT.items()})
