"""The addresses of the site. Pages carry their language; files, feeds and machines do not."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path, register_converter
from wagtail import urls as wagtail_urls
from wagtail import views as wagtail_views
from wagtail.admin import urls as desk_urls

from comity.public.views.entrance import desk_entrance, page_not_found
from comity.public.views.pages import in_other_language
from comity.ui.tongues import Tongue

register_converter(Tongue, "tongue")

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/login/", desk_entrance, name="desk_entrance"),
    # Persons come by invitation and keep their own password: no editor changes them at the desk.
    re_path(r"^desk/users/", page_not_found, name="no_users_at_desk"),
    path("desk/", include(desk_urls)),
    path("", include("comity.public.files_urls")),
    path("calendars/", include("comity.meetings.calendars.urls")),
    path("feeds/", include("comity.notices.feeds.urls")),
    path("help/", include("comity.helplines.public_file_urls")),
    path("<tongue:language>/", include("comity.public.press_urls")),
    path("<tongue:language>/", include("comity.helplines.public_urls")),
    path("<tongue:language>/", include("comity.campaigns.public_urls")),
]
if settings.EXAMPLE:
    urlpatterns.append(path("", include("comity.parties.example_urls")))

urlpatterns += i18n_patterns(
    # A note is what most readers open: no other address is tried before it.
    re_path(r"^(news/(?:[\w\-]+/)+)$", wagtail_views.serve),
    # The address is the one that was invited; another one comes with another invitation.
    path("accounts/email/", page_not_found, name="no_other_address"),
    path("accounts/", include("allauth.urls")),
    path("ui/", include("comity.ui.urls")),
    path("", include("comity.parties.urls")),
    path("", include("comity.notices.urls")),
    path("", include("comity.search.urls")),
    path("documents/", include("comity.documents.urls")),
    path("", include("comity.delegations.urls")),
    path("", include("comity.proceedings.urls")),
    path("", include("comity.consensus.urls")),
    path("meetings/", include("comity.meetings.urls")),
    path("texts/", include("comity.instruments.urls")),
    path("", include("comity.mandates.urls")),
    path("", include("comity.helplines.urls")),
    path("", include("comity.campaigns.urls")),
    path("", include("comity.public.urls")),
    path("_util/login/", desk_entrance, name="wagtailcore_login"),
    # Wagtail's own addresses would bring a sign-in without second factor: only pages are served.
    re_path(wagtail_urls.serve_pattern, wagtail_views.serve, name="wagtail_serve"),
)
# The site is written in languages that the rooms do not speak: their addresses come last.
urlpatterns.append(re_path(r"^(?P<language>pt|nl)/(?P<path>.*)$", in_other_language, name="other"))
