"""What anybody reads, in every language of the public: the address names the language."""

from django.urls import URLPattern, URLResolver, path

from . import public_views as views

app_name = "public_campaigns"
urlpatterns: list[URLPattern | URLResolver] = [
    path("campaigns/", views.campaigns, name="campaigns"),
    path("campaigns/files/<int:pk>/", views.file, name="file"),
    path("campaigns/<slug:slug>/", views.campaign, name="campaign"),
    path("campaigns/<slug:slug>/countries/", views.countries, name="countries"),
    path("campaigns/<slug:slug>/packs/<slug:kind>.zip", views.pack, name="pack"),
    path("campaigns/<slug:slug>/reach/", views.reach, name="reach"),
    path("campaigns/<slug:slug>/reach.<slug:form>", views.reach_file, name="reach_file"),
    path("campaigns/<slug:slug>/in/<slug:party>/", views.country, name="country"),
    path(
        "campaigns/<slug:slug>/in/<slug:party>/<slug:shape>.<slug:form>",
        views.poster,
        name="poster",
    ),
]
