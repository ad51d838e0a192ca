"""Addresses in the languages of the interface: the list of news, and the desk of the pages."""

from django.urls import path

from .views import archive, desk, pages

app_name = "public"
urlpatterns = [
    path("news/", pages.news, name="news"),
    path("pages/", desk.pages, name="pages"),
    path("pages/archive/", archive.archive, name="archive"),
    path("pages/archive/new/", archive.bring, name="archive_bring"),
    path("pages/archive/<int:pk>/", archive.archived, name="archived"),
    path("pages/archive/<int:pk>/aside/", archive.aside, name="archived_aside"),
    path("pages/guide/", desk.guide, name="guide"),
    path("pages/<int:pk>/", desk.review, name="review"),
    path("pages/<int:pk>/publish/", desk.publish, name="publish"),
    path("pages/<int:pk>/take-back/", desk.take_back, name="take_back"),
    path("pages/<int:pk>/in/<str:to>/", desk.version, name="version"),
]
