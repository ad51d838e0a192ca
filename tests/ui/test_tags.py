from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone, translation
from i18nfield.strings import LazyI18nString


def show(text, language="en", **context):
    with translation.override(language):
        return Template("{% load ui %}" + text).render(Context(context)).strip()


@pytest.mark.parametrize(
    ("value", "html"),
    [
        (LazyI18nString({"en": "Act & deed", "es": "Acta"}), "Act &amp; deed"),
        (
            LazyI18nString({"es": "Acta <b>"}),
            '<span lang="es">Acta &lt;b&gt;</span><small class="said-in"> in Spanish</small>',
        ),
        ("<i>", "&lt;i&gt;"),
        (None, ""),
    ],
)
def test_a_text_in_another_language_says_so(value, html):
    assert show("{% said value %}", value=value) == html


def test_the_note_may_be_left_out_but_not_the_lang():
    assert (
        show("{% said value note=False %}", value={"es": "Acta"}) == '<span lang="es">Acta</span>'
    )
    assert show("{{ value|said_plain }}", value={"es": "Acta"}) == "Acta"


@pytest.mark.parametrize(
    ("tag", "language", "html"),
    [
        ("{% day on %}", "es", '<time datetime="2009-11-09">9 de noviembre de 2009</time>'),
        ('{% day on "month" %}', "en", '<time datetime="2009-11">November 2009</time>'),
        ("{% day none %}", "en", ""),
        ("{% day_range none on %}", "en", '<time datetime="2009-11-09">9 November 2009</time>'),
        ('{% day_range on on "year" %}', "en", '<time datetime="2009">2009</time>'),
        ("{% moment none %}", "en", ""),
        ("{{ 1234567|number }}", "es", "1.234.567"),
        ("{{ 1234.5|number }}", "en", "1,234.5"),
        ("{{ none|number }}", "en", ""),
        ("{{ 'es'|language_name }}", "fr", "espagnol"),
    ],
)
def test_dates_and_numbers_follow_the_language(tag, language, html):
    assert show(tag, language, on=date(2009, 11, 9), none=None) == html


def test_a_moment_is_told_in_the_readers_zone():
    at = datetime(2010, 5, 21, 22, 40, tzinfo=UTC)
    with timezone.override("America/Costa_Rica"):
        assert "21 May 2010, 16:40 GMT-06:00" in show("{% moment at %}", at=at)
        assert "21 May 2010" in show("{% day at %}", at=at.replace(day=22, hour=1))


def test_things_are_sorted_by_the_name_the_reader_sees():
    things = [SimpleNamespace(name={"en": "Spain", "es": "España"}), SimpleNamespace(name="France")]
    names = "{% for thing in things|sort_said:'name' %}{{ thing.name|said_plain }} {% endfor %}"
    assert show(names, "en", things=things) == "France Spain"
    assert show(names, "es", things=things) == "España France"


def test_a_filter_is_changed_without_losing_the_others():
    request = RequestFactory().get("/", {"theme": "7", "page": "2"})
    assert show("{% query_with page=3 %}", request=request) == "?theme=7&amp;page=3"
    assert show("{% query_with page=None theme='' %}", request=request) == "?"


@pytest.mark.parametrize("label", ["RED", "TLP:RED", "red"])
def test_a_label_says_who_may_read(label):
    html = show("{% tlp label %}", label=label)
    assert "TLP:RED<" in html
    assert "Only the named recipients and the author" in html


def test_crumbs_lead_here_and_leave_out_what_has_no_name():
    html = show(
        '{% crumbs _("Parties") "/parties/" none "/hidden/" name "/es/" "Here" %}',
        none=None,
        name={"es": "Acta"},
    )
    assert '<nav class="crumbs" aria-label="You are here"><ol>' in html
    assert '<li><a href="/parties/">Parties</a></li>' in html
    assert '<a href="/es/"><span lang="es">Acta</span></a>' in html
    assert '<span aria-current="page">Here</span>' in html
    assert "/hidden/" not in html
