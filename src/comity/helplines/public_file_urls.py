"""What carries no language: the way in, the worker of the pages, and files for others."""

from django.urls import URLPattern, URLResolver, path

from . import public_views

app_name = "help_files"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", public_views.enter, name="enter"),
    path("worker.js", public_views.worker, name="worker"),
    path("lines.json", public_views.lines_json, name="json"),
    path("lines.csv", public_views.lines_csv, name="csv"),
]
