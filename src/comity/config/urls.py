"""The addresses of the site. Pages carry their language; files, feeds and machines do not."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as desk_urls

from comity.public.views import desk_entrance

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/login/", desk_entrance, name="desk_entrance"),
    path("desk/", include(desk_urls)),
    path("", include("comity.parties.machine_urls")),
]
if settings.EXAMPLE:
    urlpatterns.append(path("", include("comity.parties.example_urls")))

urlpatterns += i18n_patterns(
    path("accounts/", include("allauth.urls")),
    path("ui/", include("comity.ui.urls")),
    path("", include("comity.parties.urls")),
    path("outbox/", include("comity.notices.urls")),
    path("documents/", include("comity.documents.urls")),
    path("meetings/", include("comity.meetings.urls")),
    path("texts/", include("comity.instruments.urls")),
    path("mandates/", include("comity.mandates.urls")),
    path("", include(wagtail_urls)),
)
