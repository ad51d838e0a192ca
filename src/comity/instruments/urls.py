from django.urls import path

from . import (
    agreement_views,
    clause_views,
    footnote_views,
    national_views,
    protocol_views,
    review_views,
    views,
)

app_name = "instruments"
urlpatterns = [
    path("", views.instruments, name="instruments"),
    path("import/", views.import_text, name="import"),
    path("from-conclusions/<slug:slug>/", views.from_conclusions, name="from_conclusions"),
    path("agreements/", agreement_views.agreements, name="agreements"),
    path("agreements.<str:form>", agreement_views.agreements_file, name="agreements_file"),
    path("standings/<int:pk>/share/", protocol_views.share_standing, name="share_standing"),
    path("<slug:slug>/", views.instrument, name="instrument"),
    path("<slug:slug>/parties/", protocol_views.standings, name="standings"),
    path("<slug:slug>/parties.<str:form>", protocol_views.standings_file, name="standings_file"),
    path("<slug:slug>/parties/state/", protocol_views.state, name="state_standing"),
    path("<slug:slug>/parties/clauses/<int:pk>/", protocol_views.compare, name="compare"),
    path("<slug:slug>/parties/own/", national_views.register_national, name="register_national"),
    path("<slug:slug>/answers/<slug:regional>/", national_views.links, name="links"),
    path("<slug:slug>/answers/<slug:regional>/<int:pk>/", national_views.link, name="link"),
    path("<slug:slug>/life/", national_views.life, name="life"),
    path("<slug:slug>/life/reviewed/", national_views.reviewed, name="reviewed"),
    path("<slug:slug>/asked-by/", national_views.asked_by, name="asked_by"),
    path("<slug:slug>/footnotes/", footnote_views.footnotes, name="footnotes"),
    path("<slug:slug>/footnotes/<int:pk>/", footnote_views.footnote, name="footnote"),
    path("<slug:slug>/adoption/", views.adoption, name="adoption"),
    path("<slug:slug>/review/", review_views.review, name="review"),
    path("<slug:slug>/review/language/", review_views.add_language, name="add_language"),
    path("<slug:slug>/review/<int:pk>/", clause_views.clause, name="clause"),
    path("<slug:slug>/agreement/", agreement_views.agreement, name="agreement"),
    path(
        "<slug:slug>/agreement/signatures.<str:form>",
        agreement_views.signatures_file,
        name="signatures_file",
    ),
    path("<slug:slug>/agreement/register/", agreement_views.register, name="register_agreement"),
    path("<slug:slug>/agreement/sign/", agreement_views.sign, name="record_signature"),
    path("<slug:slug>/agreement/renew/", agreement_views.renew, name="renew_agreement"),
    path("<slug:slug>/agreement/terminate/", agreement_views.terminate, name="terminate_agreement"),
]
