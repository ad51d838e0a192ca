"""The ledger: written once, chained, and checked by anyone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from comity.parties import ledger
from comity.parties.access import ANYONE
from comity.parties.check_slice import check
from comity.parties.ledger import AppendOnly, Entry, Head
from tests import make

pytestmark = pytest.mark.django_db


def write(**fields) -> Entry:
    thing = fields.pop("thing", None) or make.document()
    fields = {"by": None, "at": make.NOW} | fields
    return ledger.write("document.added", thing, **fields)


def by_hand(sql: str, *values: object) -> None:
    """Change the database as somebody would who goes round the program."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_an_untouched_ledger_holds():
    last = [write() for _ in range(5)][-1]
    assert ledger.verify() == (5, last.hash, None)


def test_what_is_written_while_the_ledger_is_walked_breaks_nothing(monkeypatch):
    for _ in range(3):
        write()
    fault, later = ledger._fault, [make.document()]

    def meanwhile(*asked: Any) -> str:
        if later:
            write(thing=later.pop())
        return fault(*asked)

    monkeypatch.setattr(ledger, "_fault", meanwhile)
    count, _last, broken = ledger.verify()
    assert (count, broken) == (4, None)


@pytest.mark.parametrize(
    ("sql", "values", "number", "reason"),
    [
        ("UPDATE parties_entry SET act = %s WHERE number = %s", ["label.widened", 3], 3,
         "statement"),
        ("UPDATE parties_entry SET facts = %s WHERE number = %s", ['{"a": 1}', 3], 3, "statement"),
        ("UPDATE parties_entry SET at = %s WHERE number = %s", ["2020-01-01 00:00+00", 3], 3,
         "statement"),
        ("UPDATE parties_entry SET hash = %s WHERE number = %s", ["f" * 64, 2], 2, "chain"),
        ("DELETE FROM parties_entry WHERE number = %s OR number = %s", [2, 3], 4, "gap"),
        ("DELETE FROM parties_entry WHERE number = %s OR number = %s", [4, 5], 4, "head"),
    ],
)  # fmt: skip
def test_verify_names_the_first_entry_changed_by_hand(sql, values, number, reason):
    for _ in range(5):
        write()
    by_hand(sql, *values)
    _count, _last, broken = ledger.verify()
    assert broken == ledger.Broken(number, reason)
    with pytest.raises(CommandError, match=f"Entry {number} is broken"):
        call_command("verify_ledger")


def test_a_rewritten_chain_is_found_by_the_published_head():
    entries = [write() for _ in range(3)]
    published = entries[-1].hash
    forged, before = [], ledger.BEGINNING
    for entry in entries:
        statement = entry.statement | {"act": "nothing.happened"}
        digest = ledger.digest_of(entry.nonce, statement)
        before = ledger.hash_of(before, digest)
        forged.append(json.dumps({"number": entry.number, "digest": digest, "hash": before}))
    assert check(forged).startswith("OK")
    assert check(forged, published).startswith("WRONG: the published head")


def test_entries_are_written_once():
    entry = write()
    with pytest.raises(AppendOnly):
        entry.save()
    with pytest.raises(AppendOnly):
        entry.delete()
    with pytest.raises(AppendOnly):
        Entry.objects.update(act="other")
    with pytest.raises(AppendOnly):
        Entry.objects.all().delete()


def test_the_head_follows_the_last_entry():
    last = [write() for _ in range(3)][-1]
    head = Head.objects.get()
    assert (head.number, head.hash) == (3, last.hash)


def test_a_slice_shows_its_own_entries_whole_and_of_others_only_hashes():
    mine, other = make.party("Mine"), make.party("Other")
    body = make.body()
    reader = make.reader(make.delegate(of=mine, body=body))
    for owner in [mine, other, mine]:
        write(thing=make.document(owner=owner, body=body, title=f"Secret of {owner}"))
    lines = list(ledger.slice_lines(mine, reader))
    assert ["statement" in json.loads(line) for line in lines] == [True, False, True]
    assert "Secret" not in "".join(lines)
    assert check(lines).startswith("OK: 3 entries hold, 2 of them shown whole.")


