"""Persons. A number is the employer's own and may hold a slash: what follows it tells where it ends."""

from django.urls import path

from naerverk_web.people import views

app_name = "people"
urlpatterns = [
    path("", views.people, name="people"),
    path("without-leader", views.leaderless, name="leaderless"),
    path("without-leader.csv", views.leaderless_file, name="leaderless_file"),
    path("in-ended-units", views.ended_units, name="ended_units"),
    path("<path:person_id>/", views.person, name="person"),
    path("<path:person_id>/account", views.account, name="account"),
    path("<path:person_id>/leader", views.leader, name="leader"),
]
