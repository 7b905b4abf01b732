"""The tree of units. A unit's number is the employer's own and may hold a slash: what follows tells where it ends."""

from django.urls import path

from naerverk_web.organisation import views

app_name = "organisation"
urlpatterns = [
    path("", views.units, name="units"),
    path("new", views.start, name="start"),
    path("changes/<int:number>/undo", views.undo, name="undo"),
    path("<path:unit_id>/", views.unit, name="unit"),
    path("<path:unit_id>/<str:change>", views.change, name="change"),
]
