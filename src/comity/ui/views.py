"""The pattern page: every component with sample data, for those who build and translate pages."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comity.ui import samples


@require_safe
def patterns(request: HttpRequest) -> HttpResponse:
    """Show all components; ``?scheme=dark`` and ``?scheme=light`` overrule the browser's wish."""
    asked = request.GET.get("scheme")
    page = {
        "scheme": asked if asked in {"dark", "light"} else "",
        "tabs": samples.tabs(),
        "states": samples.STATES,
        "labels": samples.LABELS,
        "parties": samples.PARTIES,
        "rows": samples.matrix(),
        "facts": samples.facts(),
        "due": samples.DUE,
        "entries": samples.history(),
        "title": samples.TITLE,
        "only_spanish": samples.ONLY_SPANISH,
        "clauses": samples.CLAUSES,
        "figures": samples.FIGURES,
        "charts": samples.charts(),
        "notes": samples.NOTES,
        "form": samples.ReportForm(initial={"progress": samples.PROGRESS}),
        "wrong_form": samples.ReportForm({"progress": ""}, prefix="wrong"),
        "filter_form": samples.MatrixFilter(request.GET or None),
        "page": Paginator(range(1, 287), 50).get_page(2),
    }
    return render(request, "ui/patterns.html", page)
