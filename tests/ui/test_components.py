from datetime import UTC, date, datetime

import pytest
from django import forms
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory


class Deed(forms.Form):
    title = forms.CharField(label="Title", help_text="In one line.")
    note = forms.CharField(label="Note", required=False)
    kind = forms.ChoiceField(label="Kind", widget=forms.RadioSelect, choices=[("law", "Law")])
    final = forms.BooleanField(label="Final", required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        self.add_error(None, "The round is closed.")


COMPONENTS = [
    (
        "breadcrumb",
        {"crumbs": [{"label": "Home", "url": "/"}, {"label": "Here"}]},
        'aria-current="page">Here',
    ),
    (
        "button",
        {"label": "Adopt", "kind": "main"},
        '<button type="submit" class="button button--main">Adopt',
    ),
    ("button", {"label": "Read", "url": "/x"}, '<a class="button" href="/x">Read</a>'),
    ("button", {"label": "Go", "name": "do", "value": "1"}, 'name="do" value="1"'),
    ("card", {"title": {"es": "Acta"}, "url": "/x", "label": "RED"}, '<span lang="es">Acta</span>'),
    ("due", {"due": date(2010, 6, 30), "overdue": True}, "overdue</strong>"),
    ("due", {"due": date(2010, 6, 1), "precision": "month"}, ">June 2010<"),
    ("due", {"due": None}, "no date"),
    ("empty", {"text": "Nothing.", "url": "/x", "label": "Add"}, ">Add</a>"),
    ("facts", {"facts": [("Chair", "Belize"), ("Venue", "")]}, "<dd>Belize</dd>"),
    (
        "history",
        {"entries": [{"at": date(2010, 5, 1), "what": "Adopted", "by": "Ana"}]},
        "1 May 2010",
    ),
    ("history", {"entries": [{"at": datetime(2010, 5, 1, tzinfo=UTC), "what": "x"}]}, "2010, "),
    (
        "language_switch",
        {"languages": [{"code": "es", "name_local": "Español", "url": "/es/"}]},
        'hreflang="es"',
    ),
    ("messages", {"messages": [Message(25, "Saved.")]}, "<strong>Done.</strong> Saved."),
    ("messages", {"messages": [Message(40, "Closed.")]}, "<strong>Not done.</strong> Closed."),
    ("state", {"state": "none", "label": "No report", "overdue": True}, "No report, overdue"),
    ("tabs", {"tabs": [{"label": "All", "url": "/", "count": 1200}], "name": "Parts"}, "1,200"),
    ("tlp", {"label": "AMBER+STRICT"}, "TLP:AMBER+STRICT<"),
]


@pytest.mark.parametrize(("name", "context", "expected"), COMPONENTS)
def test_a_component_shows_what_it_is_given(name, context, expected):
    assert expected in render_to_string(f"ui/{name}.html", context)


@pytest.mark.parametrize(
    ("label", "who"),
    [
        ("CLEAR", "Everyone may read"),
        ("GREEN", "not for publication"),
        ("AMBER", "a seat in the dialogue"),
        ("AMBER+STRICT", "a seat in the body"),
        ("RED", "the named recipients"),
    ],
)
def test_a_label_explains_itself_to_eyes_and_ears(label, who):
    html = render_to_string("ui/tlp.html", {"label": label})
    assert html.count(who) == 2


def test_an_empty_fact_is_left_out():
    assert "Venue" not in render_to_string("ui/facts.html", {"facts": [("Venue", None)]})


def test_a_pager_keeps_the_filters():
    context = {
        "page": Paginator(range(120), 50).get_page(2),
        "request": RequestFactory().get("/", {"theme": "7", "page": "2"}),
    }
    html = render_to_string("ui/pager.html", context)
    assert "?theme=7&amp;page=1" in html
    assert "?theme=7&amp;page=3" in html
    assert "Page 2 of 3" in html


def test_one_page_needs_no_pager():
    context = {"page": Paginator(range(3), 50).get_page(1), "request": RequestFactory().get("/")}
    assert "<nav" not in render_to_string("ui/pager.html", context)


def test_a_field_says_in_words_whether_it_is_required():
    form = Deed()
    assert "(required)" in render_to_string("ui/field.html", {"field": form["title"]})
    assert "(optional)" in render_to_string("ui/field.html", {"field": form["note"]})


def test_help_and_errors_are_tied_to_their_field():
    html = render_to_string("ui/field.html", {"field": Deed({})["title"]})
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert 'aria-invalid="true"' in html


def test_a_group_of_choices_has_a_legend():
    html = render_to_string("ui/field.html", {"field": Deed()["kind"]})
    assert "<fieldset" in html
    assert "<legend" in html


def test_a_form_lists_its_errors_and_leads_to_the_fields():
    html = render_to_string("ui/form.html", {"form": Deed({"note": "typed"}), "csrf_token": "t"})
    assert "The round is closed." in html
    assert '<a href="#id_title">Title:</a>' in html
    assert 'value="typed"' in html
    assert 'name="csrfmiddlewaretoken" value="t"' in html


def test_a_form_says_what_happens_next_and_keeps_drafts_where_asked():
    context = {
        "form": Deed(),
        "csrf_token": "t",
        "next_step": "Then we read it.",
        "keep_url": "/keep",
    }
    html = render_to_string("ui/form.html", context)
    assert "Then we read it." in html
    assert 'data-keep="/keep"' in html
    assert '<p class="kept" role="status">' in html


def test_filters_live_in_the_address():
    html = render_to_string("ui/filters.html", {"form": Deed(), "clear_url": "?", "found": "3"})
    assert 'method="get"' in html
    assert "csrf" not in html
    assert 'type="hidden" name="key"' in html
