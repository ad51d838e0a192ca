"""What anybody reads of campaigns, in six languages; the secretariat sees some buttons more."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.documents import tables
from comity.helplines.models import Line
from comity.helplines.public_names import day_words
from comity.helplines.shown import first_line_of
from comity.meetings.takeaway.sending import Readable, send
from comity.parties.models import Party
from comity.parties.requests import Request
from comity.refusals import Refusal
from comity.ui.said import said
from comity.ui.tongues import in_tongue, language_switch, own_name

from . import public_packs, public_posters
from .countries import countries_of, country_name, in_order
from .models import Campaign, Material, MaterialFile
from .public_files import Stored
from .public_words import AIRED, DEEDS, LICENCES, NOT_CONFIRMED, ORIENTATION
from .reach import map_of, reach_of
from .rules import partner_parties

SHOWN = 100
"""Places on a page; the files have all."""
LONGEST_STALE = 60
"""Seconds for which caches on the way may keep what is public."""


def switch(name: str, language: str, *arguments: Any) -> dict[str, Any]:
    """Links to the same page in the other languages of the public, for ``ui/base.html``."""
    return {
        "languages": language_switch(
            settings.PUBLIC_LANGUAGES,
            language,
            lambda code: reverse(f"public_campaigns:{name}", args=[code, *arguments]),
        ),
        "is_worked_in": language in dict(settings.LANGUAGES),
        "origin": settings.ORIGIN,
    }


@require_safe
@in_tongue
def campaigns(request: Request, language: str) -> HttpResponse:
    found = Campaign.objects.visible_to(request.reader).select_related("dialogue").newest_first()
    page = switch("campaigns", language) | {
        "campaigns": [(one, one.url_in(language), dates_of(one, language)) for one in found],
        "may_add": bool(request.reader.secretariats),
        "today": timezone.localdate(),
    }
    return render(request, "campaigns/public_campaigns.html", page)


@require_safe
@in_tongue
def campaign(request: Request, language: str, slug: str) -> HttpResponse:
    it = _visible(request, slug)
    materials = _materials(request, it)
    page = switch("campaign", language, slug) | {
        "it": it,
        "when": dates_of(it, language),
        "is_over": it.is_over(timezone.localdate()),
        "countries": _by_line(it, language),
        "groups": _groups(materials, language),
        "packs": _packs(it, materials, language),
        "themes": it.themes.all(),
        "may_edit": it.dialogue_id in request.reader.secretariats,
        "may_report": bool(partner_parties(request.reader, it.dialogue_id)),
        "reach_url": reverse("public_campaigns:reach", args=[language, slug]),
    }
    return render(request, "campaigns/public_campaign.html", page)


def dates_of(it: Campaign, language: str) -> str:
    """From when until when, as far as it is known."""
    days = [day_words(on, language) if on else "" for on in (it.starts_on, it.ends_on)]
    return " – ".join(days).strip(" ") if any(days) else ""


def _by_line(it: Campaign, language: str) -> dict[str, list[tuple[Party, str]]]:
    """Countries with a number that may be printed, and the others."""
    lines = Line.objects.confirmed(timezone.localdate()).order_by()
    there = set(lines.values_list("party", flat=True))
    named = in_order(countries_of(it), language)
    return {
        "confirmed": [one for one in named if one[0].pk in there],
        "others": [one for one in named if one[0].pk not in there],
    }


def _visible(request: Request, slug: str) -> Campaign:
    found = Campaign.objects.visible_to(request.reader).select_related("dialogue")
    return get_object_or_404(found, slug=slug)


def _materials(request: Request, it: Campaign) -> list[Material]:
    """What may be taken away: for the secretariat too no more than is released."""
    found = Material.objects.visible_to(request.reader).filter(campaign=it)
    return list(found.filter(released_at__isnull=False).listed())


def _groups(materials: Sequence[Material], language: str) -> list[tuple[Any, list[Any]]]:
    """What is seen and heard, and what is printed; each with its files, the reader's own first."""
    aired = [_shown(one, language) for one in materials if one.kind in AIRED]
    printed = [_shown(one, language) for one in materials if one.kind not in AIRED]
    named = [(_("To watch and to hear"), aired), (_("To print"), printed)]
    return [(words, shown) for words, shown in named if shown]


