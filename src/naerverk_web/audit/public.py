"""What other rooms may use."""

from naerverk_web.audit.actions import Actor, purge_contents, record, seal
from naerverk_web.audit.lines import Asked, Key, Line, newest_lines, next_lines
from naerverk_web.audit.queries import (
    Said,
    Verified,
    broken_links,
    changes_since,
    events,
    last_verified,
    newest_event,
    refused_since,
)

__all__ = [
    "Actor",
    "Asked",
    "Key",
    "Line",
    "Said",
    "Verified",
    "broken_links",
    "changes_since",
    "events",
    "last_verified",
    "newest_event",
    "newest_lines",
    "next_lines",
    "purge_contents",
    "record",
    "refused_since",
    "seal",
]
