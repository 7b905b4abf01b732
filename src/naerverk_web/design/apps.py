from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "naerverk_web.design"
    label = "design"
