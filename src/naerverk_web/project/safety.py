"""What must not be when real people use the site: said in words before it starts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

from naerverk_web.project.environment import LOCAL

SHORTEST_KEY = 32


def unsafe(*, open_to_others: bool) -> Iterator[str]:
    """Why the site cannot be served like this; a site that only this machine reaches may be more open."""
    for name in ("SECRET_KEY", "CONFIDENTIAL_KEY"):
        if len(getattr(settings, name)) < SHORTEST_KEY:
            yield f"NAERVERK_{name} is too short: {SHORTEST_KEY} characters or more. Left out, one is made."
    if not open_to_others:
        return
    if settings.DEBUG:
        yield "NAERVERK_DEBUG=yes shows the inside of the site to whoever meets an error. Take it away."
    if "*" in settings.ALLOWED_HOSTS or not set(settings.ALLOWED_HOSTS) - LOCAL:
        yield "NAERVERK_HOSTS must name the site as people write it, such as NAERVERK_HOSTS=presence.example.no."
    if not settings.HTTPS and "NAERVERK_HTTPS" not in os.environ:
        yield (
            "Without TLS passwords can be read on the way. Write NAERVERK_HTTPS=yes when a proxy in front has a"
            " certificate, or NAERVERK_HTTPS=no to say that you know."
        )
    if settings.HTTPS and not settings.TRUSTED_PROXIES:
        yield (
            "TLS is the work of a proxy in front, and NAERVERK_PROXIES=0 says that there is none: every page would lead"
            " to itself again. Write NAERVERK_PROXIES=1, or how many there are."
        )


def close_to_others() -> None:
    """The data folder and the SQLite file are for the site's own user, also where they were made otherwise."""
    data = Path(settings.DATA)
    data.chmod(0o700)
    if connection.vendor == "sqlite":
        for path in data.glob("naerverk.sqlite3*"):
            path.chmod(0o600)
