from django.urls import path

from . import revision_urls
from .views import clauses, compiling, deciding, draftings, positions, proposing, silences

app_name = "consensus"
urlpatterns = [
    path("drafting/<slug:slug>/", draftings.drafting, name="drafting"),
    path("drafting/<slug:slug>/circulate/", draftings.circulate, name="circulate"),
    path("drafting/<slug:slug>/conduct/", draftings.conduct, name="conduct"),
    path("drafting/<slug:slug>/propose/", proposing.propose, name="propose"),
    path("drafting/<slug:slug>/propose/keep/", proposing.keep_new, name="keep_new"),
    path("drafting/<slug:slug>/clauses/<int:pk>/", clauses.clause, name="clause"),
    path("drafting/<slug:slug>/positions/<slug:party>/", positions.position, name="position"),
    path("drafting/<slug:slug>/positions/<slug:party>/write/", positions.write, name="statement"),
    path(
        "drafting/<slug:slug>/positions/<slug:party>/keep/",
        positions.keep,
        name="keep_statement",
    ),
    path("drafting/<slug:slug>/compilation/", compiling.compilation, name="compilation"),
    path("drafting/<slug:slug>/compilation.docx", compiling.file, name="compilation_file"),
    path("texts/<slug:slug>/silence/", silences.silence, name="silence"),
    path("texts/<slug:slug>/silence/keep/", silences.keep, name="keep_silence"),
    path("proposals/<int:pk>/", deciding.proposal, name="proposal"),
    path("proposals/<int:pk>/change/", proposing.change, name="change_proposal"),
    path("proposals/<int:pk>/keep/", proposing.keep, name="keep_proposal"),
    path("comments/<int:pk>/", clauses.comment, name="comment"),
    *revision_urls.patterns,
]
