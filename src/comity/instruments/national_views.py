"""A party's own text: bringing it in, linking its clauses; the life of any protocol."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from comity.clauses import Answer, suggest_answers
from comity.documents.upload import takes_files
from comity.parties.access import Reader
from comity.parties.ledger import note_reading
from comity.parties.models import Person
from comity.parties.requests import Request
from comity.ui.answers import answer_form
from comity.ui.locales import page_language

from . import services
from .comparing import Numbered, common_language, numbered, words_of
from .models import Clause, ClauseLink, Implementation, Instrument, Protocol
from .protocol_forms import AskedByForm, LifeForm, LinkForm, NationalForm, ReviewForm
from .protocol_rules import KINDS
from .protocol_views import parties_spoken_for, regional_text
from .rules import speaks_for


@takes_files
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def register_national(request: Request, slug: str) -> HttpResponse:
    """Read a party's own text into one in review."""
    it = regional_text(request.reader, slug)
    parties = parties_spoken_for(request, it)
    if not parties:
        raise Http404
    note_reading([it], by=request.user, at=timezone.now())
    form = NationalForm(
        request.POST or None,
        request.FILES or None,
        parties=parties,
        initial={"language": page_language()},
    )

    def act(data: dict[str, Any]) -> str:
        data.pop("party", None)
        data.pop("file")
        made = services.register_national(
            it, form.the_party(), upload=form.upload(), **data, by=request.user, at=timezone.now()
        )
        return reverse("instruments:links", args=[made.slug, it.slug])

    return answer_form(
        request,
        form,
        act,
        template="instruments/register_national.html",
        done=_("The text is read. Compare it with its file, and say which clauses answer which."),
        page={"it": it},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def links(request: Request, slug: str, regional: str) -> HttpResponse:
    """Which national clause answers which regional one: what is linked, and what is proposed."""
    it = _implementation(request.reader, slug, regional)
    note_reading([it.national, it.regional], by=request.user, at=timezone.now())
    asked, given = _both(it)
    may_link = _may_link(request.user, it)
    if request.method == "POST":
        if not may_link:
            raise Http404
        return _pressed(request, it, asked, given)
    linked = list(it.links.select_related("clause").order_by("clause__position"))
    proposed = _proposed(asked, given, linked) if may_link else {}
    words = {one.clause.pk: one for one in given}
    page = {
        "it": it,
        "may_link": may_link,
        "rows": [
            (
                one,
                [(link, words.get(link.clause_id)) for link in linked if _is_of(link, one)],
                proposed.get(one.clause.pk),
            )
            for one in asked
        ],
        "proposals": len(proposed),
    }
    return render(request, "instruments/links.html", page)


def _is_of(link: ClauseLink, one: Numbered) -> bool:
    return link.regional_id == one.clause.pk


def _both(it: Implementation) -> tuple[list[Numbered], list[Numbered]]:
    """The clauses of the regional and of the national text, in one language where there is one."""
    of_regional, of_national = common_language(it, page_language())
    return numbered(it.regional, of_regional), numbered(it.national, of_national)


def _proposed(
    asked: list[Numbered], given: list[Numbered], linked: list[ClauseLink]
) -> dict[int, tuple[Numbered, Answer]]:
    """Regional clause without a link → the national one that may answer it, and why."""
    done = {link.regional_id for link in linked}
    used = {link.clause_id for link in linked}
    open_ = [one for one in asked if one.clause.pk not in done]
    free = [one for one in given if one.clause.pk not in used]
    same = bool(asked and given and asked[0].language == given[0].language)
    found = suggest_answers(open_, free, same_language=same)
    return {open_[one.asked].clause.pk: (free[one.given], one) for one in found}


def _pressed(
    request: Request, it: Implementation, asked: list[Numbered], given: list[Numbered]
) -> HttpResponse:
    """Confirm the proposals that are ticked, or take one link back."""
    who: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    if wrong := request.POST.get("unlink", ""):
        link = it.links.filter(pk=wrong).first() if _is_key(wrong) else None
        if link:
            services.unlink_clauses(link, **who)
        messages.success(request, _("The link is taken back."))
        return redirect(it)
    first = {str(one.clause.pk): one.clause for one in asked}
    second = {str(one.clause.pk): one.clause for one in given}
    pairs = [pair.partition("-")[::2] for pair in request.POST.getlist("pair")]
    chosen = [(first[a], second[b]) for a, b in pairs if a in first and b in second]
    if not chosen:
        messages.warning(request, _("Nothing was ticked, so nothing was linked."))
        return redirect(it)
    services.link_clauses(it, chosen, **who)
    words = ngettext("%(count)s clause is linked.", "%(count)s clauses are linked.", len(chosen))
    messages.success(request, words % {"count": len(chosen)})
    return redirect(it)


def _is_key(words: str) -> bool:
    return words.isascii() and words.isdigit() and len(words) < 10


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: Request, slug: str, regional: str, pk: int) -> HttpResponse:
    """Choose the clause that answers one regional clause, with a note."""
    it = _implementation(request.reader, slug, regional)
    if not _may_link(request.user, it):
        raise Http404
    note_reading([it.national, it.regional], by=request.user, at=timezone.now())
    asked, given = _both(it)
    one = next((one for one in asked if one.clause.pk == pk), None)
    if one is None:
        raise Http404
    proposal = _proposed([one], given, []).get(pk)
    form = LinkForm(request.POST or None, given, proposal[0].clause.pk if proposal else None)

    def act(data: dict[str, Any]) -> Implementation:
        clause = Clause.objects.get(pk=int(data["clause"]))
        language = page_language() if data["note"] else ""
        services.link_clauses(
            it, [(one.clause, clause)], note=data["note"], language=language,
            by=request.user, at=timezone.now(),
        )  # fmt: skip
        return it

    return answer_form(
        request,
        form,
        act,
        template="instruments/link.html",
        done=_("The clause is linked."),
        page={"it": it, "one": one},
    )


