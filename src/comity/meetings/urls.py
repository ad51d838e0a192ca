from django.urls import path

from .calendars import views as calendars
from .news import views as news
from .takeaway import views as takeaway
from .views import agenda, items, meetings

app_name = "meetings"
urlpatterns = [
    path("", meetings.meetings, name="meetings"),
    path("add/", meetings.add, name="add"),
    path("calendar/", calendars.address, name="calendar_address"),
    path("items/<int:pk>/", items.item, name="item"),
    path("items/<int:pk>/edit/", items.edit, name="edit_item"),
    path("items/<int:pk>/mode/", items.mode, name="mode"),
    path("items/<int:pk>/remove/", items.remove, name="remove_item"),
    path("items/<int:pk>/documents/", items.documents, name="item_documents"),
    path("items/<int:pk>/documents/new/", items.hand_in, name="hand_in"),
    path(
        "items/<int:pk>/documents/<int:document>/remove/",
        items.remove_document,
        name="remove_document",
    ),
    path("<slug:slug>/", meetings.meeting, name="meeting"),
    path("<slug:slug>/new/", news.new, name="new"),
    path("<slug:slug>/take-away/", takeaway.take_away, name="take_away"),
    path("<slug:slug>/take-away/file/", takeaway.take_away_file, name="take_away_file"),
    path("<slug:slug>/edit/", meetings.edit, name="edit"),
    path("<slug:slug>/announce/", meetings.announce, name="announce"),
    path("<slug:slug>/cancel/", meetings.cancel, name="cancel"),
    path("<slug:slug>/agenda/", agenda.arrange, name="arrange"),
    path("<slug:slug>/agenda/begin/", agenda.begin, name="begin"),
    path("<slug:slug>/items/add/", agenda.add, name="add_item"),
]
