"""The tree of units."""

from django.urls import path

from naerverk_web.organisation import views

app_name = "organisation"
urlpatterns = [
    path("", views.units, name="units"),
    path("<str:unit_id>/", views.unit, name="unit"),
    path("<str:unit_id>/<str:change>", views.change, name="change"),
]