def _implementation(reader: Reader, slug: str, regional: str) -> Implementation:
    found: Implementation = get_object_or_404(
        Implementation.objects.visible_to(reader).select_related(
            "national__owner", "national__body__dialogue", "regional__body__dialogue"
        ),
        national__slug=slug,
        regional__slug=regional,
    )
    return found


def _may_link(person: Person, it: Implementation) -> bool:
    text = it.national
    return speaks_for(person, text.owner, text.body.dialogue, timezone.localdate())


def may_describe(request: Request, text: Instrument) -> bool:
    """Whether the reader records the life of a protocol: the secretariat, or a speaker of the
    party whose own text it is."""
    dialogue = text.body.dialogue
    if text.kind not in KINDS or not request.user.is_authenticated:
        return False
    if text.is_national:
        return speaks_for(request.user, text.owner, dialogue, timezone.localdate())
    return dialogue.pk in request.reader.secretariats


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def life(request: Request, slug: str) -> HttpResponse:
    """Law, entry into force and the next review."""
    text = _described(request, slug)
    known = Protocol.objects.filter(instrument=text).first()
    form = LifeForm.of(request.POST or None, text, known)

    def act(data: dict[str, Any]) -> Instrument:
        data.setdefault("law", known.law if known else "")
        services.describe_protocol(text, **data, by=request.user, at=timezone.now())
        return text

    return _answer(
        request, text, form, act, heading=_("In force and review"), done=_("It is recorded.")
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reviewed(request: Request, slug: str) -> HttpResponse:
    """A review was made."""
    text = _described(request, slug)

    def act(data: dict[str, Any]) -> Instrument:
        services.record_review(text, **data, by=request.user, at=timezone.now())
        return text

    form = ReviewForm(request.POST or None)
    done = _("The review is recorded.")
    return _answer(request, text, form, act, heading=_("A review was made"), done=done)


def _described(request: Request, slug: str) -> Instrument:
    seen = Instrument.objects.visible_to(request.reader).select_related("body__dialogue", "owner")
    text: Instrument = get_object_or_404(seen, slug=slug)
    if not may_describe(request, text):
        raise Http404
    note_reading([text], by=request.user, at=timezone.now())
    return text


def _answer(
    request: Request, text: Instrument, form: Any, act: Any, *, heading: str, done: str
) -> HttpResponse:
    page = {"it": text, "heading": heading}
    return answer_form(
        request, form, act, template="instruments/protocol_form.html", done=done, page=page
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def asked_by(request: Request, slug: str) -> HttpResponse:
    """Which clause of an earlier text asked for this one: first the text, then the clause."""
    seen = Instrument.objects.visible_to(request.reader)
    it = get_object_or_404(seen.select_related("body__dialogue", "owner"), slug=slug)
    if it.is_national or it.body.dialogue_id not in request.reader.secretariats:
        raise Http404
    note_reading([it], by=request.user, at=timezone.now())
    earlier = seen.adopted().regional().filter(body__dialogue=it.body.dialogue).exclude(pk=it.pk)
    chosen = earlier.filter(slug=request.GET.get("text", "")).first()
    if chosen is None:
        page = {"it": it, "texts": list(earlier.select_related("body")[:100])}
        return render(request, "instruments/asked_by.html", page)
    note_reading([chosen], by=request.user, at=timezone.now())
    return _asked_by_clause(request, it, chosen)


def _asked_by_clause(request: Request, it: Instrument, chosen: Instrument) -> HttpResponse:
    clauses = list(chosen.clauses.operative().prefetch_related("texts"))
    language = page_language()
    form = AskedByForm(
        request.POST if request.method == "POST" else None,
        [(one.pk, one.number, words_of(one, language)) for one in clauses],
    )

    def act(data: dict[str, Any]) -> Instrument:
        clause = next((one for one in clauses if str(one.pk) == data["clause"]), None)
        services.say_who_asked(it, clause, by=request.user, at=timezone.now())
        return it

    return answer_form(
        request,
        form,
        act,
        template="instruments/asked_by.html",
        done=_("It is recorded which clause asked for the text."),
        page={"it": it, "chosen": chosen},
    )
