from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "naerverk_web.access"
    label = "access"
