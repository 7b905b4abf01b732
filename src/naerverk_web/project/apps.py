from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "naerverk_web.project"
    label = "project"

    def ready(self) -> None:
        # The models are there only now.
        from naerverk_web.access.public import know_leavers  # noqa: PLC0415
        from naerverk_web.people.public import leavers  # noqa: PLC0415

        know_leavers(lambda today: set(leavers(today)))
