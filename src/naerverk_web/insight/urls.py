"""Figures of units. The unit's id stands last, since it is the employer's own and may hold anything."""

from django.urls import path

from naerverk_web.insight.views import comparing, files, pages, targets

app_name = "insight"
urlpatterns = [
    path("", pages.start, name="start"),
    path("units/<path:unit_id>", pages.overview, name="overview"),
    path("unit/<path:unit_id>", pages.unit, name="unit"),
    path("compare/<path:unit_id>", comparing.compare, name="compare"),
    path("compare-with/<path:unit_id>", comparing.compare_with, name="compare_with"),
    path("published", comparing.published, name="published"),
    path("csv/<path:unit_id>", files.as_csv, name="csv"),
    path("xlsx/<path:unit_id>", files.as_xlsx, name="xlsx"),
    path("pdf/<path:unit_id>", files.as_pdf, name="pdf"),
    path("target/<path:unit_id>", targets.target, name="target"),
    path("adopt/<int:number>/<path:unit_id>", targets.adopt, name="adopt"),
]
