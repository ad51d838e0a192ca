from django.urls import path

from . import amendment_views, conclusions_views, record_views, views

app_name = "proceedings"
DAY = "meetings/<slug:slug>/now/"
OUT = "meetings/<slug:slug>/conclusions/"
urlpatterns = [
    path(DAY, views.now, name="now"),
    path(f"{DAY}part/", views.part, name="part"),
    path(f"{DAY}start/", views.start, name="start"),
    path(f"{DAY}end/", views.end, name="end"),
    path(f"{DAY}reopen/", views.reopen, name="reopen"),
    path(f"{DAY}item/", views.go, name="go"),
    path(f"{DAY}mode/", views.mode, name="mode"),
    path(f"{DAY}list/", views.set_list, name="list"),
    path(f"{DAY}request/", views.request_floor, name="request"),
    path(f"{DAY}floor/<int:pk>/<slug:verb>/", views.floor, name="floor"),
    path("meetings/<slug:slug>/record/", record_views.record, name="record"),
    path(OUT, conclusions_views.conclusions, name="conclusions"),
    path(f"{OUT}draft/", conclusions_views.draft, name="draft"),
    path(f"{OUT}title/", conclusions_views.title, name="title"),
    path(f"{OUT}points/add/", conclusions_views.add_point, name="add_point"),
    path(f"{OUT}points/<int:pk>/", conclusions_views.change_point, name="change_point"),
    path(f"{OUT}points/<int:pk>/move/", conclusions_views.move_point, name="move_point"),
    path(f"{OUT}points/<int:pk>/remove/", conclusions_views.remove_point, name="remove_point"),
    path(f"{OUT}circulate/", conclusions_views.circulate, name="circulate"),
    path(f"{OUT}put-forward/", conclusions_views.put_forward, name="put_forward"),
    path(f"{OUT}take-back/", conclusions_views.take_back, name="take_back"),
    path(f"{OUT}finalise/", conclusions_views.finalise, name="finalise"),
    path(f"{OUT}keep/<slug:place>/", conclusions_views.keep, name="keep"),
    path(f"{OUT}amend/", amendment_views.propose, name="propose"),
    path(f"{OUT}amendments/<int:pk>/", amendment_views.decide, name="decide"),
    path(f"{OUT}amendments/<int:pk>/withdraw/", amendment_views.withdraw, name="withdraw"),
]
