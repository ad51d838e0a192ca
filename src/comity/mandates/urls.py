"""The addresses of the matrix, of mandates, and of reports."""

from django.urls import path

from .views import mandates, matrix, reports

app_name = "mandates"
urlpatterns = [
    path("", matrix.page, name="matrix"),
    path("matrix.<str:form>", matrix.export, name="export"),
    path("<int:pk>/", mandates.mandate, name="mandate"),
    path("<int:pk>/assign/", mandates.assign, name="assign"),
    path("<int:pk>/due/", mandates.due, name="due"),
    path("<int:pk>/close/", mandates.close, name="close"),
    path("<int:pk>/reopen/", mandates.reopen, name="reopen"),
    path("from/<slug:slug>/", mandates.giving, name="giving"),
    path("from/<slug:slug>/<int:clause>/", mandates.giving_one, name="giving_one"),
    path("asked/", mandates.assignments, name="assignments"),
    path("asked/<slug:slug>/", mandates.of_party, name="of_party"),
    path("assignments/<int:pk>/", reports.assignment, name="assignment"),
    path("assignments/<int:pk>/report/", reports.write, name="write"),
    path("assignments/<int:pk>/keep/", reports.keep, name="keep"),
    path("reports/<int:pk>/", reports.report, name="report"),
    path("reports/<int:pk>/judge/", reports.judge, name="judge"),
    path(
        "reports/<int:pk>/evidence/<int:document>/remove/",
        reports.remove_evidence,
        name="remove_evidence",
    ),
]
