"""What parties say on the clauses of a text: read, put there, released, taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.parties.ledger import note_reading
from comity.parties.models import Party
from comity.parties.requests import Request
from comity.refusals import Refusal
from comity.ui.answers import answer_form
from comity.ui.locales import page_language

from . import services
from .footnote_forms import FootnoteForm, WordsForm
from .marks import marks_of
from .models import Footnote, Instrument
from .reading import choose_language
from .rules import speaks_for
from .services.footnotes import is_at_table, may_release


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def footnotes(request: Request, slug: str) -> HttpResponse:
    """All of them, and for the contact point of a member the form to add one; ``?clause=`` a
    clause."""
    it = _text(request, slug)
    parties = _speaking(request, it)
    if request.method == "POST" and not parties:
        raise Http404
    form = _form(request, it, parties) if parties else None
    page = {
        "it": it,
        "marked": marks_of(it, request.reader),
        "speaking": {party.pk for party in parties},
    }
    if form is None:
        return render(request, "instruments/footnotes.html", page | {"form": None})

    def act(_data: dict[str, Any]) -> Footnote:
        return services.add_footnote(form.chosen, **form.given, **_who(request))

    done = _("It stands on its clause now, and stays there.")
    if it.is_adopted and it.label == "CLEAR":
        done = _("It is kept. Another person releases it, then everybody reads it on its clause.")
    return answer_form(
        request, form, act, template="instruments/footnotes.html", done=done, page=page
    )


def _text(request: Request, slug: str) -> Instrument:
    texts = Instrument.objects.visible_to(request.reader).select_related("body__dialogue")
    it = get_object_or_404(texts, slug=slug)
    note_reading([it], by=request.user, at=timezone.now())
    return it


def _speaking(request: Request, it: Instrument) -> list[Party]:
    """The parties for which the reader may put something on the text."""
    if it.is_national or not it.is_shared:
        return []
    on, dialogue = timezone.localdate(), it.body.dialogue
    keys = [party for party, of in request.reader.drafts if of == dialogue.pk]
    return [
        party
        for party in Party.objects.filter(pk__in=keys)
        if is_at_table(party, it, on) and speaks_for(request.user, party, dialogue, on)
    ]


def _form(request: Request, it: Instrument, parties: list[Party]) -> FootnoteForm:
    versions = list(it.versions.defer("as_read", "left_out", "read_against"))
    return FootnoteForm(
        request.POST or None,
        parties=parties,
        clauses=it.clauses.prefetch_related("texts"),
        languages=[one.language for one in versions],
        language=choose_language(versions, page_language()),
        initial={"clause": request.GET.get("clause", "")},
    )


def _who(request: Request) -> dict[str, Any]:
    return {"by": request.user, "at": timezone.now()}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def footnote(request: Request, slug: str, pk: int) -> HttpResponse:
    """One of them: release it, add a language, withdraw it."""
    it = _text(request, slug)
    seen = Footnote.objects.visible_to(request.reader).filter(clause__instrument=it)
    one = get_object_or_404(seen.select_related("party", "clause", "added_by"), pk=pk)
    one.clause.instrument = it
    own = speaks_for(request.user, one.party, it.body.dialogue, timezone.localdate())
    form = _words_form(request, one) if own else None
    status, refusal = 200, None
    if request.method == "POST":
        status, refusal = _acted(request, one, form)
        if status == 302:
            return redirect("instruments:footnotes", slug)
    page = {
        "it": it,
        "one": one,
        "own": own,
        "form": form,
        "refusal": refusal,
        "may_release": one.is_held and _releases(request, one, it),
    }
    return render(request, "instruments/footnote.html", page, status=status)


def _releases(request: Request, one: Footnote, it: Instrument) -> bool:
    on = timezone.localdate()
    return one.added_by_id != request.user.pk and may_release(
        one, it, request.reader, request.user, on
    )


def _words_form(request: Request, one: Footnote) -> WordsForm | None:
    """For the languages of the text in which it is not there yet."""
    there = set(one.words.data)
    languages = one.clause.instrument.versions.values_list("language", flat=True)
    missing = [code for code in languages if code not in there]
    data = request.POST if request.POST.get("do") == "translate" else None
    return WordsForm(data, languages=missing) if missing else None


def _acted(request: Request, one: Footnote, form: WordsForm | None) -> tuple[int, Refusal | None]:
    do = request.POST.get("do")
    if do not in {"release", "withdraw", "translate"} or (do == "translate" and form is None):
        raise Http404
    if do == "translate" and form and not form.is_valid():
        return 422, None
    try:
        if do == "release":
            services.release_footnote(one, **_who(request))
            messages.success(request, _("Everybody reads it now, on its clause."))
        elif do == "withdraw":
            services.withdraw_footnote(one, **_who(request))
            messages.success(request, _("It is withdrawn. It stays readable, and says so."))
        elif form:
            services.translate_footnote(one, words=form.words, **_who(request))
            messages.success(request, _("The language is added."))
    except Refusal as refusal:
        return refusal.status, refusal
    return 302, None
