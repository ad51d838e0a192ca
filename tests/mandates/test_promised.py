"""The public follow-up page: what was promised, what was done, as anyone may read it."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.urls import reverse

import comity.ui
from comity.mandates.promised import promised, scope_of
from comity.parties.models import Dialogue
from tests import make

pytestmark = pytest.mark.django_db
CSS = Path(comity.ui.__file__).parent / "static/ui/ui.css"


class Public:
    """A dialogue with two public mandates and what three parties said on them."""

    def __init__(self) -> None:
        self.body = make.plenary()
        self.dialogue = self.body.dialogue
        self.theme = make.theme("border", name="Borders")
        self.part = make.theme("border-law", name="Border law", parent=self.theme)
        self.belize, self.mexico = make.party("Belize"), make.party("Mexico")
        late = make.mandate("Open a line", body=self.body, due_on=make.TODAY.replace(year=2020))
        law = make.mandate("Pass a law", body=self.body, themes=[self.part])
        make.report(make.assignment(late, party=self.belize), status="done")
        self.silent = make.assignment(late, party=self.mexico)
        self.law = make.assignment(law, party=self.mexico)
        make.report(self.law, status="under_way", progress="A bill is before Congress.")

    def count(self):
        return promised(self.dialogue, scope_of(self.dialogue), make.TODAY)


def page(client, dialogue: Dialogue, query: str = "", status: int = 200) -> str:
    answer = client.get(reverse("mandates:public", args=[dialogue.slug]) + query)
    assert answer.status_code == status
    return answer.content.decode()


def test_every_answer_asked_is_counted_once_and_by_its_state():
    found = Public().count()
    assert found.mandates == 2
    assert found.whole.states == {"done": 1, "under_way": 1, "none": 1}
    assert (found.whole.asked, found.whole.answered, found.whole.overdue) == (3, 2, 1)


def test_each_addressee_has_its_own_count():
    here = Public()
    counts = here.count().of_addressees
    assert counts[f"party:{here.belize.slug}"].states == {"done": 1}
    assert counts[f"party:{here.mexico.slug}"].states == {"under_way": 1, "none": 1}


def test_what_is_on_a_part_of_a_theme_counts_for_the_theme():
    here = Public()
    counts = here.count().of_themes
    assert counts[here.theme.pk].states == counts[here.part.pk].states == {"under_way": 1}


def test_the_figures_are_the_same_whoever_looks(client, sign_in):
    here = Public()
    hidden = make.mandate("Hidden", body=here.body, label="AMBER")
    make.assignment(hidden, party=here.mexico)
    make.report(here.silent, status="done", label="AMBER", progress="Only for us.")
    before = page(client, here.dialogue)
    sign_in(make.secretary(here.body))
    after = page(client, here.dialogue)
    figures = r'<li class="figure">.*?</li>'
    assert re.findall(figures, before) == re.findall(figures, after)
    for words in ("Hidden", "Only for us."):
        assert words not in before
        assert words not in after


@pytest.mark.parametrize(
    ("query", "shown", "not_shown"),
    [
        ("?status=done", "Open a line", "Pass a law"),
        ("?theme=border", "Pass a law", "Open a line"),
        ("?status=overdue", "Open a line", "Pass a law"),
    ],
)
def test_each_figure_leads_to_the_paragraphs_it_counts(client, query, shown, not_shown):
    here = Public()
    assert f'href="{query}#paragraphs"' in page(client, here.dialogue)
    listed = page(client, here.dialogue, query).partition('id="paragraphs"')[2]
    listed = listed.partition('id="said"')[0]
    assert shown in listed
    assert not_shown not in listed
    clause = here.law.mandate.clause if shown == "Pass a law" else here.silent.mandate.clause
    assert clause.get_absolute_url() in listed


def test_a_picture_comes_before_each_table(client):
    words = page(client, Public().dialogue)
    assert words.index("<svg") < words.index("<table")


def test_the_latest_reports_speak_in_their_own_words_and_language(client):
    words = page(client, Public().dialogue)
    assert '<blockquote lang="en"><p>A bill is before Congress.</p></blockquote>' in words


def test_a_dialogue_without_public_mandates_says_so(client):
    assert "no public mandate yet" in page(client, make.plenary().dialogue)


@pytest.mark.parametrize("query", ["?party=nobody", "?status=1'--", "?party=9" + "9" * 30])
def test_a_filter_that_leads_nowhere_shows_no_paragraph(client, query):
    words = page(client, Public().dialogue, query, status=422)
    assert "No mandate matches these filters." in words


def test_an_unknown_dialogue_is_not_found(client):
    assert client.get("/en/follow-up/atlantis/").status_code == 404


def test_nothing_of_it_is_kept_in_a_cache(client):
    here = Public()
    answer = client.get(reverse("mandates:public", args=[here.dialogue.slug]))
    assert "no-store" in answer["Cache-Control"]


def test_the_queries_do_not_grow_with_the_dialogue(client, django_assert_max_num_queries):
    here = Public()
    page(client, here.dialogue)
    for number in range(30):
        mandate = make.mandate(f"Do {number}", body=here.body, themes=[here.part])
        make.report(make.assignment(mandate), progress="Begun.")
    with django_assert_max_num_queries(18):
        page(client, here.dialogue)


def test_the_page_of_a_large_dialogue_weighs_at_most_14_kilobytes(client):
    here = Public()
    parties = [make.party(f"The State of {name}") for name in range(34)]
    themes = [make.theme(name=f"An objective of the Compact, {name}") for name in range(12)]
    for number in range(12):
        mandate = make.mandate(f"Do {number} as agreed", body=here.body, themes=[themes[number]])
        for party in parties[number % 3 :]:
            make.report(make.assignment(mandate, party=party), progress=f"Begun {number}.")
    weight = len(gzip.compress(page(client, here.dialogue).encode()))
    assert weight + len(gzip.compress(CSS.read_bytes())) <= 14 * 1024


def test_the_dialogue_the_matrix_and_the_home_page_lead_to_it(client):
    here = Public()
    address = reverse("mandates:public", args=[here.dialogue.slug])
    assert address in client.get(here.dialogue.get_absolute_url()).content.decode()
    matrix = b"".join(client.get(reverse("mandates:matrix"))).decode()
    assert address in matrix
