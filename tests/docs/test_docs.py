"""The documentation says what the code does: settings, commands, rooms, words, links."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core.management import get_commands

from comity import cli
from comity.config import env, messages
from comity.parties.access import Shared
from tests import make

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "comity"
SKIPPED = {".venv", ".git", "var", "node_modules", ".pytest_cache"}
PAGES = sorted(
    path
    for path in ROOT.rglob("*.md")
    if not SKIPPED & set(path.relative_to(ROOT).parts) and "site-packages" not in path.parts
)
GUIDES = [path for path in PAGES if not path.is_relative_to(PACKAGE / "example" / "data")]

FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+?)\s*$", re.MULTILINE)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def tables(text: str) -> Iterator[list[str]]:
    """The rows of every table, as cells; heads and rules are left out."""
    lines = text.splitlines()
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        is_rule = re.fullmatch(r"\|[-| :]+\|", line)
        is_head = re.fullmatch(r"\|[-| :]+\|", after)
        if line.startswith("|") and not is_rule and not is_head:
            yield [cell.strip() for cell in line.strip("|").split("|")]


def table_with(text: str, head: str) -> list[list[str]]:
    """The rows of the table that begins with ``head``."""
    _before, found, after = text.partition(head)
    assert found, f"there is no table that begins with {head}"
    return list(tables(head + after.partition("\n\n")[0]))


def commands(text: str) -> Iterator[str]:
    """What a reader would type: words in backticks, and indented or fenced lines."""
    yield from CODE.findall(FENCED.sub("", text))
    for line in text.splitlines():
        if line.startswith("    ") or re.match(r"(make|comity) ", line):
            yield line.strip()


def targets() -> set[str]:
    """The targets of the Makefile, those that are files included."""
    found = re.findall(r"^([.\w/-]+):(?!=)", text_of("Makefile"), re.MULTILINE)
    return {name for name in found if name != ".PHONY"}


def typed_commands() -> set[str]:
    """What may follow ``comity``, as its own help lists it."""
    lines = re.findall(r"^    ([a-z]+) ", cli._parser().format_help(), re.MULTILINE)
    assert "serve" in lines
    return set(lines)


def test_the_variables_of_deploy_are_those_of_the_code() -> None:
    rows = table_with(text_of("docs/how-to/deploy.md"), "| variable | default |")
    said = [(name.strip("`"), default.strip("`"), words) for name, default, words in rows]
    assert said == [(row.name, row.default, row.help) for row in env.ROWS]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in LINK.findall(FENCED.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        name, _hash, anchor = unquote(link).partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), f"{named(page)} points to {link}, which is not there"
        if anchor:
            anchors = {slug(words) for words in HEADING.findall(target.read_text("utf-8"))}
            assert anchor in anchors, f"{named(page)} points to {link}: no such heading"


def slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", GUIDES, ids=named)
def test_every_target_of_make_that_is_named_exists(page: Path) -> None:
    for line in commands(page.read_text(encoding="utf-8")):
        for target in re.findall(r"(?:^|&& |\w=\S* )make ([.\w/-]+)", line):
            assert target in targets(), f"{named(page)}: make {target}"


@pytest.mark.parametrize("page", GUIDES, ids=named)
def test_every_command_that_is_named_exists(page: Path) -> None:
    known = typed_commands()
    for line in commands(page.read_text(encoding="utf-8")):
        for typed in re.findall(r"(?:^|bin/)comity ([a-z][\w -]*)", line):
            words = typed.split()
            assert words[0] in known, f"{named(page)}: comity {typed}"
            managed = {"manage": words[1:2], "import": [f"import_{words[1]}"] if words[1:] else []}
            for name in managed.get(words[0], []):
                assert name in get_commands(), f"{named(page)}: comity {typed}"


def test_every_command_is_told_in_the_readme_or_a_how_to() -> None:
    said = "\n".join(path.read_text("utf-8") for path in GUIDES)
    for name in typed_commands():
        assert f"comity {name}" in said, f"no page tells of comity {name}"


def rooms() -> list[tuple[int, str]]:
    rows = table_with(text_of("README.md"), "| floor | room |")
    return [(int(floor), name.strip("`")) for floor, name, _what in rows]


def test_the_map_names_exactly_the_rooms() -> None:
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert sorted(name for _floor, name in rooms()) == sorted({*folders, "refusals"})


def test_the_map_has_the_floors_that_the_imports_obey() -> None:
    contracts = tomllib.loads(text_of("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one["type"] == "layers")
    obeyed = [sorted(re.split(r" [|:] ", layer)) for layer in layers]
    floors: dict[int, list[str]] = {}
    for floor, name in rooms():
        floors.setdefault(floor, []).append(name)
    drawn = [sorted(floors[floor]) for floor in sorted(floors, reverse=True)]
    drawn[0] = sorted([*drawn[0], "cli"])
    assert drawn == obeyed
    assert sorted(floors) == list(range(1, len(layers) + 1))


def words() -> list[list[str]]:
    return list(tables(text_of("docs/glossary.md")))


def test_every_word_of_the_glossary_is_in_four_languages_and_has_a_meaning() -> None:
    for row in words():
        assert len(row) == 6, row
        assert all(row), f"{row[0]} lacks something"
        assert row[5].endswith("."), f"the meaning of {row[0]} is no sentence"


def test_no_word_of_the_glossary_comes_twice() -> None:
    known = [row[0] for row in words()]
    assert len(known) == len(set(known))


def test_what_the_glossary_finds_in_the_code_is_there() -> None:
    for row in words():
        if row[4] == "–":
            continue
        room, name, *field = row[4].strip("`").split(".")
        model = Shared if name == "Shared" else apps.get_model(room, name)
        for one in field:
            assert model._meta.get_field(one), row[4]


def test_every_kind_of_shared_record_is_in_the_glossary() -> None:
    told = {row[4].strip("`") for row in words()}
    for model in apps.get_models():
        if issubclass(model, Shared):
            assert f"{model._meta.app_label}.{model.__name__}" in told


@pytest.mark.parametrize(("language", "column"), [("es", 1), ("fr", 2)])
def test_the_pages_use_the_words_of_the_glossary(language: str, column: int) -> None:
    """The name of a model, where it is translated, is the glossary's word or a part of it."""
    catalogue = messages.catalogue(language)
    for row in words():
        is_model = row[4].count(".") == 1
        message = catalogue.get(row[0]) if is_model else None
        if message is None or not message.string:
            continue
        said, word = str(message.string).casefold(), row[column].casefold()
        assert said in word or word in said, f"{row[0]} is {word}, not {said}"


MACHINES = re.compile(r"/(?:root|tmp|home|Users)/\w")
REGISTRIES = re.compile(
    r"pypi\.|pythonhosted|npmjs|jsdelivr|unpkg|docker\.io|ghcr\.io|quay\.io|deb\.debian|crates\.io"
)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_no_page_names_a_machine_or_a_registry(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert not MACHINES.search(text)
    assert not REGISTRIES.search(text)


def test_the_readme_is_at_most_two_screens() -> None:
    assert len(text_of("README.md").splitlines()) <= 110


@pytest.mark.django_db
def test_the_slice_of_a_party_has_the_three_files_that_the_how_to_names(sign_in) -> None:
    seat = make.seat()
    answer = sign_in(seat.person).get(f"/en/parties/{seat.party.slug}/ledger/")
    assert answer.status_code == 200
    said = text_of("docs/how-to/verify-the-ledger.md")
    for name in ZipFile(BytesIO(answer.content)).namelist():
        assert f"`{name}`" in said
