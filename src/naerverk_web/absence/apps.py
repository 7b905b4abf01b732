from django.apps import AppConfig


class AbsenceConfig(AppConfig):
    name = "naerverk_web.absence"
    label = "absence"