def test_a_slice_is_checked_by_the_script_alone(tmp_path: Path):
    owner = make.party()
    body = make.body()
    reader = make.reader(make.delegate(of=owner, body=body))
    for _ in range(3):
        write(thing=make.document(owner=owner, body=body))
    lines = list(ledger.slice_lines(owner, reader))
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_text("".join(lines), encoding="utf-8")
    bad.write_text("".join([lines[0], lines[1].replace("document", "meeting"), lines[2]]))
    script = Path(ledger.__file__).with_name("check_slice.py")
    for path, status, words in [(good, 0, "OK"), (bad, 1, "WRONG: the statement of entry 2")]:
        run = subprocess.run(
            [sys.executable, "-I", script, path], capture_output=True, text=True, check=False
        )
        assert (run.returncode, run.stdout.startswith(words)) == (status, True), run.stdout


@pytest.mark.parametrize(
    "line", ["{{{", "[]", "", "null", '{"number": 2}', '{"number": 2, "digest": 7, "hash": ""}']
)
def test_a_line_that_is_no_entry_is_named(line: str):
    for _ in range(3):
        write(thing=make.document())
    lines = list(ledger.slice_lines(make.party(), make.reader(make.delegate())))
    assert check([lines[0], line, lines[2]]) == "WRONG: entry 2 cannot be read."
    assert check([lines[0], b"\xff\xfe", lines[2]]) == "WRONG: entry 2 cannot be read."


def test_red_entries_are_seen_by_those_who_acted_alone():
    body, owner = make.body(), make.party()
    author = make.delegate(of=owner, body=body)
    colleague, secretary = make.delegate(of=owner, body=body), make.secretary(body)
    red = make.document(label="RED", owner=owner, body=body, author=author)
    write(thing=red, by=author)
    seen = {
        who: Entry.objects.visible_to(make.reader(who)).exists()
        for who in [author, colleague, secretary]
    }
    assert seen == {author: True, colleague: False, secretary: False}
    assert not Entry.objects.visible_to(ANYONE).exists()


def test_reading_is_noted_for_watched_labels_alone():
    body = make.body()
    records = [
        make.document(label=label, body=body)
        for label in ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]
    ]
    reader = make.delegate(body=body)
    ledger.note_reading(records, by=reader, at=make.NOW)
    noted = Entry.objects.filter(act="read").values_list("label", "by")
    assert sorted(noted) == [("AMBER+STRICT", reader.pk), ("RED", reader.pk)]


def test_the_last_hash_of_each_day_is_published():
    first = write(at=make.NOW)
    write(at=make.NOW.replace(day=3))
    last = write(at=make.NOW.replace(day=3, hour=23))
    assert ledger.daily_heads() == [
        (last.at.date(), 3, last.hash),
        (first.at.date(), 1, first.hash),
    ]


def test_what_follows_has_one_entry_and_only_where_its_circle_changed():
    record, person = make.document(label="GREEN"), make.person()
    before = record.circle_facts()
    ledger.note_followed(record, before, by=person, at=make.NOW, party=None)
    assert not Entry.objects.exists()
    record.label = "AMBER"
    ledger.note_followed(record, before, by=person, at=make.NOW, party=None, instrument=3)
    entry = Entry.objects.get()
    assert entry.act == "label.followed"
    assert (entry.facts["before"]["label"], entry.facts["after"]["label"]) == ("GREEN", "AMBER")
    assert entry.facts["instrument"] == 3


def test_a_slice_shows_of_red_only_what_its_reader_did():
    body, owner = make.body(), make.party()
    author, colleague = (make.delegate(of=owner, body=body) for _ in range(2))
    write(thing=make.document(label="RED", owner=owner, body=body, author=author), by=author)
    for person, is_shown in [(author, True), (colleague, False)]:
        [line] = ledger.slice_lines(owner, make.reader(person))
        assert ("statement" in json.loads(line)) is is_shown
