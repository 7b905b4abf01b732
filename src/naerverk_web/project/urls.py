"""Every room's addresses, below its own prefix."""

from django.urls import include, path

from naerverk_web.project import lost_mail, views
from naerverk_web.project.setup import views as setup

home = (
    [
        path("", views.home, name="home"),
        path("health", views.health, name="health"),
        path("demo/sign-in/<slug:key>", views.demo_sign_in, name="demo_sign_in"),
        path("search", views.search, name="search"),
        path("words", views.glossary, name="glossary"),
        path("setup/", setup.places, name="setup"),
        path("setup/first/<str:word>", setup.first, name="first"),
        path("setup/organisation", setup.organisation, name="setup_organisation"),
        path("setup/limits", setup.limits, name="setup_limits"),
        path("setup/units", setup.units, name="setup_units"),
        path("setup/figures", setup.figures, name="setup_figures"),
        path("letters", lost_mail.letters, name="letters"),
        path("letters/<int:number>", lost_mail.once_more, name="letter_again"),
        # The design room's own, and the account remembers.
        path("design/language", views.language),
    ],
    "project",
)
urlpatterns = [
    path("", include(home)),
    path("", include("naerverk_web.access.urls")),
    path("", include("naerverk_web.logbook.urls")),
    path("imports/", include("naerverk_web.intake.urls")),
    path("absences/", include("naerverk_web.absence.urls")),
    path("people/", include("naerverk_web.people.urls")),
    path("units/", include("naerverk_web.organisation.urls")),
    path("presence/", include("naerverk_web.insight.urls")),
    path("smiley/", include("naerverk_web.insight.outside_urls")),
    path("notices/", include("naerverk_web.notices.urls")),
    path("design/", include("naerverk_web.design.urls")),
]
