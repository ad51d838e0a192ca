"""A text keeps what it said: numbered, frozen, readable by whoever reads it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from comity.clauses.tracked import Known, open_tracked, read_changes
from comity.consensus.models import TextRevision
from comity.consensus.rules import NothingToKeep, NotTheRoom
from comity.consensus.services import circulate, keep_revision
from comity.instruments.models import ClauseText, Instrument, Version
from comity.instruments.services import adopt, mark_equal, offer
from comity.parties.access import ANYONE
from comity.parties.dates import PartialDate
from comity.parties.ledger import Entry
from tests import make
from tests.consensus.drafted import WORDS, Table

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(days=1)


def kept(table: Table, why: str = "asked", at=make.NOW) -> TextRevision:
    return keep_revision(table.text, by=table.secretary, at=at, why=why)


def say(table: Table, words: str, number: int = 1, language: str = "en") -> None:
    ClauseText.objects.update_or_create(
        clause=table.clause(number), language=language, defaults={"text": words}
    )


def words_of(revision: TextRevision, language: str = "en") -> list[str]:
    return [one["texts"].get(language, "") for one in revision.clauses]


def test_a_revision_says_for_ever_what_the_text_said():
    table = Table()
    revision = kept(table)
    say(table, "We urge all states to report.")
    table.clause(2).delete()
    revision.refresh_from_db()
    assert words_of(revision) == list(WORDS)
    assert (revision.number, revision.languages) == (1, ["en", "es"])
    assert Instrument.objects.get(pk=table.text.pk).revision == 1


def test_the_ledger_has_the_digest_of_a_revision():
    table = Table()
    revision = kept(table)
    entry = Entry.objects.get(act="revision.kept")
    assert entry.facts == {"number": 1, "why": "asked", "digest": revision.digest}


def test_a_text_that_says_the_same_keeps_its_revision():
    table = Table()
    assert kept(table) == kept(table, at=LATER)
    say(table, "We urge all states to report.")
    assert kept(table, at=LATER).number == 2


def test_only_the_room_keeps_a_revision_of_its_own_accord():
    table = Table()
    with pytest.raises(NotTheRoom):
        keep_revision(table.text, by=table.belize.person, at=make.NOW, why="asked")
    assert not TextRevision.objects.exists()


def test_a_text_without_words_is_not_kept():
    table = Table(words=())
    with pytest.raises(NothingToKeep):
        kept(table)


def test_a_text_is_kept_when_it_is_circulated():
    text = make.instrument(adopted=False)
    make.clause(text, "We ask.")
    secretary = make.secretary(text.body)
    circulate(text, label="AMBER", mode="members_only", by=secretary, at=make.NOW, stamp=text.stamp)
    revision = TextRevision.objects.get(instrument=text)
    assert (revision.why, words_of(revision)) == ("circulated", ["We ask."])


def adopted(table: Table) -> TextRevision:
    first = table.secretary
    text = offer(table.text, by=first, at=make.NOW, stamp=table.stamp)
    adopt(
        text, by=make.secretary(table.text.body), at=LATER, stamp=text.stamp,
        adopted_on=PartialDate.read(make.TODAY.isoformat()),
    )  # fmt: skip
    return TextRevision.objects.filter(instrument=table.text).last()


def test_an_adopted_text_is_kept_even_where_nothing_changed():
    table = Table()
    kept(table)
    revision = adopted(table)
    assert (revision.number, revision.why) == (2, "adopted")


def test_the_public_reads_what_was_adopted_and_not_what_was_drafted():
    table = Table()
    kept(table)
    revision = adopted(table)
    Instrument.objects.filter(pk=table.text.pk).update(label="CLEAR")
    assert list(TextRevision.objects.visible_to(ANYONE)) == [revision]
    belize = make.reader(table.belize.person)
    assert TextRevision.objects.visible_to(belize).count() == 2


def test_what_the_secretariat_kept_before_it_circulated_the_text_stays_with_it():
    table = Table()
    early = kept(table, at=make.NOW - timedelta(days=3))
    belize, office = make.reader(table.belize.person), make.reader(table.secretary)
    assert not TextRevision.objects.visible_to(belize).exists()
    assert list(TextRevision.objects.visible_to(office)) == [early]


def test_each_language_says_which_revision_it_equals():
    table = Table()
    for at in (1, 2, 3):
        say(table, f"Pedimos {at}.", at, "es")
    Version.objects.filter(instrument=table.text, language="es").update(is_equal=False)
    spanish = Version.objects.get(instrument=table.text, language="es")
    kept(table)
    assert Version.objects.get(pk=spanish.pk).equals_revision is None
    mark_equal(spanish, by=table.secretary, at=LATER, stamp=table.stamp)
    assert Version.objects.get(pk=spanish.pk).equals_revision == 1


def test_a_language_found_equal_to_a_text_that_went_on_equals_no_revision_yet():
    table = Table()
    for at in (1, 2, 3):
        say(table, f"Pedimos {at}.", at, "es")
    Version.objects.filter(instrument=table.text, language="es").update(is_equal=False)
    spanish = Version.objects.get(instrument=table.text, language="es")
    kept(table)
    say(table, "We urge all states to report.")
    mark_equal(spanish, by=table.secretary, at=LATER, stamp=table.stamp)
    assert Version.objects.get(pk=spanish.pk).equals_revision is None
    kept(table, at=LATER)
    assert Version.objects.get(pk=spanish.pk).equals_revision == 2


# Pages


def two_revisions() -> Table:
    """Of which the second asks otherwise, drops a clause, and has the last one first."""
    table = Table()
    kept(table)
    say(table, "We urge all states to report.")
    table.clause(2).delete()
    last = table.text.clauses.last()
    last.position, last.number = 0, "1."
    last.save()
    kept(table, at=LATER)
    return table


def page(client: Client, table: Table, query: str = "") -> str:
    answer = client.get(f"/en/texts/{table.text.slug}/compare/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_page_shows_word_by_word_what_changed(sign_in: Callable, client: Client):
    table = two_revisions()
    sign_in(table.belize.person)
    html = page(client, table)
    assert '<del><span class="sr">struck: </span> ask</del>' in html
    assert '<ins><span class="sr">new: </span> urge</ins>' in html
    assert "moved from 3." in html
    assert "struck out" in html


def test_only_what_changed_is_shown_on_request(sign_in: Callable, client: Client):
    table = Table()
    kept(table)
    say(table, "We urge all states to report.")
    sign_in(table.belize.person)
    html = page(client, table, "?from=1&to=now&only=on")
    assert "2 paragraphs are the same" in html
    assert "We thank the host." not in html


def test_two_languages_stand_side_by_side(sign_in: Callable, client: Client):
    table = Table()
    say(table, "Pedimos a todos los Estados que informen.", language="es")
    kept(table)
    sign_in(table.belize.person)
    html = page(client, table, "?language=en&beside=es&to=1")
    assert "Pedimos a todos" in html
    assert "2 paragraphs have words in one of the two languages only." in html


@pytest.mark.parametrize("query", ["?from=9&to=x", "?language=zz", "?beside=zz&only=on"])
def test_an_odd_address_shows_the_last_change_and_says_what_is_wrong(
    sign_in: Callable, client: Client, query: str
):
    table = two_revisions()
    sign_in(table.belize.person)
    answer = client.get(f"/en/texts/{table.text.slug}/compare/{query}")
    assert answer.status_code == 422
    assert "urge" in answer.content.decode()


def test_a_text_without_revisions_has_nothing_to_compare(sign_in: Callable, client: Client):
    table = Table()
    sign_in(table.belize.person)
    assert "nothing to compare" in page(client, table)
    assert client.get(f"/en/texts/{table.text.slug}/compare.docx").status_code == 404


def test_a_stranger_finds_no_page(client: Client):
    table = two_revisions()
    for place in ("compare/", "compare.docx", "revisions/", "word/", "word.docx"):
        assert client.get(f"/en/texts/{table.text.slug}/{place}").status_code == 404


def test_the_secretariat_keeps_a_revision_by_a_button(sign_in: Callable, client: Client):
    table = Table()
    sign_in(table.secretary)
    address = f"/en/texts/{table.text.slug}/revisions/keep/"
    assert "Revision 1 is kept." in client.post(address, follow=True).content.decode()
    assert (
        "The text says what Revision 1 says." in client.post(address, follow=True).content.decode()
    )
    sign_in(table.belize.person)
    assert "records what the room decides" in client.post(address, follow=True).content.decode()


def test_the_difference_is_a_word_file_with_marked_changes(sign_in: Callable, client: Client):
    table = two_revisions()
    sign_in(table.belize.person)
    answer = client.get(f"/en/texts/{table.text.slug}/compare.docx?from=1&to=2&language=en")
    opened = open_tracked(answer.content, "x.docx")
    first = TextRevision.objects.get(number=1)
    known = [Known(str(o["key"]), o["number"], o["texts"]["en"]) for o in first.clauses]
    read = read_changes(opened, known)
    assert {(one.kind, one.author) for one in read.changes} == {
        ("replace", "Revision 2"), ("delete", "Revision 2"), ("move", "Revision 2"),
    }  # fmt: skip


def test_the_page_of_a_text_says_its_current_revision(sign_in: Callable, client: Client):
    table = two_revisions()
    sign_in(table.belize.person)
    assert "Current: Revision 2" in client.get(table.text.get_absolute_url()).content.decode()


def test_no_query_is_added_by_a_longer_text(
    sign_in: Callable, client: Client, django_assert_max_num_queries: Callable
):
    table = Table(words=tuple(f"We ask for {at}." for at in range(60)))
    kept(table)
    sign_in(table.belize.person)
    page(client, table)
    with django_assert_max_num_queries(30):
        page(client, table)
