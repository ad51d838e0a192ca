from django.urls import path

from . import agreement_views, clause_views, review_views, views

app_name = "instruments"
urlpatterns = [
    path("", views.instruments, name="instruments"),
    path("import/", views.import_text, name="import"),
    path("agreements/", agreement_views.agreements, name="agreements"),
    path("agreements.<str:form>", agreement_views.agreements_file, name="agreements_file"),
    path("<slug:slug>/", views.instrument, name="instrument"),
    path("<slug:slug>/adoption/", views.adoption, name="adoption"),
    path("<slug:slug>/review/", review_views.review, name="review"),
    path("<slug:slug>/review/language/", review_views.add_language, name="add_language"),
    path("<slug:slug>/review/<int:pk>/", clause_views.clause, name="clause"),
    path("<slug:slug>/agreement/", agreement_views.agreement, name="agreement"),
    path("<slug:slug>/agreement/register/", agreement_views.register, name="register_agreement"),
    path("<slug:slug>/agreement/sign/", agreement_views.sign, name="record_signature"),
    path("<slug:slug>/agreement/renew/", agreement_views.renew, name="renew_agreement"),
    path("<slug:slug>/agreement/terminate/", agreement_views.terminate, name="terminate_agreement"),
]
