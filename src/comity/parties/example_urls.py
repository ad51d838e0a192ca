"""Addresses that exist in the example alone."""

from django.urls import path

from . import example_views

urlpatterns = [path("example/<int:pk>/", example_views.enter_example, name="enter_example")]
