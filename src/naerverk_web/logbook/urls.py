"""The log."""

from django.urls import path

from naerverk_web.logbook import views

app_name = "logbook"
urlpatterns = [
    path("log", views.log, name="log"),
    path("log.csv", views.log_file, name="log_file"),
]
