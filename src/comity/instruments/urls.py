from django.urls import path

from . import clause_views, review_views, views

app_name = "instruments"
urlpatterns = [
    path("", views.instruments, name="instruments"),
    path("import/", views.import_text, name="import"),
    path("<slug:slug>/", views.instrument, name="instrument"),
    path("<slug:slug>/adoption/", views.adoption, name="adoption"),
    path("<slug:slug>/review/", review_views.review, name="review"),
    path("<slug:slug>/review/language/", review_views.add_language, name="add_language"),
    path("<slug:slug>/review/<int:pk>/", clause_views.clause, name="clause"),
]
