from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "naerverk_web.people"
    label = "people"
