"""A delegation: the party answers and nominates, the accreditors approve or return."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comity.parties.requests import Request
from comity.ui.answers import answer_form

from ..forms import BeginForm, DelegateForm, QuotaForm, ReturnForm
from ..models import Convocation, Delegate, Delegation
from ..models.delegations import ROLES
from ..names import may_be_same
from ..rules import LikelySamePerson, accredits, keeps_desk, last_day, speaks
from ..services import accrediting, inviting, nominating
from ..standing import standing_of
from .common import delegate_or_404, delegation_or_404

FORM = "delegations/delegate_form.html"
SHAPES = {
    Delegate.State.PREPARED: "draft",
    Delegate.State.SUBMITTED: "submitted",
    Delegate.State.RETURNED: "returned",
    Delegate.State.APPROVED: "done",
}


@login_required
@require_safe
def delegation(request: Request, slug: str, party: str) -> HttpResponse:
    it = delegation_or_404(request, meeting__slug=slug, party__slug=party)
    return render(request, "delegations/delegation.html", _page(request, it))


def _page(request: Request, it: Delegation) -> dict[str, Any]:
    """What one reader sees of a delegation, and may do with it."""
    reader, on = request.reader, timezone.localdate()
    convocation = inviting.convocation_of(it.meeting)
    is_own = (it.party_id, it.meeting.body.dialogue_id) in reader.drafts
    is_open = not it.meeting.cancelled_at and last_day(it.meeting) >= on
    may_nominate = is_open and speaks(reader, it.party_id, it.meeting, on)
    delegates = _delegates(request, it)
    waiting = [one for one in delegates if one.state == Delegate.State.SUBMITTED]
    may_judge = is_open and bool(waiting) and accredits(reader, it.meeting, convocation)
    limit = it.limit(convocation)
    is_chair = reader.leads(it.meeting.body.dialogue_id)
    counted = Delegation.objects.counted().get(pk=it.pk)
    return {
        "it": it,
        "meeting": it.meeting,
        "convocation": convocation,
        "standing": standing_of(counted, convocation, on),
        "delegates": [(one, SHAPES[Delegate.State(one.state)]) for one in delegates],
        "is_own": is_own,
        "may_nominate": may_nominate,
        "in_hand": [one for one in delegates if one.is_in_hand] if is_own else [],
        "has_head": any(one.role == Delegate.Role.HEAD for one in delegates),
        "limit": limit,
        "is_full": limit is not None and len(delegates) >= limit,
        "begin_form": _begin_form(request, it) if may_nominate and it.is_coming else None,
        "may_judge": may_judge and it.submitted_by_id != reader.person,
        "is_preparer": may_judge and it.submitted_by_id == reader.person,
        "alike": _alike(request, it, waiting) if may_judge else [],
        "return_form": ReturnForm() if may_judge else None,
        "quota_form": QuotaForm(initial={"quota": it.quota}) if is_chair and is_open else None,
        "reads_email": is_own or it.meeting.body.dialogue_id in reader.secretariats,
        "may_print": keeps_desk(reader, it.meeting),
        "has_approved": any(one.state == Delegate.State.APPROVED for one in delegates),
        "may_arrange": may_nominate,
    }


def _delegates(request: Request, it: Delegation) -> list[Delegate]:
    seen = Delegate.objects.visible_to(request.reader).there().filter(delegation=it)
    found = list(seen.order_by("position", "pk"))
    return sorted(found, key=lambda one: ROLES.index(one.role))


def _alike(
    request: Request, it: Delegation, waiting: list[Delegate]
) -> list[tuple[Delegate, Delegate]]:
    """Those who wait, beside who of other delegations is called likewise."""
    others = Delegate.objects.visible_to(request.reader).there().of_meeting(it.meeting)
    found = list(others.exclude(delegation=it).select_related("delegation__party"))
    return [(one, other) for one in waiting for other in found if may_be_same(one.name, other.name)]


def _earlier(request: Request, it: Delegation) -> Any:
    """Delegations of the party to other meetings, with somebody in them, the latest first."""
    seen = Delegation.objects.visible_to(request.reader).exclude(pk=it.pk)
    found = seen.filter(party=it.party_id, delegates__withdrawn_at=None, delegates__isnull=False)
    return found.select_related("meeting").order_by("-meeting__starts_on", "-pk").distinct()


def _begin_form(request: Request, it: Delegation, data: Any = None) -> BeginForm | None:
    earlier = _earlier(request, it)
    return BeginForm(data, earlier=earlier) if earlier.exists() else None


def _own_or_404(request: Request, pk: int) -> Delegation:
    """A delegation for which the reader speaks."""
    it = delegation_or_404(request, pk=pk)
    if not speaks(request.reader, it.party_id, it.meeting, timezone.localdate()):
        raise Http404
    return it


@login_required
@require_POST
def answer(request: Request, pk: int) -> HttpResponse:
    it = _own_or_404(request, pk)
    coming = request.POST.get("answer") == "coming"
    nominating.answer(it, coming=coming, by=request.user, at=timezone.now())
    if coming:
        messages.success(request, _("The secretariat knows that you come. Nominate now."))
    else:
        messages.success(request, _("The secretariat knows that you do not come."))
    return redirect(it)


@login_required
@require_POST
def begin(request: Request, pk: int) -> HttpResponse:
    it = _own_or_404(request, pk)
    form = _begin_form(request, it, request.POST)
    if form is None or not form.is_valid():
        messages.error(request, _("Choose an earlier delegation of your party."))
        return redirect(it)
    earlier = form.cleaned_data["earlier"]
    made = nominating.begin_from(it, earlier, by=request.user, at=timezone.now())
    if made:
        messages.success(request, _("They are prepared. Withdraw who does not come, then submit."))
    else:
        messages.info(request, _("Everybody of that delegation is in this one already."))
    return redirect(it)


@login_required
def nominate(request: Request, pk: int) -> HttpResponse:
    it = _own_or_404(request, pk)
    form = DelegateForm(request.POST if request.method == "POST" else None)

    def add(given: dict[str, Any]) -> Any:
        _asking(form, lambda: nominating.nominate(it, **given, by=request.user, at=timezone.now()))
        return it.get_absolute_url()

    return answer_form(
        request,
        form,
        add,
        template=FORM,
        done=_("The delegate is prepared. Submit the delegation when it is complete."),
        page={"it": it, "heading": _("Nominate a delegate")},
    )


def _asking(form: DelegateForm, act: Any) -> None:
    """Do it; where somebody is called likewise, let the form ask who this is."""
    try:
        act()
    except LikelySamePerson as refusal:
        form.ask_whether_another(refusal.others)
        raise


@login_required
def correct(request: Request, pk: int) -> HttpResponse:
    one = delegate_or_404(request, pk)
    it = _own_or_404(request, one.delegation_id)
    posted = request.POST if request.method == "POST" else None
    form = DelegateForm(posted, delegate=one)

    def change(given: dict[str, Any]) -> Any:
        _asking(form, lambda: nominating.correct(one, **given, by=request.user, at=timezone.now()))
        return it.get_absolute_url()

    is_judged = one.state in {Delegate.State.SUBMITTED, Delegate.State.APPROVED}
    return answer_form(
        request,
        form,
        change,
        template=FORM,
        done=_("The delegate was changed."),
        page={
            "it": it,
            "delegate": one,
            "heading": _("Change a delegate"),
            "next_step": _("What the list and the badge say is approved anew: submit it again.")
            if is_judged
            else "",
        },
    )


@login_required
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    one = delegate_or_404(request, pk)
    it = _own_or_404(request, one.delegation_id)
    nominating.withdraw(one, by=request.user, at=timezone.now())
    messages.success(request, _("%(name)s was withdrawn.") % {"name": one.full_name})
    return redirect(it)


@login_required
@require_POST
def submit(request: Request, pk: int) -> HttpResponse:
    it = _own_or_404(request, pk)
    nominating.submit(it, by=request.user, at=timezone.now())
    messages.success(request, _("The delegation is submitted. You are told when it is approved."))
    return redirect(it)


@login_required
@require_POST
def judge(request: Request, pk: int) -> HttpResponse:
    """Approve or return those who were ticked; nobody ticked: all who wait."""
    it = delegation_or_404(request, pk=pk)
    convocation = Convocation.objects.filter(meeting=it.meeting).first()
    if not accredits(request.reader, it.meeting, convocation):
        raise Http404
    form = ReturnForm(request.POST)
    chosen = _chosen(request, it)
    if request.POST.get("act") == "approve":
        accrediting.approve(it, chosen, by=request.user, at=timezone.now())
        messages.success(request, _("Approved. The party was told."))
        return redirect(it)
    return answer_form(
        request,
        form,
        lambda given: _returned(it, chosen, given["comment"], request),
        template="delegations/delegation.html",
        done=_("Returned. The party was told."),
        page=_page(request, it) | {"return_form": form},
    )


def _chosen(request: Request, it: Delegation) -> list[Delegate] | None:
    keys = [key for key in request.POST.getlist("delegate") if key.isdecimal() and len(key) < 19]
    if not keys:
        return None
    seen = Delegate.objects.visible_to(request.reader).filter(delegation=it)
    return [get_object_or_404(seen, pk=key) for key in keys]


def _returned(it: Delegation, chosen: list[Delegate] | None, comment: str, request: Request) -> str:
    accrediting.send_back(it, chosen, comment=comment, by=request.user, at=timezone.now())
    return it.get_absolute_url()
