from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "naerverk_web.project"
    label = "project"
