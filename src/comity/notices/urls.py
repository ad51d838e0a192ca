from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [
    path("", views.outbox, name="outbox"),
    path("<int:pk>/", views.message, name="message"),
    path("follow/<slug:slug>/", views.follow, name="follow"),
]
