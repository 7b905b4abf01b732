"""What the first page of a process would else make its reader wait for: about a second and a half in all."""

from __future__ import annotations

import importlib
from threading import Thread

from django.db import DatabaseError, connection
from django.template.loader import get_template
from django.urls import get_resolver

from naerverk_web.insight.public import figures

SLOW_TO_LOAD = "naerverk.statistics.probability.reaching"
PAGES = ("access/sign_in.html", "project/home.html", "insight/unit.html", "insight/overview.html")


def warm_up() -> Thread:
    """Begin beside the first requests: whoever asks at once is not held up by more than what they need themselves."""
    thread = Thread(target=_with_own_connection, name="warm-up", daemon=True)
    thread.start()
    return thread


def _with_own_connection() -> None:
    try:
        warm()
    except DatabaseError:
        # The pages say themselves what is wrong with the database.
        return
    finally:
        connection.close()


def warm() -> None:
    """Load addresses, templates, SciPy and the figures."""
    _ = get_resolver().url_patterns
    for page in PAGES:
        get_template(page)
    importlib.import_module(SLOW_TO_LOAD)
    figures()
