from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "naerverk_web.insight"
    label = "insight"
