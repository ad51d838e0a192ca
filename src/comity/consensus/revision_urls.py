"""Addresses of what a text said and says: revisions, comparisons, Word files there and back."""

from django.urls import path

from .views import comparing, revisions, words

patterns = [
    path("texts/<slug:slug>/revisions/", revisions.revisions, name="revisions"),
    path("texts/<slug:slug>/revisions/keep/", revisions.keep, name="keep_revision"),
    path("texts/<slug:slug>/compare/", comparing.compare, name="compare"),
    path("texts/<slug:slug>/compare.docx", comparing.file, name="compare_file"),
    path("texts/<slug:slug>/word/", words.word, name="word"),
    path("texts/<slug:slug>/word.docx", words.file, name="word_file"),
    path("texts/word/<int:pk>/", words.returned, name="returned_text"),
    path("texts/word/<int:pk>/file/", words.returned_file, name="returned_text_file"),
]
