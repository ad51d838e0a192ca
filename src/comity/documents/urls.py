from django.urls import path

from . import views

app_name = "documents"
urlpatterns = [
    path("", views.documents, name="documents"),
    path("add/", views.add, name="add"),
    path("<int:pk>/", views.document, name="document"),
    path("<int:pk>/language/", views.add_language, name="add_language"),
    path("<int:pk>/revise/", views.revise, name="revise"),
    path("<int:pk>/share/", views.share, name="share"),
    path("files/<int:pk>/", views.file, name="file"),
    path("files/<int:pk>/language/", views.say_language, name="say_language"),
    path("series/<slug:slug>/", views.series, name="series"),
    path("files/<int:pk>/release/", views.release, name="release"),
]
