"""Every room's addresses, below its own prefix."""

from django.urls import include, path

from naerverk_web.project import views

home = (
    [
        path("", views.home, name="home"),
        path("health", views.health, name="health"),
        path("demo/sign-in/<slug:key>", views.demo_sign_in, name="demo_sign_in"),
    ],
    "project",
)
urlpatterns = [
    path("", include(home)),
    path("", include("naerverk_web.access.urls")),
    path("imports/", include("naerverk_web.intake.urls")),
    path("absences/", include("naerverk_web.absence.urls")),
    path("people/", include("naerverk_web.people.urls")),
    path("units/", include("naerverk_web.organisation.urls")),
    path("presence/", include("naerverk_web.insight.urls")),
    path("design/", include("naerverk_web.design.urls")),
]
