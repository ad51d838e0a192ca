from django.urls import path

from . import mailbox_views, preference_views, views

app_name = "notices"
urlpatterns = [
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/<int:pk>/", views.message, name="message"),
    path("notices/follow/<slug:slug>/", views.follow, name="follow"),
    path("notices/preferences/", preference_views.preferences, name="preferences"),
    path("notices/mailboxes/<slug:slug>/", mailbox_views.mailboxes, name="mailboxes"),
    path("notices/mailboxes/<int:pk>/remove/", mailbox_views.remove, name="remove_mailbox"),
    path("notices/mailbox/<str:token>/", mailbox_views.confirm, name="mailbox"),
    path("notices/stop/<str:token>/", preference_views.stop, name="stop"),
]
