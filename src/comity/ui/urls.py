"""The address of the pattern page."""

from django.urls import path

from comity.ui import views

app_name = "ui"
urlpatterns = [path("", views.patterns, name="patterns")]
