from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "naerverk_web.project"
    label = "project"

    def ready(self) -> None:
        # The models are there only now.
        from naerverk_web.access.public import address_of, know_leavers  # noqa: PLC0415
        from naerverk_web.insight.public import REPORTS, is_published, take_published, write_reports  # noqa: PLC0415
        from naerverk_web.intake.public import know_published  # noqa: PLC0415
        from naerverk_web.notices.public import DIGEST, know_addresses, know_writer, write_digest  # noqa: PLC0415
        from naerverk_web.people.public import leavers  # noqa: PLC0415

        know_leavers(lambda today: set(leavers(today)))
        know_published(take_published, is_published)
        know_addresses(address_of)
        know_writer(DIGEST, write_digest)
        know_writer(REPORTS, write_reports)
