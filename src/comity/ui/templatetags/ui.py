"""Tags and filters for pages: texts in the reader's language, dates, labels, queries."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from babel.numbers import format_decimal, format_percent
from django import template
from django.template.context import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from comity.ui import days
from comity.ui.locales import language_name, locale_of, page_language
from comity.ui.said import Said, plain, sort_key
from comity.ui.said import said as choose

register = template.Library()


@register.simple_tag
def said(value: object, *, note: bool = True) -> SafeString:
    """The text in the reader's language; another language is marked with ``lang`` and named."""
    return show(choose(value, page_language()), note=note)


def show(shown: Said, *, note: bool) -> SafeString:
    """HTML of a text: plain in the page's language, else a span with ``lang`` and a note."""
    if not shown.is_fallback:
        return format_html("{}", shown.text)
    text = format_html('<span lang="{}">{}</span>', shown.language, shown.text)
    if not note:
        return text
    name = language_name(shown.language, page_language())
    words = _("in %(language)s") % {"language": name}
    return format_html('{}<small class="said-in"> {}</small>', text, words)


@register.filter
def said_plain(value: object) -> str:
    """The text alone, for attributes, titles and plain mail."""
    return plain(value)


@register.filter
def sort_said(things: Iterable[object], attribute: str = "") -> list[object]:
    """Sort by the shown text of ``attribute`` (or of the thing itself), accents aside."""

    def key(thing: object) -> tuple[str, str]:
        named = getattr(thing, attribute) if attribute else thing
        return sort_key(plain(named))

    return sorted(things, key=key)


@register.filter(name="language_name")
def name_of_language(code: str) -> str:
    """The name of a language in the page's language: ``es`` reads "Spanish" in English."""
    return language_name(code, page_language())


@register.simple_tag
def day(on: date | None, precision: str = "day") -> SafeString:
    """A date as exactly as it is known; nothing where there is none."""
    if not on:
        return SafeString("")
    on = _local_date(on)
    precision = precision or "day"
    words = days.day_text(on, precision, page_language())
    return format_html('<time datetime="{}">{}</time>', days.day_machine(on, precision), words)


@register.simple_tag
def day_range(starts: date | None, ends: date | None = None, precision: str = "day") -> SafeString:
    """``9–12 Nov 2009`` from two dates of one precision."""
    if not starts:
        return day(ends, precision)
    words = days.range_text(starts, ends, precision, page_language())
    return format_html('<time datetime="{}">{}</time>', days.day_machine(starts, precision), words)


@register.simple_tag
def moment(at: datetime | None) -> SafeString:
    """Day and time in the reader's time zone, with the zone named."""
    if not at:
        return SafeString("")
    local = timezone.localtime(at) if timezone.is_aware(at) else at
    words = days.moment_text(local, page_language())
    return format_html('<time datetime="{}">{}</time>', local.isoformat("T", "minutes"), words)


@register.filter
def number(value: int | float | Decimal | str | None) -> str:
    """A number with the separators of the page's language; nothing for None, words as they are."""
    if isinstance(value, str):
        return value
    return "" if value is None else format_decimal(value, locale=locale_of(page_language()))


@register.filter
def per_cent(value: float | Decimal | None) -> str:
    """A share (1: the whole) in whole per cent, as the page's language writes it."""
    return "" if value is None else format_percent(value, locale=locale_of(page_language()))


@register.inclusion_tag("ui/tlp.html")
def tlp(label: object) -> dict[str, str]:
    """The Traffic Light Protocol label of a thing, with who may read it."""
    return {"label": str(label).upper().removeprefix("TLP:")}


@register.inclusion_tag("ui/breadcrumb.html")
def crumbs(*steps: object) -> dict[str, list[dict[str, object]]]:
    """The way here: ``{% crumbs label address label address this_page %}``.

    Labels are words or texts by language; a step without a label is left out.
    """
    labels, addresses = steps[::2], (*steps[1::2], "")
    pairs = zip(labels, addresses, strict=True)
    return {"crumbs": [{"label": label, "url": url} for label, url in pairs if label]}


@register.simple_tag(takes_context=True)
def query_with(context: Context, **changes: object) -> str:
    """The address's query with some keys replaced; a key given as None or "" is taken out.

    Needs ``request`` in the context; ``{% query_with page=2 %}`` gives ``?theme=7&page=2``.
    """
    query = context["request"].GET.copy()
    for key, value in changes.items():
        if value is None or value == "":
            query.pop(key, None)
        else:
            query[key] = str(value)
    return "?" + query.urlencode()


@register.simple_tag(takes_context=True)
def own_site(context: Context) -> Mapping[str, object]:
    """The site's own addresses and name, as the context processor gives them.

    They are asked for as ``comity`` first: pages of the sign-in library put a record of
    their own into ``site``.
    """
    for name in ("comity", "site"):
        given = context.get(name)
        if isinstance(given, Mapping):
            return given
    return {}


def _local_date(on: date) -> date:
    if isinstance(on, datetime):
        return timezone.localtime(on).date() if timezone.is_aware(on) else on.date()
    return on
