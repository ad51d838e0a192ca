"""What anybody reads, in every language of the public: the address names the language."""

from django.urls import URLPattern, URLResolver

app_name = "public_campaigns"
urlpatterns: list[URLPattern | URLResolver] = []
