"""Notices that have not been read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from naerverk_web.access.public import Viewer
from naerverk_web.design.public import Need, Urgency
from naerverk_web.notices.public import notices_for

MOST = 3
NOBODY_ELSE_TELLS = {"role_given", "second_step_reset"}
"""Matters of which no need tells. One that leads to the same page is about another matter, and hides nothing."""


def notices(viewer: Viewer, now: datetime) -> Iterator[Need]:
    """The newest ones."""
    for notice in notices_for(viewer.account_id, newest=MOST, unread_only=True):
        told_of = "" if notice.title in NOBODY_ELSE_TELLS else notice.link
        yield Need(notice.words, Urgency.SOON, "", reverse("notices:open", args=[notice.id]), told_of=told_of)
