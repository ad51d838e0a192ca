"""The styles of a Word file, so that whoever goes on writing in it changes a look once."""

from __future__ import annotations

from typing import Any

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

FACE = "Calibri"
_INK, _ACCENT, _SOFT = (
    RGBColor(0x1C, 0x24, 0x29),
    RGBColor(0x0C, 0x5A, 0x64),
    RGBColor(0x54, 0x5C, 0x61),
)
_HEADINGS = {1: (18, 0, 8), 2: (13, 16, 4), 3: (11, 10, 2)}
"""Level → size, space before, space after, in points."""


def put_styles(word: Word, language: str) -> None:
    styles = word.styles
    normal = styles["Normal"]
    _face(normal, 10.5, _INK)
    normal.paragraph_format.space_after = Pt(0)
    _speak(styles, language)
    _paragraphs(styles)
    for level, (size, before, after) in _HEADINGS.items():
        style = styles[f"Heading {level}"]
        _face(style, size, _ACCENT if level < 3 else _INK, bold=True)
        _space(style, before, after)
        style.paragraph_format.keep_with_next = True
        style.paragraph_format.page_break_before = level == 1
    _contents(styles)


def _paragraphs(styles: Any) -> None:
    title = styles["Title"]
    _face(title, 26, _ACCENT, bold=True)
    _space(title, 60, 18)
    for border in title.element.findall(".//" + qn("w:pBdr")):
        border.getparent().remove(border)
    _space(styles["Body Text"], 0, 6)
    _space(styles["List Bullet"], 0, 3)
    quote = styles["Quote"]
    _face(quote, 10.5, _INK)
    quote.font.italic = False
    quote.paragraph_format.left_indent = Mm(6)
    _space(quote, 2, 8)
    caption = styles["Caption"]
    _face(caption, 10, _INK, bold=True)
    _space(caption, 8, 4)
    caption.paragraph_format.keep_with_next = True
    for name, size, color in (
        ("Note", 9, _SOFT),
        ("Cell Text", 9.5, _INK),
        ("Small Cell", 7.5, _INK),
    ):
        _face(_new(styles, name, "Normal"), size, color)
    _space(styles["Note"], 0, 6)
    for name in ("Cell Text", "Small Cell"):
        _space(styles[name], 2, 2)
    number = _new(styles, "Number Cell", "Cell Text")
    number.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _face(styles["Footer"], 8.5, _SOFT)
    gap = _new(styles, "Gap", "Normal")
    _face(gap, 6, _INK)
    figure = _new(styles, "Figure", "Normal")
    _space(figure, 4, 4)
    said_in = styles.add_style("Said In", WD_STYLE_TYPE.CHARACTER)
    said_in.font.size, said_in.font.color.rgb = Pt(8.5), _SOFT


def _contents(styles: Any) -> None:
    heading = (
        _new(styles, "TOC Heading", "Normal")
        if "TOC Heading" not in styles
        else styles["TOC Heading"]
    )
    _face(heading, 18, _ACCENT, bold=True)
    _space(heading, 0, 10)
    heading.paragraph_format.page_break_before = True
    for level in (1, 2):
        style = _new(styles, f"TOC {level}", "Normal")
        _space(style, 6 if level == 1 else 0, 2)
        style.font.bold = level == 1
        style.paragraph_format.left_indent = Mm(6 * (level - 1))
        style.paragraph_format.right_indent = Mm(10)
        style.paragraph_format.tab_stops.add_tab_stop(
            Mm(170), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
        )


def _new(styles: Any, name: str, based_on: str) -> Any:
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles[based_on]
    style.quick_style = True
    return style


def _face(style: Any, size: float, color: RGBColor, *, bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold = FACE, Pt(size), bold
    style.font.color.rgb = color
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:cs"), FACE)


def _space(style: Any, before: float, after: float) -> None:
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _speak(styles: Any, language: str) -> None:
    """The language of everything that does not say another one."""
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{language}"/>'))
