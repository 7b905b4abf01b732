"""Absences of one person, put right by hand."""

from django.urls import path

from naerverk_web.absence import views

app_name = "absence"
urlpatterns = [
    path("", views.find, name="find"),
    path("merge", views.merge, name="merge"),
    path("merge/<int:merge_id>/undo", views.unmerge, name="unmerge"),
    path("of/<path:person_id>/", views.spells, name="spells"),
    path("<int:spell_id>/", views.correct, name="correct"),
]
