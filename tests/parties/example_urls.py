"""The site's addresses as the example has them."""

from django.urls import include, path

from comity.config.urls import urlpatterns as ordinary

urlpatterns = [path("", include("comity.parties.example_urls")), *ordinary]
