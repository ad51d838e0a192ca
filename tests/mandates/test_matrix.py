"""The matrix for several readers, its filters, and how many queries it takes."""

from __future__ import annotations

import gzip
from datetime import date

import pytest

from comity.mandates.matrix import Filters, Scope, matrix
from comity.mandates.services import mandating, reporting
from comity.parties.ledger import Entry
from comity.tlp import Label
from tests import make

from .world import World

pytestmark = pytest.mark.django_db
NOBODY = None


def seen(person, **filters):
    scope = Scope.of(make.reader(person))
    return matrix(scope, Filters(**filters), make.TODAY)


def states(found, party):
    """Action → state, of the mandates in which the party is asked."""
    key = f"party:{party.slug}"
    return {str(row.mandate.action): row.cells[key].state for row in found.rows if key in row.cells}


def page(client, query="") -> str:
    response = client.get(f"/en/mandates/{query}")
    assert response.status_code == 200
    return b"".join(response).decode()


def test_each_reader_sees_the_mandates_of_its_circle():
    world = World(label="CLEAR")
    for label, switch in (("CLEAR", False), ("GREEN", False), ("AMBER", True), ("AMBER", False)):
        words = f"{label} {switch}"
        world.give(action={"en": words}, label=Label(label), with_observers=switch)
    elsewhere = make.delegate(body=make.plenary())
    readers = (NOBODY, elsewhere, world.observer, world.neighbour, world.secretary)
    assert [len(seen(person).rows) for person in readers] == [1, 2, 3, 4, 4]


def test_a_returned_report_shows_the_last_accepted_one_to_others():
    world = World()
    first = world.accepted(status="planned")
    again = world.submitted(first.assignment, status="done", progress="It answers all day.")
    submitted = {"Keep a helpline.": "submitted"}
    assert states(seen(world.secretary), world.mexico) == submitted
    assert states(seen(world.focal), world.mexico) == submitted
    assert states(seen(world.neighbour), world.mexico) == {"Keep a helpline.": "planned"}
    reporting.return_with_comment(again, comment="Since when?", by=world.secretary, at=make.NOW)
    returned = {"Keep a helpline.": "returned"}
    assert states(seen(world.secretary), world.mexico) == returned
    assert states(seen(world.focal), world.mexico) == returned
    assert states(seen(world.neighbour), world.mexico) == {"Keep a helpline.": "planned"}


def test_a_draft_is_a_state_for_its_party_alone():
    world = World()
    world.draft(world.assignment())
    assert states(seen(world.focal), world.mexico) == {"Keep a helpline.": "draft"}
    for person in (world.neighbour, world.secretary):
        assert states(seen(person), world.mexico) == {"Keep a helpline.": "none"}


def test_a_narrower_report_counts_only_for_who_may_read_it():
    world = World(label="CLEAR")
    assignment = world.assignment(label=Label.CLEAR)
    world.accepted(assignment, label=Label.AMBER, status="done")
    assert states(seen(world.neighbour), world.mexico) == {"Keep a helpline.": "done"}
    assert states(seen(NOBODY), world.mexico) == {"Keep a helpline.": "none"}


@pytest.mark.parametrize(
    ("due_on", "is_overdue"),
    [(None, False), (make.TODAY, False), (date(2026, 3, 1), True)],
)
def test_the_due_day_itself_is_still_in_time(due_on, is_overdue):
    world = World()
    world.give(due_on=due_on)
    (row,) = seen(world.focal).rows
    assert {cell.is_overdue for cell in row.cells.values()} == {is_overdue}


def test_a_closed_mandate_is_not_overdue():
    world = World()
    mandate = world.give(due_on=date(2026, 3, 1))
    mandating.close_mandate(mandate, by=world.secretary, at=make.NOW)
    (row,) = seen(world.focal).rows
    assert not any(cell.is_overdue for cell in row.cells.values())


class Filtered:
    """Two mandates that differ in everything the filters ask."""

    def __init__(self) -> None:
        self.world = world = World()
        self.goal, self.part = make.theme("goal"), make.theme("part")
        self.part.parent = self.goal
        self.part.save()
        self.network = make.body(dialogue=world.plenary.dialogue, parent=world.plenary)
        old = make.instrument(
            body=self.network, label="AMBER", owner=world.office.party,
            adopted_at=make.NOW,
        )  # fmt: skip
        self.old = world.give(
            clause=make.clause(old), addressees=[world.mexico], themes=[self.part],
            action={"en": "Old."}, due_on=date(2020, 1, 1),
        )  # fmt: skip
        self.old.given_on = date(2019, 5, 1)
        self.old.save()
        self.new = world.give(action={"en": "New."}, addressees=[world.belize])
        report = world.draft(self.old.assignments.get())
        reporting.submit(report, by=world.focal, at=make.NOW)
        reporting.accept(report, by=world.secretary, at=make.NOW)


