"""What other rooms may use."""

from naerverk_web.people.actions import (
    end_access_of_leavers,
    import_employments,
    merge_persons,
    set_nearest_leader,
    undo_employments,
)
from naerverk_web.people.known import Changed, KnownRow, undo_changes, write_changes
from naerverk_web.people.queries import Known, people_seen_by, without_leader
from naerverk_web.people.rows import employment_rows

__all__ = [
    "Changed",
    "Known",
    "KnownRow",
    "employment_rows",
    "end_access_of_leavers",
    "import_employments",
    "merge_persons",
    "people_seen_by",
    "set_nearest_leader",
    "undo_changes",
    "undo_employments",
    "without_leader",
    "write_changes",
]
