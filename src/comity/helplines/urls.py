"""Where whoever sits for a party keeps its lines."""

from django.urls import URLPattern, URLResolver, path

from . import views

app_name = "helplines"
urlpatterns: list[URLPattern | URLResolver] = [
    path("helplines/", views.lines, name="lines"),
    path("helplines/new/<slug:slug>/", views.propose, name="propose"),
    path("helplines/<int:pk>/", views.line, name="line"),
    path("helplines/<int:pk>/edit/", views.edit, name="edit"),
    path("helplines/<int:pk>/confirm/", views.confirm, name="confirm"),
    path("helplines/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("helplines/changes/<int:pk>/", views.change, name="change"),
    path("helplines/changes/<int:pk>/release/", views.release, name="release"),
    path("helplines/changes/<int:pk>/drop/", views.drop, name="drop"),
]
