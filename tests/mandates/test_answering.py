"""Answering: what was said last time, comments on fields, versions compared."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.mandates.marking import marked
from comity.mandates.models import Remark, Report, ReportVersion
from comity.mandates.services import reporting, rules
from comity.parties.ledger import Entry
from tests import make

from .test_views import form_at, page, typed
from .world import World

WORDS = {"progress": "Open since May.", "next_steps": "Staff at night."}


def again(world: World, report: Report, **fields) -> Report:
    """A second report that begins with the words of an accepted one."""
    given = {"progress": report.progress, "next_steps": report.next_steps} | fields
    return world.draft(report.assignment, **given)


@pytest.mark.django_db
def test_what_was_said_last_time_is_confirmed_or_changed_before_it_is_said_again():
    world = World()
    report = again(world, world.accepted(**WORDS))
    with pytest.raises(rules.NotConfirmed, match=r"last time: Progress, Next steps\."):
        reporting.submit(report, by=world.focal, at=make.NOW)
    report = again(world, report, stamp=report.stamp, confirmed=["next_steps"], progress="Closed.")
    assert reporting.submit(report, by=world.focal, at=make.NOW).confirmed == ["next_steps"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "confirmed"),
    [
        ({"progress": "Open since\r\nMay."}, ["progress", "next_steps"]),
        ({"progress": "Open since June."}, ["next_steps"]),
        ({"progress": ""}, ["next_steps"]),
    ],
)
def test_only_words_that_still_stand_are_confirmed(words, confirmed):
    world = World()
    report = again(world, world.accepted(**WORDS), confirmed=["progress", "next_steps"], **words)
    assert report.confirmed == confirmed


@pytest.mark.django_db
def test_a_field_that_is_not_there_cannot_be_confirmed():
    world = World()
    report = world.draft(world.assignment(), confirmed=["progress", "owner", "status"])
    assert report.confirmed == []


@pytest.mark.django_db
def test_the_form_shows_last_time_s_words_and_confirms_them_by_a_box(sign_in):
    world = World()
    assignment = world.accepted(**WORDS).assignment
    client = sign_in(world.focal)
    html = page(client.get(form_at(assignment)))
    assert "as said on" in html
    assert "“Progress” is still so" in html
    assert "“Limitations” is still so" not in html
    answer = client.post(form_at(assignment), typed(submit="1", **WORDS))
    assert "Progress, Next steps" in page(answer, 422)
    stamp = str(Report.objects.in_course().get().stamp)
    boxes = {"still_progress": "on", "still_next_steps": "on"}
    client.post(form_at(assignment), typed(submit="1", stamp=stamp, **WORDS, **boxes))
    report = Report.objects.submitted().get()
    html = page(client.get(report.get_absolute_url()))
    assert f"Confirmed, as in {make.TODAY.year}" in html


@pytest.mark.django_db
def test_a_report_comes_back_with_comments_on_its_fields(sign_in, mailoutbox):
    world = World()
    report = world.submitted()
    judge = f"/en/mandates/reports/{report.pk}/judge/"
    typed_comments = {"return": "1", "comment": "", "on_progress": "Since when?", "on_status": " "}
    sign_in(world.secretary).post(judge, typed_comments)
    assert [(one.field, one.text) for one in Remark.objects.all()] == [("progress", "Since when?")]
    assert "Progress: Since when?" in mailoutbox[-1].body
    html = page(sign_in(world.focal).get(form_at(report.assignment)))
    assert html.index("Since when?") < html.index('id="id_progress"')
    assert "The secretariat on “Progress”" in html
    assert Entry.objects.get(act="report.returned").facts == {"fields": ["progress"]}


@pytest.mark.django_db
def test_a_comment_on_a_field_that_is_none_says_nothing():
    world = World()
    given = {"comment": "", "by": world.secretary, "at": make.NOW}
    with pytest.raises(rules.NothingSaid):
        reporting.return_with_comment(world.submitted(), on_fields={"owner": "Mine."}, **given)


def sent_twice(world: World) -> Report:
    report = world.submitted(progress="Open since May.")
    reporting.return_with_comment(report, comment="Which year?", by=world.secretary, at=make.NOW)
    report.refresh_from_db()
    world.draft(report.assignment, stamp=report.stamp, progress="Open since May 2025.")
    return reporting.submit(report, by=world.focal, at=make.NOW)


@pytest.mark.django_db
def test_every_submission_and_the_acceptance_keep_a_numbered_version():
    world = World()
    reporting.accept(sent_twice(world), by=world.secretary, at=make.NOW)
    kept = [(one.number, one.state, one.words["progress"]) for one in ReportVersion.objects.all()]
    assert kept == [
        (1, "submitted", "Open since May."),
        (2, "submitted", "Open since May 2025."),
        (3, "accepted", "Open since May 2025."),
    ]


@pytest.mark.django_db
def test_two_versions_are_compared_word_by_word_for_those_who_prepared_them(sign_in):
    world = World()
    report = sent_twice(world)
    address = f"/en/mandates/reports/{report.pk}/versions/"
    for person in (world.focal, world.secretary):
        assert "</span> 2025</ins>" in page(sign_in(person).get(address))
    html = page(sign_in(world.focal).get(address + "?from=2&to=2"))
    assert "<ins>" not in html
    for odd in ("?from=9&to=-1", "?from=x", "?to=" + "9" * 40):
        page(sign_in(world.focal).get(address + odd))
    reporting.accept(report, by=world.secretary, at=make.NOW)
    assert sign_in(world.neighbour).get(address).status_code == 404


TEXTS = st.lists(st.sampled_from(["a", "b", " ", ".", "\n", "ñ"]), max_size=60).map("".join)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_the_marks(before, after):
    marks = marked(before, after)
    assert "".join(one.text for one in marks if one.kind != "added") == before
    assert "".join(one.text for one in marks if one.kind != "removed") == after


@pytest.mark.parametrize(("one", "other"), [("a ", "a b "), ("a.", "b.a."), ("a", "b")])
def test_texts_made_to_be_slow_are_compared_at_once(one, other):
    started = time.perf_counter()
    marked(one * 25_000, other * 16_000)
    assert time.perf_counter() - started < 2
