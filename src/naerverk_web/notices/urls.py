"""The addresses of one's own notices."""

from django.urls import path

from naerverk_web.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.notices, name="notices"),
    path("<int:number>", views.open_notice, name="open"),
    path("read", views.read_all, name="read_all"),
    path("mail", views.mail, name="mail"),
]
