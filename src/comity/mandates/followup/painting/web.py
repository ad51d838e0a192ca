"""A paper as HTML: for a page of the site, and as one file that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

import comity.ui

from ..paper import Block, Cell, Facts, Grid, Heading, Items, Paper, Phrase, Picture, Text, Words
from .marking import in_language


def paint(blocks: Iterable[Block], *, above: int = 0) -> SafeString:
    """The blocks as HTML; a heading of level 1 becomes ``h1`` + ``above``."""
    return mark_safe("\n".join(_block(block, above) for block in blocks))  # noqa: S308 - escaped piece by piece


def _block(block: Block, above: int) -> SafeString:
    match block:
        case Heading():
            tag = f"h{block.level + above}"
            return format_html('<{} id="{}">{}</{}>', tag, block.key, phrase(block.words), tag)
        case Text():
            return _text(block)
        case Items():
            return format_html("<ul>{}</ul>", _join("<li>{}</li>", block.rows))
        case Facts():
            rows = [(name, phrase(words)) for name, words in block.rows]
            inner = format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", rows)
            return format_html('<dl class="facts">{}</dl>', inner)
        case Grid():
            return _grid(block)
        case Picture():
            return render_to_string("ui/chart.html", {"chart": block.on_screen, "table": "none"})


def _text(block: Text) -> SafeString:
    words = phrase(block.words)
    if block.look == "quote":
        return format_html("<blockquote><p>{}</p></blockquote>", words)
    if block.look == "note":
        return format_html("<p><small>{}</small></p>", words)
    return format_html("<p>{}</p>", words)


def _join(mould: str, phrases: Iterable[Phrase]) -> SafeString:
    return format_html_join("", mould, [(phrase(one),) for one in phrases])


def phrase(words: Phrase) -> SafeString:
    return mark_safe("".join(_words(one) for one in words))  # noqa: S308 - escaped piece by piece


def _words(one: Words) -> SafeString:
    shown = format_html_join(mark_safe("<br>"), "{}", [(line,) for line in one.text.split("\n")])
    if one.is_bold:
        shown = format_html("<strong>{}</strong>", shown)
    if not one.language:
        return shown
    note = in_language(one.language)
    return format_html(
        '<span lang="{}">{}</span><small class="said-in"> {}</small>', one.language, shown, note
    )


def _grid(grid: Grid) -> SafeString:
    head = _join('<th scope="col">{}</th>', [(words,) for words in grid.head])
    rows = format_html_join("\n", "<tr>{}</tr>", [(_row(row, grid),) for row in grid.rows])
    look = (
        "table table--matrix"
        if grid.is_wide
        else f"table{'' if _has_numbers(grid) else ' table--stack'}"
    )
    return format_html(
        '<div class="scroll" role="region" tabindex="0" aria-label="{0}"><table class="{1}">'
        "<caption>{0}</caption><thead><tr>{2}</tr></thead><tbody>{3}</tbody></table></div>",
        grid.caption,
        look,
        head,
        rows,
    )


def _has_numbers(grid: Grid) -> bool:
    """Numbers are compared down a column, on a phone too; words become blocks there."""
    return any(cell.is_number for row in grid.rows for cell in row)


def _row(row: tuple[Cell, ...], grid: Grid) -> SafeString:
    first = format_html('<th scope="row">{}</th>', phrase(row[0].words))
    cells = [_cell(cell, head.text) for cell, head in zip(row[1:], grid.head[1:], strict=True)]
    return first + mark_safe("".join(cells))  # noqa: S308 - escaped piece by piece


def _cell(cell: Cell, column: str) -> SafeString:
    if not cell.words:
        return format_html('<td data-label="{}"></td>', column) if not cell.state else mark_safe("")
    words = phrase(cell.words)
    if cell.state:
        late = " late" if cell.is_late else ""
        return format_html(
            '<td data-label="{}"><span class="s {}{}">{}</span></td>',
            column,
            cell.state,
            late,
            words,
        )
    look = mark_safe(' class="num"') if cell.is_number else ""
    return format_html('<td data-label="{}"{}>{}</td>', column, look, words)


def write_html(paper: Paper, *, author: str, at: datetime) -> bytes:
    """One file with the look of the site inside; it asks for nothing from anywhere."""
    with override(paper.language):
        page = {
            "paper": paper,
            "author": author,
            "at": at,
            "title": phrase((paper.title,)),
            "cover": paint(paper.cover, above=1),
            "blocks": paint(paper.blocks, above=1),
            "headings": [
                (heading.key, heading.level, phrase(heading.words))
                for heading in paper.headings
                if heading.level < 3
            ],
            "css": _css(),
        }
        return render_to_string("mandates/followup/file.html", page).encode()


@cache
def _css() -> str:
    """The style sheet of the site: our own words, safe inside ``<style>``."""
    sheet = Path(comity.ui.__file__).parent / "static/ui/ui.css"
    return mark_safe(sheet.read_text(encoding="utf-8"))  # noqa: S308 - our own file
