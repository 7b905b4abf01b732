"""The tree of units."""

from django.urls import path

from naerverk_web.organisation import views

app_name = "organisation"
urlpatterns = [
    path("", views.units, name="units"),
    path("new", views.start, name="start"),
    path("changes/<int:number>/undo", views.undo, name="undo"),
    path("<str:unit_id>/", views.unit, name="unit"),
    path("<str:unit_id>/<str:change>", views.change, name="change"),
]
