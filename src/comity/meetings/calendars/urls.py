"""Addresses without a language, for programs."""

from django.urls import path

from . import views

app_name = "calendars"
urlpatterns = [
    path("dialogues/<slug:slug>.ics", views.dialogue, name="dialogue"),
    path("bodies/<slug:slug>.ics", views.body, name="body"),
    path("meetings/<slug:slug>.ics", views.meeting, name="meeting"),
    path("mine/<str:token>.ics", views.mine, name="mine"),
]
