from django.urls import path

from . import circle_views, ledger_views, seat_views, views

app_name = "parties"
urlpatterns = [
    path("dialogues/", views.dialogues, name="dialogues"),
    path("dialogues/<slug:slug>/", views.dialogue, name="dialogue"),
    path("bodies/<slug:slug>/", views.body, name="body"),
    path("parties/", views.parties, name="parties"),
    path("parties/<slug:slug>/", views.party, name="party"),
    path("parties/<slug:slug>/seats/", seat_views.seats, name="seats"),
    path("parties/<slug:slug>/ledger/", ledger_views.ledger_slice, name="slice"),
    path("seats/<int:pk>/end/", seat_views.end_seat, name="end_seat"),
    path("seats/<int:pk>/administrator/", seat_views.make_administrator, name="administrator"),
    path("invitations/<int:pk>/withdraw/", seat_views.withdraw, name="withdraw"),
    path("invitation/<str:token>/", seat_views.invitation, name="invitation"),
    path("desk/", views.desk, name="desk"),
    path("account/", views.account, name="account"),
    path("ledger/", ledger_views.ledger_page, name="ledger"),
    path("circle/<str:kind>/<int:pk>/", circle_views.circle, name="circle"),
]
