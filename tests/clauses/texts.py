"""Texts in our own words that look like those that dialogues adopt; the name's end is the
language.
"""

from pathlib import Path

ALL = {
    path.stem: (path.read_text(encoding="utf-8"), path.stem[-2:])
    for path in sorted((Path(__file__).parent / "samples").glob("*.txt"))
}
RCM_ES, RCGM_EN, SUMMIT_EN, PARLATINO_ES, CMC_FR, UNNUMBERED_EN, ONE_LINE_EN = (
    ALL[name][0]
    for name in (
        "rcm_es", "rcgm_en", "summit_en", "parlatino_es", "cmc_fr", "unnumbered_en", "one_line_en"
    )
)  # fmt: skip
