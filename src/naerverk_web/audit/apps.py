from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "naerverk_web.audit"
    label = "audit"
