"""What anybody reads, in every language of the public: the address names the language."""

from django.urls import URLPattern, URLResolver, path

from . import public_views

app_name = "public_helplines"
urlpatterns: list[URLPattern | URLResolver] = [
    path("help/", public_views.index, name="index"),
    path("help/all/", public_views.everything, name="all"),
    path("help/<slug:code>/", public_views.country, name="country"),
    path("help/<slug:code>/card/", public_views.card, name="card"),
    path("help/<slug:code>/sms.txt", public_views.sms, name="sms"),
]
