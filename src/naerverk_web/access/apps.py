from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.core import checks


class AccessConfig(AppConfig):
    name = "naerverk_web.access"
    label = "access"

    def ready(self) -> None:
        # The models are there only now.
        from naerverk_web.access import groups, sessions  # noqa: PLC0415

        checks.register(groups.check_table)
        # Password, demo button, test client: every way in and out passes here.
        user_logged_in.connect(sessions.began, dispatch_uid="access.began")
        user_logged_out.connect(sessions.ended, dispatch_uid="access.ended")
