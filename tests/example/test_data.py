"""The data files alone, without Django: sources, references, languages, dates, wording."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import comity.example

DATA = Path(comity.example.__file__).parent / "data"
LANGUAGES = ("en", "es", "fr")
PUBLIC = {"pt", "nl", "ht"}
"""What is written for the public may be in these too."""
FICTION = re.compile(r"(\+?1[- ]\d{3}-|\d{3}-)?555-01\d\d|0808 157 0\d{3}|\+44 20 7946 0\d{3}")
"""Numbers that nobody is given: North American Numbering Plan, Ofcom."""
FILES = sorted(path.relative_to(DATA).as_posix() for path in DATA.rglob("*.toml"))
INSTRUMENTS = sorted(path.stem for path in (DATA / "instruments").glob("*.toml"))
PROTOCOLS = sorted(path.stem for path in (DATA / "protocols").glob("*.toml"))
PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
MARKS = {"en": "[Invented example]", "es": "[Ejemplo inventado]", "fr": "[Exemple inventé]"}


@cache
def table(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def rows(file: str, kind: str) -> list[dict[str, Any]]:
    return table(file)[kind]


def all_rows(file: str) -> Iterator[dict[str, Any]]:
    content = table(file)
    lists = [value for value in content.values() if isinstance(value, list)]
    if file.startswith(("instruments/", "protocols/")):
        yield content
        return
    for one in lists:
        yield from one


def translated(value: object, where: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every text in several languages, with the path to it."""
    if isinstance(value, dict):
        if set(value) & set(LANGUAGES) and all(isinstance(text, str) for text in value.values()):
            if not where.endswith("renditions"):
                yield where, value
            return
        for key, inner in value.items():
            yield from translated(inner, f"{where}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from translated(inner, f"{where}[{number}]")


def slugs(file: str, kind: str, key: str = "slug") -> list[str]:
    return [row[key] for row in rows(file, kind)]


PARTIES = set(slugs("parties.toml", "party"))
BODIES = set(slugs("dialogues.toml", "body"))
DIALOGUES = set(slugs("dialogues.toml", "dialogue"))
MEETINGS = set(slugs("meetings.toml", "meeting"))
THEMES = set(slugs("themes.toml", "theme", "code"))
PEOPLE = set(slugs("people.toml", "person"))
MANDATES = set(slugs("mandates.toml", "mandate", "key"))


@pytest.mark.parametrize("file", FILES)
def test_every_row_has_a_source(file):
    for row in all_rows(file):
        assert re.match(r"https?://\S+$|invented$", row.get("source", "")), row


@pytest.mark.parametrize("file", FILES)
def test_every_text_is_there_in_three_languages(file):
    for where, texts in translated(table(file), file):
        more = PUBLIC if file in {"campaigns.toml", "helplines.toml"} else set()
        assert set(LANGUAGES) <= set(texts) <= set(LANGUAGES) | more, where
        assert all(text.strip() for text in texts.values()), where


@pytest.mark.parametrize("file", FILES)
def test_french_and_spanish_are_typeset_as_such(file):
    for where, texts in translated(table(file), file):
        assert '"' not in "".join(texts.values()), where
        assert not re.search(r"\w[;:?!](\s|$)", re.sub(r"https?:\S+", "", texts["fr"])), where
        assert not re.search(r" [;:?!»]|« ", texts["fr"]), where
        assert "'" not in texts["fr"], where


@pytest.mark.parametrize(
    ("file", "kind", "key"),
    [
        ("parties.toml", "party", "slug"),
        ("dialogues.toml", "dialogue", "slug"),
        ("dialogues.toml", "body", "slug"),
        ("meetings.toml", "meeting", "slug"),
        ("themes.toml", "theme", "code"),
        ("people.toml", "person", "slug"),
        ("people.toml", "person", "email"),
        ("mandates.toml", "mandate", "key"),
        ("documents.toml", "document", "symbol"),
    ],
)
def test_keys_are_unique(file, kind, key):
    keys = slugs(file, kind, key)
    assert len(keys) == len(set(keys))


def references() -> Iterator[tuple[str, str, set[str]]]:
    """(where, what it names, what there is to name)."""
    for row in rows("parties.toml", "party"):
        yield row["slug"], row.get("parent", row["slug"]), PARTIES
    for row in rows("themes.toml", "theme"):
        yield row["code"], row.get("dialogue", "crm"), DIALOGUES
    for row in rows("dialogues.toml", "dialogue"):
        yield row["slug"], row["keeper"], PARTIES
    for row in rows("dialogues.toml", "body"):
        yield row["slug"], row["dialogue"], DIALOGUES
        yield row["slug"], row.get("parent", row["slug"]), BODIES
    for row in rows("dialogues.toml", "membership"):
        yield "membership", row["body"], BODIES
        yield from (("membership", party, PARTIES) for party in row["parties"])
    for row in rows("dialogues.toml", "presidency"):
        yield "presidency", row["dialogue"], DIALOGUES
        yield "presidency", row["party"], PARTIES
    yield from references_of_meetings()
    yield from references_of_mandates()
    yield from references_of_agreements()
    yield from references_of_drafting()
    yield from references_of_protocols()
    for row in rows("people.toml", "person"):
        for seat in row["seats"]:
            yield row["slug"], seat["party"], PARTIES
            yield row["slug"], seat["body"], BODIES


def references_of_meetings() -> Iterator[tuple[str, str, set[str]]]:
    for row in rows("meetings.toml", "meeting"):
        yield row["slug"], row["dialogue"], DIALOGUES
        yield from ((row["slug"], body, BODIES) for body in row["bodies"])
        yield row["slug"], row.get("host", "iom"), PARTIES
        yield row["slug"], row.get("conference", row["slug"]), MEETINGS
        yield row["slug"], row.get("follows", row["slug"]), MEETINGS
        yield from ((row["slug"], item.get("lead", "iom"), PARTIES) for item in agenda_of(row))
    for row in rows("documents.toml", "document"):
        yield row["key"], row["meeting"], MEETINGS
        yield row["key"], f"{row['meeting']} {row['item']}", agenda_items()


def agenda_items() -> set[str]:
    return {
        f"{meeting['slug']} {item['number']}"
        for meeting in rows("meetings.toml", "meeting")
        for item in agenda_of(meeting)
    }


def agenda_of(row: dict[str, Any], key: str = "agenda") -> Iterator[dict[str, Any]]:
    """Items and what is part of them."""
    for item in row.get(key, []):
        yield item
        yield from agenda_of(item, "part")


def test_only_of_invented_meetings_the_hours_are_told():
    for row in rows("meetings.toml", "meeting"):
        told = {"time_zone", "opens", "closes", "link", "modality", "documents_due"} & set(row)
        told |= {key for item in agenda_of(row) for key in ("starts", "minutes", "lead", "part")
                 if key in item}  # fmt: skip
        assert not told or row["source"] == "invented", row["slug"]
        if row["source"] == "invented":
            assert all(row["title"][language].startswith(MARKS[language]) for language in MARKS)


def references_of_mandates() -> Iterator[tuple[str, str, set[str]]]:
    for name in INSTRUMENTS:
        head = table(f"instruments/{name}.toml")
        yield name, head["slug"], {name}
        yield name, head["dialogue"], DIALOGUES
        yield name, head["body"], BODIES
        yield name, head["meeting"], MEETINGS
    known = {"party": PARTIES, "body": BODIES, "members": BODIES}
    for row in rows("mandates.toml", "mandate"):
        yield row["key"], row["instrument"], set(INSTRUMENTS)
        yield row["key"], row["clause"], set(numbers(row["instrument"], "en"))
        yield from ((row["key"], theme, THEMES) for theme in row["themes"])
        for addressee in row["addressees"]:
            kind, slug = addressee.split(":")
            yield row["key"], slug, known[kind]
    for row in rows("reports.toml", "report"):
        yield "report", row["mandate"], MANDATES
        yield row["mandate"], row["party"], PARTIES
        yield row["mandate"], row.get("by", "quesada"), PEOPLE
        yield row["mandate"], row.get("body", "crm-plenary"), BODIES
    yield from references_of_measures()


def references_of_measures() -> Iterator[tuple[str, str, set[str]]]:
    for row in rows("measures.toml", "measure"):
        yield row["title"], row["party"], PARTIES
        yield row["title"], row["by"], PEOPLE
        yield row["title"], row["body"], BODIES
        yield from ((row["title"], theme, THEMES) for theme in row["themes"])
        yield from ((row["title"], key, MANDATES) for key in row["cited"])
    for row in rows("crosswalk.toml", "relation"):
        yield from ((row["theme"], theme, THEMES) for theme in [row["theme"], *row["related"]])
    for row in rows("crosswalk.toml", "equivalence"):
        yield "equivalence", row["by"], PEOPLE
        yield from (("equivalence", row[key], MANDATES) for key in ("first", "second"))


def test_every_measure_is_marked_as_invented():
    for row in rows("measures.toml", "measure"):
        assert row["invented"]
        assert row["account"].startswith(MARKS[row["language"]])


def references_of_drafting() -> Iterator[tuple[str, str, set[str]]]:
    for row in rows("drafting.toml", "drafting"):
        yield row["slug"], row["dialogue"], DIALOGUES
        yield row["slug"], row["body"], BODIES
        yield row["slug"], row["opened_by"], PEOPLE
        clauses = {clause.get("number", "") for clause in row["clause"]}
        speakers = {position["party"] for position in row["position"]}
        yield from ((row["slug"], one, PARTIES) for one in speakers)
        yield from ((row["slug"], one["by"], PEOPLE) for one in row["position"])
        for one in [*row["proposal"], *row["comment"]]:
            yield row["slug"], one["clause"], clauses
            yield row["slug"], one["party"], speakers


def test_the_text_in_drafting_is_marked_as_invented():
    for row in rows("drafting.toml", "drafting"):
        assert all(row["title"][language].startswith(MARKS[language]) for language in LANGUAGES)


def references_of_agreements() -> Iterator[tuple[str, str, set[str]]]:
    for row in rows("agreements.toml", "agreement"):
        yield "agreement", row["instrument"], set(INSTRUMENTS)
        yield from ((row["instrument"], one["party"], PARTIES) for one in row["signature"])
    for row in rows("projects.toml", "project"):
        known = set(numbers(row["instrument"], "en"))
        yield from (("project", number, known) for number in row["clauses"])
        yield from (("project", theme, THEMES) for theme in row["themes"])
        yield from (("project", one["party"], PARTIES) for one in row["partner"])


def numbers(instrument: str, language: str) -> list[str]:
    text = (DATA / "instruments" / f"{instrument}.{language}.md").read_text(encoding="utf-8")
    return re.findall(r"^(\d+)\. ", text, re.M)


def test_every_reference_leads_somewhere():
    for where, named, there in references():
        assert named in there, f"{where} names {named}"


def test_a_dialogue_has_one_root_body():
    roots = [row["dialogue"] for row in rows("dialogues.toml", "body") if "parent" not in row]
    assert sorted(roots) == sorted(DIALOGUES)


def test_a_seat_is_in_a_body_its_party_belongs_to():
    members = {
        (party, row["body"])
        for row in rows("dialogues.toml", "membership")
        for party in row["parties"]
    }
    for person in rows("people.toml", "person"):
        for seat in person["seats"]:
            assert (seat["party"], seat["body"]) in members, person["slug"]


def test_persons_are_invented_and_their_addresses_reach_nobody():
    for person in rows("people.toml", "person"):
        assert person["source"] == "invented"
        assert person["email"].endswith(".example")


def test_each_secretariat_has_two_persons_for_the_four_eyes():
    for body in ("crm-secretariat", "cmc-support", "summits-secretariat"):
        seated = [
            person["slug"]
            for person in rows("people.toml", "person")
            for seat in person["seats"]
            if seat["body"] == body
        ]
        assert len(seated) >= 2, body


@pytest.mark.parametrize("file", FILES)
def test_dates_are_as_exact_as_the_source_and_no_more(file):
    for row in all_rows(file):
        for key in ("founded", "since", "until", "starts", "ends", "adopted", "due", "on"):
            assert PARTIAL_DATE.fullmatch(row.get(key, "2016")), (key, row)


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_the_language_versions_of_a_text_have_the_same_pieces(name):
    head = table(f"instruments/{name}.toml")
    shapes = set()
    for language in head["languages"]:
        text = (DATA / "instruments" / f"{name}.{language}.md").read_text(encoding="utf-8")
        pieces = [piece for piece in text.split("\n\n") if piece.strip()]
        shapes.add(tuple(re.match(r"## |\d+\. ", piece)[0] for piece in pieces))
    assert len(shapes) == 1


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_a_text_says_first_that_its_wording_is_our_own(name):
    about = table(f"instruments/{name}.toml")["about"]
    assert about["en"].startswith("The wording is the example’s own")
    assert about["es"].startswith("La redacción es propia del ejemplo")
    assert about["fr"].startswith("La rédaction est propre à l’exemple")


def test_every_report_is_marked_as_invented_in_each_of_its_texts():
    for row in rows("reports.toml", "report"):
        assert row["invented"] is True
        for field in ("progress", "limitations", "next_steps", "best_practice", "remark"):
            assert row.get(field, MARKS[row["language"]]).startswith(MARKS[row["language"]])


def test_every_round_and_reply_is_marked_as_invented():
    for row in rows("rounds.toml", "round"):
        assert row["invented"] is True
        for language, mark in MARKS.items():
            assert row["title"][language].startswith(mark)
        for reply in row["reply"]:
            for answer in reply["answers"]:
                mark = MARKS[reply["language"]]
                assert answer.get("text", mark).startswith(mark)


def test_every_delegate_is_marked_as_invented_and_of_a_party_that_is_invited():
    invited = {slug for row in rows("delegations.toml", "convocation") for slug in row["invited"]}
    marks = ("(ejemplo inventado)", "(exemple inventé)", "(invented example)")
    for row in rows("delegations.toml", "delegation"):
        assert row["source"] == "invented"
        assert row["party"] in invited
        assert all(one["function"].endswith(marks) for one in row.get("delegate", []))


@pytest.mark.parametrize("name", PROTOCOLS)
def test_every_protocol_is_marked_as_invented_and_has_its_text(name):
    row = table(f"protocols/{name}.toml")
    assert row["invented"] is True
    assert row["about"]["en"].startswith("The wording is the example’s own")
    for language, mark in MARKS.items():
        assert row["title"][language].startswith(mark)
    shapes = {
        tuple(re.findall(r"^(?:## |\d+\. )", protocol_text(row, language), re.M))
        for language in row["languages"]
    }
    assert len(shapes) == 1


def protocol_text(row, language):
    return (DATA / "protocols" / f"{row['slug']}.{language}.md").read_text(encoding="utf-8")


def references_of_protocols() -> Iterator[tuple[str, str, set[str]]]:
    texts = {table(f"protocols/{name}.toml")["slug"] for name in PROTOCOLS}
    for name in PROTOCOLS:
        row = table(f"protocols/{name}.toml")
        yield name, row["body"], BODIES
        yield name, row.get("party", "belize"), PARTIES
        yield name, row.get("implements", row["slug"]), texts
        yield name, row.get("asked_by", {}).get("instrument", INSTRUMENTS[0]), set(INSTRUMENTS)
    for row in rows("standings.toml", "standing"):
        yield "standing", row["party"], PARTIES
        yield "standing", row["protocol"], texts


def test_every_standing_is_marked_as_invented():
    for row in rows("standings.toml", "standing"):
        assert row["note"].startswith(MARKS[row["language"]])


def test_every_project_is_marked_as_invented_in_its_title():
    for row in rows("projects.toml", "project"):
        assert row["invented"] is True
        for language, mark in MARKS.items():
            assert row["title"][language].startswith(mark)


def test_an_agreement_says_no_more_than_who_signed_and_when():
    for row in rows("agreements.toml", "agreement"):
        assert set(row) == {"instrument", "note", "source", "signature"}
        for one in row["signature"]:
            assert set(one) == {"party", "signed"}


def test_who_reports_was_asked():
    asked = {row["key"]: set(row["addressees"]) for row in rows("mandates.toml", "mandate")}
    members: dict[str, set[str]] = {}
    for row in rows("dialogues.toml", "membership"):
        if row["role"] in {"member", "associate"}:
            members.setdefault(row["body"], set()).update(row["parties"])
    for row in rows("reports.toml", "report"):
        wanted = f"body:{row['body']}" if "body" in row else f"party:{row['party']}"
        through = {
            f"party:{party}"
            for addressee in asked[row["mandate"]]
            if addressee.startswith("members:")
            for party in members[addressee.removeprefix("members:")]
        }
        assert wanted in asked[row["mandate"]] | through, row["mandate"]


def test_every_file_of_a_document_says_that_it_is_not_the_official_text():
    first = {
        "en": "Summary by the example, not the official text.",
        "es": "Resumen del ejemplo, no es el texto oficial.",
        "fr": "Résumé établi pour l’exemple, et non le texte officiel.",
    }
    invented = {"en": "Invented example.", "es": "Ejemplo inventado.", "fr": "Exemple inventé."}
    for row in rows("documents.toml", "document"):
        for language, name in row["renditions"].items():
            text = (DATA / "files" / name).read_text(encoding="utf-8")
            expected = invented if row["source"] == "invented" else first
            assert text.startswith(expected[language] + "\n"), name


def test_every_number_of_a_helpline_is_kept_for_fiction():
    for row in rows("helplines.toml", "line"):
        assert row["source"] == "invented"
        for number in row["numbers"]:
            is_chat = number["way"] == "chat" and ".example/" in number["written"]
            assert is_chat or FICTION.fullmatch(number["written"]), number


def test_no_other_telephone_number_is_shipped():
    for path in DATA.rglob("*"):
        if path.is_file() and path.name != "helplines.toml":
            text = re.sub(r"https?://\S+", "", path.read_text(encoding="utf-8"))
            assert not re.search(r"\+\d{2,}|\b\d{3}[ .-]\d{4}\b|\b1-8\d\d\b", text), path.name