FILTERS = {
    "all": (lambda _f: {}, ["New.", "Old."]),
    "dialogue": (lambda f: {"dialogue": f.world.plenary.dialogue.slug}, ["New.", "Old."]),
    "body": (lambda f: {"body": f.network.slug}, ["Old."]),
    "party": (lambda f: {"party": f.world.belize.slug}, ["New."]),
    "theme": (lambda _f: {"theme": "part"}, ["Old."]),
    "the theme above": (lambda _f: {"theme": "goal"}, ["Old."]),
    "year": (lambda _f: {"year": 2019}, ["Old."]),
    "status": (lambda _f: {"status": "under_way"}, ["Old."]),
    "no report": (lambda _f: {"status": "none"}, ["New."]),
    "overdue": (lambda _f: {"status": "overdue"}, ["Old."]),
    "two at once": (lambda _f: {"status": "overdue", "year": 2026}, []),
}


@pytest.mark.parametrize("case", FILTERS)
def test_filters_narrow_rows_and_columns(case):
    filtered = Filtered()
    wish, actions = FILTERS[case]
    found = seen(filtered.world.secretary, **wish(filtered))
    assert [str(row.mandate.action) for row in found.rows] == actions
    assert len(found.columns) == len(actions)


def test_the_page_keeps_its_filters_in_links_and_form(sign_in):
    filtered = Filtered()
    client = sign_in(filtered.world.secretary)
    html = page(client, "?theme=goal&year=2019")
    assert "matrix.csv?theme=goal&amp;year=2019" in html
    assert '<option value="goal" selected>' in html
    assert "Old." in html
    assert "New." not in html


@pytest.mark.parametrize("query", ["?year=abc", "?party=atlantis", "?status=perhaps"])
def test_a_filter_that_does_not_exist_is_said_and_shows_nothing(client, query):
    make.mandate("Visible to all")
    response = client.get(f"/en/mandates/{query}")
    assert response.status_code == 422
    assert "Visible to all" not in response.content.decode()
    assert client.get(f"/en/mandates/matrix.csv{query}").status_code == 422


def test_the_page_says_nothing_of_what_its_reader_may_not_see(client, sign_in):
    world = World(label="CLEAR")
    world.give(action={"en": "Public words"}, label=Label.CLEAR)
    hidden = make.theme("secret-theme")
    world.give(action={"en": "Members words"}, themes=[hidden], addressees=[make.party("Hidden")])
    for person in (NOBODY, world.observer):
        html = page(sign_in(person) if person else client)
        assert "Public words" in html
        assert "Members words" not in html
        assert "secret-theme" not in html
        assert "Hidden" not in html


def test_a_text_narrowed_later_is_not_named_any_more():
    world = World(label="CLEAR", symbol="CRM/XIV/DEC/1")
    world.give(label=Label.CLEAR)
    (row,) = seen(NOBODY).rows
    assert row.mandate.shows_text
    world.text.label = Label.AMBER
    world.text.save()
    (row,) = seen(NOBODY).rows
    assert not row.mandate.shows_text


def test_reading_watched_mandates_in_the_matrix_is_written_down(sign_in):
    world = World(label="AMBER+STRICT")
    mandate = world.give(label=Label.STRICT)
    page(sign_in(world.focal))
    entry = Entry.objects.get(act="read")
    assert (entry.by, entry.facts) == (world.focal, {"keys": [mandate.pk]})


def fill(world, mandates: int) -> None:
    for number in range(mandates):
        of = make.mandate(
            f"Mandate {number}", clause=world.clause, body=world.plenary, label="AMBER"
        )
        for party in (world.mexico, world.belize):
            make.report(make.assignment(of, party=party))


@pytest.mark.parametrize("count", [10, 60])
def test_the_page_takes_at_most_twelve_queries_however_many_rows(
    count, sign_in, django_assert_max_num_queries
):
    world = World()
    fill(world, count)
    client = sign_in(world.focal)
    with django_assert_max_num_queries(12):
        html = page(client)
    assert html.count('<th scope="row">') == count


def test_the_stream_goes_out_compressed_and_whole(sign_in):
    world = World()
    fill(world, 45)
    response = sign_in(world.focal).get("/en/mandates/", headers={"accept-encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    html = gzip.decompress(b"".join(response)).decode()
    assert html.count('<th scope="row">') == 45
    assert html.rstrip().endswith("</html>")


def test_the_stream_keeps_the_language_of_its_page(sign_in):
    world = World()
    fill(world, 45)
    response = sign_in(world.focal).get("/es/mandates/")
    html = b"".join(response).decode()
    assert "/en/mandates/reports/" not in html
    assert html.count('href="/es/mandates/reports/') == 90