def _shown(it: Material, language: str) -> dict[str, Any]:
    files = sorted(it.files.all(), key=lambda file: _place_of(file, language))
    main = [file for file in files if file.use == MaterialFile.Use.MAIN]
    played = next((file for file in main if file.is_audio or file.is_video), None)
    captions = [file for file in files if file.use == MaterialFile.Use.CAPTIONS]
    return {
        "it": it,
        "by_language": [
            (code, own_name(code), [(file, file.url_in(language)) for file in of_it])
            for code, of_it in groupby(files, key=lambda file: file.language)
        ],
        "played": played,
        "played_url": played.url_in(language) if played else "",
        "captions": [(file, file.url_in(language)) for file in captions],
        "licence": LICENCES[it.licence],
        "deed": DEEDS.get(it.licence, ""),
    }


def _place_of(file: MaterialFile, language: str) -> tuple[Any, ...]:
    """The reader's own language first; the material before its captions."""
    return file.language != language, file.language, file.use != MaterialFile.Use.MAIN


def _packs(
    it: Campaign, materials: Sequence[Material], language: str
) -> list[tuple[Any, list[tuple[str, str, int]]]]:
    """Of each kind: in the reader's language where there is one, and in all."""
    words = {
        public_packs.STATIONS: _("For radio and TV stations"),
        public_packs.PRINTERS: _("For printers"),
    }
    found = []
    for kind in public_packs.PACKS:
        url = reverse("public_campaigns:pack", args=[language, it.slug, kind])
        own = public_packs.pack_of(it, materials, kind, [language])
        whole = public_packs.pack_of(it, materials, kind, [])
        links = []
        if own.files and len(own.files) < len(whole.files):
            links.append((own_name(language), f"{url}?language={language}", own.size))
        if whole.files:
            links.append((_("All languages"), url, whole.size))
            found.append((words[kind], links))
    return found


@require_safe
@in_tongue
def countries(request: Request, language: str, slug: str) -> HttpResponse:
    """Where the choice of a country leads; without one, back."""
    it = _visible(request, slug)
    chosen = {party.slug for party in countries_of(it)} & {request.GET.get("country", "")}
    for party in chosen:
        return redirect("public_campaigns:country", language, slug, party)
    return redirect(it.url_in(language))


@require_safe
@in_tongue
def country(request: Request, language: str, slug: str, party: str) -> HttpResponse:
    """The number of a country, and what carries it; where the code of a poster leads."""
    it = _visible(request, slug)
    where = _country(it, party)
    line = first_line_of(where, timezone.localdate())
    name = country_name(where, language)
    page = switch("country", language, slug, party) | {
        "it": it,
        "campaign_url": it.url_in(language),
        "list_url": reverse("public_campaigns:campaigns", args=[language]),
        "name": name,
        "line": line,
        "help_url": public_posters.help_url(where, language),
        "when": public_posters.when_words(line.when, language) if line else "",
        "numbers": line.reached_by if line else [],
        "speak": [(code, own_name(code)) for code in line.languages] if line else [],
        "refusal": NOT_CONFIRMED % {"party": name},
        "papers": _papers(language, slug, party),
    }
    return render(request, "campaigns/public_country.html", page)


def _country(it: Campaign, slug: str) -> Party:
    return next((one for one in countries_of(it) if one.slug == slug), None) or _nowhere()


def _nowhere() -> Party:
    raise Http404


def _papers(language: str, slug: str, party: str) -> dict[str, str]:
    return {
        f"{shape}_{form}": reverse(
            "public_campaigns:poster", args=[language, slug, party, shape, form]
        )
        for shape in public_posters.SHAPES
        for form in public_posters.FORMS
    }


