from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "naerverk_web.notices"
    label = "notices"
