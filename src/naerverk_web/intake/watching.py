"""Whether the data that an import was compared with are still the same when it is written.

Whoever changes them says so in the log, in the same transaction. So nobody is held up while the import is worked out.
"""

from __future__ import annotations

from dataclasses import dataclass

from naerverk_web.audit.public import changes_since, newest_event

ROOMS = ("absence", "organisation", "people", "project")
LATE = 10_000
"""Of two events PostgreSQL may show the one with the lower number later: so many before the newest are counted too."""


@dataclass(frozen=True, slots=True)
class Watch:
    """A moment, and what had happened until then."""

    after: int
    seen: int

    def unchanged(self) -> bool:
        """Whether nothing that an import depends on has changed since."""
        return changes_since(self.after, of=ROOMS) == self.seen


def watch() -> Watch:
    """From now on."""
    after = max(newest_event() - LATE, 0)
    return Watch(after, changes_since(after, of=ROOMS))
