from django.apps import AppConfig


class LogbookConfig(AppConfig):
    name = "naerverk_web.logbook"
    label = "logbook"
