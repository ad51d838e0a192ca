from django.urls import URLPattern, URLResolver, path

from .views import distribution, work

app_name = "campaigns"
urlpatterns: list[URLPattern | URLResolver] = [
    path("campaign/add/", work.add, name="add"),
    path("campaigns/<slug:slug>/prepare/", work.work, name="work"),
    path("campaigns/<slug:slug>/change/", work.change, name="change"),
    path("campaigns/<slug:slug>/release/", work.release, name="release"),
    path("campaigns/<slug:slug>/withdraw/", work.withdraw, name="withdraw"),
    path("campaigns/<slug:slug>/materials/add/", work.add_material, name="add_material"),
    path("campaigns/<slug:slug>/report/", distribution.report, name="report"),
    path("campaigns/<slug:slug>/reports/", distribution.reports, name="reports"),
    path("campaign/materials/<int:pk>/", work.material, name="material"),
    path("campaign/materials/<int:pk>/file/", work.add_file, name="add_file"),
    path("campaign/materials/<int:pk>/release/", work.release_material, name="release_material"),
    path("campaign/materials/<int:pk>/withhold/", work.withhold, name="withhold"),
    path("campaign/files/<int:pk>/remove/", work.remove_file, name="remove_file"),
    path(
        "campaign/reports/<int:pk>/withdraw/",
        distribution.withdraw_report,
        name="withdraw_report",
    ),
]
