"""A party's Word file comes back, and what is confirmed in it becomes proposals."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from docx import Document

from comity.clauses.tracked import Amendment, Hand
from comity.consensus.models import Comment, Proposal, ReturnedText
from comity.consensus.rules import (
    AnotherText,
    NotADrafter,
    NothingMarked,
    NotInDrafting,
    NotOfTheParty,
)
from comity.consensus.services import close_drafting, keep_revision, take_back, take_changes
from comity.documents.faults import FileRefused
from comity.documents.files import read_upload
from comity.instruments.models import ClauseText
from comity.instruments.rules import TextIsUnreadable
from tests import make
from tests.clauses.make_docx import plain_docx, repack
from tests.clauses.tracked import (
    AT,
    Clause,
    W,
    edited,
    paper,
    paragraph,
    put,
    replace_run,
    struck,
    xml,
)
from tests.clauses.tracked import from_amendments as amended
from tests.clauses.tracked import write_tracked as write
from tests.consensus.drafted import Table

pytestmark = pytest.mark.django_db
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def taken_away(client: Client, table: Table, query: str = "language=en") -> bytes:
    answer = client.get(f"/en/texts/{table.text.slug}/word.docx?{query}")
    assert answer["Content-Type"] == DOCX
    return answer.content


def changed(data: bytes, words: str = "report", other: str = "answer") -> bytes:
    return edited(data, lambda root: replace_run(root, words, struck(words) + put(other)))


def file_of(table: Table) -> bytes:
    """The text as it is, as a file of it."""
    clauses = [
        Clause(str(one.pk), one.number, one.texts.get(language="en").text)
        for one in table.text.clauses.all()
    ]
    made = paper(amended(clauses, []))
    stamp = made.stamp._replace(text=table.text.pk, revision=table.text.revision)
    return write(_with(made, stamp))


def _with(made, stamp):
    return replace(made, stamp=stamp)


def sent(table: Table, data: bytes, *, by=None, party=None, name="text.docx") -> ReturnedText:
    seat = table.belize
    upload = read_upload(ContentFile(data, name))
    return take_back(
        table.text, upload, party=party or seat.party, by=by or seat.person, at=make.NOW
    )


def confirmed(table: Table, returned: ReturnedText, **fields) -> ReturnedText:
    fields = {"changes": range(len(returned.read["changes"]))} | fields
    return take_changes(returned, by=table.belize.person, at=make.NOW, **fields)


def test_what_parties_put_on_a_clause_is_in_the_file_and_does_not_come_back(sign_in: Callable):
    table = Table()
    make.footnote(table.clause(2), "Not for us.", party=table.panama.party, kind="reservation")
    make.override(table.text, languages=["fr"], because="Monday is too late.")
    data = taken_away(sign_in(table.belize.person), table)
    said = [one.text for one in Document(io.BytesIO(data)).paragraphs]
    assert "a Panama, reservation: Not for us." in said
    assert any("French" in one and "Monday is too late." in one for one in said)
    returned = sent(table, changed(data))
    assert [one["kind"] for one in returned.read["changes"]] == ["replace"]
    assert not returned.read["comments"]


def test_what_was_said_after_the_adoption_says_in_the_file_since_when(sign_in: Callable):
    table = Table()
    make.footnote(
        table.clause(2), "Not for us.", party=table.panama.party, kind="reservation",
        is_later=True, added_at=make.NOW,
    )  # fmt: skip
    data = taken_away(sign_in(table.belize.person), table)
    said = [one.text for one in Document(io.BytesIO(data)).paragraphs]
    assert any(one.startswith("a Panama, reservation, ") and "20" in one for one in said)


def test_a_footnote_that_waits_for_a_second_person_is_in_no_file(sign_in: Callable):
    table = Table()
    make.footnote(table.clause(2), "Not for us.", released_at=None)
    data = taken_away(sign_in(table.belize.person), table)
    assert all("Not for us." not in one.text for one in Document(io.BytesIO(data)).paragraphs)


def test_a_marked_change_becomes_a_draft_of_the_party():
    table = Table()
    confirmed(table, sent(table, changed(file_of(table))))
    made = Proposal.objects.get()
    assert (made.kind, made.clause, made.state) == ("replace", table.clause(), "draft")
    assert made.words == "We ask all states to answer."
    assert (made.party, made.before) == (table.belize.party, "We ask all states to report.")


def test_nothing_is_proposed_before_somebody_confirms():
    table = Table()
    sent(table, changed(file_of(table)))
    assert not Proposal.objects.exists()


def test_new_struck_and_moved_paragraphs_become_proposals():
    table = Table(words=("We ask all.", "We note the report.", "We thank the host.", "We meet."))

    def change(root):
        first = paragraph(root, "We ask")
        signed = 'w:id="5" w:author="Ana" w:date="2026-03-04T09:30:00Z"'
        first.addnext(
            xml(
                f"<w:p><w:pPr><w:rPr><w:ins {signed}/></w:rPr></w:pPr>{put('Los ministros.')}</w:p>"
            )
        )
        for words, tags in (("We note", ("del",)), ("We thank", ("moveFrom", "moveTo"))):
            node = paragraph(root, words)
            said = "".join(t.text or "" for t in node.iter(f"{W}t"))[2:]
            for tag in tags:
                letters = "delText" if tag == "del" else "t"
                new = (
                    f"<w:p><w:pPr><w:rPr><w:{tag} {signed}/></w:rPr></w:pPr><w:{tag} {signed}>"
                    f"<w:r><w:{letters}>{said}</w:{letters}></w:r></w:{tag}></w:p>"
                )
                (node if tag != "moveTo" else paragraph(root, "We meet")).addnext(xml(new))
            node.getparent().remove(node)

    returned = confirmed(table, sent(table, edited(file_of(table), change)))
    assert not returned.refused
    made = {(p.kind, p.anchor_id, p.words) for p in Proposal.objects.all()}
    assert made == {
        ("insert", table.clause(1).pk, "Los ministros."),
        ("delete", table.clause(2).pk, ""),
        ("delete", table.clause(3).pk, ""),
        ("insert", table.clause(4).pk, "We thank the host."),
    }
    assert Proposal.objects.filter(reason="Moved from 3..").count() == 2


def test_two_hundred_marked_changes_become_proposals_at_their_clauses():
    table = Table(words=tuple(f"Clause {at} asks for data on matter {at}." for at in range(210)))

    def change(root):
        for at in range(200):
            replace_run(paragraph(root, f"Clause {at} asks"), "asks", struck("asks") + put("urges"))

    returned = confirmed(table, sent(table, edited(file_of(table), change)))
    assert returned.read["marked"] == 400
    assert not returned.refused
    words = dict(Proposal.objects.values_list("clause__position", "words"))
    assert words == {
        at + 1: f"Clause {at} urges for data on matter {at}." for at in range(200)
    }  # fmt: skip


def test_a_change_to_a_clause_that_went_on_is_proposed_against_what_it_was_written_for():
    table = Table()
    data = changed(file_of(table))
    ClauseText.objects.filter(clause=table.clause()).update(text="We beg all states to report.")
    returned = sent(table, data)
    assert returned.read["changes"][0]["has_changed"]
    confirmed(table, returned)
    made = Proposal.objects.get()
    assert (made.before, made.words) == (
        "We ask all states to report.", "We ask all states to answer."
    )  # fmt: skip


def test_a_change_to_a_clause_that_is_gone_stays_in_the_list_with_the_reason():
    table = Table()
    data = changed(file_of(table))
    table.clause().delete()
    returned = confirmed(table, sent(table, data))
    assert not Proposal.objects.exists()
    assert "is not in “A declaration on return” any more" in returned.refused["0"]
    assert returned.read["changes"][0]["after"] == "We ask all states to answer."


def test_a_change_is_proposed_once_however_often_it_is_confirmed():
    table = Table()
    returned = confirmed(table, sent(table, changed(file_of(table))))
    confirmed(table, returned)
    assert Proposal.objects.count() == 1


def test_a_file_that_was_sent_before_is_not_read_again():
    table = Table()
    data = changed(file_of(table))
    assert sent(table, data) == sent(table, data)


def test_a_comment_stays_among_colleagues_unless_it_is_said_to_be_for_all():
    table = Table()
    clause = Clause(str(table.clause().pk), "1.", "We ask all states to report.")
    remark = Amendment("replace", clause.key, "We ask.", Hand("Ana", AT), "Why?")
    data = write(
        _with(
            paper(amended([clause], [remark])),
            paper([]).stamp._replace(text=table.text.pk),
        )
    )  # fmt: skip
    returned = sent(table, data)
    confirmed(table, returned, changes=[], comments=[0])
    comment = Comment.objects.get()
    assert (comment.words, comment.for_colleagues, comment.clause) == ("Why?", True, table.clause())


def test_what_other_parties_proposed_in_the_file_is_not_proposed_again(
    sign_in: Callable, client: Client
):
    table = Table()
    table.proposal(table.panama, words="We urge all states to report.")
    sign_in(table.belize.person)
    data = taken_away(client, table, f"language=en&party={table.panama.party.slug}")
    assert b"Panama" in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
    with pytest.raises(NothingMarked):
        sent(table, data)
    returned = sent(table, changed(data))
    (change,) = returned.read["changes"]
    assert change["after"] == "We ask all states to answer."


# Bad input


@pytest.mark.parametrize(
    ("name", "data", "refusal"),
    [
        ("text.docx", b"%PDF-1.7 no", FileRefused),
        ("text.txt", b"words", FileRefused),
        ("text.docx", b"PK\x03\x04" + b"\0" * 90, FileRefused),
        ("text.docx", b"", FileRefused),
    ],
)
def test_what_is_no_word_file_is_refused_in_one_sentence(name, data, refusal):
    table = Table()
    with pytest.raises(refusal) as refused:
        sent(table, data, name=name)
    assert name in str(refused.value)
    assert not ReturnedText.objects.exists()


def test_a_macro_file_and_a_bomb_are_refused():
    table = Table()
    whole = file_of(table)
    with pytest.raises(FileRefused, match="macros"):
        sent(table, repack(whole, {"word/vbaProject.bin": "x"}))
    with pytest.raises((FileRefused, TextIsUnreadable), match="unpack"):
        sent(table, repack(whole, {"word/big.xml": "0" * 60_000_000}))


def test_a_file_of_another_text_is_refused_and_names_it_to_whom_may_read_it():
    table, other = Table(), Table()
    with pytest.raises(AnotherText, match="is of another text, not of") as refused:
        sent(table, changed(file_of(other)))
    assert "Send it back on the page of that text" not in str(refused.value)
    readable = make.instrument("A text for all")
    data = write(_with(paper(()), paper(()).stamp._replace(text=readable.pk)))
    with pytest.raises(AnotherText, match="A text for all"):
        sent(table, data)


def test_a_file_that_names_no_text_and_has_none_of_its_clauses_is_refused():
    table = Table()
    with pytest.raises(AnotherText, match="too few of its clauses"):
        sent(table, plain_docx("Something else.", "And more of it."))


def test_a_plain_file_with_the_words_of_the_text_is_taken():
    table = Table()
    returned = sent(table, plain_docx("1. We ask all states to answer.", *table.words[1:]))
    (change,) = returned.read["changes"]
    assert (change["after"], change["is_tracked"]) == ("We ask all states to answer.", False)


def test_a_file_without_a_change_is_refused():
    table = Table()
    with pytest.raises(NothingMarked, match="no change was found"):
        sent(table, file_of(table))


def test_a_file_is_sent_for_a_party_one_acts_for():
    table = Table()
    with pytest.raises(NotOfTheParty):
        sent(table, changed(file_of(table)), party=table.panama.party)


def test_an_observer_sends_no_file():
    table = Table(mode="open", label="GREEN")
    seat = table.observer
    with pytest.raises(NotADrafter):
        sent(table, changed(file_of(table)), party=seat.party, by=seat.person)


def test_after_the_drafting_is_closed_nothing_is_taken():
    table = Table()
    returned = sent(table, changed(file_of(table)))
    close_drafting(table.drafting, by=table.secretary, at=make.NOW)
    with pytest.raises(NotInDrafting):
        confirmed(table, returned)
    with pytest.raises(NotInDrafting):
        sent(table, changed(file_of(table), other="reply"))


# Pages


def test_a_file_goes_out_and_comes_back_on_the_pages(sign_in: Callable, client: Client):
    table = Table()
    keep_revision(table.text, by=table.secretary, at=make.NOW, why="asked")
    sign_in(table.belize.person)
    address = f"/en/texts/{table.text.slug}/word/"
    assert "Send it back" in client.get(address).content.decode()
    file = SimpleUploadedFile("ours.docx", changed(taken_away(client, table)))
    party = table.belize.party.slug
    answer = client.post(address, {"file": file, "party": party}, follow=True)
    html = answer.content.decode()
    assert "What was read" in html
    assert '<ins><span class="sr">new: </span> answer</ins>' in html.replace(">answer", "> answer")
    returned = ReturnedText.objects.get()
    assert returned.revision == 1
    done = client.post(returned.get_absolute_url(), {"change": ["0"]}, follow=True)
    assert "1 proposal is prepared." in done.content.decode()
    assert Proposal.objects.get().get_absolute_url() in done.content.decode()
    kept = client.get(f"{returned.get_absolute_url()}file/")
    assert kept.content.startswith(b"PK")


def test_colleagues_see_what_came_back_and_others_do_not(sign_in: Callable, client: Client):
    table = Table()
    returned = sent(table, changed(file_of(table)))
    sign_in(table.colleague(table.belize).person)
    assert client.get(returned.get_absolute_url()).status_code == 200
    for person in (table.panama.person, table.secretary, table.observer.person):
        sign_in(person)
        assert client.get(returned.get_absolute_url()).status_code == 404


def test_a_wrong_file_is_said_beside_the_field(sign_in: Callable, client: Client):
    table = Table()
    sign_in(table.belize.person)
    file = SimpleUploadedFile("ours.docx", plain_docx("Nothing of it."))
    answer = client.post(
        f"/en/texts/{table.text.slug}/word/", {"file": file, "party": table.belize.party.slug}
    )
    assert 400 <= answer.status_code < 500
    assert "too few of its clauses" in answer.content.decode()


def test_an_old_file_says_so(sign_in: Callable, client: Client):
    table = Table()
    keep_revision(table.text, by=table.secretary, at=make.NOW, why="asked")
    table.text.refresh_from_db()
    data = changed(file_of(table))
    ClauseText.objects.filter(clause=table.clause()).update(text="We beg all states to report.")
    keep_revision(table.text, by=table.secretary, at=timezone.now(), why="asked")
    returned = sent(table, data)
    sign_in(table.belize.person)
    html = client.get(returned.get_absolute_url()).content.decode()
    assert "The file is of revision 1, the text is at revision 2." in html
    assert "The clause has changed since. It says now:" in html
