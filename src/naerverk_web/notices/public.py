"""What other rooms may use."""

from naerverk_web.notices.actions import forget_notices, mark_read, send_digests, tell
from naerverk_web.notices.queries import Told, notices_for, unread

__all__ = ["Told", "forget_notices", "mark_read", "notices_for", "send_digests", "tell", "unread"]
