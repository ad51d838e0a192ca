"""The list of participants, as a page and as files."""

from __future__ import annotations

from html import escape

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from comity.meetings.models import Meeting
from comity.parties.requests import Request
from comity.ui.said import Said
from comity.ui.templatetags.ui import show

from ..files import FORMS
from ..participants import Participant, Participants, gather, role_words
from ..rules import keeps_desk
from .common import meeting_or_404

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@login_required
@require_safe
def participants(request: Request, slug: str) -> HttpResponse:
    """Whoever has a seat and may read the meeting."""
    it = meeting_or_404(request, slug)
    only_present = request.GET.get("present") == "1"
    found = gather(it, request.reader, only_present=only_present)
    page = {
        "it": it,
        "found": found,
        "list": _list(found),
        "only_present": only_present,
        "files": _files(it, only_present),
        "keeps_desk": keeps_desk(request.reader, it),
    }
    return render(request, "delegations/participants.html", page)


def _files(it: Meeting, only_present: bool) -> list[tuple[str, list[tuple[str, str]]]]:
    """Language → the forms of file with their addresses."""
    query = "?present=1" if only_present else ""

    def address(language: str, form: str) -> str:
        return reverse("delegations:participants_file", args=[it.slug, language, form]) + query

    return [
        (language, [(FORMS[form][0], address(language, form)) for form in FORMS])
        for language in LANGUAGES
    ]


def _list(found: Participants) -> SafeString:
    """The groups as tables. Made here and not by a template: 300 names are asked for at once.
    Everything that somebody typed passes ``escape``."""
    words = {role: escape(name) for role, name in role_words().items()}
    heads = [escape(head) for head in (_("Name"), pgettext("of a delegate", "Role"), _("Function"))]
    return mark_safe(  # noqa: S308 - escaped piece by piece
        "".join(
            f'<section class="section" aria-labelledby="g{number}"><h2 id="g{number}">'
            f"{escape(group.words)}</h2>"
            + "".join(_table(*one, words, heads) for one in group.parties)
            + "</section>"
            for number, group in enumerate(found.groups, start=1)
        )
    )


def _table(party: Said, people: list[Participant], roles: dict[str, str], heads: list[str]) -> str:
    name, role, function = heads
    rows = "".join(
        f'<tr><th scope="row">{escape(one.name)}</th><td data-label="{role}">{roles[one.role]}</td>'
        f'<td data-label="{function}">{escape(one.function)}</td></tr>'
        for one in people
    )
    return (
        f'<table class="table table--stack"><caption>{show(party, note=True)}</caption><thead><tr>'
        f'<th scope="col">{name}</th><th scope="col">{role}</th><th scope="col">{function}</th>'
        f"</tr></thead><tbody>{rows}</tbody></table>"
    )


@login_required
@require_safe
def file(request: Request, slug: str, language: str, form: str) -> HttpResponse:
    it = meeting_or_404(request, slug)
    if language not in LANGUAGES or form not in FORMS:
        raise Http404
    only_present = request.GET.get("present") == "1"
    found = gather(it, request.reader, language, only_present=only_present)
    _name, media_type, write = FORMS[form]
    answer = HttpResponse(write(found), content_type=media_type)
    name = f"{it.slug}-participants-{language}.{form}"
    answer["Content-Disposition"] = content_disposition_header(True, name)
    answer["Cache-Control"] = "private, no-store"
    return answer
