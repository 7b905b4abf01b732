"""Making figures in the background. What waits in the queue knows the task by the name of this module."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from naerverk_web.audit.public import Actor
from naerverk_web.insight.disclosed.figures import figures
from naerverk_web.insight.disclosed.revision import stale
from naerverk_web.insight.making.anew import rebuild


@task()
def make_figures() -> None:
    """Make the figures anew when something waits; a second job that finds nothing to do does nothing."""
    if stale() or figures() is None:
        rebuild(at=timezone.now(), today=timezone.localdate(), by=Actor("", "figures"))
