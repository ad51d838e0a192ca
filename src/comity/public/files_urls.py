"""Addresses without a language, for programs."""

from django.urls import path

from .views import files

app_name = "public_files"
urlpatterns = [
    path("sitemap.xml", files.sitemap, name="sitemap"),
    path("robots.txt", files.robots, name="robots"),
    path("cards/<int:pk>.png", files.card, name="card"),
    path("media/<path:path>", files.media, name="media"),
    path("feeds/news.atom", files.feed, name="feed"),
]
