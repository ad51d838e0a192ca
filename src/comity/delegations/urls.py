from django.urls import path

from .views import arrangements, badges, desk, inviting, nominating, participants

app_name = "delegations"
urlpatterns = [
    path("meetings/<slug:slug>/delegations/", inviting.delegations, name="delegations"),
    path("meetings/<slug:slug>/delegations/call/", inviting.call, name="call"),
    path("meetings/<slug:slug>/delegations/invite/", inviting.invite, name="invite"),
    path("meetings/<slug:slug>/delegations/logistics/", inviting.logistics, name="logistics"),
    path(
        "meetings/<slug:slug>/delegations/of/<slug:party>/",
        nominating.delegation,
        name="delegation",
    ),
    path("delegations/<int:pk>/quota/", inviting.quota, name="quota"),
    path("delegations/<int:pk>/answer/", nominating.answer, name="answer"),
    path("delegations/<int:pk>/begin/", nominating.begin, name="begin"),
    path("delegations/<int:pk>/nominate/", nominating.nominate, name="nominate"),
    path("delegations/<int:pk>/submit/", nominating.submit, name="submit"),
    path("delegations/<int:pk>/judge/", nominating.judge, name="judge"),
    path("delegates/<int:pk>/", nominating.correct, name="correct"),
    path("delegates/<int:pk>/withdraw/", nominating.withdraw, name="withdraw"),
    path("delegates/<int:pk>/arrangements/", arrangements.write, name="arrangement"),
    path("delegates/<int:pk>/arrangements/link/", arrangements.send_link, name="send_link"),
    path("delegates/<int:pk>/badge/", badges.renew, name="renew_badge"),
    path("arrangements/<str:token>/", arrangements.link, name="arrangement_link"),
    path("meetings/<slug:slug>/arrangements/", arrangements.all_of_meeting, name="arrangements"),
    path(
        "meetings/<slug:slug>/arrangements/<str:form>", arrangements.file, name="arrangements_file"
    ),
    path("meetings/<slug:slug>/badges/", badges.badges, name="badges"),
    path("meetings/<slug:slug>/check-in/", desk.check_in, name="check_in"),
    path("meetings/<slug:slug>/check-in/worker.js", desk.worker, name="check_in_worker"),
    path("meetings/<slug:slug>/participants/", participants.participants, name="participants"),
    path(
        "meetings/<slug:slug>/participants/<str:language>.<str:form>",
        participants.file,
        name="participants_file",
    ),
]
