from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "naerverk_web.intake"
    label = "intake"
