"""Addresses without a language, for programs."""

from django.urls import path

from . import views

app_name = "feeds"
urlpatterns = [
    path("dialogues/<slug:slug>.atom", views.dialogue, name="dialogue"),
    path("bodies/<slug:slug>.atom", views.body, name="body"),
]
