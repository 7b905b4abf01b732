"""The clock of the site: seals the log, resumes what was interrupted, purges, writes e-mail, ends access of leavers."""

from __future__ import annotations

import logging
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from naerverk_web.access.public import tell_of_ending_roles
from naerverk_web.audit.public import Actor, seal
from naerverk_web.insight import public as insight
from naerverk_web.insight.public import make_figures, stale
from naerverk_web.intake import public as intake
from naerverk_web.notices import public as notices
from naerverk_web.people.public import end_access_of_leavers
from naerverk_web.project.health import beat
from naerverk_web.project.retention import purge_daily
from naerverk_web.sealing.public import clear_open_folders

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "What the clock does, once, or every so many seconds."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=int, default=0, help="seconds between (default: once)")

    def handle(self, *args: Any, every: int = 0, **options: Any) -> None:
        while True:
            tick()
            if not every:
                return
            time.sleep(every)


def tick() -> None:
    """Every duty on its own, so that one that fails does not stop the others."""
    now = timezone.now()
    duties = (
        lambda: beat(now),
        clear_open_folders,
        lambda: intake.tick(now),
        _make_figures,
        lambda: insight.tick(timezone.localtime(now)),
        lambda: tell_of_ending_roles(timezone.localdate(now)),
        lambda: notices.tick(now),
        lambda: end_access_of_leavers(timezone.localdate(now), by=Actor("", "clock")),
        seal,
        lambda: purge_daily(now),
    )
    for duty in duties:
        try:
            duty()
        except Exception:
            log.exception("a duty of the clock failed")


def _make_figures() -> None:
    """After an import or a correction the figures are made anew, in the background."""
    if stale():
        make_figures.enqueue()
