"""Figures of units. The unit's id stands last, since it is the employer's own and may hold anything."""

from django.urls import path

from naerverk_web.insight import views

app_name = "insight"
urlpatterns = [
    path("", views.start, name="start"),
    path("units/<path:unit_id>", views.overview, name="overview"),
    path("unit/<path:unit_id>", views.unit, name="unit"),
    path("csv/<path:unit_id>", views.as_csv, name="csv"),
    path("xlsx/<path:unit_id>", views.as_xlsx, name="xlsx"),
    path("pdf/<path:unit_id>", views.as_pdf, name="pdf"),
    path("target/<path:unit_id>", views.target, name="target"),
    path("adopt/<int:number>/<path:unit_id>", views.adopt, name="adopt"),
]
