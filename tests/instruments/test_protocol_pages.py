"""Pages of protocols: the table and the map, one clause compared, what a party types."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from comity.instruments import services
from comity.instruments.models import ClauseLink, Implementation, Instrument, Protocol, Standing
from comity.parties.dates import PartialDate
from comity.parties.ledger import Entry
from comity.tlp import Label
from tests import make
from tests.entering import entered

from .test_protocols import FILE, World

pytestmark = pytest.mark.django_db


def address(name, *args) -> str:
    return reverse(f"instruments:{name}", args=args)


def page(client, name, *args, **query) -> str:
    answer = client.get(address(name, *args), query)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def own_text(here, *texts, language="en", **fields) -> Instrument:
    """A published text of Belize with clauses, the first of which answers the first asked."""
    fields = {"label": "CLEAR", "owner": here.belize} | fields
    text = make.national(here.regional, "The law of Belize", **fields)
    text.versions.update(language=language)
    own = [make.clause(text, {language: words}) for words in texts]
    it = text.implementations.get()
    make.clause_link(it, clause=own[0], regional=here.clauses[0])
    return text


def test_each_party_is_on_the_map_and_in_the_table_with_its_state_in_words():
    here = World()
    own_text(here, "One point for Belize.")
    shown = page(entered(None), "standings", here.regional.slug)
    assert shown.count('id="party-') == 2
    assert f'href="#party-{here.belize.slug}"' in shown
    assert "<title>Belize: adopted</title>" in shown
    assert "<title>Haiti: none</title>" in shown
    assert "nothing recorded" in shown
    assert "The law of Belize" in shown


def test_the_queries_of_the_table_do_not_grow_with_the_parties(django_assert_max_num_queries):
    here = World()
    for _number in range(12):
        party = make.party()
        make.membership(party, here.body)
        make.standing(here.regional, owner=party)
        make.national(here.regional, label="CLEAR", owner=party)
    client = entered(None)
    page(client, "standings", here.regional.slug)
    with django_assert_max_num_queries(14):
        page(client, "standings", here.regional.slug)


def test_a_watched_text_is_known_by_its_stage_and_label_alone():
    here = World()
    own_text(here, "One point.", label="AMBER+STRICT")
    shown = page(entered(here.other), "standings", here.regional.slug)
    assert "The law of Belize" not in shown
    assert "<title>Belize: adopted</title>" in shown


def test_reading_a_watched_statement_is_written_down():
    here = World()
    here.says("adopted", label=Label.STRICT)
    page(entered(here.other), "standings", here.regional.slug)
    entry = Entry.objects.get(act="read")
    assert entry.thing.startswith("instruments.standing:")


def test_the_table_comes_as_a_file():
    here = World(label="AMBER")
    here.says("drafting", note="=1+1", source="https://gazette.example.org/1")
    answer = entered(here.other).get(address("standings_file", here.regional.slug, "csv"))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][2:] == [
        "drafting", "12 March 2025", "stated by the party", "https://gazette.example.org/1",
    ]  # fmt: skip
    answer = entered(here.other).get(address("standings_file", here.regional.slug, "exe"))
    assert answer.status_code == 404


def test_one_clause_stands_above_what_each_party_made_of_it():
    here = World()
    own_text(here, "The ministry answers at any hour for Belize.")
    shown = page(entered(None), "compare", here.regional.slug, here.clauses[0].pk)
    assert shown.index("One point.") < shown.index("The ministry answers")
    assert shown.index("The ministry answers") < shown.index("Not yet") < shown.index("Haiti")
    assert "<ins>" not in shown


def test_words_are_marked_where_the_wording_is_near_and_in_the_same_language():
    here = World()
    words = {"en": "Children are interviewed.", "es": "Los niños son oídos por gente capacitada."}
    clause = make.clause(here.regional, words)
    here.regional.versions.create(language="es", is_equal=True)
    here.clauses = [clause]
    own_text(here, "Los niños son oídos siempre por gente capacitada.", language="es")
    shown = page(entered(None), "compare", here.regional.slug, clause.pk)
    assert "<ins> siempre</ins>" in shown
    assert 'lang="es"' in shown
    assert "Spanish" in shown


def test_a_draft_s_clauses_are_in_nobody_else_s_comparison():
    here = World()
    own_text(here, "A secret point.", adopted=False)
    where = ("compare", here.regional.slug, here.clauses[0].pk)
    assert "A secret point." in page(entered(here.focal), *where)
    assert "A secret point." not in page(entered(here.other), *where)


def test_a_clause_of_another_text_is_not_compared_here():
    here = World()
    answer = entered(None).get(address("compare", here.regional.slug, make.clause().pk))
    assert answer.status_code == 404


@pytest.mark.parametrize("kind", ["declaration", "agreement"])
def test_only_protocols_have_a_page_of_standings(kind):
    here = World(kind=kind)
    assert entered(None).get(address("standings", here.regional.slug)).status_code == 404


def national_form(**more):
    given = {"language": "en", "kind": "adapts", "label": "AMBER", "law": "Act 12",
             "adopted_on": "2025-03", "in_force": "", "source": "", "title": "The law"}  # fmt: skip
    return given | {"file": SimpleUploadedFile("law.md", FILE)} | more


def test_a_focal_point_brings_in_the_text_of_its_party_and_confirms_its_links():
    here = World()
    make.clause(here.regional, "The directorate is the contact point.")
    client = entered(here.focal)
    answer = client.post(address("register_national", here.regional.slug), national_form())
    it = Implementation.objects.get()
    assert answer.url == it.get_absolute_url()
    assert (it.kind, it.national.protocol.law) == ("adapts", "Act 12")
    shown = client.get(answer.url).content.decode()
    assert "Proposed:" in shown
    regional, own = here.regional.clauses.last(), it.national.clauses.operative().first()
    client.post(answer.url, {"pair": [f"{regional.pk}-{own.pk}", "9-9", "x"]})
    link = ClauseLink.objects.get()
    assert (link.regional, link.clause) == (regional, own)
    client.post(answer.url, {"unlink": str(link.pk)})
    assert not ClauseLink.objects.exists()


def test_a_person_chooses_the_clause_and_says_in_what_it_differs():
    here = World()
    text = own_text(here, "One point for Belize.", "A register for Belize.")
    where = address("link", text.slug, here.regional.slug, here.clauses[1].pk)
    client = entered(here.focal)
    assert client.get(where).status_code == 200
    own = text.clauses.last()
    client.post(where, {"clause": str(own.pk), "note": "Goes further."})
    link = ClauseLink.objects.get(regional=here.clauses[1])
    assert (link.clause, link.note, link.language) == (own, "Goes further.", "en")
    assert client.post(where, {"clause": str(make.clause().pk)}).status_code == 422


@pytest.mark.parametrize("who", ["other", "secretary", "colleague"])
@pytest.mark.parametrize("name", ["register_national", "state_standing"])
def test_the_forms_of_a_party_are_there_for_those_who_speak_for_one(who, name):
    here = World()
    if who == "other":
        here.other = make.delegate(body=here.body, as_="member", role="officer")
    answer = entered(getattr(here, who)).get(address(name, here.regional.slug))
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"stage": "adopted", "since": ""}, "Say since when"),
        ({"stage": "adopted", "since": "last year"}, "is not a date"),
        ({"stage": "nearly", "since": "2024"}, "nearly"),
        ({"stage": "drafting", "since": "", "source": "nowhere"}, "valid URL"),
    ],
)
def test_bad_input_is_said_in_one_sentence_and_kept(typed, words):
    here = World()
    given = {"label": "AMBER", "note": "Our note"} | typed
    answer = entered(here.focal).post(address("state_standing", here.regional.slug), given)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Our note" in answer.content.decode()
    assert not Standing.objects.exists()


def test_a_party_says_where_it_stands_and_a_colleague_publishes_it():
    here = World()
    client = entered(here.focal)
    given = {"stage": "adopted", "since": "2024-05", "label": "CLEAR", "note": ""}
    assert client.post(address("state_standing", here.regional.slug), given).status_code == 302
    one = Standing.objects.get()
    assert not one.is_shared
    assert "<title>Belize: adopted</title>" not in page(
        entered(None), "standings", here.regional.slug
    )
    entered(here.colleague).post(address("share_standing", one.pk))
    assert "<title>Belize: adopted</title>" in page(entered(None), "standings", here.regional.slug)


def test_an_overdue_review_is_said_in_words():
    here = World()
    make.protocol(here.regional, review_on=make.TODAY)
    shown = page(entered(None), "instrument", here.regional.slug)
    assert 'due--late"' in shown
    assert "overdue" in shown


def test_the_life_and_the_reviews_of_a_text_are_recorded_on_its_page():
    here = World()
    client = entered(here.secretary)
    client.post(address("life", here.regional.slug), {"review_on": "2028-01-01"})
    assert str(Protocol.objects.get().review_on) == "2028-01-01"
    where = address("reviewed", here.regional.slug)
    answer = client.post(where, {"on": "2028-01-02", "next_on": "2028-01-02"})
    assert answer.status_code == 422
    assert "must come after the last one" in answer.content.decode()
    client.post(where, {"on": "2028-01-02", "next_on": "2030-01-02"})
    assert str(Protocol.objects.get().reviewed_on) == "2028-01-02"
    assert entered(here.focal).get(where).status_code == 404


def test_the_secretariat_says_which_clause_asked_first_the_text_then_the_clause():
    here = World()
    asking = make.clause(make.instrument("A declaration", body=here.body), "Develop a protocol.")
    client = entered(here.secretary)
    shown = page(client, "asked_by", here.regional.slug)
    assert f"?text={asking.instrument.slug}" in shown
    where = f"{address('asked_by', here.regional.slug)}?text={asking.instrument.slug}"
    assert "Develop a protocol." in client.get(where).content.decode()
    client.post(where, {"clause": str(asking.pk)})
    here.regional.refresh_from_db()
    assert here.regional.asked_by == asking


def test_a_party_s_page_shows_its_own_protocols():
    here = World()
    own_text(here, "One point.")
    shown = entered(None).get(here.belize.get_absolute_url()).content.decode()
    assert "Its own protocols and strategies" in shown
    assert "The law of Belize" in shown


def test_the_party_reviews_and_offers_its_text_on_the_pages_of_the_review():
    here = World()
    text = here.registered()
    client = entered(here.focal)
    assert client.get(address("review", text.slug)).status_code == 200
    answer = client.post(address("adoption", text.slug), {"do": "offer", "stamp": text.stamp})
    assert answer.status_code == 302
    shown = entered(here.secretary).get(address("adoption", text.slug)).content.decode()
    assert "Publish" in shown
    assert entered(here.other).get(address("adoption", text.slug)).status_code == 404
    text.refresh_from_db()
    given = {"do": "adopt", "stamp": text.stamp, "adopted_on": "2025-03"}
    entered(here.secretary).post(address("adoption", text.slug), given)
    text.refresh_from_db()
    assert text.is_adopted


def test_the_secretariat_that_returns_a_text_lands_on_the_list():
    here = World()
    text = here.offered()
    client = entered(here.secretary)
    answer = client.post(address("adoption", text.slug), {"do": "take_back"})
    assert answer.url == address("instruments")


def test_a_text_in_force_later_is_adopted_until_then():
    here = World()
    text = here.published()
    later = PartialDate.read("2099")
    services.describe_protocol(text, in_force=later, by=here.focal, at=make.NOW)
    assert here.stage_for(here.other) == "adopted"
