"""What other rooms may use."""

from naerverk_web.audit.actions import Actor, purge_contents, record, seal
from naerverk_web.audit.queries import Said, broken_links, changes_since, events, newest_event, refused_since

__all__ = [
    "Actor",
    "Said",
    "broken_links",
    "changes_since",
    "events",
    "newest_event",
    "purge_contents",
    "record",
    "refused_since",
    "seal",
]
