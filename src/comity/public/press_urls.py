"""The press list, in each language of the site."""

from django.urls import path

from .views import press

app_name = "press"
urlpatterns = [
    path("press/", press.join, name="join"),
    path("press/sent/", press.sent, name="sent"),
    path("press/<str:token>/confirm/", press.confirm, name="confirm"),
    path("press/<str:token>/leave/", press.leave, name="leave"),
]
