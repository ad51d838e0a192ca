"""Joint projects: written down, shared with four eyes, and their results reached."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from comity.documents import sharing
from comity.documents.sharing import NotTheirs
from comity.mandates.models import Project
from comity.mandates.services import projects
from comity.mandates.services.projects import (
    Aim,
    AlreadyReached,
    BudgetWithoutCurrency,
    EndsBeforeItStarts,
    NamedTwice,
    Plan,
)
from comity.parties.ledger import Entry
from tests import make

pytestmark = pytest.mark.django_db
AT = {"at": make.NOW}


class World:
    def __init__(self) -> None:
        self.body = make.plenary()
        self.owner, self.other = make.party("Belize"), make.party("Mexico")
        self.author = make.delegate(of=self.owner, body=self.body)
        self.second = make.delegate(of=self.owner, body=self.body, role="officer")
        self.neighbour = make.delegate(of=self.other, body=self.body)
        self.text = make.instrument("A plan", body=self.body)
        self.clause = make.clause(self.text, "Train officers together.")

    def record(self, **fields) -> Project:
        circle = {"body": self.body, "owner": self.owner, "label": fields.pop("label", "AMBER")}
        hanging = {
            name: fields.pop(name) for name in ("partners", "results", "clauses") if name in fields
        }
        plan = Plan({"title": make.said("Joint training")} | fields, **hanging)
        return projects.record_project(plan, by=self.author, **circle, **AT)

    def change(self, project, by=None, **fields) -> Project:
        plan = Plan({"title": make.said("Joint training, changed")} | fields)
        return projects.change_project(project, plan, by=by or self.author, **AT)


def rows(prefix: str, *given: dict) -> dict:
    data = {f"{prefix}-TOTAL_FORMS": len(given), f"{prefix}-INITIAL_FORMS": 0}
    for number, row in enumerate(given):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def typed(here: World, **fields) -> dict:
    partners, results = fields.pop("partners", []), fields.pop("results", [])
    circle = {"body": here.body.pk, "owner": here.owner.pk, "label": "AMBER"}
    return (
        {"title_en": "Joint training"}
        | circle
        | rows("partners", *partners)
        | rows("results", *results)
        | fields
    )


def test_a_project_is_recorded_with_all_that_hangs_on_it():
    here = World()
    project = here.record(
        partners=[(here.owner, "lead"), (here.other, "donor")],
        results=[Aim(make.said("A handbook"), due_on=date(2027, 1, 1))],
        clauses=[here.clause],
        budget=Decimal("250000"),
        currency="USD",
    )
    assert [(one.party, one.role) for one in project.partners.all()] == [
        (here.owner, "lead"),
        (here.other, "donor"),
    ]
    assert str(project.results.get()) == "A handbook"
    assert project.clauses.get() == here.clause
    facts = Entry.objects.get(act="project.recorded").facts
    assert facts == {
        "partners": sorted([here.owner.pk, here.other.pk]),
        "clauses": [here.clause.pk],
        "results": 1,
    }


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"starts_on": date(2027, 1, 1), "ends_on": date(2026, 1, 1)}, EndsBeforeItStarts),
        ({"budget": Decimal(5)}, BudgetWithoutCurrency),
        ({"currency": "USD"}, BudgetWithoutCurrency),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(fields, refused):
    with pytest.raises(refused):
        World().record(**fields)
    assert not Project.objects.exists()


def test_a_party_has_one_role_in_a_project():
    here = World()
    with pytest.raises(NamedTwice, match="Mexico is named twice"):
        here.record(partners=[(here.other, "lead"), (here.other, "donor")])


def test_only_the_owner_and_the_secretariat_change_it():
    here = World()
    project = here.record()
    with pytest.raises(NotTheirs):
        here.change(project, by=here.neighbour)
    assert here.change(project, by=make.secretary(here.body))


def test_until_it_is_shared_its_owner_alone_reads_it():
    here = World()
    project = here.record()

    def seen(person):
        return Project.objects.visible_to(make.reader(person)).exists()

    assert seen(here.second)
    assert not seen(here.neighbour)
    assert sharing.share(project, by=here.author, **AT)
    assert seen(here.neighbour)


def test_a_public_project_is_published_by_a_person_who_had_no_part_in_it():
    here = World()
    project = here.record(label="CLEAR")
    here.change(project, by=here.second)
    assert not sharing.share(project, by=here.author, **AT)
    for preparer in (here.author, here.second):
        with pytest.raises(sharing.SamePerson):
            sharing.share(project, by=preparer, **AT)
    assert sharing.share(project, by=make.secretary(here.body), **AT)


def test_a_public_project_that_is_changed_is_published_anew():
    here = World()
    public = make.project(body=here.body, owner=here.owner, label="CLEAR")
    assert not here.change(public).is_shared
    amber = make.project(body=here.body, owner=here.owner, label="AMBER")
    assert here.change(amber).is_shared


def test_a_result_is_reached_once():
    here = World()
    result = here.record(results=[Aim(make.said("A handbook"))]).results.get()
    projects.reach_result(result, on=make.TODAY, by=here.author, **AT)
    with pytest.raises(AlreadyReached):
        projects.reach_result(result, on=make.TODAY, by=here.author, **AT)
    assert Entry.objects.filter(act="project.result_reached").count() == 1


@pytest.mark.parametrize(
    ("dates", "state"),
    [
        ({}, "unknown"),
        ({"starts_on": date(2027, 1, 1)}, "coming"),
        ({"starts_on": make.TODAY}, "under_way"),
        ({"ends_on": make.TODAY}, "under_way"),
        ({"starts_on": date(2020, 1, 1), "ends_on": date(2021, 1, 1)}, "ended"),
    ],
)
def test_a_project_stands_as_its_dates_say(dates, state):
    assert Project(**dates).state(make.TODAY) == state


def test_a_person_types_it_in_and_changes_it(client, sign_in):
    here = World()
    sign_in(here.author)
    data = typed(
        here, starts="2026", ends="2027-06", budget="1200.50", currency="xcd",
        text=here.text.pk, clauses=[here.clause.pk],
        partners=[{"party": here.other.pk, "role": "donor"}, {"party": "", "role": "partner"}],
        results=[{"kind": "milestone", "words": "A first course", "due_on": "2026-09-01"}],
    )  # fmt: skip
    assert client.post(reverse("mandates:add_project"), data).status_code == 302
    project = Project.objects.get()
    assert (project.starts_on, project.starts_precision) == (date(2026, 1, 1), "year")
    assert (project.ends_on, project.ends_precision) == (date(2027, 6, 30), "month")
    assert (project.budget, project.currency) == (Decimal("1200.50"), "XCD")
    assert project.partners.get().party == here.other
    result = project.results.get()
    change = {
        "title_en": "Changed",
        **rows("partners"),
        **rows("results", {"key": result.pk, "kind": "output", "words": "Two courses"}),
    }
    address = reverse("mandates:change_project", args=[project.pk])
    assert "A first course" in client.get(address).content.decode()
    assert client.post(address, change).status_code == 302
    result.refresh_from_db()
    assert (str(result.words), result.kind) == ("Two courses", "output")
    assert not project.partners.exists()


def test_more_rows_keep_what_was_typed_and_save_nothing(client, sign_in):
    here = World()
    sign_in(here.author)
    partner = {"party": here.other.pk, "role": "donor"}
    data = typed(here, partners=[partner], text=here.text.pk) | {"more": "1"}
    answer = client.post(reverse("mandates:add_project"), data)
    words = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="partners-TOTAL_FORMS" value="3"' in words
    assert "Train officers together." in words
    assert 'value="Joint training"' in words
    assert not Project.objects.exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title_en": ""}, "in one language at least"),
        ({"budget": "9" * 40, "currency": "USD"}, "digits"),
        ({"budget": "-5", "currency": "USD"}, "greater than or equal to 0"),
        ({"budget": "5", "currency": "XXQ"}, "XXQ is not a currency"),
        ({"budget": "5"}, "go together"),
        ({"starts": "2027", "ends": "2026"}, "Write a later end"),
        ({"starts": "soon"}, "2016-12"),
        ({"body": "9" * 30}, "Select a valid choice"),
        ({"themes": ["9" * 30]}, "9999"),
        ({"text": "x'--"}, "Select a valid choice"),
        ({"partners": [{"party": "9" * 30, "role": "lead"}]}, "Select a valid choice"),
        ({"results": [{"kind": "x", "words": "y"}]}, "Select a valid choice"),
        ({"results": [{"kind": "output", "words": "y", "due_on": "31.2."}]}, "2026-03-31"),
    ],
)
def test_what_was_typed_wrongly_is_said_beside_the_field(client, sign_in, fields, said):
    here = World()
    sign_in(here.author)
    answer = client.post(reverse("mandates:add_project"), typed(here, **fields))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Project.objects.exists()


@pytest.mark.parametrize("count", ["", "x", "999999999999", "-1"])
def test_a_count_of_rows_that_nobody_sent_is_no_fault(client, sign_in, count):
    here = World()
    sign_in(here.author)
    data = typed(here) | {"partners-TOTAL_FORMS": count}
    for button in ({}, {"more": "1"}):
        answer = client.post(reverse("mandates:add_project"), data | button)
        assert answer.status_code in {200, 302, 422}


def test_a_result_of_another_project_is_not_changed(client, sign_in):
    here = World()
    sign_in(here.author)
    foreign = make.result(make.project(body=here.body), "Theirs")
    mine = here.record()
    data = {
        "title_en": "Mine",
        **rows("partners"),
        **rows("results", {"key": foreign.pk, "kind": "output", "words": "Ours"}),
    }
    client.post(reverse("mandates:change_project", args=[mine.pk]), data)
    foreign.refresh_from_db()
    assert str(foreign) == "Theirs"
    assert str(mine.results.get()) == "Ours"
    reach = reverse("mandates:reach_result", args=[mine.pk, foreign.pk])
    assert client.post(reach, {"on": "2026-03-01"}).status_code == 404


def test_a_clause_that_the_reader_is_not_shown_stays_linked(client, sign_in):
    here = World()
    hidden = make.clause(make.instrument("Hidden", body=make.plenary(), label="AMBER"))
    project = here.record(clauses=[here.clause, hidden])
    sign_in(here.author)
    data = {"title_en": "Changed", **rows("partners"), **rows("results")}
    address = reverse("mandates:change_project", args=[project.pk])
    assert "Hidden" not in client.get(address).content.decode()
    assert client.post(address, data).status_code == 302
    assert list(project.clauses.all()) == [hidden]


def test_the_page_shows_money_as_the_language_writes_it(client):
    project = make.project(budget=Decimal("250000"), currency="USD")
    assert "US$250,000.00" in client.get(f"/en/mandates/projects/{project.pk}/").content.decode()
    assert "250" in (spanish := client.get(f"/es/mandates/projects/{project.pk}/").content.decode())
    assert "US$250,000.00" not in spanish


def test_the_secretary_marks_a_result_as_reached_on_the_page(client, sign_in):
    here = World()
    project = here.record(results=[Aim(make.said("A handbook"))])
    sign_in(here.author)
    reach = reverse("mandates:reach_result", args=[project.pk, project.results.get().pk])
    assert client.post(reach, {"on": "soon"}).status_code == 422
    assert client.post(reach, {"on": "2026-03-01"}).status_code == 302
    assert project.results.get().reached_on == date(2026, 3, 1)


def test_others_find_no_way_to_change_it(client, sign_in):
    here = World()
    project = make.project(body=here.body, owner=here.owner)
    sign_in(here.neighbour)
    assert client.get(reverse("mandates:change_project", args=[project.pk])).status_code == 404
    page = client.get(project.get_absolute_url()).content.decode()
    assert reverse("mandates:change_project", args=[project.pk]) not in page


def test_the_register_is_narrowed_and_is_a_file(client):
    here = World()
    ours = make.project("=Ours()", body=here.body, starts_on=date(2020, 1, 1))
    make.partner(ours, party=here.other, role="donor")
    make.project("Another", ends_on=date(2020, 1, 1))
    for query in (f"?party={here.other.slug}", f"?dialogue={here.body.dialogue.slug}"):
        words = client.get(reverse("mandates:projects") + query).content.decode()
        assert "=Ours()" in words
        assert "Another" not in words
    assert "Another" in client.get(reverse("mandates:projects") + "?state=ended").content.decode()
    csv = client.get(reverse("mandates:projects_file", args=["csv"])).content.decode()
    assert "'=Ours()" in csv
    assert "Mexico (donor)" in csv
    xlsx = client.get(reverse("mandates:projects_file", args=["xlsx"])).content
    assert load_workbook(io.BytesIO(xlsx)).active["A2"].data_type == "s"
    assert client.get(reverse("mandates:projects") + "?party=%00").status_code == 400


def test_a_watched_project_is_named_by_its_own_page_alone(client, sign_in):
    here = World()
    project = make.project("Secret", body=here.body, owner=here.owner, label="AMBER+STRICT")
    make.partner(project, party=here.owner)
    sign_in(here.author)
    for address in (
        reverse("mandates:projects"),
        reverse("mandates:projects_file", args=["csv"]),
        here.owner.get_absolute_url(),
    ):
        assert "Secret" not in client.get(address).content.decode()
    assert "Secret" in client.get(project.get_absolute_url()).content.decode()
    assert Entry.objects.filter(act="read", by=here.author).count() == 1


def test_parties_and_texts_lead_to_their_projects(client, sign_in):
    here = World()
    project = make.project("Joint training", body=here.body)
    project.clauses.add(here.clause)
    make.partner(project, party=here.other)
    for page in (here.other.get_absolute_url(), here.text.get_absolute_url()):
        assert project.get_absolute_url() in client.get(page).content.decode()
    sign_in(here.author)
    assert f"?text={here.text.slug}" in client.get(here.text.get_absolute_url()).content.decode()


def test_the_register_asks_no_more_of_the_database_when_it_grows(
    client, django_assert_max_num_queries
):
    for _number in range(12):
        make.partner()
    with django_assert_max_num_queries(12):
        client.get(reverse("mandates:projects"))
