"""The secretariat makes campaigns: words side by side, materials, files, and two persons."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.documents.upload import takes_files
from comity.parties.requests import Request
from comity.ui.answers import answer_form

from .. import missing, services
from ..forms import CampaignForm, MaterialFileForm, MaterialForm, NewCampaignForm
from ..media import kinds_of
from ..models import Campaign, Material, MaterialFile


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request) -> HttpResponse:
    if not request.reader.secretariats:
        raise Http404

    def make(given: dict[str, Any]) -> str:
        made = services.make_campaign(
            given["dialogue"], form.said, slug=given["slug"], by=request.user, at=timezone.now()
        )
        return made.work_url

    form = NewCampaignForm(request.POST or None, reader=request.reader)
    return answer_form(
        request, form, make, template="campaigns/campaign_form.html",
        done=_("The campaign is begun. Add its materials; a second person then releases it."),
        page={"it": None, "groups": _by_word(form)},
    )  # fmt: skip


def _by_word(form: CampaignForm | MaterialForm) -> list[tuple[Any, list[Any]]]:
    """The fields of each text, side by side; and before them those without a language."""
    named = [
        (words.label, [form[f"{name}_{code}"] for code in form.typed_in])
        for name, words in form.words.items()
    ]
    shown = {field.name for _label, fields in named for field in fields}
    return [("", [field for field in form if field.name not in shown]), *named]


def _mine(request: Request, slug: str) -> Campaign:
    found = Campaign.objects.kept_by(request.reader).select_related("dialogue")
    return get_object_or_404(found, slug=slug)


@login_required
@require_safe
def work(request: Request, slug: str) -> HttpResponse:
    """What there is of a campaign in which language, what is missing, and what waits."""
    it = _mine(request, slug)
    materials = list(it.materials.listed())
    mine = set(it.materials.filter(drafters=request.user).values_list("pk", flat=True))
    page = {
        "it": it,
        "new": services.Said.of(it.waiting) if it.waiting else None,
        "prepared": it.drafters.filter(pk=request.user.pk).exists(),
        "codes": missing.LANGUAGES,
        "campaign_line": missing.of_campaign(it),
        "lines": [(line, line.thing.pk in mine) for line in missing.of_materials(materials)],
    }
    return render(request, "campaigns/work.html", page)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, slug: str) -> HttpResponse:
    it = _mine(request, slug)

    def save(_given: dict[str, Any]) -> str:
        services.change_campaign(it, form.said, by=request.user, at=timezone.now())
        return it.work_url

    form = CampaignForm(request.POST or None, reader=request.reader, of=it)
    return answer_form(
        request, form, save, template="campaigns/campaign_form.html",
        done=_("Saved. A second person releases it."),
        page={"it": it, "groups": _by_word(form)},
    )  # fmt: skip


@login_required
@require_POST
def release(request: Request, slug: str) -> HttpResponse:
    it = _mine(request, slug)
    seen = request.POST.get("seen")
    services.release_campaign(it, by=request.user, at=timezone.now(), seen=seen)
    messages.success(request, _("It is released: everyone reads it."))
    return redirect(it.work_url)


@login_required
@require_POST
def withdraw(request: Request, slug: str) -> HttpResponse:
    it = _mine(request, slug)
    services.withdraw_campaign(it, by=request.user, at=timezone.now())
    messages.success(request, _("It is withdrawn: the secretariat alone reads it."))
    return redirect(it.work_url)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_material(request: Request, slug: str) -> HttpResponse:
    it = _mine(request, slug)

    def save(_given: dict[str, Any]) -> str:
        made = services.add_material(it, form.described, by=request.user, at=timezone.now())
        return _url(made)

    form = MaterialForm(request.POST or None)
    return answer_form(
        request, form, save, template="campaigns/material.html",
        done=_("The material is added. Add its files."),
        page={"it": None, "campaign": it, "groups": _by_word(form)},
    )  # fmt: skip


def _url(material: Material) -> str:
    return reverse("campaigns:material", args=[material.pk])


def _my_material(request: Request, pk: int) -> Material:
    found = Material.objects.filter(campaign__dialogue__in=request.reader.secretariats)
    return get_object_or_404(found.select_related("campaign__dialogue"), pk=pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def material(request: Request, pk: int) -> HttpResponse:
    it = _my_material(request, pk)

    def save(_given: dict[str, Any]) -> str:
        services.change_material(it, form.described, by=request.user, at=timezone.now())
        return _url(it)

    form = MaterialForm(request.POST or None, of=it)
    return answer_form(
        request, form, save, template="campaigns/material.html",
        done=_("Saved. A second person releases it."),
        page=_material_page(request, it) | {"groups": _by_word(form)},
    )  # fmt: skip


def _material_page(request: Request, it: Material) -> dict[str, Any]:
    return {
        "it": it,
        "campaign": it.campaign,
        "files": it.files.all(),
        "kinds": ", ".join(kinds_of(it.kind)),
        "prepared": it.drafters.filter(pk=request.user.pk).exists(),
    }


@login_required
@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def add_file(request: Request, pk: int) -> HttpResponse:
    it = _my_material(request, pk)

    def save(given: dict[str, Any]) -> str:
        services.add_file(
            it, given["file"], language=given["language"], by=request.user, at=timezone.now()
        )
        return _url(it)

    form = MaterialFileForm(
        request.POST or None, request.FILES or None, of=it, language=request.GET.get("language", "")
    )
    return answer_form(
        request, form, save, template="campaigns/file_form.html",
        done=_("The file is kept. A second person releases the material."),
        page={"it": it, "campaign": it.campaign},
    )  # fmt: skip


@login_required
@require_POST
def remove_file(request: Request, pk: int) -> HttpResponse:
    mine = MaterialFile.objects.filter(
        material__campaign__dialogue__in=request.reader.secretariats
    ).select_related("material")
    it = get_object_or_404(mine, pk=pk)
    services.remove_file(it, by=request.user, at=timezone.now())
    messages.success(request, _("The file is removed."))
    return redirect(_url(it.material))


@login_required
@require_POST
def release_material(request: Request, pk: int) -> HttpResponse:
    it = _my_material(request, pk)
    seen = request.POST.get("seen")
    services.release_material(it, by=request.user, at=timezone.now(), seen=seen)
    messages.success(request, _("It is released: everyone may take it away."))
    return redirect(it.campaign.work_url)


@login_required
@require_POST
def withhold(request: Request, pk: int) -> HttpResponse:
    it = _my_material(request, pk)
    services.withhold_material(it, by=request.user, at=timezone.now())
    messages.success(request, _("It is withdrawn: the secretariat alone reads it."))
    return redirect(it.campaign.work_url)
