"""``comity import region`` and ``comity invite``: how a new site gets its table."""

from __future__ import annotations

import re
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import models
from django.utils import timezone

from comity.example.files import DATA
from comity.parties import ledger, services
from comity.parties.access import Reader
from comity.parties.models import (
    Body,
    Dialogue,
    Entry,
    Invitation,
    Membership,
    Party,
    Person,
    Presidency,
    Theme,
)
from comity.parties.rows import KEYS
from tests import make

pytestmark = pytest.mark.django_db

HOW_TO = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "add-a-dialogue.md"


@pytest.fixture
def region(tmp_path) -> Path:
    """The two files of the how-to, as they stand there."""
    block = re.compile(r"^`region/(\S+)`.*?^```toml\n(.*?)^```", re.MULTILINE | re.DOTALL)
    blocks = block.findall(HOW_TO.read_text("utf-8"))
    for name, words in blocks:
        (tmp_path / name).write_text(words, encoding="utf-8")
    assert len(blocks) == 2
    return tmp_path


def bring_in(folder: Path, **options) -> list[str]:
    out = StringIO()
    call_command("import_region", str(folder), stdout=out, **options)
    return out.getvalue().splitlines()


def edit(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / f"{file}.toml"
    words = path.read_text("utf-8")
    assert old in words
    path.write_text(words.replace(old, new, 1), encoding="utf-8")


def counts() -> list[int]:
    things: list[type[models.Model]] = [
        Party, Dialogue, Body, Membership, Presidency, Theme, Entry,
    ]  # fmt: skip
    return [thing._default_manager.count() for thing in things]


def test_the_files_of_the_how_to_make_a_dialogue(region):
    said = bring_in(region)
    assert counts() == [3, 1, 2, 3, 1, 0, 10]
    assert "added: party panama" in said
    assert said[-1] == "10 added, 0 changed, 0 as they were."
    plenary = Body.objects.get(slug="process-plenary")
    assert (plenary.parent, plenary.required_languages) == (None, ["es", "en"])
    chair = Presidency.objects.get()
    assert (chair.party.slug, chair.until) == ("panama", date(2026, 12, 31))
    membership = Membership.objects.get(body=plenary, party__slug="belize")
    assert (str(membership.since), membership.since_precision) == ("2020-01-01", "year")


def test_the_ledger_says_in_nobodys_name_what_was_added_and_holds(region):
    bring_in(region)
    entry = Entry.objects.get(thing=ledger.name_of(Party.objects.get(slug="panama")))
    assert (entry.act, entry.by, entry.owner.slug) == ("structure.added", None, "panama")
    assert ledger.verify()[2] is None


def test_bringing_in_twice_changes_nothing(region):
    bring_in(region)
    before = counts()
    assert bring_in(region) == ["0 added, 0 changed, 10 as they were."]
    assert counts() == before


def test_an_edited_row_is_found_by_its_slug_and_changed(region):
    bring_in(region)
    edit(region, "parties", 'es = "Belice"', 'es = "Belice (nuevo)"')
    assert bring_in(region) == [
        "changed: party belize (name)",
        "0 added, 1 changed, 9 as they were.",
    ]
    assert Party.objects.get(slug="belize").name.localize("es") == "Belice (nuevo)"
    assert Entry.objects.latest("number").facts == {"name": "belize", "fields": ["name"]}


def test_a_row_that_is_gone_from_the_file_stays_on_the_site(region):
    bring_in(region)
    before = counts()
    (region / "dialogues.toml").unlink()
    bring_in(region)
    assert counts() == before


def test_a_trial_says_the_same_and_writes_nothing(region):
    said = bring_in(region, dry_run=True)
    assert said[-2:] == [
        "10 added, 0 changed, 0 as they were.",
        "This was a trial: nothing was written.",
    ]
    assert counts() == [0] * 7


def test_a_party_that_changes_class_keeps_its_earlier_term(region):
    bring_in(region)
    edit(region, "dialogues", '"panama", "belize"]', '"panama"]')
    with (region / "dialogues.toml").open("a") as file:
        file.write(
            '[[membership]]\nbody = "process-plenary"\nparties = ["belize"]\nrole = "observer"\n'
            'since = "2026-01-01"\n'
        )
    with pytest.raises(CommandError, match="Keep its row, with an until"):
        bring_in(region)
    with (region / "dialogues.toml").open("a") as file:
        file.write(
            '[[membership]]\nbody = "process-plenary"\nparties = ["belize"]\nrole = "member"\n'
            'since = "2020"\nuntil = "2025"\n'
        )
    bring_in(region)
    terms = Membership.objects.filter(party__slug="belize").order_by("since")
    assert [(one.role, str(one.until)) for one in terms] == [
        ("member", "2025-12-31"), ("observer", "None"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("parties", "name = {", "nome = {", r"^parties.toml, \[\[party\]\] 1 \(panama\), nome: no"),
        ("parties", 'slug = "panama"\n', "", "slug: this key is missing. Write it as slug ="),
        ("parties", '"state"', '"country"', "“country” is not known here. Write one of"),
        ("parties", '"PA"', "507", 'between quotation marks. Write it as code = "PA"'),
        ("parties", '{ en = "Belize", es = "Belice", fr = "Belize" }', '"Belize"', "by language"),
        ("parties", "es =", "sp =", "“sp” is not the code of a language"),
        ("parties", '"belize"', '"panama"', r"party\]\] 2 \(panama\), slug: another row"),
        ("parties", '"panama"', '"Panamá!"', "slug: .*letters, numbers"),
        ("parties", '"Panama"', '"Panama', "parties.toml cannot be read: .*line 5"),
        ("parties", 'code = "PA"', 'source = "www"', "source: this is the address of a page"),
        ("parties", "[[party]]", "[[parti]]", r"parti: this does not belong here. .*\[\[party\]\]"),
        ("dialogues", '"2020"', '"2020-13"', "since: “2020-13” is not a date"),
        ("dialogues", '["panama", "belize"]', '"panama"', "square brackets"),
        ("dialogues", '"belize"]', '"belice"]', r"parties: there is no \[\[party\]\] “belice”"),
        ("dialogues", 'until = "2026', 'until = "2025', "cannot end before it begins"),
        ("dialogues", 'parent = "process-plenary"\n', "", "one plenary"),
        ("dialogues", '"plenary"', '"plenary"\nparent = "process-plenary"', "no .*body"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_sentence_and_nothing_is_written(region, file, old, new, sentence):
    edit(region, file, old, new)
    with pytest.raises(CommandError, match=sentence) as caught:
        bring_in(region)
    assert caught.value.returncode == 2
    assert counts() == [0] * 7


def test_a_file_saved_on_windows_is_read(region):
    for path in region.glob("*.toml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert bring_in(region)[-1].startswith("10 added")


def test_a_dialogue_without_plenary_and_a_folder_without_files_are_refused(region, tmp_path):
    words = (region / "dialogues.toml").read_text("utf-8").partition("[[body]]")[0]
    (region / "dialogues.toml").write_text(words, encoding="utf-8")
    with pytest.raises(CommandError, match="has no plenary"):
        bring_in(region)
    with pytest.raises(CommandError, match="holds none of these files"):
        bring_in(tmp_path / "elsewhere")


def test_a_body_stays_in_its_dialogue_and_is_not_below_itself(region):
    bring_in(region)
    other = make.body(slug="other-body")
    make.body(slug="below", dialogue=Dialogue.objects.get(slug="process"),
              parent=Body.objects.get(slug="process-secretariat"))  # fmt: skip
    dialogues = (region / "dialogues.toml").read_text("utf-8")
    edit(region, "dialogues", 'slug = "process-secretariat"', f'slug = "{other.slug}"')
    with pytest.raises(CommandError, match="this body is of"):
        bring_in(region)
    (region / "dialogues.toml").write_text(dialogues, encoding="utf-8")
    edit(region, "dialogues", 'parent = "process-plenary"', 'parent = "below"')
    with pytest.raises(CommandError, match="not below itself"):
        bring_in(region)


@pytest.mark.thorough
def test_the_example_is_a_region_like_any_other():
    bring_in(DATA)
    assert Dialogue.objects.count() == 5
    before = counts()
    assert bring_in(DATA)[0].startswith("0 added, 0 changed")
    assert counts() == before


def test_what_the_how_to_lists_is_what_the_files_may_say():
    how_to = HOW_TO.read_text("utf-8")
    for keys in KEYS.values():
        for name in set(keys) - {"keeper"}:
            assert re.search(rf"\b{name}\b", how_to), name
    for choices in (Party.Kind, Body.Kind, Membership.Role):
        assert ", ".join(f"`{value}`" for value in choices.values) in how_to


def invite(**options) -> list[str]:
    out = StringIO()
    options = {
        "party": "iom", "body": "process-secretariat", "role": "head", "administrator": True,
    } | options  # fmt: skip
    email = options.pop("email", "ana.prado@example.org")
    call_command("invite", email, stdout=out, **options)
    return out.getvalue().splitlines()


def test_the_first_administrator_comes_in_by_the_printed_address_and_invites_others(region):
    bring_in(region)
    said = invite()
    assert "No mail server is set" in said[1]
    invitation = Invitation.objects.get()
    assert (invitation.language, invitation.invited_by) == ("es", None)
    entry = Entry.objects.latest("number")
    assert (entry.act, entry.by, entry.facts["administrator"]) == ("seat.offered", None, True)
    token = said[2].split("/invitation/")[1].strip("/")
    offered = services.find_invitation(token)
    assert offered == invitation
    assert said[2] in mail.outbox[-1].body
    services.accept_invitation(offered, name="Ana Prado", password=make.PASSWORD, at=timezone.now())
    ana, body = Person.objects.get(), Body.objects.get(slug="process-secretariat")
    assert body.dialogue_id in Reader.of(ana, timezone.localdate()).secretariats
    services.invite(
        offered.party, email="new@example.org", body=body, role="officer", language="es",
        by=ana, at=timezone.now(),
    )  # fmt: skip
    assert Invitation.objects.count() == 2


def test_with_a_mail_server_the_address_is_in_the_mail_alone(region, settings):
    settings.SMTP = {"host": "mail.example.org"}
    bring_in(region)
    assert len(invite(language="fr")) == 1
    assert "/fr/" in mail.outbox[-1].body


def test_without_the_word_the_seat_gives_no_administration(region):
    bring_in(region)
    invite(administrator=False)
    assert not Invitation.objects.get().is_administrator


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"party": "none"}, "Nothing is called none here. Use one of these: belize, iom, panama."),
        ({"body": "none"}, "Nothing is called none"),
        ({"body": "process-plenary"}, "is not in"),
        ({"email": "ana.prado"}, "“ana.prado” is not an e-mail address"),
    ],
)
def test_what_hinders_an_invitation_is_one_sentence(region, options, sentence):
    bring_in(region)
    with pytest.raises(CommandError, match=sentence) as caught:
        invite(**options)
    assert caught.value.returncode == 2
    assert not Invitation.objects.exists()
