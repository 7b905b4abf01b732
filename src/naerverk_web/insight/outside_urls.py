"""The one address of the room that needs no sign-in."""

from django.urls import path

from naerverk_web.insight.views import smileys

app_name = "outside"
urlpatterns = [path("<str:token>", smileys.outside, name="smiley")]
