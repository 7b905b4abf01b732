from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "naerverk_web.organisation"
    label = "organisation"
