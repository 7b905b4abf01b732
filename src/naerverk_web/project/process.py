"""Starting one of Django's commands in a process of its own, from the command line of the library."""

from __future__ import annotations

import os
import subprocess
import sys

MANAGE = [sys.executable, "-m", "django"]


def django(*words: object) -> int:
    """Run it with the environment there is; its exit code."""
    given = {"DJANGO_SETTINGS_MODULE": "naerverk_web.project.settings", **os.environ}
    return subprocess.call([*MANAGE, *map(str, words)], env=given)  # noqa: S603 - our own command, words from its user
