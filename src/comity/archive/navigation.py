"""Where the article of a page begins: what the pages of one site have in common, and what looks
like a menu, is left out.

A line of the article is never left out because another page has it too: what is common counts at
the head of the pages alone, up to the last line that is no sentence, and lines that are common at
their end are left out only where they are no sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_BULLET = re.compile(r"^[-–•·*»›>|]\s*(?P<words>.*)$")
_SENTENCE = re.compile(r"[.!?…][»”\"')\]]*$|[:;,]$")
LONGEST_LABEL = 60
_COMMON = 0.6
"""Of the pages of a site, so many have its navigation."""


def is_sentence(line: str) -> bool:
    """Whether a line says something, rather than naming a part of a site."""
    return len(line) > 2 * LONGEST_LABEL or bool(_SENTENCE.search(line) and " " in line)


def common_lines(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """The lines that most of the different pages of a site have."""
    different = {tuple(page) for page in pages}
    if len(different) < 2:
        return frozenset()
    counts = Counter(line for page in different for line in set(page) if line)
    least = max(2, int(len(different) * _COMMON))
    return frozenset(line for line, count in counts.items() if count >= least)


def begin_and_end(lines: Sequence[str], common: frozenset[str]) -> tuple[int, int]:
    """From which line on, and up to which, a page is its article."""
    menu = _end_of_menu(lines, common)
    begin = max(menu, _end_of_common(lines, common, menu))
    end = len(lines)
    while end > begin and (not lines[end - 1] or _is_common_label(lines[end - 1], common)):
        end -= 1
    return begin, end


def _is_common_label(line: str, common: frozenset[str]) -> bool:
    return line in common and not is_sentence(line) and "@" not in line


def _end_of_menu(lines: Sequence[str], common: frozenset[str]) -> int:
    """Behind the last line that only a menu has: a bullet with a label, a label said twice. The
    first sentence that is no part of a menu begins the article, whatever comes below it."""
    last = 0
    for at, line in enumerate(lines):
        if _is_of_menu(lines, at):
            last = at + 1
        elif is_sentence(line) and line not in common:
            break
    return last - 1 if _is_title_said_twice(lines, last) else last


def _is_title_said_twice(lines: Sequence[str], end: int) -> bool:
    """Crawlers write a title once from the head of a page and once from its heading: what a
    sentence follows at once is no label."""
    below = next((line for line in lines[end:] if line), "")
    return end >= 2 and lines[end - 1] == lines[end - 2] and is_sentence(below)


def _is_of_menu(lines: Sequence[str], at: int) -> bool:
    line, before = lines[at], lines[at - 1] if at else ""
    if bullet := _BULLET.match(line):
        words = bullet["words"]
        return len(words) <= 2 * LONGEST_LABEL and not is_sentence(words)
    is_label = bool(before) and len(before) <= LONGEST_LABEL and not is_sentence(before)
    return is_label and _says_again(line, before)


def _says_again(line: str, label: str) -> bool:
    """The label alone, or run together with the text of its panel; a paragraph that begins with
    the words of its title has a blank behind them."""
    behind = line[len(label) :]
    return line.startswith(label) and (not behind or behind[0].isupper() or behind[0] in '«“"')


def _end_of_common(lines: Sequence[str], common: frozenset[str], menu: int) -> int:
    """Behind the lines at the head that other pages have too; where the page shows no menu, not
    behind sentences: two versions of one note begin with the same words."""
    end = 0
    while end < len(lines) and (not lines[end] or lines[end] in common):
        end += 1
    if end == len(lines):
        return menu
    while end > menu and (not lines[end - 1] or is_sentence(lines[end - 1])):
        end -= 1
    return end