@require_safe
@in_tongue
def poster(request: Request, language: str, slug: str, party: str, **asked: str) -> HttpResponse:
    """A poster or a card as a file; refused in a sentence where no number is confirmed."""
    shape, form = asked["shape"], asked["form"]
    if shape not in public_posters.SHAPES or form not in public_posters.FORMS:
        raise Http404
    it = _visible(request, slug)
    where = _country(it, party)
    try:
        drawn = public_posters.draw(
            it, where, language, shape=shape, form=form, on=timezone.localdate()
        )
    except public_posters.NotConfirmed as refusal:
        return _refused(request, refusal, it, language)
    response = HttpResponse(drawn, content_type=public_posters.FORMS[form])
    name = f"{slug}-{party}-{shape}-{language}.{form}"
    response["Content-Disposition"] = _saved_as(name, is_saved=form == "pdf")
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return _kept(response, it.is_released)


def _saved_as(name: str, *, is_saved: bool = True) -> str:
    return content_disposition_header(is_saved, name) or "attachment"


def _refused(request: Request, refusal: Refusal, it: Campaign, language: str) -> HttpResponse:
    page = {"refusal": str(refusal), "back": it.url_in(language)}
    page |= switch("campaign", language, it.slug)
    return render(request, "campaigns/public_refusal.html", page, status=refusal.status)


def _kept(response: Any, is_public: bool) -> Any:
    if is_public:
        patch_cache_control(response, public=True, max_age=LONGEST_STALE)
    else:
        response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@in_tongue
def file(request: Request, language: str, pk: int) -> HttpResponseBase:
    """Sound, film and captions are played where they stand; all else is saved."""
    visible = MaterialFile.objects.visible_to(request.reader).select_related("material__campaign")
    it = get_object_or_404(visible, pk=pk)
    response = _send(request, Stored(it), it.media_type)
    is_played = it.is_audio or it.is_video or it.use == MaterialFile.Use.CAPTIONS
    response["Content-Disposition"] = _saved_as(it.name, is_saved=not is_played)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; media-src 'self'"
    return _kept(response, it.material.is_released and it.material.campaign.is_released)


@require_safe
@in_tongue
def pack(request: Request, language: str, slug: str, kind: str) -> HttpResponseBase:
    """All that stations send, or printers print, as a ZIP that goes on where a line broke."""
    if kind not in public_packs.PACKS:
        raise Http404
    it = _visible(request, slug)
    asked = [code for code in request.GET.getlist("language") if code in settings.PUBLIC_LANGUAGES]
    found = public_packs.pack_of(it, _materials(request, it), kind, asked)
    if not found.files:
        raise Http404
    response = _send(request, public_packs.archive_of(found, language), "application/zip")
    ending = f"-{'-'.join(asked)}" if asked else ""
    response["Content-Disposition"] = _saved_as(f"{slug}-{kind}{ending}.zip")
    return _kept(response, it.is_released)


def _send(request: Request, it: Readable, media_type: str) -> HttpResponseBase:
    response = get_conditional_response(request, etag=it.etag) or send(request, it, media_type)
    response.headers["ETag"] = it.etag
    response.headers["Accept-Ranges"] = "bytes"
    return response


@require_safe
@in_tongue
def reach(request: Request, language: str, slug: str) -> HttpResponse:
    it = _visible(request, slug)
    found = reach_of(it, language)
    page = switch("reach", language, slug) | {
        "it": it,
        "campaign_url": it.url_in(language),
        "list_url": reverse("public_campaigns:campaigns", args=[language]),
        "reach": found,
        "rows": found.largest(SHOWN),
        "orientation": ORIENTATION,
        "chart": map_of(it, found, language, _("Where it was handed out")),
        "files": [
            (label, reverse("public_campaigns:reach_file", args=[language, slug, ending]))
            for ending, (label, _type, _write) in tables.FORMS.items()
        ],
        "may_report": bool(partner_parties(request.reader, it.dialogue_id)),
    }
    return render(request, "campaigns/public_reach.html", page)


@require_safe
@in_tongue
def reach_file(request: Request, language: str, slug: str, form: str) -> HttpResponse:
    """The same sums as ``csv`` or ``xlsx``."""
    it = _visible(request, slug)
    head = [_("Country"), _("Place"), _("What"), _("How many")]
    rows = [
        [row.country_words, row.place, str(row.words), str(row.count)]
        for row in reach_of(it, language).rows
    ]
    title = said(it.title, language).text
    return tables.file_answer(form, f"{slug}-{timezone.localdate()}", title, head, rows)
