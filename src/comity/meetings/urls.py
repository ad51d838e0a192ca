from django.urls import path

from . import item_views, views

app_name = "meetings"
urlpatterns = [
    path("", views.meetings, name="meetings"),
    path("add/", views.add, name="add"),
    path("items/<int:pk>/edit/", item_views.edit, name="edit_item"),
    path("items/<int:pk>/mode/", item_views.mode, name="mode"),
    path("items/<int:pk>/move/", item_views.move, name="move_item"),
    path("items/<int:pk>/remove/", item_views.remove, name="remove_item"),
    path("items/<int:pk>/documents/", item_views.documents, name="item_documents"),
    path("items/<int:pk>/documents/new/", item_views.hand_in, name="hand_in"),
    path(
        "items/<int:pk>/documents/<int:document>/remove/",
        item_views.remove_document,
        name="remove_document",
    ),
    path("<slug:slug>/", views.meeting, name="meeting"),
    path("<slug:slug>/edit/", views.edit, name="edit"),
    path("<slug:slug>/announce/", views.announce, name="announce"),
    path("<slug:slug>/items/add/", item_views.add, name="add_item"),
]
