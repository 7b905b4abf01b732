"""Every room's addresses, below its own prefix."""

from django.urls import include, path

from naerverk_web.project import views

home = ([path("", views.home, name="home"), path("health", views.health, name="health")], "project")
urlpatterns = [
    path("", include(home)),
    path("", include("naerverk_web.access.urls")),
    path("imports/", include("naerverk_web.intake.urls")),
    path("design/", include("naerverk_web.design.urls")),
]
